"""Map Pygments' tokens to styles."""

from __future__ import annotations

from collections.abc import Iterator

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Name,
    Number,
    String,
    _TokenType,
    is_token_subtype,
)

__all__ = ["Token", "is_key", "is_string_token", "style_of", "tokens"]

Token = tuple[int, _TokenType, str]
"""Start, type and text of a token."""

_STYLES = (
    (Number, "number"),
    (Keyword, "keyword"),
    (Name.Attribute, "field"),
    (Name, "type"),
    (Comment, "comment"),
    (String, "string"),
    (Error, "error"),
)


def tokens(lexer: Lexer, text: str) -> Iterator[Token]:
    """Yield the tokens of `text`; unlike `get_tokens`, neither strip nor expand it."""
    found: Iterator[Token] = lexer.get_tokens_unprocessed(text)
    return found


def style_of(token: _TokenType) -> str:
    """Return the style of a token type; empty for punctuation and blanks."""
    return next((style for kind, style in _STYLES if is_token_subtype(token, kind)), "")


def is_key(token: _TokenType) -> bool:
    """Return whether a token is the key of a JSON object's member."""
    return is_token_subtype(token, Name.Tag)


def is_string_token(token: _TokenType, value: str) -> bool:
    """Return whether a token is a string, or starts an unterminated one."""
    return is_token_subtype(token, String) or (token is Error and value.startswith('"'))
