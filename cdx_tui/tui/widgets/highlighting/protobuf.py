"""Highlight Protobuf source line by line, including multi-line comments.

Comments and strings are matched here; only the code between them is passed to Pygments' lexer,
which handles neither unterminated comments nor escapes in strings, and takes a second for a few
thousand slashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pygments.lexers.dsls import ProtoBufLexer
from pygments.token import Name
from textual.cache import LRUCache

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.tui.widgets.highlighting.highlighter import MAX_LEXED, Highlighter, Span
from cdx_tui.tui.widgets.highlighting.token_styles import style_of, tokens

__all__ = ["ProtobufHighlighter"]

_BLOCKS_AT_ONCE = 48
"""Maximum number of blocks with comments scanned per call: about 20 ms."""

_PIECE = re.compile(
    r"""(?P<comment>//[^\n]*|/\*)|(?P<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)"""
    r"""|(?P<code>(?:[\w\s.=;,<>()\[\]{}:]|[-+](?![-+]))+)""",
    re.DOTALL,
)
_DELIMITER = re.compile(r"""//[^\n]*|/\*|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?""")
_DEFINITION_STYLES = {
    **dict.fromkeys(("message", "enum", "service", "rpc"), "type-name"),
    "oneof": "field",
}
_EXTRA_KEYWORDS = frozenset(
    {"public", "weak", "stream", "map", "group", "edition", "reserved", "optional"}
)


class ProtobufHighlighter(Highlighter):
    """Highlighter of Protobuf: keywords, types, fields, numbers, strings and comments.

    Whether a line starts in a comment is determined from the start of its block. The state at the
    start of each block is cached; blocks are scanned from the last known one onwards.
    """

    def __init__(self, lines: Lines) -> None:
        super().__init__(lines)
        self._lexer = ProtoBufLexer()
        self._at_block: list[bool] = [False]
        self._at_line: LRUCache[int, bool] = LRUCache(2048)

    def lex(self, index: int) -> Sequence[Span]:
        """Return the spans of line `index`, uncached."""
        line = self.lines[index]
        spans = list(self._spans(line[:MAX_LEXED], self.in_comment(index)))
        if spans and spans[-1].end == MAX_LEXED and spans[-1].style in ("comment", "string"):
            spans[-1] = spans[-1]._replace(end=len(line))
        return tuple(spans)

    def in_comment(self, index: int) -> bool:
        """Return whether line `index` starts within a comment."""
        first = index - index % LINES_PER_BLOCK
        line = index
        while line > first and line not in self._at_line:
            line -= 1
        state = (
            self._at_line[line] if line > first else self._state_at_block(index // LINES_PER_BLOCK)
        )
        if line < index:
            text = "\n".join(self.lines[number] for number in range(line, index))
            state = self._at_line[index] = _state_after(text, state)
        return state

    def _state_at_block(self, block: int) -> bool:
        read = 0
        for text in self.lines.blocks(len(self._at_block) - 1)[: block + 1 - len(self._at_block)]:
            state = self._at_block[-1]
            if ("*/" if state else "/*") in text:
                read += 1
            self._at_block.append(_state_after(text, state))
            if read == _BLOCKS_AT_ONCE:
                break
        return self._at_block[block] if block < len(self._at_block) else self._guess(block)

    def _guess(self, block: int) -> bool:
        """Guess the state from the last comment delimiter before `block`, ignoring strings."""
        first = max(0, block - _BLOCKS_AT_ONCE)
        for text in reversed(self.lines.blocks(first)[: block - first]):
            begin, end = text.rfind("/*"), text.rfind("*/")
            if begin != end:
                return begin > end
        return False

    def _spans(self, line: str, in_comment: bool) -> Iterator[Span]:
        start = 0
        if in_comment:
            start = _end_of_comment(line, 0)
            yield Span(0, start, "comment")
        while match := _PIECE.search(line, start):
            start = match.end()
            if match["code"]:
                yield from self._code(match[0], match.start())
                continue
            if match[0] == "/*":
                start = _end_of_comment(line, start)
            yield Span(match.start(), start, match.lastgroup or "")

    def _code(self, text: str, offset: int) -> Iterator[Span]:
        defines = ""
        for start, token, value in tokens(self._lexer, text):
            style = "keyword" if token is Name and value in _EXTRA_KEYWORDS else style_of(token)
            if style == "keyword":
                defines = _DEFINITION_STYLES.get(value, "")
            elif style == "type":
                style, defines = defines or style, ""
            if style:
                yield Span(offset + start, offset + start + len(value), style)


def _end_of_comment(text: str, start: int) -> int:
    end = text.find("*/", start)
    return len(text) if end < 0 else end + 2


def _state_after(text: str, in_comment: bool) -> bool:
    """Return whether `text` ends within a comment."""
    start = 0
    if ("*/" if in_comment else "/*") not in text:
        return in_comment
    while True:
        if in_comment:
            end = text.find("*/", start)
            if end < 0:
                return True
            start, in_comment = end + 2, False
        match = None
        for match in _DELIMITER.finditer(text, start):
            if match[0] == "/*":
                break
        if match is None or match[0] != "/*":
            return False
        start, in_comment = match.end(), True
