"""Measure and cut text by cells, efficiently even for very long lines.

Valid for cleaned text only, in which the width of a character does not depend on its neighbours:
`cdx_tui.text` escapes joiners and variation selectors.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rich.cells import get_character_cell_size

__all__ = [
    "Cut",
    "cell_width",
    "cut_cells",
    "cut_text",
    "truncate_cells",
    "width_of_character",
]

_CHUNK = 1024
"""Characters per chunk; the cumulative widths of chunks are cached."""


class _Widths(dict[str, int]):
    def __missing__(self, character: str) -> int:
        width = self[character] = get_character_cell_size(character)
        return width


width_of_character = _Widths().__getitem__
"""Return the width of a character in cells: 0, 1 or 2; cached."""


class Cut(NamedTuple):
    """The part of a text that fills a range of cells.

    Attributes:
        start: Index of the first character.
        end: Index after the last character.
        before: Cells at the start that hold half of a wide character, to be shown as blanks.
        after: The same at the end.
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
    """Return the characters of `text` that fill `count` cells, starting at cell `first`."""
    if text.isascii():
        return Cut(min(first, len(text)), min(first + count, len(text)))
    last = first + count
    start, reached = _index_at(text, first)
    before = max(0, min(reached, last) - first)
    start = _skip_zero_width(text, start) if first > 0 else 0
    end, reached = _index_at(text, last)
    if reached > last:
        return Cut(start, max(start, end - 1), before, 1 if end > start else 0)
    return Cut(start, max(start, _skip_zero_width(text, end)), before)


def truncate_cells(text: str, first: int, count: int, ellipsis: str) -> tuple[Cut, str]:
    """Return what `cut_cells` does, and `ellipsis` in place of its end if `text` goes on."""
    cut = cut_cells(text, first, count)
    if cut.end == len(text):
        return cut, ""
    ellipsis = ellipsis[:count]
    cut = cut_cells(text, first, count - len(ellipsis))
    return cut._replace(after=0), " " * cut.after + ellipsis


def cut_text(text: str, width: int, *, keep_end: bool) -> str:
    """Return `text` in at most `width` cells, with an ellipsis where it is cut."""
    total = cell_width(text)
    if total <= width:
        return text
    if not keep_end:
        cut = cut_cells(text, 0, max(0, width - 1))
        return f"{text[: cut.end]}…"[: max(1, width)]
    cut = cut_cells(text, total - width + 1, width)
    return f"…{text[cut.start :]}"


def _index_at(text: str, cell: int) -> tuple[int, int]:
    """Return the smallest index whose prefix is at least `cell` cells wide, and that width."""
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
    """Return the cumulative width of `text` at the end of each chunk, in cells."""
    chunks = (text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))
    return list(accumulate(map(cell_width, chunks)))


def _skip_zero_width(text: str, index: int) -> int:
    while index < len(text) and not width_of_character(text[index]):
        index += 1
    return index
