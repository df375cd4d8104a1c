"""Text of a source view: its lines, their spans, and the rows they take."""

from __future__ import annotations

from collections.abc import Sequence

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.highlighter import Highlighter, Span
from cdx_tui.tui.widgets.highlighting.languages import Language, highlighter
from cdx_tui.tui.widgets.text.cells import cell_width
from cdx_tui.tui.widgets.text.soft_wrap import Piece, Unwrapped, Wrapping

__all__ = ["SourceText"]


class SourceText:
    """Growing lines in a language, wrapped or not.

    Attributes:
        lines: The lines.
        language: How they are highlighted.
        widest: The cells of the widest line that is known.
    """

    def __init__(self, lines: Lines, language: Language) -> None:
        self.lines = lines
        self.language = language
        self._beyond_ascii = 0
        self._rows: Unwrapped | Wrapping = Unwrapped(lines)
        self._highlighter: Highlighter | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show, and there won't be."""
        lines = self.lines
        return lines.complete and (not len(lines) or (len(lines) == 1 and not lines[0]))

    @property
    def rows(self) -> int:
        """The number of rows."""
        return 0 if self.empty else self._rows.rows

    @property
    def widest(self) -> int:
        """The width of the widest line seen so far, in cells."""
        return max(self.lines.longest, self._beyond_ascii)

    @property
    def wrapped(self) -> bool:
        """Whether long lines are wrapped."""
        return isinstance(self._rows, Wrapping)

    def wrap_at(self, width: int | None) -> None:
        """Wrap lines at `width` cells, or not at all."""
        if width is None:
            self._rows = Unwrapped(self.lines)
        elif not isinstance(self._rows, Wrapping) or self._rows.width != width:
            self._rows = Wrapping(self.lines, width)

    def count_rows(self, blocks: int) -> bool:
        """Count the rows of some more blocks of lines; return whether there are more to count."""
        return self._rows.count(blocks)

    def piece(self, row: int) -> Piece:
        """Return what row `row` shows."""
        return self._rows.piece(row)

    def row(self, line: int, column: int = 0) -> int:
        """Return the row that shows the character at `column` of `line`."""
        line = max(0, min(line, len(self.lines) - 1))
        self._rows.count_to(line)
        return self._rows.row(line, column)

    def spans(self, line: int) -> Sequence[Span]:
        """Return what the pieces of a line are; the first call imports Pygments."""
        if self._highlighter is None:
            self._highlighter = highlighter(self.language, self.lines)
        return self._highlighter.spans(line)

    def look_at(self, line: str) -> bool:
        """Take note of a line's width; return whether it is wider than any before."""
        if line.isascii():
            return False
        width = cell_width(line)
        wider = width > self.widest
        self._beyond_ascii = max(self._beyond_ascii, width)
        return wider
