"""Parse a TOML file, and report its problems."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cdx_tui.config.files import read_limited
from cdx_tui.config.problems import ConfigProblem, did_you_mean, shown

__all__ = ["Problems", "read_toml"]

_LARGEST_FILE = 1024 * 1024
_MOST_PROBLEMS = 50
_OTHERS_MAY_READ_OR_WRITE = 0o066
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Problems:
    """List of the problems of a file, at most 50; further ones add a single note."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._found: list[ConfigProblem] = []

    @property
    def found(self) -> tuple[ConfigProblem, ...]:
        """The problems in the order in which they were added."""
        return tuple(self._found)

    def add(
        self,
        message: str,
        line: int | None = None,
        column: int | None = None,
        *,
        fatal: bool = False,
    ) -> None:
        """Add a problem; line and column are 1-based, and `fatal` as in `ConfigProblem`."""
        if len(self._found) == _MOST_PROBLEMS:
            message, line, column = "There are more problems than are listed here.", None, None
        if len(self._found) <= _MOST_PROBLEMS:
            self._found.append(ConfigProblem(message, self.file, line, column, fatal))

    def add_unknown(self, message: str, word: str, known: Iterable[str]) -> None:
        """Add a problem for an unknown word, with the closest `known` word as a suggestion."""
        if len(self._found) <= _MOST_PROBLEMS:  # finding a suggestion is slow
            self.add(message + did_you_mean(word, known))


def read_toml(file: Path, problems: Problems) -> dict[str, Any]:
    """Return the content of a TOML file of up to 1 MiB; empty if it cannot be read.

    Errors are added to `problems`, and so are permissions that let other users read or write the
    file; nothing is raised.
    """
    try:
        content, status = read_limited(file, _LARGEST_FILE)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        problems.add(f"The settings file can't be read: {shown(_reason(error))}.", fatal=True)
        return {}
    if os.name == "posix" and status.st_mode & _OTHERS_MAY_READ_OR_WRITE:
        problems.add(
            "Other users of this machine may read or change the settings file; "
            "make it yours alone with chmod 600."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        problems.add("The settings file is not text in UTF-8.", *_end_of(before), fatal=True)
        return {}
    return _parsed(text, problems)


def _parsed(text: str, problems: Problems) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        position = _POSITION.search(message)
        what = message[: position.start()] if position else message
        if position and position[1]:
            line, column = int(position[1]), int(position[2])
        else:
            line, column = _end_of(text)
        problems.add(
            f"The settings file is not valid TOML: {shown(what)}.", line, column, fatal=True
        )
    except (
        ValueError,
        RecursionError,
    ):  # such as a number of 5,000 digits, or nesting of 1,000 levels
        problems.add(
            "The settings file holds a number too long or tables too deep to be read.", fatal=True
        )
    return {}


def _end_of(text: str) -> tuple[int, int]:
    """Return the 1-based line and column of the end of `text`."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
