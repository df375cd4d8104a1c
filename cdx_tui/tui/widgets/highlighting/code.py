"""Highlight generated code, in which no string and no comment goes beyond its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pygments.lexer import Lexer
from pygments.lexers.jvm import JavaLexer
from pygments.lexers.python import PythonLexer
from pygments.lexers.sql import MySqlLexer
from pygments.token import Comment, Keyword, Name, Number, String, _TokenType, is_token_subtype

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.highlighter import MAX_LEXED, Highlighter, Span
from cdx_tui.tui.widgets.highlighting.token_styles import tokens

__all__ = ["CodeHighlighter"]

_LEXERS: Final[dict[str, type[Lexer]]] = {
    "java": JavaLexer,
    "python": PythonLexer,
    "sql": MySqlLexer,
}
_STYLES: Final = (
    (Comment, "comment"),
    (Name.Class, "type-name"),
    (Name.Quoted, "field"),
    (Name.Decorator, "keyword"),
    (Name.Builtin, "type"),
    (Keyword.Type, "type"),
    (Keyword, "keyword"),
    (Number, "number"),
    (String, "string"),
)


class CodeHighlighter(Highlighter):
    """Highlighter of SQL, Python or Java that `cdx_tui.schema.codegen` has made.

    Args:
        lines: The lines.
        language: `sql`, `python` or `java`.
    """

    def __init__(self, lines: Lines, language: str) -> None:
        super().__init__(lines)
        self._lexer = _LEXERS[language]()

    def lex(self, index: int) -> Sequence[Span]:
        """Return the spans of line `index`, uncached."""
        line = self.lines[index]
        return tuple(
            Span(start, start + len(text), style)
            for start, token, text in tokens(self._lexer, line[:MAX_LEXED])
            if (style := _style_of(token)) and text
        )


def _style_of(token: _TokenType) -> str:
    return next((style for kind, style in _STYLES if is_token_subtype(token, kind)), "")
