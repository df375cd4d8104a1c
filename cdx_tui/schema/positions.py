"""Map offsets in an extracted text to lines and columns in the text as sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Escaped", "Positions", "Shifted", "Source"]

# An escaped surrogate pair decodes to one character.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)


class Source(Protocol):
    """Mapping of offsets in an extracted (inner) text to the text that contains it (outer)."""

    def outer(self, offset: int) -> int:
        """Return the index in the outer text of the character at `offset` of the inner one."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """An inner text that is a slice of the outer one, from `start` on."""

    start: int

    def outer(self, offset: int) -> int:
        """Return the index in the outer text of the character at `offset` of the inner one."""
        return self.start + offset


class Escaped:
    """An inner text that is the decoded value of a JSON string in the outer one.

    Args:
        raw: The string as written, with its quotes.
        start: Offset of the opening quote in the outer text.
    """

    def __init__(self, raw: str, start: int) -> None:
        self._raw = raw
        self._start = start
        self._last = (0, 1)

    def outer(self, offset: int) -> int:
        """Return the index in the outer text of the character at `offset` of the inner one.

        Offsets in ascending order take one pass over the string in total.
        """
        inner, written = self._last if offset >= self._last[0] else (0, 1)
        for escape in _ESCAPE.finditer(self._raw, written):
            if inner + escape.start() - written >= offset:
                break
            inner += escape.start() - written + 1
            written = escape.end()
            self._last = (inner, written)
        return self._start + written + offset - inner


class Positions:
    """Lines and columns of offsets; fastest for offsets in ascending order.

    Args:
        text: The text as sent.
        sources: How the parsed text was extracted from `text`, innermost first.
    """

    def __init__(self, text: str, sources: Sequence[Source]) -> None:
        self._text = text
        self._sources = sources
        self._last = (0, 1)
        self._line_starts: list[int] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        r"""Return line and column, from 1, of an offset in the parsed text; lines end with `\n`."""
        for source in self._sources:
            offset = source.outer(offset)
        start, line = self._last if offset >= self._last[0] else (0, 1)
        line += self._text.count("\n", start, offset)
        self._last = (offset, line)
        return line, offset - self._text.rfind("\n", 0, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset in the text as sent of a line and column, both from 1.

        Positions beyond the last line or the end of the text are clamped.
        """
        if self._line_starts is None:
            self._line_starts = [0, *(m.end() for m in re.finditer("\n", self._text))]
        start = self._line_starts[min(line, len(self._line_starts)) - 1]
        return min(start + column - 1, len(self._text))
