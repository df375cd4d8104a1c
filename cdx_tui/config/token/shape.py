"""Distinguish the characters of a token from words, names and other things that people write.

A token is opaque. What is certain is only its alphabet, base64 and base64url with dots and tildes,
and that it looks random: letters of both cases and digits take turns.
"""

from __future__ import annotations

import base64
import re
from itertools import pairwise

from cdx_tui.config.credential_shape import is_complete_key

__all__ = [
    "TOKEN_CHARACTERS",
    "is_closing_word",
    "is_random",
    "is_text_in_base64",
    "is_word",
    "join_pieces",
    "repeats_start",
]

TOKEN_CHARACTERS = "-A-Za-z0-9+/=_.~"  # noqa: S105 - an alphabet
"""The characters that tokens consist of, to begin a set of a regular expression with."""

_SAMPLE = 512
"""Characters of a string that are examined, so that a huge one takes no time."""

_TURNS = 0.35
"""Share of neighbours of different kinds. Random base64 has 0.6, identifiers have 0.1 to 0.25."""

_SHORTEST_LINE = 16
_SHORTEST_JOINED = 40

_SEPARATORS = re.compile("[./_~+-]+")
_WORD_PART = re.compile("[A-Z]?[a-z]*|[A-Z]+|[a-z]?[0-9]+")
_CLOSING_WORDS = frozenset(
    [
        "all",
        "and",
        "best",
        "bye",
        "cheers",
        "for",
        "from",
        "greetings",
        "hello",
        "hi",
        "it",
        "kind",
        "note",
        "please",
        "regards",
        "sent",
        "sincerely",
        "thank",
        "thanks",
        "that",
        "the",
        "this",
        "to",
        "token",
        "with",
        "yours",
    ]
)


def is_random(text: str) -> bool:
    """Return True if letters of both cases and digits take turns in `text`."""
    kinds = [_kind(char) for char in text[:_SAMPLE]]
    if not {"A", "a", "0"} <= set(kinds):
        return False
    kinds = [kind for kind in kinds if kind]
    changes = sum(first != second for first, second in pairwise(kinds))
    return changes >= _TURNS * (len(kinds) - 1)


def is_word(text: str) -> bool:
    """Return True if `text` may be a word, a number, a date, or a name of such parts."""
    return not text.endswith("=") and all(
        _WORD_PART.fullmatch(part) for part in _SEPARATORS.split(text)
    )


def is_closing_word(text: str) -> bool:
    """Return True if `text` is a word that often follows a token in a mail."""
    return text.lower().rstrip(".") in _CLOSING_WORDS


def is_text_in_base64(value: str) -> bool:
    """Return True if `value` is the base64 of a long text, such as the body of a mail."""
    head = value[: _SAMPLE // 4 * 4].rstrip("=")
    if len(head) < _SAMPLE // 4:
        return False
    try:
        decoded = base64.urlsafe_b64decode(
            head.replace("+", "-").replace("/", "_") + "=" * (-len(head) % 4)
        )
        text = decoded[: len(decoded) - 3].decode()  # the cut may have halved a character
    except ValueError:
        return False
    readable = all(char.isprintable() or char.isspace() for char in text)
    return readable and sum(char.isspace() for char in text) >= len(text) // 16


def join_pieces(pieces: list[str]) -> str | None:
    """Return the token that was broken into `pieces`, or None if they are not one token's.

    The pieces are all there is between two boundaries, such as quotation marks or blank lines, and
    hold characters of tokens only. They are one token's if all have the same length, except for
    the last, which is not longer; or if all but the last are long and no words.
    """
    joined = "".join(pieces)
    if "=" in joined.rstrip("=") or joined[-1:] in ("", ".") or repeats_start(pieces):
        return None
    if len(pieces) == 1:
        return joined
    if set(pieces[-1]) == {"="} and (len(joined) % 4 or len(joined) - len(joined.rstrip("=")) > 2):
        return None  # a line of equals signs, and no padding
    if len(pieces) == 2 and any(map(is_complete_key, pieces)):
        return None  # an API key and its secret
    width = len(pieces[0])
    even = len(pieces[-1]) <= width and all(len(piece) == width for piece in pieces[1:-1])
    if not even or width >= _SHORTEST_LINE:
        if any(len(piece) < _SHORTEST_LINE or is_word(piece) for piece in pieces[:-1]):
            return None
        if _may_be_added(pieces[-1], was_wrapped=len(pieces) > 2):
            return None
    elif len(joined) < _SHORTEST_JOINED and not is_random(joined):
        return None  # words of equal length
    return joined if is_random(joined) else None


def repeats_start(pieces: list[str]) -> bool:
    """Return True if two long pieces begin alike: they are two tokens, or one token twice."""
    starts = [piece[:8] for piece in pieces if len(piece) >= _SHORTEST_LINE]
    return len(starts) != len(set(starts))


def _may_be_added(piece: str, *, was_wrapped: bool) -> bool:
    """Return True if the last of several pieces may be a word that follows the token.

    The rest of a token that was wrapped can look like a short word by chance.
    """
    if not is_word(piece):
        return False
    if not was_wrapped or is_closing_word(piece) or len(piece) > 4:
        return True
    return len(piece) > 2 and not piece.islower()


def _kind(char: str) -> str:
    if char.isdigit():
        return "0"
    if char.isupper():
        return "A"
    return "a" if char.islower() else ""
