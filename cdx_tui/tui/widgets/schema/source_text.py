"""Text of a source view: its lines, their spans, and their rows."""

from __future__ import annotations

from collections.abc import Sequence

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.highlighter import Highlighter, Span
from cdx_tui.tui.widgets.highlighting.languages import Language, highlighter
from cdx_tui.tui.widgets.text.cells import cell_width
from cdx_tui.tui.widgets.text.soft_wrap import Unwrapped, Wrapping
from cdx_tui.tui.widgets.text.word_wrap import Piece

__all__ = ["SourceText"]


class SourceText:
    """Lines in a language, which may still be growing, wrapped or not.

    Attributes:
        lines: The lines.
        language: The language to highlight.
    """

    def __init__(self, lines: Lines, language: Language) -> None:
        self.lines = lines
        self.language = language
        self._widest_non_ascii = 0
        self._rows: Unwrapped | Wrapping = Unwrapped(lines)
        self._highlighter: Highlighter | None = None

    @property
    def empty(self) -> bool:
        """Whether the text is complete and has no content."""
        lines = self.lines
        return lines.complete and (not len(lines) or (len(lines) == 1 and not lines[0]))

    @property
    def rows(self) -> int:
        """The number of rows."""
        return 0 if self.empty else self._rows.rows

    @property
    def max_row_width(self) -> int:
        """The width of the widest known line, in cells."""
        return max(self.lines.longest, self._widest_non_ascii)

    @property
    def wrapped(self) -> bool:
        """Whether long lines are wrapped."""
        return isinstance(self._rows, Wrapping)

    def wrap_at(self, width: int | None) -> None:
        """Wrap lines at `width` cells; do not wrap if it is None."""
        if width is None:
            self._rows = Unwrapped(self.lines)
        elif not isinstance(self._rows, Wrapping) or self._rows.width != width:
            self._rows = Wrapping(self.lines, width)

    def count_rows(self, blocks: int) -> bool:
        """Count the rows of `blocks` more blocks; return whether uncounted ones remain."""
        return self._rows.count(blocks)

    def piece(self, row: int) -> Piece:
        """Return the piece of a line that row `row` shows."""
        return self._rows.piece(row)

    def row(self, line: int, column: int = 0) -> int:
        """Return the row that shows the character at `column` of `line`."""
        line = max(0, min(line, len(self.lines) - 1))
        self._rows.count_to(line)
        return self._rows.row(line, column)

    def spans(self, line: int) -> Sequence[Span]:
        """Return the highlighted spans of a line; the first call imports Pygments."""
        if self._highlighter is None:
            self._highlighter = highlighter(self.language, self.lines)
        return self._highlighter.spans(line)

    def record_width(self, line: str) -> bool:
        """Record the width of a line; return whether it is the widest so far."""
        if line.isascii():
            return False
        width = cell_width(line)
        wider = width > self.max_row_width
        self._widest_non_ascii = max(self._widest_non_ascii, width)
        return wider
