"""Parse a TOML file, and report its problems."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from cdx_tui.config.files import read_limited
from cdx_tui.config.problems import ConfigProblem, did_you_mean, shown

__all__ = ["Access", "Problems", "read_toml"]

_LARGEST_FILE = 1024 * 1024
_MOST_PROBLEMS = 50
_READABLE_BY_OTHERS = 0o044
_WRITABLE_BY_OTHERS = 0o022
_POSITION = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"


class Access(NamedTuple):
    """What other users of the machine, the file's group among them, may do with a file."""

    is_readable: bool = False
    is_writable: bool = False


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
    ) -> ConfigProblem:
        """Add and return a problem; its attributes are as in `ConfigProblem`."""
        problem = ConfigProblem(message, self.file, line, column, fatal)
        if len(self._found) == _MOST_PROBLEMS:
            note = f"Only the first {_MOST_PROBLEMS} problems are listed."
            self._found.append(ConfigProblem(note, self.file))
        elif len(self._found) < _MOST_PROBLEMS:
            self._found.append(problem)
        return problem

    @property
    def complete(self) -> bool:
        """Whether all problems so far are listed."""
        return len(self._found) <= _MOST_PROBLEMS

    def add_unknown(self, message: str, word: str, known: Iterable[str]) -> ConfigProblem:
        """Add and return a problem of an unknown word, with the closest `known` one suggested."""
        if self.complete:  # finding a suggestion is slow
            message += did_you_mean(word, known)
        return self.add(message)


def read_toml(file: Path, problems: Problems) -> tuple[dict[str, Any], Access]:
    """Return the content of a TOML file of up to 1 MiB, and who may access it.

    The content is empty if the file cannot be read. Errors are added to `problems`; nothing is
    raised.
    """
    try:
        content, status = read_limited(file, _LARGEST_FILE)
    except FileNotFoundError:
        return {}, Access()
    except (OSError, ValueError) as error:
        message = f"The configuration file can't be read: {shown(_reason(error))}."
        # Where no folder can be, there is no file that may name a proxy.
        problems.add(message, fatal=not isinstance(error, NotADirectoryError))
        return {}, Access()
    return _parsed(content, problems), _access(status)


def _access(status: os.stat_result) -> Access:
    if os.name != "posix":
        return Access()
    mode = status.st_mode
    return Access(bool(mode & _READABLE_BY_OTHERS), bool(mode & _WRITABLE_BY_OTHERS))


def _parsed(content: bytes, problems: Problems) -> dict[str, Any]:
    import tomllib

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        problems.add("The configuration file is not valid UTF-8.", *_end_of(before), fatal=True)
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        position = re.search(_POSITION, message)
        what = message[: position.start()] if position else message
        if position and position[1]:
            line, column = int(position[1]), int(position[2])
        else:
            line, column = _end_of(text)
        message = f"The configuration file is not valid TOML: {shown(what)}."
        problems.add(message, line, column, fatal=True)
    except (ValueError, RecursionError):  # a number of 5,000 digits, or 1,000 levels of nesting
        problems.add(
            "The configuration file contains too long a number or too deep tables.", fatal=True
        )
    return {}


def _end_of(text: str) -> tuple[int, int]:
    """Return the 1-based line and column of the end of `text`."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
