"""Wrap a line between words."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from cdx_tui.tui.widgets.text.cells import cell_width, width_of_character

__all__ = ["MIN_WIDTH", "Piece", "hanging_indent", "visible_piece", "wrap"]

MIN_WIDTH = 8
"""Cells; lines are never wrapped at a smaller width."""
_BLANKS = re.compile(" *")
_LONG = 20_000
"""Characters; the wrapping of longer lines is cached."""


class Piece(NamedTuple):
    """Characters from `start` to `end` of a line, shown in a row after `indent` blanks."""

    line: int
    start: int
    end: int
    indent: int = 0


def hanging_indent(line: str, width: int) -> int:
    """Return the indentation of continuation rows of `line`, in cells, in a pane of `width`."""
    return min(len(line) - len(line.lstrip(" ")) + 2, width // 2)


def wrap(line: str, width: int, indent: int | None = None) -> Sequence[int]:
    """Return the index at which each row of `line` starts; the first is 0.

    A row is broken between words. A word that is longer than a row begins on a new row only if the
    last one is at least half full. Blanks at a break hang over the end of the row, as in CSS.

    Args:
        line: The line.
        width: The width of the pane, in cells; 8 if it is less.
        indent: The cells before each continuation row; by default `hanging_indent`.
    """
    width = max(width, MIN_WIDTH)
    if line.isascii() and len(line) <= width:
        return (0,)
    rest = width - (hanging_indent(line, width) if indent is None else indent)
    return (_wrap_cached if len(line) > _LONG else _wrap)(line, width, rest)


def _wrap(line: str, width: int, rest: int) -> Sequence[int]:
    starts = [0]
    # cumulative width at each character; for ASCII simply the number of characters
    reached: Sequence[int] = range(1, len(line) + 1)
    if not line.isascii():
        reached = array("Q", accumulate(map(width_of_character, line)))
    text_begins = _skip_blanks(line, 0)
    start, room = 0, width
    while True:
        end = bisect_right(reached, room + (reached[start - 1] if start else 0), start)
        if _skip_blanks(line, end) == len(line):
            return starts
        if line[end] != " ":
            word = line.rfind(" ", max(text_begins, start), end) + 1
            if word and (word > start + room // 2 or _fits(line, word, reached, rest)):
                end = word
        start = _skip_blanks(line, end)
        starts.append(start)
        room = rest


def _skip_blanks(line: str, index: int) -> int:
    match = _BLANKS.match(line, index)
    return match.end() if match else index


def _fits(line: str, word: int, reached: Sequence[int], room: int) -> bool:
    """Return whether the word at index `word` is at most `room` cells wide."""
    end = bisect_right(reached, room + reached[word - 1], word)
    return end == len(line) or line.find(" ", word, end + 1) >= 0


_wrap_cached = lru_cache(maxsize=4)(_wrap)
"""`_wrap`, cached for very long lines, which are expensive to wrap."""


def visible_piece(piece: Piece, line: str, width: int) -> Piece:
    """Return `piece` without the blanks at its end that hang over a pane of `width` cells."""
    shown = line[piece.start : piece.end]
    if piece.indent + cell_width(shown) <= width:
        return piece
    return piece._replace(end=piece.start + len(shown.rstrip(" ")))
