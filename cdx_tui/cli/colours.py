"""Colour marks and verdicts in text output, if it goes to a terminal that wants colour."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final, TextIO

__all__ = ["NO_ESCAPES", "Colour", "coloured", "print_lines", "wants_colour"]

NO_ESCAPES: Final = frozenset({"", "dumb", "unknown"})
"""Values of TERM that stand for terminals without escape sequences."""


class Colour(IntEnum):
    """A colour, as ECMA-48's SGR numbers it."""

    RED = 31
    GREEN = 32
    YELLOW = 33


_MARK: Final = re.compile(r"^(\s*)([✓✗!+~-]|(?<=^ )x)(?= )")
_COLOURS: Final = {
    **dict.fromkeys("✓+", Colour.GREEN),
    **dict.fromkeys("!~", Colour.YELLOW),
    **dict.fromkeys("✗x-", Colour.RED),
}


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to standard output, with their marks in colour if it is wanted there."""
    if wants_colour(sys.stdout, os.environ):
        lines = (_MARK.sub(_coloured_mark, line) for line in lines)
    print("\n".join(lines))


def coloured(text: str, colour: Colour, stream: TextIO | None) -> str:
    """Return the text in a colour, if the stream wants it."""
    if stream is None or not wants_colour(stream, os.environ):
        return text
    return f"\x1b[{colour.value}m{text}\x1b[0m"


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether to write colours to a stream.

    The environment decides by the conventions NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, CLICOLOR,
    the first of which that is set; else whether the stream is a terminal with colours.
    """
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environ.get("CLICOLOR") == "0" or environ.get("TERM", "") in NO_ESCAPES:
        return False
    return stream.isatty()


def _coloured_mark(match: re.Match[str]) -> str:
    return f"{match[1]}\x1b[{_COLOURS[match[2]].value}m{match[2]}\x1b[0m"
