"""Searching in a view, and the search bar."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.search_bar import SearchBar, result_text
from tests.tui.widgets.panes import SourcePane, numbered, rows, search_to_end, styles

POEM = "A Rose is\na rose is\na rose\nis a ROSE"


class SearchPane(SourcePane):
    """A source view with a search bar, connected as on a screen."""

    BINDINGS: ClassVar[list[BindingType]] = [("slash", "find", "Search")]

    def compose(self) -> ComposeResult:
        yield self.source
        yield SearchBar()

    @property
    def bar(self) -> SearchBar:
        return self.query_one(SearchBar)

    def action_find(self) -> None:
        self.bar.open()

    @on(SearchBar.Changed)
    def _search(self, event: SearchBar.Changed) -> None:
        self.source.search(event.text)

    @on(SearchBar.Accepted)
    def _accept(self) -> None:
        self.source.accept_search()
        self.source.focus()

    @on(SearchBar.Cancelled)
    def _cancel(self) -> None:
        self.source.clear_search()
        self.source.focus()

    @on(SearchBar.Stepped)
    def _step(self, event: SearchBar.Stepped) -> None:
        if event.forward:
            self.source.action_next_match()
        else:
            self.source.action_previous_match()

    @on(SourceView.Searched)
    def _update_result(self, event: SourceView.Searched) -> None:
        self.bar.show_result(event.current, event.total, event.complete)

    def result(self) -> str:
        return str(self.bar.query_one(".search--result").render())


async def test_goes_to_the_nearest_match_from_the_first_key() -> None:
    app = SearchPane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(POEM)
        await pilot.press("j", "slash", "r")
        assert (source.cursor_line, app.result()) == (1, "2 of 4")
        await pilot.press("o", "s", "e", "space", "i")
        assert (source.cursor_line, app.result()) == (1, "2 of 2")
        await pilot.press("x")
        assert (source.cursor_line, app.result()) == (1, "no matches")
        await pilot.press(*["backspace"] * 7, "R", "O")
        assert (source.cursor_line, app.result()) == (3, "1 of 1")


async def test_enter_returns_to_the_text_where_n_steps() -> None:
    app = SearchPane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(POEM)
        await pilot.press("slash", *"rose", "enter")
        seen = []
        for key in ("n", "n", "n", "n", "N", "j", "n"):
            await pilot.press(key)
            seen.append((source.cursor_line, app.result()))
        assert seen == [
            *((1, "2 of 4"), (2, "3 of 4"), (3, "4 of 4"), (0, "1 of 4"), (3, "4 of 4")),
            *((3, "4 of 4"), (0, "1 of 4")),
        ]
        await pilot.press("j", "j", "N")
        assert source.cursor_line == 1


async def test_arrows_step_without_leaving_the_line() -> None:
    app = SearchPane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(POEM)
        await pilot.press("slash", *"rose", "down", "down", "up")
        assert source.cursor_line == 1
        assert isinstance(app.focused, Input)


async def test_matches_are_marked_and_the_current_one_differs() -> None:
    app = SearchPane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(POEM)
        await pilot.press("slash", *"rose", "enter", "n")
        assert styles(source.render_line(1))["rose"].startswith("bold underline reverse")
        assert styles(source.render_line(2))["rose"].startswith("underline")
        await pilot.press("n")
        assert styles(source.render_line(1))["rose"].startswith("underline")
        assert styles(source.render_line(2))["rose"].startswith("bold underline reverse")


async def test_escape_removes_the_marks() -> None:
    app = SearchPane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(POEM)
        await pilot.press("slash", *"rose", "escape")
        assert not app.bar.display
        assert app.focused is source
        assert "rose" not in styles(source.render_line(1))
        await pilot.press("slash", *"is", "enter", "escape")
        assert (source.searching_for, app.searched[-1].text) == ("", "")
        assert "is" not in styles(source.render_line(2))


async def test_an_emptied_search_stays_open_until_it_is_ended() -> None:
    app = SearchPane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(POEM)
        await pilot.press("j", "slash", "s", "backspace")
        assert "s" not in styles(source.render_line(1))
        assert (app.result(), app.bar.display) == ("", True)
        assert all(event.text for event in app.searched)
        await pilot.press("R")
        assert source.cursor_line == 3
        await pilot.press("backspace", "enter")
        assert (app.bar.display, app.focused) == (False, source)


async def test_escape_bubbles_without_a_search() -> None:
    app = SearchPane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show(POEM)
        assert source.check_action("clear_search", ()) is False
        await pilot.press("slash", "a")
        assert source.check_action("clear_search", ()) is True


async def test_a_match_beyond_the_edge_is_scrolled_to() -> None:
    app = SearchPane()
    async with app.run_test(size=(30, 6)) as pilot:
        source = app.show(numbered(1000) + "\n" + "x" * 500 + "needle" + "x" * 500)
        await pilot.press("slash", *"needle")
        await search_to_end(pilot, app)
        assert "needle" in "".join(rows(source))
        await pilot.press("escape", "slash", *"line 500")
        assert "line 500" in "".join(rows(source))


async def test_a_long_line_full_of_matches_is_marked_where_it_shows() -> None:
    app = SearchPane()
    async with app.run_test(size=(30, 6)) as pilot:
        source = app.show("ab" * 500_000)
        await pilot.press("slash", "b", "enter", "dollar_sign")
        assert app.result() == "1 of 500,000"
        assert len(source.render_line(0)._segments) < 40
        assert styles(source.render_line(0))["b"].startswith("underline")


async def test_a_search_continues_in_added_lines() -> None:
    app = SearchPane()
    async with app.run_test(size=(30, 6)) as pilot:
        lines = Lines()
        lines.extend(["x"] * LINES_PER_BLOCK)
        app.source.show(lines)
        app.source.focus()
        await pilot.press("slash", "y")
        assert app.result() == "searching…"
        lines.extend(["x", "y"])
        lines.complete = True
        app.source.lines_grew()
        await search_to_end(pilot, app)
        assert (app.result(), app.source.cursor_line) == ("1 of 1", LINES_PER_BLOCK + 1)


async def test_a_large_text_is_searched_in_slices() -> None:
    app = SearchPane()
    async with app.run_test(size=(30, 6)) as pilot:
        source = app.show("\n".join(["some text of a line"] * 300_000))
        source.search("text")
        assert source.cursor_line == 0
        await pilot.pause()
        assert not app.searched[0].complete
        assert (await search_to_end(pilot, app)).total == 300_000


async def test_another_text_ends_the_search() -> None:
    app = SearchPane()
    async with app.run_test(size=(30, 6)) as pilot:
        app.show(POEM)
        await pilot.press("slash", "a", "enter")
        app.show("a b c")
        await pilot.press("n")
        assert "a" not in styles(app.source.render_line(0))


async def test_what_is_pasted_is_cleaned() -> None:
    app = SearchPane()
    async with app.run_test(size=(30, 6)) as pilot:
        app.show(POEM)
        await pilot.press("slash")
        app.query_one(Input).insert_text_at_cursor("a\x1b]2;x\x07")
        assert app.query_one(Input).value == "a␛]2;x␇"


async def test_the_line_does_not_blink() -> None:
    app = SearchPane()
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("slash")
        assert app.query_one(Input).cursor_blink is False


@pytest.mark.parametrize(
    ("current", "total", "complete", "text"),
    [
        (3, 1204, True, "3 of 1,204"),
        (3, 1204, False, "3 of 1,204…"),
        (None, 1, True, "1 match"),
        (None, 12, False, "12… matches"),
        (None, 0, False, "searching…"),
        (None, 0, True, "no matches"),
    ],
)
def test_the_result_text(current: int | None, total: int, complete: bool, text: str) -> None:
    assert result_text(current, total, complete) == text
