"""Pygments' tokens, and the styles that they are shown in."""

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

__all__ = ["Token", "is_key", "is_text", "style_of", "tokens"]

Token = tuple[int, _TokenType, str]
"""A token's start, type and text."""

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
    """Split `text`; unlike `get_tokens`, this neither strips it nor expands anything in it."""
    found: Iterator[Token] = lexer.get_tokens_unprocessed(text)
    return found


def style_of(token: _TokenType) -> str:
    """Return the style of a kind of token; empty for punctuation and blanks."""
    return next((style for kind, style in _STYLES if is_token_subtype(token, kind)), "")


def is_key(token: _TokenType) -> bool:
    """Return whether it is the key of a JSON object's member."""
    return is_token_subtype(token, Name.Tag)


def is_text(token: _TokenType, value: str) -> bool:
    """Return whether it is a string, or the beginning of one that has no end."""
    return is_token_subtype(token, String) or (token is Error and value.startswith('"'))
