"""Strangers' text as inert Markdown: no links, images, HTML or formatting, no broken tables.

Both functions return text for the middle of a line, in a table or elsewhere. What CommonMark and
GitHub's extensions give a meaning is escaped; what GitHub makes a link of even if it is escaped
(addresses, mentions, emoji codes) becomes code.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["code", "prose"]

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<#|~$&]")
_LINKED: Final = re.compile(r"@|://|www\.|xmpp:|mailto:|:[\w+-]+:", re.IGNORECASE)
_BACKTICKS: Final = re.compile(r"`+")


def prose(text: str) -> str:
    """Return text as words, on one line."""
    return " ".join(code(word) if _LINKED.search(word) else _escape(word) for word in text.split())


def code(text: str) -> str:
    """Return a name or a value as code, on one line; empty for an empty text."""
    text = " ".join(text.split("\n"))
    if not text.strip(" ") or "\\|" in text:
        # Blanks alone are no code, and parsers disagree on a backslash before a pipe.
        return _escape(text)
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    inner = f" {text} " if text[0] in "` " or text[-1] in "` " else text
    return f"{fence}{inner}{fence}".replace("|", "\\|")


def _escape(text: str) -> str:
    return _SPECIAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    # A pipe as an entity, since a backslash before it may end a column all the same.
    return "&#124;" if match[0] == "|" else f"\\{match[0]}"
