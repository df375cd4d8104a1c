"""Search for literal text in `Lines`, in slices of bounded time.

A needle without upper-case letters ignores case, any other must match exactly ("smart case").
Matches do not overlap: `aa` is found once in `aaa`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines

__all__ = ["Match", "Needle", "Search", "fold"]

_SLICE_COST = 2_000_000
"""Number of ASCII characters that are searched in one slice: about 4 ms."""

_NON_ASCII_COST = 6
"""Relative cost of a character in a non-ASCII block, whose case is folded one by one."""


class Match(NamedTuple):
    """Position of a match: line and column (in characters), both from 0."""

    line: int
    column: int


def fold(text: str) -> str:
    """Return `text` in lower case, with the same number of characters.

    `str.lower` alone does not suffice: it converts `İ` to two characters, and `Σ` depending on its
    neighbours.
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").replace("Σ", "σ").lower()


class Needle:
    """The text to find; case is ignored if it has no upper-case letter."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ignore_case = text == text.lower()
        self._pattern = fold(text) if self.ignore_case else text

    def __len__(self) -> int:
        return len(self.text)

    def count(self, text: str) -> int:
        """Return the number of matches in `text`."""
        return self._fold_case(text).count(self._pattern)

    def columns(self, text: str) -> list[int]:
        """Return the start columns of the matches in `text`."""
        text = self._fold_case(text)
        found = []
        column = text.find(self._pattern)
        while column >= 0:
            found.append(column)
            column = text.find(self._pattern, column + len(self._pattern))
        return found

    def _fold_case(self, text: str) -> str:
        return fold(text) if self.ignore_case else text


class Search:
    """An incremental search through `Lines`, which may be growing; wraps around at both ends.

    `advance` does the work, block by block, from the block of `origin` (default: the beginning)
    to the end and then from the beginning. Until it is complete, results come from the blocks
    counted so far.

    Attributes:
        needle: The text to find; not empty.
        total: Number of matches counted so far.
    """

    def __init__(self, needle: Needle, lines: Lines, origin: Match | None = None) -> None:
        self.needle = needle
        self.total = 0
        self._lines = lines
        self._origin = origin or Match(0, 0)
        self._first_block = self._origin.line // LINES_PER_BLOCK
        self._before: list[int] = []
        self._after: list[int] = []
        self._nearest: Match | None = None
        self._cached_matches: tuple[int, list[Match]] = (-1, [])

    @property
    def caught_up(self) -> bool:
        """Whether every line available so far has been searched."""
        before = min(self._first_block, self._blocks)
        return len(self._before) == before and len(self._after) == self._blocks - before

    @property
    def complete(self) -> bool:
        """Whether every line has been searched and no more lines will be added."""
        return self._lines.complete and self.caught_up

    def advance(self, characters: int = _SLICE_COST) -> bool:
        """Search about `characters` characters; return whether lines are left to search now.

        Blocks that are not ASCII cost more per character, so fewer of them are searched.
        """
        spent = 0
        while spent < characters and not self.caught_up:
            number = self._first_block + len(self._after)
            counts = self._after
            if number >= self._blocks:
                number, counts = len(self._before), self._before
            block = self._lines.block(number)
            found = self.needle.count(block)
            counts.append(found)
            self.total += found
            spent += len(block) * (1 if block.isascii() else _NON_ASCII_COST)
        return not self.caught_up

    def nearest(self) -> Match | None:
        """Return the first match at or after the origin, or else the first from the beginning.

        None while that is unknown, or if there is no match.
        """
        if self._nearest is None:
            found = self._find(self._origin, inclusive=True)
            if found and (found >= self._origin or self.complete):
                self._nearest = found
        return self._nearest

    def after(self, match: Match) -> Match | None:
        """Return the next match after the position `match`, which need not be a match itself."""
        return self._find(match, inclusive=False)

    def before(self, match: Match) -> Match | None:
        """Return the last match before the position `match`, which need not be a match itself."""
        match_block = match.line // LINES_PER_BLOCK
        matches = self._matches(match_block)
        index = bisect_left(matches, match)
        if index:
            return matches[index - 1]
        for number in (
            *range(match_block - 1, -1, -1),
            *range(self._blocks - 1, match_block - 1, -1),
        ):
            if self._count(number):
                return self._matches(number)[-1]
        return None

    def ordinal(self, match: Match) -> int | None:
        """Return the number of `match` among all matches, from 1; None while that is unknown."""
        match_block = match.line // LINES_PER_BLOCK
        counts = [self._count(number) for number in range(match_block)]
        if None in counts:
            return None
        return sum(filter(None, counts)) + bisect_left(self._matches(match_block), match) + 1

    def _find(self, match: Match, *, inclusive: bool) -> Match | None:
        match_block = match.line // LINES_PER_BLOCK
        matches = self._matches(match_block)
        index = (bisect_left if inclusive else bisect_right)(matches, match)
        if index < len(matches):
            return matches[index]
        for number in (*range(match_block + 1, self._blocks), *range(match_block + 1)):
            if self._count(number):
                return self._matches(number)[0]
        return None

    @property
    def _blocks(self) -> int:
        return -(-len(self._lines) // LINES_PER_BLOCK)

    def _count(self, number: int) -> int | None:
        counts, index = self._before, number
        if number >= self._first_block:
            counts, index = self._after, number - self._first_block
        return counts[index] if index < len(counts) else None

    def _matches(self, number: int) -> list[Match]:
        """Return the matches in a block; those of the last block are cached."""
        if not self._count(number):
            return []
        if self._cached_matches[0] != number:
            first = number * LINES_PER_BLOCK
            lines = self._lines.block(number).split("\n")
            found = [
                Match(first + offset, column)
                for offset, line in enumerate(lines)
                for column in self.needle.columns(line)
            ]
            self._cached_matches = (number, found)
        return self._cached_matches[1]
