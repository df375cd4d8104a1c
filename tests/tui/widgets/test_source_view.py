"""The source view as a user sees it."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.geometry import Region

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.tui.widgets.schema.source_view import SourceView
from tests.tui.widgets.panes import SourcePane, numbered, rows, styles

AVRO = """{
  "type": "record",
  "name": "Order",
  "fields": [
    {
      "name": "id",
      "type": "long"
    }
  ]
}"""


async def test_shows_lines_with_numbers_and_a_cursor() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show("one\ntwo")
        await pilot.pause()
        assert rows(source) == ["❯  1 one", "   2 two", "", "", "", ""]
        source.ascii_only = True
        assert rows(source)[0] == ">  1 one"
        await pilot.press("number_sign")
        assert rows(source)[:2] == [">one", " two"]


async def test_keys_move_the_cursor_and_scroll_minimally() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 10)) as pilot:
        source = app.show(numbered(100))
        seen = []
        for key in ("j", "j", "k", "pagedown", "G", "pageup", "ctrl+u", "ctrl+d", "g", "space"):
            await pilot.press(key)
            seen.append((source.cursor, source.scroll_offset.y))
        assert seen == [
            *((1, 0), (2, 0), (1, 0)),
            *((10, 9), (99, 90), (90, 81), (85, 76), (90, 81), (0, 0), (9, 9)),
        ]
        assert app.lines == [1, 2, 1, 10, 99, 90, 85, 90, 0, 9]


async def test_a_key_after_the_wheel_brings_the_cursor_back() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 10)) as pilot:
        source = app.show(numbered(100))
        source.scroll_to(y=50, animate=False)
        await pilot.press("j")
        assert (source.cursor, source.scroll_offset.y) == (1, 1)


async def test_keys_are_coloured_on_the_cursor_line_too() -> None:
    app = SourcePane()
    async with app.run_test(size=(60, 12)) as pilot:
        source = app.show(AVRO, "avro")
        await pilot.press("j")
        assert "#ff0000" in styles(source.render_line(5))['"name"']
        assert "#ff0000" not in styles(source.render_line(5))['"id"']
        assert "#ff0000 on #0000ff" in styles(source.render_line(1))['"type"']


async def test_an_empty_pane_says_so() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        assert rows(app.source)[0] == " Nothing to show"
        app.source.placeholder = Content("The provider sent [b]no[/b] schema")
        app.show("")
        assert rows(app.source)[0] == " The provider sent [b]no[/b] schema"
        await pilot.press("j", "G", "n", "w", "dollar_sign", "pagedown")
        assert app.source.cursor == 0


async def test_markup_is_text() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show("[@click=app.quit]x[/] [b]")
        await pilot.pause()
        assert rows(source)[0] == "❯  1 [@click=app.quit]x[/] [b]"


async def test_lines_may_grow_while_they_are_shown() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        lines = Lines()
        app.source.show(lines)
        app.source.focus()
        assert rows(app.source)[0] == " Nothing to show"
        lines.extend([f"line {number}" for number in range(LINES_PER_BLOCK * 2)])
        app.source.lines_grew()
        assert rows(app.source)[5] == "    6 line 5"
        await pilot.press("G")
        lines.extend(["the last"])
        app.source.lines_grew()
        await pilot.press("j")
        assert rows(app.source)[-1] == "❯1025 the last"


async def test_another_text_begins_at_its_top() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(numbered(100))
        await pilot.press("G")
        app.show("one\ntwo")
        assert (source.cursor, source.scroll_offset.y) == (0, 0)
        source.show(Lines.of(numbered(100)), line=50)
        assert (source.cursor_line, source.scroll_offset.y) == (50, 47)


async def test_going_to_a_visible_line_does_not_scroll() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 10)) as pilot:
        source = app.show(numbered(100))
        source.go_to_line(50)
        assert (source.cursor_line, source.scroll_offset.y) == (50, 45)
        source.go_to_line(46)
        await pilot.pause()
        assert (source.cursor_line, source.scroll_offset.y) == (46, 45)
        source.go_to_line(1000)
        assert source.cursor_line == 99


async def test_scrolls_sideways_as_far_as_the_longest_line() -> None:
    app = SourcePane()
    async with app.run_test(size=(25, 4)) as pilot:
        source = app.show("short\n" + "0123456789" * 5)
        await pilot.press("j", "right")
        assert rows(source)[:2] == ["   1", "❯  2 8901234567890123456…"]
        await pilot.press("dollar_sign")
        assert rows(source)[1] == "❯  2 01234567890123456789"
        await pilot.press("right")
        assert rows(source)[1] == "❯  2 01234567890123456789"
        await pilot.press("left", "0")
        assert rows(source)[1] == "❯  2 0123456789012345678…"
        assert source.scroll_offset.x == 0


async def test_wide_characters_take_two_cells_and_are_never_halved() -> None:
    app = SourcePane()
    async with app.run_test(size=(12, 4)) as pilot:
        source = app.show("中文字符宽度测试\nx")
        await pilot.pause()
        assert rows(source)[0] == "❯  1 中文字…"
        source.action_pan(1)
        assert rows(source)[0] == "❯  1  文字 …"
        await pilot.press("dollar_sign")
        assert rows(source)[0] == "❯  1  度测试"
        assert {source.render_line(y).cell_length for y in range(4)} == {12}


async def test_a_click_moves_the_cursor() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 10)) as pilot:
        source = app.show(numbered(100))
        await pilot.press("pagedown")
        await pilot.click(SourceView, offset=(8, 4))
        assert source.cursor_line == 13


async def test_a_key_repaints_no_more_than_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 10)) as pilot:
        source = app.show(numbered(100))
        await pilot.pause()
        repainted: list[Region] = []
        monkeypatch.setattr(source, "refresh", lambda *regions, **_: repainted.extend(regions))
        await pilot.press("j")
        assert repainted == [Region(0, 0, 40, 1), Region(0, 1, 40, 1)]
        repainted.clear()
        await pilot.press("k", "k", "left", "0", "n", "w", "escape")
        assert len(repainted) == 2
        await pilot.press("pagedown")
        assert repainted[2:] == [Region(0, 0, 40, 10), Region(0, 0, 40, 1)]


async def test_a_page_of_source_has_few_segments_per_row() -> None:
    app = SourcePane()
    async with app.run_test(size=(60, 12)) as pilot:
        source = app.show(AVRO, "avro")
        await pilot.pause()
        assert [segment.text for segment in source.render_line(5)] == [
            "   6 ",
            '      "name"',
            ": ",
            '"id"',
            "," + " " * 36,
        ]
