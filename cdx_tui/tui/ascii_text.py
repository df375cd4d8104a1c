"""Text for terminals that draw only ASCII.

The output's encoding replaces each character by one of the same width (`cdx_tui.cli.terminal`).
What needs more than one is replaced here, where there is still a line to take the room from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

__all__ = ["EllipsisFilter", "name_keys"]

_ELLIPSIS: Final = "…"
_KEY_NAMES: Final = str.maketrans(
    {"⏎": "Enter", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "⌫": "Backspace"}
)


def name_keys(keys: str) -> str:
    """Return the display of keys with names in place of symbols."""
    return keys.translate(_KEY_NAMES)


class _Character(NamedTuple):
    text: str
    style: Style | None
    width: int


class EllipsisFilter(LineFilter):
    """Writes an ellipsis as three dots, for which it takes blanks or letters beside it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return a line of the same width with three dots for each ellipsis that has room."""
        if not any(_ELLIPSIS in segment.text for segment in segments):
            return segments
        line = [
            _Character(character, segment.style, cell_len(character))
            for segment in segments
            for character in segment.text
        ]
        position = 0
        while position < len(line):
            if line[position].text == _ELLIPSIS:
                start, end = _room(line, position)
                if start < end:
                    dot = line[position]._replace(text=".", width=1)
                    line[start:end] = [dot] * 3
                    position = start + 2
            position += 1
        return list(_joined(line))


def _room(line: Sequence[_Character], position: int) -> tuple[int, int]:
    """Return the range of characters around the ellipsis at `position` that fills three cells.

    Blanks after it are taken first, if one is left to part it from what follows; then what is
    before it: that is the text which the ellipsis cuts off. The range is empty if there is no room.
    """
    after = 0
    while position + after + 1 < len(line) and line[position + after + 1].text == " ":
        after += 1
    is_at_end = position + after + 1 == len(line)
    if after >= 3 or (after == 2 and is_at_end):
        return position, position + 3
    if position and line[position - 1].text == " " and after:
        return position - 1, position + 2
    start, width = position, 1
    while start and width < 3:
        start -= 1
        width += line[start].width
    return (start, position + 1) if width == 3 else (position, position)


def _joined(line: Sequence[_Character]) -> Iterator[Segment]:
    for style, characters in groupby(line, key=lambda each: each.style):
        yield Segment("".join(each.text for each in characters), style)
