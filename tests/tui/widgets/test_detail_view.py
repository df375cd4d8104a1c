"""Wrapped lines with a cursor: what is shown, found, copied and opened."""

from __future__ import annotations

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from cdx_tui.tui.widgets.text.detail_view import DetailLine, DetailView
from cdx_tui.tui.widgets.text.line_view import LineView
from tests.tui.widgets.host import Host
from tests.tui.widgets.panes import rows

WORDS = " ".join(f"word{number}" for number in range(40))


def line(text: str, target: object = None, *, indent: int = 2, copied: str = "") -> DetailLine:
    return DetailLine(((text, ""),), indent, target, copied)


SHORT = [line("one", "1"), line("two two"), DetailLine((("", ""),)), line("four", "4", copied="4!")]


async def test_lines_are_wrapped_with_a_hanging_indent_at_every_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(140, 40)):
        view.has_cursor = False
        long = "漢" * 70 + "x" * 70
        lines = [DetailLine((("label ", "label"), (WORDS, "code")), 8), line(long, indent=4)]
        for width in range(40, 141):
            monkeypatch.setattr(DetailView, "row_width", width)
            view.show(lines)
            strips = [view.render_row(row, width) for row in range(view.row_count)]
            assert {strip.cell_length for strip in strips} == {width}
            text = [strip.text.rstrip() for strip in strips]
            second = next(number for number, row in enumerate(text) if "漢" in row)
            assert " ".join(" ".join(text[:second]).split()) == f"label {WORDS}", width
            assert "".join("".join(text[second:]).split()) == long, width
            assert {len(row) - len(row.lstrip()) for row in text[1:second]} == {9}, width
            assert {len(row) - len(row.lstrip()) for row in text[second + 1 :]} == {5}, width


async def test_the_cursor_moves_by_rows_and_shows_in_the_first_column() -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(40, 12)) as pilot:
        view.show(SHORT)
        view.focus()
        await pilot.press("j", "j", "j")
        assert rows(view)[:4] == [" one", " two two", "", "❯four"]
        assert (view.cursor_line, view.current) == (3, SHORT[3])
        await pilot.press("g")
        assert rows(view)[0] == "❯one"
        view.has_cursor = False
        await pilot.pause()
        assert rows(view)[0] == " one"
        view.show([])
        assert (view.current, view.cursor_line) == (None, 0)


async def test_a_search_goes_on_in_lines_that_are_shown_while_the_view_is_hidden() -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(40, 12)) as pilot:
        view.show(SHORT)
        view.search("one")
        view.display = False
        await pilot.pause()
        view.show([line("two"), line("one")])
        view.display = True
        await pilot.pause()
        assert rows(view)[:2] == [" two", "❯one"]


async def test_enter_opens_the_target_of_a_line() -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(40, 12)) as pilot:
        view.show(SHORT)
        view.focus()
        await pilot.press("enter", "j", "enter", "j", "enter", "j", "enter")
        assert [each.target for each in app.take(DetailView.Opened)] == ["1", "4"]


async def test_a_click_opens_the_line_and_one_beside_the_lines_does_nothing() -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(40, 12)) as pilot:
        view.show(SHORT)
        await pilot.click(view, offset=(2, 3))
        assert ([each.target for each in app.take(DetailView.Opened)], view.cursor) == (["4"], 3)
        await pilot.click(view, offset=(2, 9))  # below the last line
        assert (app.take(DetailView.Opened), view.cursor) == ([], 3)
        await pilot.click(view, offset=(2, 1))  # a line without a target
        assert (app.take(DetailView.Opened), view.cursor) == ([], 1)


async def test_a_search_goes_to_the_row_of_the_match_and_on_in_other_lines() -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(40, 12)) as pilot:
        view.show([line("first"), line(WORDS)])
        view.focus()
        view.search("word30")
        await pilot.pause()
        assert "word30" in rows(view)[view.cursor - view.scroll_offset.y]
        assert (view.cursor_line, view.cursor > 2) == (1, True)
        view.accept_search()
        view.show([line("nothing"), line("again word30")])
        await pilot.pause()
        assert (view.searching_for, view.cursor_line) == ("word30", 1)
        await pilot.press("escape")
        assert view.searching_for == ""


async def test_a_resize_keeps_the_line() -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(100, 8)) as pilot:
        view.show([line(f"{number} {WORDS}") for number in range(30)], line=20)
        for width in (40, 140, 60, 100):
            await pilot.resize_terminal(width, 8)
            await pilot.pause()
            assert view.cursor_line == 20
            assert rows(view)[view.cursor - view.scroll_offset.y].startswith("❯20 ")


async def test_a_hidden_view_keeps_the_line() -> None:
    view = DetailView()
    view.display = False
    app = Host(view)
    async with app.run_test(size=(40, 8)) as pilot:
        view.show([line(str(number)) for number in range(30)], line=20)
        view.display = True
        await pilot.pause()
        assert view.cursor_line == 20
        assert "❯20" in rows(view)


async def test_wrapped_lines_are_selected_as_one() -> None:
    view = DetailView()
    app = Host(view)
    async with app.run_test(size=(40, 12)) as pilot:
        view.show([line(WORDS), line("end")])
        app.screen.selections = {view: Selection(Offset(0, 0), Offset(3, 1))}
        assert app.screen.get_selected_text() == f"{WORDS}\nend"
        await pilot.mouse_down(LineView, offset=(1, 0))
        await pilot.hover(LineView, offset=(6, 1))
        await pilot.mouse_up(LineView, offset=(6, 1))
        selected = app.screen.get_selected_text()
        assert selected is not None
        assert WORDS.startswith(selected)
        assert len(selected) > 38
        assert app.take(DetailView.Opened) == []
