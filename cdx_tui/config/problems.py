"""Warnings about the settings, errors that end the program, and helpers for their messages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["ConfigError", "ConfigProblem", "did_you_mean", "nearest", "sentence", "shown"]

_SHOWN = 60
"""Characters; names and words from a file are truncated to this length in messages."""

_SHORTEST_START = 3
"""Characters; shorter words are not taken for the start of another."""


class ConfigError(RefusedInput):
    """The settings or the credentials are invalid.

    Attributes:
        is_option: Whether an option of the command line is, whose usage helps.
    """

    def __init__(
        self,
        title: str,
        cause: str,
        next_step: str,
        *,
        details: tuple[str, ...] = (),
        is_option: bool = False,
    ) -> None:
        super().__init__(title, cause, next_step, details=details)
        self.is_option = is_option


class ConfigProblem(NamedTuple):
    """Part of the configuration file that was ignored, or should be corrected.

    `message` is one or two sentences, cleaned, and never includes a value from the file. `line`
    and `column` are 1-based, and set if the file is not valid TOML. `fatal` says that the whole
    file was ignored.
    """

    message: str
    file: Path | None = None
    line: int | None = None
    column: int | None = None
    fatal: bool = False

    def __str__(self) -> str:
        where = [] if self.file is None else [clean(str(self.file))]
        if self.line is not None:
            where.append(f"line {self.line}")
        if self.column is not None:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.message}" if where else self.message


def shown(name: object) -> str:
    """Return an untrusted name or path, cleaned and truncated for a message."""
    return shorten(clean(str(name)), _SHOWN)


def sentence(subject: str, predicate: object) -> str:
    """Join the subject and predicate of a message, and add a full stop if needed."""
    text = f"{subject} {predicate}"
    return text if text.endswith((".", "?")) else f"{text}."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "…"?` if a known word is similar to `word`, else an empty string."""
    found = nearest(word, known)
    return "" if found is None else f' Did you mean "{shown(found)}"?'


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most similar to `word`; None if none is.

    The case of letters does not matter. A word cut short counts as similar if it is not ambiguous.
    """
    import difflib

    by_folded: dict[str, str] = {}
    for name in known:
        by_folded.setdefault(name.rpartition("-")[2].casefold(), name)  # cdx-dark is called dark
        by_folded[name.casefold()] = name
    # Truncated, since the comparison takes quadratic time in the length.
    folded = word.casefold()[:_SHOWN]
    close = [name for name in by_folded if name.startswith(folded)]
    if len(close) != 1 or len(folded) < _SHORTEST_START:
        close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None
