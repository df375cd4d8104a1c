"""Finding literal text in lines of any size, a slice of work at a time.

A text that has no capital letter is found in either case, any other exactly as it is written.
Occurrences do not overlap: `aa` is found once in `aaa`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from cdx_tui.schema.lines import LINES_A_BLOCK, Lines

__all__ = ["Match", "Needle", "Search", "fold"]

_SLICE = 2_000_000
"""Number of ASCII characters that are searched in one slice: about 4 ms."""
_COST_BEYOND_ASCII = 6
"""Cost of other characters relative to ASCII, since their case is folded one by one."""


class Match(NamedTuple):
    """Position of an occurrence: line and character, both from 0."""

    line: int
    column: int


def fold(text: str) -> str:
    """Return `text` in lower case, with the same number of characters.

    `str.lower` makes two characters of `İ`, and what it makes of `Σ` depends on its neighbours.
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").replace("Σ", "σ").lower()


class Needle:
    """The text to find; `ignore_case` follows from it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ignore_case = text == text.lower()
        self._wanted = fold(text) if self.ignore_case else text

    def __len__(self) -> int:
        return len(self.text)

    def count(self, text: str) -> int:
        """Count the occurrences in `text`."""
        return self._comparable(text).count(self._wanted)

    def columns(self, text: str) -> list[int]:
        """Return where the occurrences in `text` begin."""
        text = self._comparable(text)
        found = []
        column = text.find(self._wanted)
        while column >= 0:
            found.append(column)
            column = text.find(self._wanted, column + len(self._wanted))
        return found

    def _comparable(self, text: str) -> str:
        return fold(text) if self.ignore_case else text


class Search:
    """One search through `Lines`, which may be growing; wraps around at both ends.

    The work is done by `advance`, block by block, from the block of `origin` (by default the
    beginning) to the end and then from the beginning. Results in the meantime come from
    the blocks that are counted.

    Attributes:
        needle: The text to find; not empty.
        total: The occurrences counted so far.
    """

    def __init__(self, needle: Needle, lines: Lines, origin: Match | None = None) -> None:
        self.needle = needle
        self.total = 0
        self._lines = lines
        self._origin = origin or Match(0, 0)
        self._first_block = self._origin.line // LINES_A_BLOCK
        self._before: list[int] = []
        self._after: list[int] = []
        self._nearest: Match | None = None
        self._kept: tuple[int, list[Match]] = (-1, [])

    @property
    def caught_up(self) -> bool:
        """Whether every line that there is so far has been searched."""
        before = min(self._first_block, self._blocks)
        return len(self._before) == before and len(self._after) == self._blocks - before

    @property
    def complete(self) -> bool:
        """Whether every line has been searched, and no more will come."""
        return self._lines.complete and self.caught_up

    def advance(self, characters: int = _SLICE) -> bool:
        """Do a slice of the work; return whether there is more to do right now."""
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
            spent += len(block) * (1 if block.isascii() else _COST_BEYOND_ASCII)
        return not self.caught_up

    def nearest(self) -> Match | None:
        """Return the first occurrence from the origin on, or failing that from the beginning.

        None while that is unknown, or if there is none.
        """
        if self._nearest is None:
            found = self._find(self._origin, inclusive=True)
            if found and (found >= self._origin or self.complete):
                self._nearest = found
        return self._nearest

    def after(self, match: Match) -> Match | None:
        """Return the next occurrence after `match`, which need not be one."""
        return self._find(match, inclusive=False)

    def before(self, match: Match) -> Match | None:
        """Return the last occurrence before `match`, which need not be one."""
        here = match.line // LINES_A_BLOCK
        matches = self._matches(here)
        index = bisect_left(matches, match)
        if index:
            return matches[index - 1]
        for number in (*range(here - 1, -1, -1), *range(self._blocks - 1, here - 1, -1)):
            if self._count(number):
                return self._matches(number)[-1]
        return None

    def ordinal(self, match: Match) -> int | None:
        """Return which of all occurrences `match` is, from 1; None while that is unknown."""
        here = match.line // LINES_A_BLOCK
        counts = [self._count(number) for number in range(here)]
        if None in counts:
            return None
        return sum(filter(None, counts)) + bisect_left(self._matches(here), match) + 1

    def _find(self, match: Match, *, inclusive: bool) -> Match | None:
        here = match.line // LINES_A_BLOCK
        matches = self._matches(here)
        index = (bisect_left if inclusive else bisect_right)(matches, match)
        if index < len(matches):
            return matches[index]
        for number in (*range(here + 1, self._blocks), *range(here + 1)):
            if self._count(number):
                return self._matches(number)[0]
        return None

    @property
    def _blocks(self) -> int:
        return -(-len(self._lines) // LINES_A_BLOCK)

    def _count(self, number: int) -> int | None:
        counts, index = self._before, number
        if number >= self._first_block:
            counts, index = self._after, number - self._first_block
        return counts[index] if index < len(counts) else None

    def _matches(self, number: int) -> list[Match]:
        """Return the occurrences in a block, which are kept for the next call."""
        if not self._count(number):
            return []
        if self._kept[0] != number:
            first = number * LINES_A_BLOCK
            lines = self._lines.block(number).split("\n")
            found = [
                Match(first + offset, column)
                for offset, line in enumerate(lines)
                for column in self.needle.columns(line)
            ]
            self._kept = (number, found)
        return self._kept[1]
