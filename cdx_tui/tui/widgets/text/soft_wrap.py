"""Soft wrap: map rows to pieces of lines, and positions in lines to rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from textual.cache import LRUCache

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.tui.widgets.text.word_wrap import (
    MIN_WIDTH,
    Piece,
    hanging_indent,
    visible_piece,
    wrap,
)

__all__ = ["Unwrapped", "Wrapping"]


class Unwrapped:
    """Rows of growing `Lines` without wrapping; has the interface of `Wrapping`."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self._lines)

    def count(self, blocks: int = 1) -> bool:
        """Return False: unwrapped rows need no counting."""
        return False

    def count_to(self, line: int) -> None:
        """Do nothing: unwrapped rows need no counting."""

    def piece(self, row: int) -> Piece:
        """Return the piece of a line that row `row` shows."""
        return Piece(row, 0, len(self._lines[row]))

    def row(self, line: int, column: int = 0) -> int:
        """Return the row that shows the character at `column` of `line`."""
        return line


class Wrapping:
    """Rows of growing `Lines`, wrapped at `width` cells.

    The rows of a block of lines are counted in order, when first needed; each line of an uncounted
    block is assumed to take one row. So a row no longer moves once the rows before it are counted.
    """

    def __init__(self, lines: Lines, width: int) -> None:
        self.width = max(width, MIN_WIDTH)
        self._lines = lines
        self._ends: list[int] = []
        self._starts: LRUCache[int, Sequence[int]] = LRUCache(64)
        self._block_ends: LRUCache[int, list[int]] = LRUCache(32)

    @property
    def rows(self) -> int:
        """The number of rows; exact once `count` has counted all blocks."""
        counted = min(len(self._ends) * LINES_PER_BLOCK, len(self._lines))
        return (self._ends[-1] if self._ends else 0) + len(self._lines) - counted

    def count(self, blocks: int = 1) -> bool:
        """Count the rows of `blocks` more blocks; return whether uncounted ones remain."""
        for block in self._lines.blocks(len(self._ends))[:blocks]:
            rows = sum(self._rows_of(block))
            self._ends.append((self._ends[-1] if self._ends else 0) + rows)
        return len(self._ends) * LINES_PER_BLOCK < len(self._lines)

    def count_to(self, line: int) -> None:
        """Count the rows of all blocks up to the one that contains `line`."""
        missing = line // LINES_PER_BLOCK + 1 - len(self._ends)
        if missing > 0:
            self.count(missing)

    def piece(self, row: int) -> Piece:
        """Return the piece of a line that row `row` shows."""
        block = bisect_right(self._ends, row)
        if block == len(self._ends):
            line = len(self._ends) * LINES_PER_BLOCK + row - (self._ends[-1] if self._ends else 0)
            part = 0
        else:
            ends = self._ends_in(block)
            row -= self._ends[block - 1] if block else 0
            offset = bisect_right(ends, row)
            line = block * LINES_PER_BLOCK + offset
            part = row - (ends[offset - 1] if offset else 0)
        return self._piece(line, part)

    def row(self, line: int, column: int = 0) -> int:
        """Return the row that shows the character at `column` of `line`, both from 0."""
        block, offset = divmod(line, LINES_PER_BLOCK)
        if block >= len(self._ends):
            counted = len(self._ends) * LINES_PER_BLOCK
            return (self._ends[-1] if self._ends else 0) + line - counted
        before = self._ends[block - 1] if block else 0
        within = self._ends_in(block)[offset - 1] if offset else 0
        return before + within + max(0, bisect_right(self._parts(line), column) - 1)

    def _piece(self, line: int, part: int) -> Piece:
        starts = self._parts(line)
        text = self._lines[line]
        end = starts[part + 1] if part + 1 < len(starts) else len(text)
        indent = hanging_indent(text, self.width) if part else 0
        return visible_piece(Piece(line, starts[part], end, indent), text, self.width)

    def _parts(self, line: int) -> Sequence[int]:
        starts = self._starts.get(line)
        if starts is None:
            starts = self._starts[line] = wrap(self._lines[line], self.width)
        return starts

    def _ends_in(self, block: int) -> list[int]:
        """Return the end row of each line of a block, relative to the block's first row."""
        ends = self._block_ends.get(block)
        if ends is None:
            ends = list(accumulate(self._rows_of(self._lines.block(block))))
            self._block_ends[block] = ends
        return ends

    def _rows_of(self, block: str) -> list[int]:
        """Return the number of rows of each line of a block."""
        lines = block.split("\n")
        if block.isascii() and max(map(len, lines)) <= self.width:
            return [1] * len(lines)
        width = self.width
        return [
            1 if len(line) <= width and line.isascii() else len(wrap(line, width)) for line in lines
        ]
