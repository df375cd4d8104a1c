"""Split a line into styled spans.

Only visible lines are lexed, by Pygments' lexers, and of each at most `LEXED` characters: its
Protobuf lexer takes over a minute for 100 kB of hostile ones. The context of a line is found by
searching a bounded number of lines upwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.cache import LRUCache

from cdx_tui.schema.lines import Lines

__all__ = ["LEXED", "STYLES", "Highlighter", "Span"]

LEXED = 2048
"""The most characters of a line that are lexed."""

_LINES_KEPT = 1024

STYLES = (
    *("comment", "default", "doc", "error", "field", "key", "keyword", "logical"),
    *("number", "string", "symbol", "type", "type-name"),
)
"""Styles of spans. `keyword` is for built-in types too, `type` for references to named types, and
`type-name` for the same where they are defined."""


class Span(NamedTuple):
    """The characters from `start` to `end` of a line are shown in `style`, one of `STYLES`."""

    start: int
    end: int
    style: str


class Highlighter:
    """Finds the spans of a line; the base class, for plain text, finds none.

    Spans of the most recent lines are cached.
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._found: LRUCache[int, Sequence[Span]] = LRUCache(_LINES_KEPT)

    def spans(self, index: int) -> Sequence[Span]:
        """Return the spans of line `index`, in order and without overlaps."""
        found = self._found.get(index)
        if found is None:
            found = self._found[index] = self.lex(index)
        return found

    def lex(self, index: int) -> Sequence[Span]:
        """Find the spans of line `index`."""
        return ()

    def forget(self) -> None:
        """Drop cached spans, since their context has changed."""
        self._found.clear()
