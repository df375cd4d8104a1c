"""A schema's text, highlighted, at any size."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from cdx_tui.schema.lines import Lines
from cdx_tui.schema.search import Match
from cdx_tui.tui.widgets.highlighting.highlighter import STYLES
from cdx_tui.tui.widgets.highlighting.languages import Language
from cdx_tui.tui.widgets.schema.source_text import SourceText
from cdx_tui.tui.widgets.text.cells import Cut, cell_width, cut_cells
from cdx_tui.tui.widgets.text.painting import Run, paint
from cdx_tui.tui.widgets.text.searchable import SearchableView
from cdx_tui.tui.widgets.text.soft_wrap import Piece

__all__ = ["SourceView"]

_FEWEST_DIGITS = 3
_BLOCKS_A_SLICE = 64
"""How many blocks have their wrapped rows counted in one go: some milliseconds."""
_PAUSE = 0.001
"""Seconds between two slices, in which keys are handled."""


def _bind(key: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    return Binding(key, action, description, show=False, tooltip=tooltip, id=f"source.{name}")


class SourceView(SearchableView):
    """Shows `Lines`, which may still be growing, with line numbers and syntax highlighting.

    Attributes:
        line_numbers: Whether lines are numbered.
        soft_wrap: Whether lines too long for the pane go on in further rows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("space", "page_down", "page", "Page down", "Move one page down"),
        _bind("left", "pan(-8)", "left", "Left", "Scroll to the left"),
        _bind("right", "pan(8)", "right", "Right", "Scroll to the right"),
        _bind("0", "line_start", "line_start", "Line start", "Scroll to where lines begin"),
        _bind("dollar_sign", "line_end", "line_end", "Line end", "Scroll to the line's end"),
        _bind("w", "toggle_soft_wrap", "wrap", "Wrap", "Wrap long lines, or scroll sideways"),
        _bind("number_sign", "toggle_line_numbers", "numbers", "Numbers", "Show line numbers"),
    ]
    STYLE_PREFIX = "source--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("source--cursor", "source--line-number", "source--match", "source--match-current"),
        *(f"source--{style}" for style in STYLES),
    }

    line_numbers: reactive[bool] = reactive(True, repaint=False)
    soft_wrap: reactive[bool] = reactive(False, repaint=False)

    class LineHighlighted(Message):
        """The cursor is on another line, counted from 0."""

        def __init__(self, source: SourceView, line: int) -> None:
            super().__init__()
            self.source = source
            self.line = line

        @property
        def control(self) -> SourceView:
            """The view that sent it."""
            return self.source

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = SourceText(Lines(), "text")
        self._digits = _FEWEST_DIGITS
        self._counting = False

    # What the parent calls:

    def show(self, lines: Lines, language: Language = "text", *, line: int = 0) -> None:
        """Show other lines, with the cursor on `line`; a search ends."""
        self.clear_search()
        self._text = SourceText(lines, language)
        self._digits = self._digits_needed()
        self._wrap()
        self.reset(self._text.row(line))

    def lines_grew(self) -> None:
        """Show lines that were added."""
        shown, digits = self.virtual_size.height, self._digits
        self._digits = self._digits_needed()
        self._count_rows()
        self.fit()
        if self._digits != digits:
            self._rewrap()
        elif shown < self.scroll_offset.y + self.size.height:
            self.repaint_changed()
        self.go_on_searching()

    def go_to_line(self, line: int) -> None:
        """Put the cursor on `line`, counted from 0; in the middle if it was out of view."""
        self.move_cursor(self._text.row(line), centre=True)

    @property
    def lines(self) -> Lines:
        """The lines that are shown."""
        return self._text.lines

    @property
    def cursor_line(self) -> int:
        """The line that the cursor is on, from 0."""
        return self.line_of_row(self.cursor)

    # The rows:

    @property
    def row_count(self) -> int:
        """The number of rows so far."""
        return self._text.rows

    @property
    def widest(self) -> int:
        """The cells of the widest line, with the gutter; none where lines are wrapped."""
        return 0 if self._text.wrapped else self._gutter + self._text.widest

    @property
    def _gutter(self) -> int:
        return self._digits + 2 if self.line_numbers else 1

    def _digits_needed(self) -> int:
        return max(_FEWEST_DIGITS, len(str(len(self.lines))))

    def line_of_row(self, row: int) -> int:
        """Return the number of the line that a row shows."""
        return self._text.piece(row).line if self.row_count else 0

    def render_row(self, row: int, width: int) -> Strip:
        """Render a row: the line number on a line's first row, and the text."""
        piece = self._text.piece(row)
        line = self.lines[piece.line]
        cut = self._cut(piece, line, width - self._gutter)
        below = ("cursor",) if row == self.cursor else ()
        blank = self.palette.style(*below)
        segments = [self._number(piece, row)]
        if cut.before:
            segments.append(Segment(" " * cut.before, blank))
        found = self.marked_runs(row, line, self._text.spans(piece.line), cut.start, cut.end)
        segments += paint(line, found, self.palette, below, piece.line)
        used = self._gutter + cut.before + cell_width(line[cut.start : cut.end])
        padding = " " * (width - used)
        if cut.end == len(line) and self._quiet_end(found):
            text, style, _ = segments.pop()
            segments.append(Segment(text + padding, style))
        elif padding:
            segments.append(Segment(padding, blank))
        return Strip(segments, max(used, width))

    def _cut(self, piece: Piece, line: str, width: int) -> Cut:
        if self._text.wrapped:
            return Cut(piece.start, piece.end, piece.indent)
        if self._text.look_at(line):
            self.call_later(self.fit)
        return cut_cells(line, self.scroll_offset.x, max(0, width))

    def _quiet_end(self, found: list[Run]) -> bool:
        """Return whether trailing blanks may take the style of the last run, which saves bytes."""
        return bool(found) and all(map(self.palette.quiet, found[-1].styles))

    def _number(self, piece: Piece, row: int) -> Segment:
        """Return the gutter; if selected, it stands for the characters before the piece."""
        sign = self.cursor_sign(row)
        number = piece.line + 1 if not piece.start else ""
        text = f"{sign}{number:>{self._digits}} " if self.line_numbers else sign
        where = Style.from_meta({"offset": (piece.start - len(text), piece.line)})
        below = ("cursor",) if row == self.cursor else ()
        return Segment(text, self.palette.style(*below, "line-number") + where)

    # Soft wrap:

    def _wrap(self) -> None:
        width = self.size.width - self._gutter
        self._text.wrap_at(width if self.soft_wrap and self.size.width else None)
        self._count_rows()

    def _count_rows(self) -> None:
        """Count wrapped rows for some milliseconds, and plan to count the rest."""
        if self._counting:
            return
        if self._text.count_rows(_BLOCKS_A_SLICE):
            self._counting = True
            self.set_timer(_PAUSE, self._count_more)

    def _count_more(self) -> None:
        self._counting = False
        self._count_rows()
        self.fit()

    def _rewrap(self) -> None:
        """Wrap again, with the same text at the top and under the cursor."""
        if not self.row_count:
            return
        places = [self._text.piece(row) for row in (self.cursor, self.scroll_offset.y)]
        self._wrap()
        cursor, top = (self._text.row(place.line, place.start) for place in places)
        self.fit()
        self.move_cursor(cursor)
        self.scroll_to(0, top, animate=False, force=True)
        self.scroll_to_row(cursor)
        self.repaint_changed()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width."""
        if self.soft_wrap:
            self._rewrap()

    def watch_soft_wrap(self) -> None:
        """Wrap, or no longer."""
        self._rewrap()

    def watch_line_numbers(self) -> None:
        """Make room for the numbers."""
        self._rewrap()

    # Searching and selecting:

    @property
    def selectable(self) -> Lines:
        """The lines that are shown."""
        return self.lines

    def selectable_line(self, row: int) -> int:
        """Return the number of the line that a row shows."""
        return self.line_of_row(row)

    @property
    def searched_lines(self) -> Lines:
        """The lines that are shown."""
        return self.lines

    @property
    def position(self) -> Match:
        """The beginning of the row that the cursor is on."""
        if not self.row_count:
            return Match(0, 0)
        piece = self._text.piece(self.cursor)
        return Match(piece.line, piece.start)

    def reveal(self, match: Match) -> None:
        """Put the cursor on a match and bring it into view."""
        self.move_cursor(self._text.row(*match), centre=True)
        if not self._text.wrapped:
            self._pan_to(cell_width(self.lines[match.line][: match.column]))

    def _pan_to(self, cell: int) -> None:
        """Scroll sideways if `cell` of the lines is out of view."""
        room = max(1, self.size.width - self._gutter)
        if not self.scroll_offset.x <= cell < self.scroll_offset.x + room - 1:
            target = 0 if cell < room - 1 else cell - room // 2
            self.scroll_to(x=target, animate=False, force=True)

    # Keys:

    def cursor_moved(self) -> None:
        """Tell the parent."""
        self.post_message(self.LineHighlighted(self, self.cursor_line))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go sideways only where lines are not wrapped."""
        if action in ("pan", "line_start", "line_end"):
            return not self._text.wrapped and self.virtual_size.width > self.size.width
        return super().check_action(action, parameters)

    def action_pan(self, cells: int) -> None:
        """Scroll sideways."""
        self.scroll_to(x=max(0, self.scroll_offset.x + cells), animate=False, force=True)

    def action_line_start(self) -> None:
        """Scroll to the start of lines."""
        self.scroll_to(x=0, animate=False, force=True)

    def action_line_end(self) -> None:
        """Scroll to the end of the line under the cursor."""
        if self.row_count and not self._text.wrapped:
            width = cell_width(self.lines[self.cursor_line])
            target = max(0, width - self.size.width + self._gutter)
            self.scroll_to(x=target, animate=False, force=True)

    def action_toggle_soft_wrap(self) -> None:
        """Wrap long lines, or scroll sideways."""
        self.soft_wrap = not self.soft_wrap

    def action_toggle_line_numbers(self) -> None:
        """Show line numbers, or hide them."""
        self.line_numbers = not self.line_numbers
