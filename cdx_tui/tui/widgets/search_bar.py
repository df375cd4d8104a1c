"""Search bar: an input with the number of matches beside it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cdx_tui.tui.widgets.clean_input import CleanInput

__all__ = ["SearchBar", "result_text"]


def result_text(current: int | None, total: int, complete: bool) -> str:
    """Return the progress of a search as text, such as `3 of 1,204`.

    Args:
        current: The number of the current match, from 1; None if there is none.
        total: The number of matches found so far.
        complete: Whether `total` is final.
    """
    if not total:
        return "no matches" if complete else "searching…"
    so_far = f"{total:,}" if complete else f"{total:,}…"
    if current is None:
        return f"{so_far} match" if total == 1 else f"{so_far} matches"
    return f"{current:,} of {so_far}"


class SearchBar(Horizontal):
    """Input that posts the text to search for; the parent reports results with `show_result`.

    Hidden until `open` is called; closes itself when the user cancels.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "cancel",
            "Clear search",
            id="search.cancel",
            tooltip="Clear search",
        ),
        Binding(
            "down",
            "step(True)",
            "Next match",
            show=False,
            id="search.next",
            tooltip="Next match",
        ),
        Binding(
            "up",
            "step(False)",
            "Previous match",
            show=False,
            id="search.previous",
            tooltip="Previous match",
        ),
    ]

    class Changed(Message):
        """Posted when the search text changes; an empty text means no search."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Accepted(Message):
        """Posted when Enter is pressed, to return focus to the searched view."""

    class Cancelled(Message):
        """Posted when the user ends the search."""

    class Stepped(Message):
        """Posted to move to the next match, or to the previous one."""

        def __init__(self, forward: bool) -> None:
            super().__init__()
            self.forward = forward

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.display = False
        self._note = ""

    def compose(self) -> ComposeResult:
        """Yield the slash, the input and the result."""
        yield Static(Content("/"), classes="search--sign")
        yield CleanInput(compact=True, classes="search--input")
        yield Static(Content(""), classes="search--result")

    def open(self) -> None:
        """Show the bar and focus it; typing replaces the previous text."""
        self.display = True
        search = self.query_one(CleanInput)
        self.screen.set_focus(search)  # `focus` is deferred: the next key would go elsewhere
        search.select_all()

    def empty(self) -> None:
        """Clear the input without posting a message."""
        search = self.query_one(CleanInput)
        with search.prevent(Input.Changed):
            search.value = ""

    def show_note(self, note: str) -> None:
        """Show a note about the result beside the input."""
        if note != self._note:  # updating it lays out the whole screen
            self._note = note
            self.query_one(".search--result", Static).update(Content(note))

    def close(self) -> None:
        """Hide the bar."""
        self.display = False

    def show_result(self, current: int | None, total: int, complete: bool) -> None:
        """Show the number of the current match and the total; see `result_text`."""
        typed = self.query_one(CleanInput).value
        self.show_note(result_text(current, total, complete) if typed else "")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if not event.value:
            self.show_result(None, 0, True)
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value:
            self.post_message(self.Accepted())
        else:
            self.action_cancel()

    def action_cancel(self) -> None:
        """Close the bar and notify the parent."""
        self.close()
        self.post_message(self.Cancelled())

    def action_step(self, forward: bool) -> None:
        """Request the next or the previous match."""
        self.post_message(self.Stepped(forward))
