"""Soft wrap in the source view."""

from __future__ import annotations

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from tests.tui.widgets.panes import SourcePane, rows, search_to_end


async def test_wraps_long_lines_and_numbers_them_once() -> None:
    app = SourcePane()
    async with app.run_test(size=(20, 6)) as pilot:
        source = app.show("  one two three four five\nx")
        await pilot.press("w")
        assert rows(source) == [
            *("❯  1   one two three", "         four five"),
            *("   2 x", "", "", ""),
        ]
        await pilot.press("w")
        assert rows(source)[:2] == ["❯  1   one two thre…", "   2 x"]


async def test_wide_characters_wrap_at_their_width() -> None:
    app = SourcePane()
    async with app.run_test(size=(16, 4)) as pilot:
        source = app.show("中文字符宽度测试")
        await pilot.press("w")
        assert rows(source)[:3] == ["❯  1 中文字符宽", "       度测试", ""]


async def test_the_cursor_moves_through_the_rows_of_a_long_line() -> None:
    app = SourcePane()
    async with app.run_test(size=(25, 5)) as pilot:
        source = app.show("0123456789" * 100_000)
        await pilot.press("w", "pagedown", "pagedown", "j")
        assert source.cursor_line == 0
        assert (source.cursor, source.scroll_offset.y) == (9, 8)
        await pilot.press("G")
        assert rows(source)[-1].endswith("789")
        assert source.row_count == 1 + -(-(1_000_000 - 20) // 18)
        await pilot.press("w")
        assert (source.cursor, source.row_count) == (0, 1)


async def test_the_same_text_stays_in_view_when_it_is_wrapped_or_resized() -> None:
    app = SourcePane()
    async with app.run_test(size=(30, 6)) as pilot:
        source = app.show("\n".join(f"{number} " + "word " * 20 for number in range(2000)))
        source.go_to_line(1500)
        top = source.line_of_row(source.scroll_offset.y)
        await pilot.press("w")
        assert source.cursor_line == 1500
        await pilot.press("w", "w")
        assert source.cursor_line == 1500
        assert top <= source.line_of_row(source.scroll_offset.y) <= 1500
        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        assert source.cursor_line == 1500
        assert source.cursor in source.visible_rows()
        assert "1500 word word word" in "".join(rows(source))


async def test_rows_are_counted_to_the_end_in_the_background() -> None:
    app = SourcePane()
    async with app.run_test(size=(30, 6)) as pilot:
        source = app.show("\n".join(["x" * 40] * (LINES_PER_BLOCK * 100)))
        await pilot.press("w")
        while source.virtual_size.height < LINES_PER_BLOCK * 200:
            await pilot.pause()
        await pilot.press("G")
        assert source.cursor_line == LINES_PER_BLOCK * 100 - 1


async def test_the_numbers_make_room_as_lines_are_added() -> None:
    app = SourcePane()
    async with app.run_test(size=(20, 4)) as pilot:
        lines = Lines()
        app.source.soft_wrap = True
        lines.extend(["x" * 30] * LINES_PER_BLOCK)
        app.source.show(lines)
        assert rows(app.source)[1] == "       " + "x" * 13
        lines.extend(["x" * 30] * LINES_PER_BLOCK)
        app.source.lines_grew()
        await pilot.pause()
        assert rows(app.source)[0] == "❯   1 " + "x" * 14


async def test_a_match_in_a_wrapped_line_is_revealed() -> None:
    app = SourcePane()
    async with app.run_test(size=(30, 6)) as pilot:
        source = app.show("word " * 400 + "needle " + "word " * 400)
        await pilot.press("w")
        source.search("needle")
        await search_to_end(pilot, app)
        assert "needle" in rows(source)[source.cursor - source.scroll_offset.y]
