"""Strangers' text as inert Markdown: no links, images, HTML or formatting, no broken tables.

Both functions return text for the middle of a line. What CommonMark and GitHub's extensions give a
meaning is escaped; what becomes a link even if it is escaped (addresses, domains, mentions, emoji
codes) becomes code.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["code", "prose"]

_SPECIAL: Final = re.compile(r"[\\`*\[\]<#|~$&]|(?<![^\W_])_|_(?![^\W_])")
_LINKED: Final = re.compile(
    r"@|//|www\.|xmpp:|mailto:|:[\w+-]+:|[^\W_]\.[^\W\d]{2}|#\d|GH-\d", re.IGNORECASE
)
_BACKTICKS: Final = re.compile(r"`+")
_PIPE: Final = "&#124;"
"""A pipe outside of code, since a backslash before it may end a column all the same."""


def prose(text: str) -> str:
    """Return text as words, on one line."""
    return " ".join(
        _PIPE.join(map(code, word.split("|"))) if _LINKED.search(word) else _escape(word)
        for word in text.split()
    )


def code(text: str, *, in_table: bool = False) -> str:
    """Return a name or a value as code, on one line; empty for an empty text.

    Args:
        text: The text.
        in_table: Whether a pipe would end a column.
    """
    text = " ".join(text.split("\n"))
    if in_table and "\\|" in text:  # parsers disagree on a backslash before a pipe
        return _PIPE.join(map(code, text.split("|")))
    if not text.strip(" "):  # blanks alone are no code
        return text
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    inner = f" {text} " if text[0] in "` " or text[-1] in "` " else text
    written = f"{fence}{inner}{fence}"
    return written.replace("|", "\\|") if in_table else written


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _PIPE if match[0] == "|" else f"\\{match[0]}", text)
