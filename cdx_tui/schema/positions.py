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
    """One way in which a text was taken out of another."""

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
    """The inner text is what a JSON string of the outer one says.

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
    """Lines and columns in a text, for offsets that mostly come in rising order.

    Args:
        text: The text as it was sent.
        sources: How what was read was taken out of it, innermost first.
    """

    def __init__(self, text: str, sources: Sequence[Source]) -> None:
        self._text = text
        self._sources = sources
        self._known = (0, 1)

    def at(self, offset: int) -> tuple[int, int]:
        r"""Return line and column, from 1, of an offset; lines end with `\n`."""
        for source in self._sources:
            offset = source.outer(offset)
        start, line = self._known if offset >= self._known[0] else (0, 1)
        line += self._text.count("\n", start, offset)
        self._known = (offset, line)
        return line, offset - self._text.rfind("\n", 0, offset)
