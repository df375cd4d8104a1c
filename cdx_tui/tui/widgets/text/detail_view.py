"""Searchable view of wrapped lines, each with what Enter opens and what a copy takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from cdx_tui.schema.lines import Lines
from cdx_tui.schema.search import Match
from cdx_tui.tui.widgets.highlighting.highlighter import Span
from cdx_tui.tui.widgets.text.cells import cell_width
from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.painting import paint
from cdx_tui.tui.widgets.text.searchable import SearchableView
from cdx_tui.tui.widgets.text.word_wrap import Piece, wrap

__all__ = ["STYLES", "DetailLine", "DetailView"]

STYLES = (
    *("heading", "label", "muted", "ok", "warning", "error"),
    *("added", "removed", "changed", "code"),
)
"""Styles of the parts of a line."""


class DetailLine(NamedTuple):
    """One line of a `DetailView`.

    Attributes:
        parts: Texts without line breaks, each with one of `STYLES` or an empty string.
        indent: Indentation of the rows into which the line is continued, in cells.
        target: What Enter opens; None if nothing.
        copied: What a copy takes; the whole line if it is empty.
    """

    parts: tuple[tuple[str, str], ...]
    indent: int = 2
    target: object = None
    copied: str = ""

    @property
    def text(self) -> str:
        """The text of the line."""
        return "".join(text for text, _ in self.parts)


class DetailView(SearchableView):
    """View of `DetailLine`s, wrapped to its width, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "Open",
            show=False,
            id="details.open",
            tooltip="Go to the field or schema of this line",
        ),
    ]
    STYLE_PREFIX = "detail--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("detail--cursor", "detail--match", "detail--match-current"),
        *(f"detail--{style}" for style in STYLES),
    }

    has_cursor: reactive[bool] = reactive(True)
    """Whether the row of the cursor is marked."""

    class Opened(Message):
        """Posted when Enter is pressed on a line with a target."""

        def __init__(self, view: DetailView, target: object) -> None:
            super().__init__()
            self.view = view
            self.target = target

        @property
        def control(self) -> DetailView:
            """The view that sent the message."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._details: Sequence[DetailLine] = ()
        self._lines = Lines()
        self._pieces: list[Piece] = []
        self._rows: list[int] = []
        self._first_line = 0

    def show(self, lines: Sequence[DetailLine], *, line: int = 0) -> None:
        """Show other lines, with the cursor on `line`; a search goes on in them."""
        searched = self.searching_for
        self.clear_search()
        self._details, self._first_line = lines, line
        self._lines = Lines.of("\n".join(each.text for each in lines)) if lines else Lines()
        self._wrap()
        self.reset(self._rows[min(line, len(lines) - 1)] if self._rows else 0)
        if searched:
            self.search(searched)

    @property
    def current(self) -> DetailLine | None:
        """The line under the cursor; None if there is none."""
        return self._details[self.line_of_row(self.cursor)] if self._pieces else None

    @property
    def cursor_line(self) -> int:
        """The index of the line under the cursor."""
        return self.line_of_row(self.cursor) if self._pieces else self._first_line

    def width_changed(self) -> None:
        """Wrap to the new width, with the cursor on the same line."""
        line = self._first_line = self.cursor_line
        self._wrap()
        self.fit()
        if self._rows:
            self.move_cursor(self._rows[min(line, len(self._rows) - 1)])

    def _wrap(self) -> None:
        self._pieces, self._rows = [], []
        width = self.row_width - 2  # the cursor's sign, and a blank before the scroll bar
        if not self.size.width:
            return
        for number, line in enumerate(self._details):
            text, indent = line.text, min(line.indent, width // 2)
            starts = wrap(text, width, indent)
            ends = (*starts[1:], len(text))
            self._rows.append(len(self._pieces))
            self._pieces += [
                Piece(number, start, end, indent if start else 0)
                for start, end in zip(starts, ends, strict=True)
            ]

    # Rows

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return len(self._pieces)

    @property
    def max_row_width(self) -> int:
        """Always 0, since lines are wrapped."""
        return 0

    def line_of_row(self, row: int) -> int:
        """Return the index of the line that a row shows."""
        return self._pieces[row].line

    def render_row(self, row: int, width: int) -> Strip:
        """Render the cursor's sign, the indentation and a piece of a line."""
        piece = self._pieces[row]
        line = self._details[piece.line]
        text = line.text
        base_styles = ("cursor",) if row == self.cursor and self.has_cursor else ()
        found = self.marked_runs(row, text, _spans(line), piece.start, piece.end)
        sign = self.cursor_sign(row) if self.has_cursor else " "
        before = sign + " " * piece.indent
        blank = self.palette.style(*base_styles)
        segments = [
            Segment(before, blank),
            *paint(text, found, self.palette, base_styles, piece.line),
        ]
        used = len(before) + cell_width(text[piece.start : piece.end])
        segments.append(Segment(" " * (width - used), blank))
        return Strip(segments, max(width, used)).crop(0, width)

    # Search and selection

    @property
    def selectable(self) -> Lines:
        """The lines of the view."""
        return self._lines

    def selectable_line(self, row: int) -> int:
        """Return the index of the line that a row shows."""
        return self.line_of_row(row)

    @property
    def searched_lines(self) -> Lines:
        """The lines of the view."""
        return self._lines

    @property
    def position(self) -> Match:
        """The start of the row under the cursor."""
        if not self._pieces:
            return Match(0, 0)
        piece = self._pieces[self.cursor]
        return Match(piece.line, piece.start)

    def reveal(self, match: Match) -> None:
        """Move the cursor to the row of a match; while the view is hidden, once it is shown."""
        if not self._rows:
            self._first_line = match.line
            return
        row = self._rows[match.line]
        while row + 1 < len(self._pieces) and (
            self._pieces[row + 1].line == match.line and self._pieces[row + 1].start <= match.column
        ):
            row += 1
        self.move_cursor(row, centre=True)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable `open` only on lines with a target."""
        if action == "open":
            return self.current is not None and self.current.target is not None
        return super().check_action(action, parameters)

    def cursor_moved(self) -> None:
        """Update the key hints."""
        self.refresh_bindings()

    def action_open(self) -> None:
        """Post `Opened` for the line under the cursor."""
        if self.current is not None and self.current.target is not None:
            self.post_message(self.Opened(self, self.current.target))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked line, and open what it stands for."""
        event.prevent_default()
        super().on_click(event)
        LineView.on_click(self, event)
        offset = event.get_content_offset(self)
        is_on_row = offset is not None and self.scroll_offset.y + offset.y < self.row_count
        if is_on_row and event.chain == 1:
            self.action_open()


def _spans(line: DetailLine) -> list[Span]:
    spans, start = [], 0
    for text, style in line.parts:
        if style:
            spans.append(Span(start, start + len(text), style))
        start += len(text)
    return spans
