"""What can be wrong with settings: warnings, and errors that end the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["ConfigError", "ConfigProblem", "did_you_mean", "sentence", "shown"]

_SHOWN = 60
"""Longest name or word from a file that a message repeats, in characters."""


class ConfigError(RefusedInput):
    """The settings or the credentials ask for something that can't be done."""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Part of the configuration file that was ignored, or should be corrected.

    `message` is one or two sentences, cleaned, and never holds a value from the file. `line` and
    `column` are counted from 1, and known where the file is not TOML.
    """

    message: str
    file: Path | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        where = [] if self.file is None else [clean(str(self.file))]
        if self.line is not None:
            where.append(f"line {self.line}")
        if self.column is not None:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.message}" if where else self.message


def shown(name: object) -> str:
    """Return a name or path from outside, cleaned and short enough for a sentence."""
    return shorten(clean(str(name)), _SHOWN)


def sentence(subject: str, predicate: object) -> str:
    """Join a problem to its subject, and end the sentence if it has no end yet."""
    text = f"{subject} {predicate}"
    return text if text.endswith((".", "?")) else f"{text}."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "…"?` if a known word is close to `word`, else nothing."""
    import difflib

    # The comparison takes time that grows with the square of the length.
    close = difflib.get_close_matches(word[:_SHOWN], list(known), n=1, cutoff=0.6)
    return f' Did you mean "{shown(close[0])}"?' if close else ""
