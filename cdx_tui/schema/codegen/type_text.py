"""Parse the text of a type, as outlines have it: `map<string, array<Order | null>>`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["CUT", "UNION", "Term", "parse_type"]

UNION: Final = "|"
"""Name of a term whose arguments are the branches of a union."""

CUT: Final = "…"
"""Name of a term whose text was truncated, or is nested too deeply."""

_MAX_LEVELS: Final = 30
_CONTAINERS: Final = ("array", "map", "tuple")


class Term(NamedTuple):
    """A word such as `string`, or `array`, `map`, `tuple` or `UNION` with arguments."""

    name: str
    arguments: tuple[Term, ...] = ()


def parse_type(text: str, level: int = 0) -> Term:
    """Parse the text of a type; what is nested deeper than 30 levels is `CUT`."""
    if level > _MAX_LEVELS:
        return Term(CUT)
    if text.startswith("const "):
        return Term(text)
    branches = list(_split(text, " | "))
    if len(branches) > 1:
        return Term(UNION, tuple(parse_type(branch, level + 1) for branch in branches))
    word, bracket, rest = text.partition("<")
    if not bracket or word not in _CONTAINERS:
        return Term(CUT if CUT in text else text)
    if not rest.endswith(">"):
        return Term(word, (Term(CUT),))
    arguments = _split(rest[:-1], ", ")
    return Term(word, tuple(parse_type(argument, level + 1) for argument in arguments))


def _split(text: str, separator: str) -> Iterator[str]:
    """Yield the parts of a text between the separators outside of angle brackets."""
    depth = start = 0
    for index, character in enumerate(text):
        depth += (character == "<") - (character == ">")
        if depth == 0 and index >= start and text.startswith(separator, index):
            yield text[start:index]
            start = index + len(separator)
    yield text[start:]
