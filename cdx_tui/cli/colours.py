"""Colour the marks in text output, if it goes to a terminal that wants colour."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Final, TextIO

__all__ = ["print_lines", "wants_colour"]

_MARK: Final = re.compile(r"^(\s*)([✓✗!+~-]|(?<=^ )x)(?= )")
_COLOURS: Final = {"✓": 32, "+": 32, "!": 33, "~": 33, "✗": 31, "x": 31, "-": 31}
"""Green, yellow and red of ECMA-48's SGR, by mark."""


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to standard output, with their marks in colour if it is wanted there."""
    if wants_colour(sys.stdout, os.environ):
        lines = (_MARK.sub(_coloured, line) for line in lines)
    print("\n".join(lines))


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether to write colours to a stream.

    The environment decides by the conventions NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, CLICOLOR,
    the first of which that is set; else whether the stream is a terminal with colours.
    """
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environ.get("CLICOLOR") == "0" or environ.get("TERM", "") in ("", "dumb"):
        return False
    return stream.isatty()


def _coloured(match: re.Match[str]) -> str:
    return f"{match[1]}\x1b[{_COLOURS[match[2]]}m{match[2]}\x1b[0m"
