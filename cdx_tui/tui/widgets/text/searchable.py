"""What the source and the outline have in common: finding text in what they show."""

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
from cdx_tui.tui.widgets.text.selecting import SelectableView, selected_span

__all__ = ["SearchableView"]

_PAUSE = 0.001
"""Seconds between two slices of a search, in which keys are handled."""
_LINES_KEPT = 256


class SearchableView(SelectableView):
    """View of searchable text, with one search at a time.

    The search goes on in slices of a few milliseconds, and as lines are added. The nearest match
    from where the cursor was when the search began is shown as soon as it is found.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "next_match",
            "Next match",
            show=False,
            id="view.next_match",
            tooltip="Go to the next match of the search",
        ),
        Binding(
            "N",
            "previous_match",
            "Previous match",
            show=False,
            id="view.previous_match",
            tooltip="Go to the previous match of the search",
        ),
        Binding(
            "escape",
            "clear_search",
            "End search",
            id="view.clear_search",
            tooltip="End the search and take its marks away",
        ),
    ]

    class Searched(Message):
        """A search has progressed or ended.

        Attributes:
            view: The view that is searched.
            text: The text to find; empty once the search has ended.
            current: Which of the matches is the current one, from 1; None if none is.
            total: How many matches there are, so far.
            complete: Whether the total is final.
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

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._search: Search | None = None
        self._origin: Match | None = None
        self._match: Match | None = None
        self._under_way = False
        self._columns: dict[int, list[int]] = {}

    # What derives from it provides:

    @property
    @abstractmethod
    def searched_lines(self) -> Lines:
        """What is searched; a match is a place in it."""

    def searched_text(self, line: int) -> str:
        """Return a searched line, which is on the screen and perhaps not listed yet."""
        return self.searched_lines[line]

    @property
    @abstractmethod
    def position(self) -> Match:
        """Where the cursor is, as a place in the searched lines."""

    @abstractmethod
    def reveal(self, match: Match) -> None:
        """Put the cursor on a match and bring it into view."""

    @abstractmethod
    def line_of_row(self, row: int) -> int:
        """Return the number of the searched line that a row shows."""

    # The search:

    def search(self, text: str) -> None:
        """Search for `text` from the cursor's position when the search began.

        An empty text takes the marks away, and the search is still on.
        """
        if not text:
            self._drop()
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
            self._drop()
            self.post_message(self.Searched(self, "", None, 0, True))

    def accept_search(self) -> None:
        """Keep the search; the next one begins at the cursor."""
        self._origin = None

    def go_on_searching(self) -> None:
        """Search lines that were added."""
        if self._search is not None and not self._under_way:
            self._advance()

    @property
    def searching_for(self) -> str:
        """The text that is searched for; empty if there is no search."""
        return self._search.needle.text if self._search else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Escape to others while there is no search to end."""
        if action in ("clear_search", "next_match", "previous_match") and self._search is None:
            return False
        return super().check_action(action, parameters)

    def action_clear_search(self) -> None:
        """End the search and remove its marks."""
        self.clear_search()

    @property
    def current_match(self) -> Match | None:
        """The match that was gone to last; None if there is none."""
        return self._match

    def action_next_match(self) -> None:
        """Go to the next match, after the last one to the first."""
        if self._search is not None:
            here = self._match or self.position
            if here.line != self.position.line:
                here = Match(self.position.line, -1)
            self._go_to(self._search.after(here))

    def action_previous_match(self) -> None:
        """Go to the match before, from the first one to the last."""
        if self._search is not None:
            here = self._match or self.position
            if here.line != self.position.line:
                here = Match(self.position.line, 0)
            self._go_to(self._search.before(here))

    def marks_in(self, line: int, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the marks between two characters of a searched line.

        Each is a start, an end, and a style.
        """
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
        """Return the runs of a row that shows `text` from `start` to `end`, marks and all."""
        found = runs(text, spans, start, end, self.palette)
        for first, last, style in self.marks_in(self.line_of_row(row), start, end):
            found = mark(found, first, last, style)
        if span := selected_span(self.text_selection, self.selectable_line(row), len(text)):
            found = mark(found, *span, SELECTION)
        return found

    def _columns_of(self, line: int, search: Search) -> list[int]:
        columns = self._columns.get(line)
        if columns is None:
            if len(self._columns) >= _LINES_KEPT:
                self._columns.clear()
            columns = self._columns[line] = search.needle.columns(self.searched_text(line))
        return columns

    def _advance(self) -> None:
        """Do a slice of the search, and plan the next one."""
        self._under_way = False
        if self._search is None:
            return
        more = self._search.advance()
        if self._match is None and (nearest := self._search.nearest()):
            self._go_to(nearest)
        elif not more:
            self._report()
        if more:
            self._under_way = True
            self.set_timer(_PAUSE, self._advance)

    def _go_to(self, match: Match | None) -> None:
        if match is None:
            return
        before, self._match = self._match, match
        self.reveal(match)
        lines = {place.line for place in (before, match) if place}
        self.refresh_rows({row for row in self.visible_rows() if self.line_of_row(row) in lines})
        self._report()

    def _drop(self) -> None:
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
