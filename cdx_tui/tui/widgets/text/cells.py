"""Cell widths of text, and cutting text by cells, at a cost that suits very long lines.

All of this holds for cleaned text only, where a character's width depends on that character alone:
`cdx_tui.text` leaves neither joiners nor variation selectors.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rich.cells import get_character_cell_size

__all__ = ["Cut", "cell_width", "cut_cells", "width_of_character"]

_CHUNK = 1024


class _Widths(dict[str, int]):
    def __missing__(self, character: str) -> int:
        width = self[character] = get_character_cell_size(character)
        return width


width_of_character = _Widths().__getitem__
"""The width of one character in cells: 0, 1 or 2."""


class Cut(NamedTuple):
    """A piece of a text that fills a range of cells.

    `start` and `end` are character indices. `before` and `after` count the cells at either edge
    that hold half of a wide character, to be shown as blanks.
    """

    start: int
    end: int
    before: int = 0
    after: int = 0


def cell_width(text: str) -> int:
    """Return the width of `text` in cells."""
    if text.isascii():
        return len(text)
    return _chunk_ends(text)[-1] if len(text) > _CHUNK else sum(map(width_of_character, text))


def cut_cells(text: str, first: int, count: int) -> Cut:
    """Find the characters of `text` that fill `count` cells from cell `first` on."""
    if text.isascii():
        return Cut(min(first, len(text)), min(first + count, len(text)))
    last = first + count
    start, reached = _index_at(text, first)
    before = max(0, min(reached, last) - first)
    start = _past_marks(text, start) if first > 0 else 0
    end, reached = _index_at(text, last)
    if reached > last:
        return Cut(start, max(start, end - 1), before, 1 if end > start else 0)
    return Cut(start, max(start, _past_marks(text, end)), before)


def _index_at(text: str, cell: int) -> tuple[int, int]:
    """Return the first index whose prefix takes `cell` cells or more, and its width."""
    ends = _chunk_ends(text)
    chunk = bisect_left(ends, cell)
    position = ends[chunk - 1] if chunk else 0
    index = chunk * _CHUNK
    widths = map(width_of_character, text[index : index + _CHUNK])
    for reached in accumulate(widths, initial=position):
        if reached >= cell:
            return index, reached
        index += 1
    return len(text), ends[-1]


@lru_cache(maxsize=64)
def _chunk_ends(text: str) -> list[int]:
    """Return the width of `text` up to the end of each chunk."""
    chunks = (text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))
    return list(accumulate(map(cell_width, chunks)))


def _past_marks(text: str, index: int) -> int:
    while index < len(text) and not width_of_character(text[index]):
        index += 1
    return index
