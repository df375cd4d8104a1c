"""Detection of characters that must never reach a terminal, independent of the app's cleaner."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Final

__all__ = ["texts_of", "unsafe_in"]

_FORBIDDEN: Final = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")

# Invisible despite a category of letters or marks: Unicode's Default_Ignorable_Code_Point.
_INVISIBLE: Final = frozenset(
    chain(
        (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
        range(0x180B, 0x1810),
        range(0xFE00, 0xFE10),
        range(0xE0000, 0xE1000),
    )
)


def unsafe_in(text: str) -> set[str]:
    """Return the characters of `text`, except line breaks, that a terminal might interpret."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return set()
    return {
        character
        for character in set(text) - {"\n"}
        if unicodedata.category(character) in _FORBIDDEN or ord(character) in _INVISIBLE
    }


def texts_of(value: object, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every string in a tree of dataclasses, tuples, lists and dicts, keys included.

    `skip` names the attributes to skip.
    """
    pending = [value]
    while pending:
        found = pending.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict):
            pending += [*found.keys(), *found.values()]
        elif isinstance(found, (tuple, list)):
            pending += found
        elif dataclasses.is_dataclass(found):
            pending += [
                getattr(found, field.name)
                for field in dataclasses.fields(found)
                if field.name not in skip
            ]
