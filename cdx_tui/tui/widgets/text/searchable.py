"""Base class of views with text search: the source view and the outline."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from cdx_tui.schema.lines import Lines
from cdx_tui.schema.search import Match, Needle, Search
from cdx_tui.tui.widgets.highlighting.highlighter import Span
from cdx_tui.tui.widgets.text.painting import SELECTION, Run, mark, runs
from cdx_tui.tui.widgets.text.selecting import SelectableView
from cdx_tui.tui.widgets.text.selections import selected_span

__all__ = ["SearchableView"]

_PAUSE = 0.001
"""Seconds between two slices of a search, during which keys are handled."""
_MAX_CACHED_LINES = 256
"""Number of lines whose matches are cached."""


class SearchableView(SelectableView):
    """View of searchable text, with one search at a time.

    A search runs in slices of a few milliseconds and continues as lines are added. The nearest
    match after the cursor's position at the start of the search is shown as soon as it is found.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "next_match",
            "Next match",
            show=False,
            id="view.next_match",
            tooltip="Next match",
        ),
        Binding(
            "N",
            "previous_match",
            "Previous match",
            show=False,
            id="view.previous_match",
            tooltip="Previous match",
        ),
        Binding(
            "escape",
            "clear_search",
            "Clear search",
            id="view.clear_search",
            tooltip="Clear search",
        ),
    ]

    class Searched(Message):
        """Posted when a search has progressed or ended.

        Attributes:
            view: The view that is searched.
            text: The search text; empty once the search has ended.
            current: Number of the current match, from 1; None if there is none or it is unknown.
            total: Number of matches found so far.
            complete: Whether `total` is final.
        """

        def __init__(
            self, view: SearchableView, text: str, current: int | None, total: int, complete: bool
        ) -> None:
            super().__init__()
            self.view = view
            self.text = text
            self.current = current
            self.total = total
            self.complete = complete

        @property
        def control(self) -> SearchableView:
            """The view that is searched."""
            return self.view

    awaiting_content = False
    """Whether what is shown is still being made, so that keys have nothing to act on."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._search: Search | None = None
        self._origin: Match | None = None
        self._match: Match | None = None
        self._slice_scheduled = False
        self._columns: dict[int, list[int]] = {}

    # Provided by subclasses

    @property
    @abstractmethod
    def searched_lines(self) -> Lines:
        """The lines to search; a `Match` is a position in them."""

    def searched_text(self, line: int) -> str:
        """Return the text of a visible line, even if `searched_lines` does not contain it yet."""
        return self.searched_lines[line]

    @property
    @abstractmethod
    def position(self) -> Match:
        """The position of the cursor in the searched lines."""

    @abstractmethod
    def reveal(self, match: Match) -> None:
        """Move the cursor to a match and scroll it into view."""

    @abstractmethod
    def line_of_row(self, row: int) -> int:
        """Return the number of the searched line that a row shows."""

    # Search

    def search(self, text: str) -> None:
        """Search for `text` from the position that the cursor had when the search began.

        An empty text removes the marks without ending the search.
        """
        if not text:
            self._discard_search()
            return
        if self._origin is None:
            self._origin = self.position
        marked = self._marked_rows()
        self._search = Search(Needle(text), self.searched_lines, self._origin)
        self._match = None
        self._columns.clear()
        self._advance()
        self.refresh_rows(marked | self._marked_rows())

    def clear_search(self) -> None:
        """End the search and remove its marks."""
        self._origin = None
        if self._search is not None:
            self._discard_search()
            self.refresh_bindings()
            self.post_message(self.Searched(self, "", None, 0, True))

    def accept_search(self) -> None:
        """Keep the matches; the next search starts at the cursor."""
        self._origin = None

    def continue_search(self) -> None:
        """Search lines that were added since the last slice."""
        if self._search is not None and not self._slice_scheduled:
            self._advance()

    @property
    def searching_for(self) -> str:
        """The search text; empty if there is no search."""
        return self._search.needle.text if self._search else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the search keys if there is no search, so that Escape reaches other bindings."""
        if action in ("clear_search", "next_match", "previous_match") and self._search is None:
            return False
        return super().check_action(action, parameters)

    def action_clear_search(self) -> None:
        """End the search and remove its marks."""
        self.clear_search()

    @property
    def current_match(self) -> Match | None:
        """The match that was visited last; None if there is none."""
        return self._match

    def action_next_match(self) -> None:
        """Go to the next match; wrap around after the last one."""
        if self._search is not None:
            here = self._match or self.position
            if here.line != self.position.line:
                here = Match(self.position.line, -1)
            self._go_to(self._search.after(here))

    def action_previous_match(self) -> None:
        """Go to the previous match; wrap around before the first one."""
        if self._search is not None:
            here = self._match or self.position
            if here.line != self.position.line:
                here = Match(self.position.line, 0)
            self._go_to(self._search.before(here))

    def marks_in(self, line: int, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the matches in characters `start` to `end` of a line, as (start, end, style)."""
        if self._search is None:
            return []
        columns = self._columns_of(line, self._search)
        length = len(self._search.needle)
        current = self._match.column if self._match and self._match.line == line else -1
        shown = columns[bisect_right(columns, start - length) : bisect_left(columns, end)]
        return [
            (column, column + length, "match-current" if column == current else "match")
            for column in shown
        ]

    def marked_runs(
        self, row: int, text: str, spans: Iterable[Span], start: int, end: int
    ) -> list[Run]:
        """Return the runs of a row that shows `text` from `start` to `end`, with all marks."""
        found = runs(text, spans, start, end, self.palette)
        for first, last, style in self.marks_in(self.line_of_row(row), start, end):
            found = mark(found, first, last, style)
        if span := selected_span(self.text_selection, self.selectable_line(row), len(text)):
            found = mark(found, *span, SELECTION)
        return found

    def _columns_of(self, line: int, search: Search) -> list[int]:
        columns = self._columns.get(line)
        if columns is None:
            if len(self._columns) >= _MAX_CACHED_LINES:
                self._columns.clear()
            columns = self._columns[line] = search.needle.columns(self.searched_text(line))
        return columns

    def _advance(self) -> None:
        """Run a slice of the search and schedule the next one."""
        self._slice_scheduled = False
        if self._search is None:
            return
        more = self._search.advance()
        if self._match is None and (nearest := self._search.nearest()):
            self._go_to(nearest)
        elif not more:
            self._report()
        if more:
            self._slice_scheduled = True
            self.set_timer(_PAUSE, self._advance)

    def _go_to(self, match: Match | None) -> None:
        if match is None:
            return
        before, self._match = self._match, match
        self.reveal(match)
        lines = {place.line for place in (before, match) if place}
        self.refresh_rows({row for row in self.visible_rows() if self.line_of_row(row) in lines})
        self._report()

    def _discard_search(self) -> None:
        if self._search is not None:
            marked = self._marked_rows()
            self._search = self._match = None
            self._columns.clear()
            self.refresh_rows(marked)

    def _report(self) -> None:
        if self._search is not None:
            current = self._search.ordinal(self._match) if self._match else None
            state = (current, self._search.total, self._search.complete)
            self.post_message(self.Searched(self, self._search.needle.text, *state))

    def _marked_rows(self) -> set[int]:
        if self._search is None:
            return set()
        rows = self.visible_rows()
        return {row for row in rows if self._columns_of(self.line_of_row(row), self._search)}
