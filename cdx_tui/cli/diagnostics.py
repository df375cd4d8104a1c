"""Diagnostics of `cdx-tui doctor`, and their output as text and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import groupby

from cdx_tui.cli.json_output import json_text
from cdx_tui.text import counted

__all__ = ["Diagnostic", "State", "as_json", "as_text"]


class State(StrEnum):
    """Severity of a diagnostic."""

    GOOD = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Result of one check.

    Attributes:
        section: The group of checks, such as `terminal`.
        name: The name of the check.
        text: The result, safe to show.
        state: Whether the result is good, a warning or an error.
    """

    section: str
    name: str
    text: str
    state: State = State.GOOD


_MARKS = {State.GOOD: " ", State.NOTE: "!", State.PROBLEM: "x"}


def as_text(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield lines by section, with warnings marked by `!` and errors by `x`; then a summary."""
    listed = list(diagnostics)
    width = max((len(diagnostic.name) for diagnostic in listed), default=0)
    for section, members in groupby(listed, key=lambda diagnostic: diagnostic.section):
        yield section
        for diagnostic in members:
            yield f" {_MARKS[diagnostic.state]} {diagnostic.name.ljust(width)}  {diagnostic.text}"
        yield ""
    problems = sum(diagnostic.state is State.PROBLEM for diagnostic in listed)
    notes = sum(diagnostic.state is State.NOTE for diagnostic in listed)
    if problems or notes:
        yield f"{counted(problems, 'error')}, {counted(notes, 'warning')}"
    else:
        yield "No problems found"


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a JSON document, as `cdx-tui output-schema doctor` describes it."""
    listed = list(diagnostics)
    document = {
        "ok": all(diagnostic.state is not State.PROBLEM for diagnostic in listed),
        "findings": [asdict(diagnostic) for diagnostic in listed],
    }
    return json_text(document)
