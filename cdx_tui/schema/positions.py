"""From an index in a text that was read to line and column in the text as it was sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Escaped", "Positions", "Shifted", "Source"]

# A pair of surrogates is one character once it is read.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)


class Source(Protocol):
    """How a text was extracted from another."""

    def outer(self, offset: int) -> int:
        """Return the index in the outer text of the character at `offset` of the inner one."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """The inner text is a part of the outer one."""

    start: int

    def outer(self, offset: int) -> int:
        """Return the index in the outer text of the character at `offset` of the inner one."""
        return self.start + offset


class Escaped:
    """The inner text is the decoded value of a JSON string of the outer one.

    Args:
        raw: The string as it is written, with its quotes.
        start: Where it begins in the outer text.
    """

    def __init__(self, raw: str, start: int) -> None:
        self._raw = raw
        self._start = start
        self._known = (0, 1)

    def outer(self, offset: int) -> int:
        """Return the index in the outer text of the character at `offset` of the inner one.

        Offsets that come in rising order are found in one pass over the string.
        """
        inner, written = self._known if offset >= self._known[0] else (0, 1)
        for escape in _ESCAPE.finditer(self._raw, written):
            if inner + escape.start() - written >= offset:
                break
            inner += escape.start() - written + 1
            written = escape.end()
            self._known = (inner, written)
        return self._start + written + offset - inner


class Positions:
    """Lines and columns in a text, for offsets in mostly ascending order.

    Args:
        text: The text as it was sent.
        sources: How what was read was taken out of it, innermost first.
    """

    def __init__(self, text: str, sources: Sequence[Source]) -> None:
        self._text = text
        self._sources = sources
        self._known = (0, 1)
        self._line_starts: list[int] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        r"""Return line and column, from 1, of an offset; lines end with `\n`."""
        for source in self._sources:
            offset = source.outer(offset)
        start, line = self._known if offset >= self._known[0] else (0, 1)
        line += self._text.count("\n", start, offset)
        self._known = (offset, line)
        return line, offset - self._text.rfind("\n", 0, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset in the text as it was sent of a line and column, from 1."""
        if self._line_starts is None:
            self._line_starts = [0, *(m.end() for m in re.finditer("\n", self._text))]
        start = self._line_starts[min(line, len(self._line_starts)) - 1]
        return min(start + column - 1, len(self._text))
