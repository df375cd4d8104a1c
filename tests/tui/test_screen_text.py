"""The helpers that read a screen: what they find, and that they fail."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tests.tui.screen_text import (
    Frame,
    assert_whole,
    assert_whole_in_picture,
    pane_text,
    picture_rows,
    screen_text,
)
from tests.tui.silent_cuts import assert_no_silent_cut, silent_cuts

_LEFT = "one two three four five six"
_RIGHT = "a 漢字 to the right of it, <b> & more"


class Panes(App[None]):
    """An app with two wrapped texts beside each other, above one that is cut."""

    CSS = """
    Horizontal { height: 5; }
    #left { width: 12; height: 4; border-right: solid red; }
    #right { width: 1fr; }
    #cut { height: 1; text-wrap: nowrap; text-overflow: clip; }
    #low { height: 1; }
    """

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(Content(_LEFT), id="left")
            yield Static(Content(_RIGHT), id="right")
        yield Static(Content("short"), id="cut")
        yield Static(Content("short"), id="low")


async def test_a_sentence_is_found_in_its_pane() -> None:
    app = Panes()
    async with app.run_test(size=(30, 10)):
        assert screen_text(app).startswith("one two    │a 漢字 to the     \nthree four │right of")
        assert pane_text(app.query_one("#left")).strip() == _LEFT
        assert_whole(app, _LEFT, _RIGHT, "short")
        missing = r"(?s)screen:\n  three two\nrow by row:\n  0 one two"
        with pytest.raises(AssertionError, match=missing):
            assert_whole(app, "one two", "three two")


async def test_a_picture_has_the_rows_of_the_screen() -> None:
    app = Panes()
    async with app.run_test(size=(30, 10)):
        svg = app.export_screenshot()
        rows = [row.rstrip() for row in Frame(app).rows]
        shown = [row.rstrip() for row in picture_rows(svg)]
        assert shown == rows[: len(shown)]
        assert not any(rows[len(shown) :])
        assert_whole_in_picture(svg, _LEFT, _RIGHT)
        with pytest.raises(AssertionError, match="three two"):
            assert_whole_in_picture(svg, "three two")


async def test_a_cut_needs_an_ellipsis() -> None:
    app = Panes()
    async with app.run_test(size=(30, 10)) as pilot:
        assert_no_silent_cut(app)
        app.query_one("#cut", Static).update(Content(f"{_LEFT} seven eight"))
        app.query_one("#low", Static).update(Content(f"{_LEFT} seven eight"))
        await pilot.pause()
        found = [cut.split(":")[0] for cut in silent_cuts(Frame(app))]
        assert found == ["Static#cut", "Static#low"]
        with pytest.raises(AssertionError, match="cut without an ellipsis"):
            assert_no_silent_cut(app)
        app.query_one("#cut").styles.text_overflow = "ellipsis"
        await pilot.pause()
        assert [cut.split(":")[0] for cut in silent_cuts(Frame(app))] == found[1:]
