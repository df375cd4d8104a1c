"""Select the fields of a share that match a text, a few milliseconds at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from time import perf_counter

from cdx_tui.schema.search import fold
from cdx_tui.share.dictionary import FieldBlock, FieldIndex, FieldRow

__all__ = ["FieldFilter"]


class FieldFilter:
    """The rows of an index that match a text, as far as they have been searched.

    Every word of the text must occur in one of a row's columns; case is ignored.

    Args:
        index: The index, which may grow.
        text: The text; every row matches an empty one.

    Attributes:
        total: The number of matching rows found so far.
    """

    def __init__(self, index: FieldIndex, text: str = "") -> None:
        self.total = 0
        self.words = tuple(dict.fromkeys(fold(text).split()))
        self._index = index
        self._searched = 0
        self._found: list[tuple[FieldBlock, Sequence[int]]] = []
        self._ends: list[int] = []

    @property
    def caught_up(self) -> bool:
        """Whether every block so far has been searched."""
        return self._searched == len(self._index.blocks)

    @property
    def complete(self) -> bool:
        """Whether every field of the share has been searched."""
        return self._index.complete and self.caught_up

    def advance(self, seconds: float) -> bool:
        """Search for about `seconds`, one block at least; return whether blocks are left."""
        until = perf_counter() + seconds
        while not self.caught_up:
            block = self._index.blocks[self._searched]
            self._searched += 1
            found = block.matches(self.words)
            if found:
                self.total += len(found)
                self._found.append((block, found))
                self._ends.append(self.total)
            if perf_counter() > until:
                break
        return not self.caught_up

    def row(self, number: int) -> FieldRow:
        """Return a matching row by its number, from 0."""
        place = bisect_right(self._ends, number)
        block, found = self._found[place]
        return block.row(found[number - self._ends[place] + len(found)])

    def rows(self) -> Iterator[FieldRow]:
        """Yield every matching row, parsing and searching what has not been."""
        while self._index.advance():
            pass
        while self.advance(0.1):
            pass
        return (block.row(number) for block, found in self._found for number in found)
