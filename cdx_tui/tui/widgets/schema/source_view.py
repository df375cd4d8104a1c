"""View of a schema's highlighted text, for texts of any size."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from cdx_tui.schema.lines import Lines
from cdx_tui.schema.search import Match
from cdx_tui.tui.widgets.highlighting.highlighter import STYLES
from cdx_tui.tui.widgets.highlighting.languages import Language
from cdx_tui.tui.widgets.schema.source_text import SourceText
from cdx_tui.tui.widgets.text.cells import Cut, cell_width, truncate_cells
from cdx_tui.tui.widgets.text.painting import Run, paint
from cdx_tui.tui.widgets.text.searchable import SearchableView
from cdx_tui.tui.widgets.text.word_wrap import Piece

__all__ = ["SourceView"]

_FEWEST_DIGITS = 3
"""Minimum number of digits that the gutter has room for."""
_BLOCKS_PER_SLICE = 64
"""Blocks whose wrapped rows are counted per slice: a few milliseconds of work."""
_PAUSE = 0.001
"""Seconds between two slices, during which keys are handled."""


def _bind(key: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    return Binding(key, action, description, show=False, tooltip=tooltip, id=f"source.{name}")


class SourceView(SearchableView):
    """View of `Lines`, which may still be growing, with line numbers and highlighting.

    Attributes:
        line_numbers: Whether line numbers are shown.
        soft_wrap: Whether lines that exceed the pane are wrapped instead of scrolled sideways.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("space", "page_down", "page", "Page down", "Move one page down"),
        _bind("left", "pan(-8)", "left", "Left", "Scroll left"),
        _bind("right", "pan(8)", "right", "Right", "Scroll right"),
        _bind("0", "line_start", "line_start", "Line start", "Scroll to line start"),
        _bind("dollar_sign", "line_end", "line_end", "Line end", "Scroll to line end"),
        _bind("w", "toggle_soft_wrap", "wrap", "Wrap", "Toggle line wrap"),
        _bind("number_sign", "toggle_line_numbers", "numbers", "Numbers", "Toggle line numbers"),
    ]
    STYLE_PREFIX = "source--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("source--cursor", "source--line-number", "source--match", "source--match-current"),
        *(f"source--{style}" for style in STYLES),
    }

    line_numbers: reactive[bool] = reactive(True, repaint=False)
    soft_wrap: reactive[bool] = reactive(False, repaint=False)

    class LineHighlighted(Message):
        """Posted when the cursor moves to another line; `line` is counted from 0."""

        def __init__(self, source: SourceView, line: int) -> None:
            super().__init__()
            self.source = source
            self.line = line

        @property
        def control(self) -> SourceView:
            """The view that sent the message."""
            return self.source

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = SourceText(Lines(), "text")
        self._digits = _FEWEST_DIGITS
        self._counting = False

    # Called by the parent

    def show(self, lines: Lines, language: Language = "text", *, line: int = 0) -> None:
        """Show other lines with the cursor on `line`, and end the search."""
        self.clear_search()
        self._text = SourceText(lines, language)
        self._digits = self._digits_needed()
        self._wrap()
        self.reset(self._text.row(line))

    def lines_grew(self) -> None:
        """Update the view after lines were added."""
        shown, digits = self.virtual_size.height, self._digits
        self._digits = self._digits_needed()
        self._count_rows()
        self.fit()
        if self._digits != digits:
            self._rewrap()
        elif shown < self.scroll_offset.y + self.size.height:
            self.refresh()
        self.continue_search()

    def go_to_line(self, line: int) -> None:
        """Move the cursor to `line`, from 0; bring it to the middle if it is out of view."""
        self.move_cursor(self._text.row(line), centre=True)

    @property
    def lines(self) -> Lines:
        """The lines of the view."""
        return self._text.lines

    @property
    def cursor_line(self) -> int:
        """The line of the cursor, from 0."""
        return self.line_of_row(self.cursor)

    # Rows

    @property
    def row_count(self) -> int:
        """The number of rows so far."""
        return self._text.rows

    @property
    def max_row_width(self) -> int:
        """The width of the widest line and the gutter, in cells; 0 if lines are wrapped."""
        return 0 if self._text.wrapped else self._gutter + self._text.max_row_width

    @property
    def _gutter(self) -> int:
        return self._digits + 2 if self.line_numbers else 1

    def _digits_needed(self) -> int:
        return max(_FEWEST_DIGITS, len(str(len(self.lines))))

    def line_of_row(self, row: int) -> int:
        """Return the index of the line that a row shows."""
        return self._text.piece(row).line if self.row_count else 0

    def render_row(self, row: int, width: int) -> Strip:
        """Render the line number, on the first row of a line only, and the text."""
        piece = self._text.piece(row)
        line = self.lines[piece.line]
        cut, ellipsis = self._cut(piece, line, width - self._gutter)
        base_styles = ("cursor",) if row == self.cursor else ()
        blank = self.palette.style(*base_styles)
        segments = [self._number(piece, row)]
        if cut.before:
            segments.append(Segment(" " * cut.before, blank))
        found = self.marked_runs(row, line, self._text.spans(piece.line), cut.start, cut.end)
        segments += paint(line, found, self.palette, base_styles, piece.line)
        if ellipsis:
            segments.append(Segment(ellipsis, self.palette.style(*base_styles, "line-number")))
        shown = cell_width(line[cut.start : cut.end]) + len(ellipsis)
        used = self._gutter + piece.indent + cut.before + shown
        padding = " " * (width - used)
        if cut.end == len(line) and self._can_extend_last_run(found):
            text, style, _ = segments.pop()
            segments.append(Segment(text + padding, style))
        elif padding:
            segments.append(Segment(padding, blank))
        return Strip(segments, max(used, width))

    def _cut(self, piece: Piece, line: str, width: int) -> tuple[Cut, str]:
        """Return the characters to show, and an ellipsis if the line goes on at the right."""
        if self._text.wrapped:
            return Cut(piece.start, piece.end), ""
        if self._text.record_width(line):
            self.call_later(self.fit)
        return truncate_cells(line, self.scroll_offset.x, max(0, width), self.ellipsis)

    def _can_extend_last_run(self, found: list[Run]) -> bool:
        """Return whether padding may take the style of the last run, which saves bytes."""
        return bool(found) and all(map(self.palette.invisible_on_blanks, found[-1].styles))

    def _number(self, piece: Piece, row: int) -> Segment:
        """Render gutter and indentation, which select like the characters before the piece."""
        sign, indent = self.cursor_sign(row), " " * piece.indent
        number = piece.line + 1 if not piece.start else ""
        text = f"{sign}{number:>{self._digits}} {indent}" if self.line_numbers else sign + indent
        meta = Style.from_meta({"offset": (piece.start - len(text), piece.line)})
        base_styles = ("cursor",) if row == self.cursor else ()
        return Segment(text, self.palette.style(*base_styles, "line-number") + meta)

    # Soft wrap

    def _wrap(self) -> None:
        width = self.row_width - self._gutter
        self._text.wrap_at(width if self.soft_wrap and self.size.width else None)
        self._count_rows()

    def _count_rows(self) -> None:
        """Count wrapped rows for a few milliseconds and schedule the rest."""
        if self._counting:
            return
        if self._text.count_rows(_BLOCKS_PER_SLICE):
            self._counting = True
            self.set_timer(_PAUSE, self._count_more)

    def _count_more(self) -> None:
        self._counting = False
        self._count_rows()
        self.fit()

    def _rewrap(self) -> None:
        """Wrap again, keeping the text at the top and the text under the cursor."""
        if not self.row_count:
            return
        pieces = [self._text.piece(row) for row in (self.cursor, self.scroll_offset.y)]
        self._wrap()
        cursor, top = (self._text.row(piece.line, piece.start) for piece in pieces)
        self.fit()
        self.move_cursor(cursor)
        self.scroll_to(0, top, animate=False, force=True)
        self.scroll_to_row(cursor)
        self.refresh()

    def width_changed(self) -> None:
        """Wrap to the new width."""
        if self.soft_wrap:
            self._rewrap()

    def watch_soft_wrap(self) -> None:
        """Turn soft wrap on or off."""
        self._rewrap()

    def watch_line_numbers(self) -> None:
        """Adjust to the width of the gutter."""
        self._rewrap()

    # Search and selection

    selectable = searched_lines = lines
    selectable_line = line_of_row

    @property
    def position(self) -> Match:
        """The start of the row under the cursor."""
        if not self.row_count:
            return Match(0, 0)
        piece = self._text.piece(self.cursor)
        return Match(piece.line, piece.start)

    def reveal(self, match: Match) -> None:
        """Move the cursor to a match and scroll it into view, sideways as well."""
        self.move_cursor(self._text.row(*match), centre=True)
        if not self._text.wrapped:
            self._pan_to(cell_width(self.lines[match.line][: match.column]))

    def _pan_to(self, cell: int) -> None:
        """Scroll sideways if cell `cell` of a line is out of view."""
        room = max(1, self.row_width - self._gutter)
        if not self.scroll_offset.x <= cell < self.scroll_offset.x + room - 1:
            target = 0 if cell < room - 1 else cell - room // 2
            self.scroll_to(x=target, animate=False, force=True)

    # Actions

    def cursor_moved(self) -> None:
        """Post `LineHighlighted`."""
        self.post_message(self.LineHighlighted(self, self.cursor_line))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable sideways scrolling only if lines are unwrapped and wider than the view."""
        if action in ("pan", "line_start", "line_end"):
            return not self._text.wrapped and self.virtual_size.width > self.row_width
        return super().check_action(action, parameters)

    def action_pan(self, cells: int) -> None:
        """Scroll sideways by `cells`; negative values scroll to the left."""
        self.scroll_to(x=max(0, self.scroll_offset.x + cells), animate=False, force=True)

    def action_line_start(self) -> None:
        """Scroll to the start of lines."""
        self.scroll_to(x=0, animate=False, force=True)

    def action_line_end(self) -> None:
        """Scroll to the end of the line under the cursor."""
        if self.row_count and not self._text.wrapped:
            width = cell_width(self.lines[self.cursor_line])
            target = max(0, width - self.row_width + self._gutter)
            self.scroll_to(x=target, animate=False, force=True)

    def action_toggle_soft_wrap(self) -> None:
        """Toggle soft wrap."""
        self.soft_wrap = not self.soft_wrap

    def action_toggle_line_numbers(self) -> None:
        """Toggle line numbers."""
        self.line_numbers = not self.line_numbers
