"""Base of the highlighters, which split a line into styled spans.

Only visible lines are lexed, with Pygments, and only the first `MAX_LEXED` characters of each:
Pygments' Protobuf lexer takes over a minute for 100 kB of hostile input. The context of a line is
determined by searching a bounded number of lines upwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.cache import LRUCache

from cdx_tui.schema.lines import Lines

__all__ = ["MAX_LEXED", "STYLES", "Highlighter", "Span"]

MAX_LEXED = 2048
"""Maximum number of characters of a line that are lexed."""

_MAX_CACHED_LINES = 1024
"""Number of lines whose spans are cached."""

STYLES = (
    *("comment", "default", "doc", "error", "field", "key", "keyword", "logical"),
    *("number", "string", "symbol", "type", "type-name"),
)
"""Styles of spans. `keyword` includes built-in types; `type` is a reference to a named type,
`type-name` the name in its definition."""


class Span(NamedTuple):
    """Characters from `start` to `end` of a line, and their style, one of `STYLES`."""

    start: int
    end: int
    style: str


class Highlighter:
    """Highlighter for plain text, which yields no spans; base class of the others.

    Spans of recently used lines are cached.
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._found: LRUCache[int, Sequence[Span]] = LRUCache(_MAX_CACHED_LINES)

    def spans(self, index: int) -> Sequence[Span]:
        """Return the spans of line `index`, in order and without overlaps."""
        found = self._found.get(index)
        if found is None:
            found = self._found[index] = self.lex(index)
        return found

    def lex(self, index: int) -> Sequence[Span]:
        """Return the spans of line `index`, uncached."""
        return ()

    def forget(self) -> None:
        """Clear the cache, after the context of lines has changed."""
        self._found.clear()
