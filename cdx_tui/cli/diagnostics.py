"""Diagnostics of `doctor`, and their two output formats."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import groupby

__all__ = ["Diagnostic", "State", "as_json", "as_text"]


class State(StrEnum):
    """How good a finding is."""

    GOOD = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One diagnostic.

    Attributes:
        section: What it belongs to, such as `terminal`.
        name: What was checked.
        text: The result, safe to show.
        state: Whether it is fine, a warning or an error.
    """

    section: str
    name: str
    text: str
    state: State = State.GOOD


_MARKS = {State.GOOD: " ", State.NOTE: "!", State.PROBLEM: "x"}


def as_text(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield lines by section; errors are marked with an `x`."""
    known = list(findings)
    width = max((len(finding.name) for finding in known), default=0)
    for section, members in groupby(known, key=lambda finding: finding.section):
        yield section
        for finding in members:
            yield f" {_MARKS[finding.state]} {finding.name.ljust(width)}  {finding.text}"
        yield ""
    problems = sum(finding.state is State.PROBLEM for finding in known)
    notes = sum(finding.state is State.NOTE for finding in known)
    if problems or notes:
        yield f"{problems} problem{'s' * (problems != 1)} (x), {notes} to know of (!)"
    else:
        yield "nothing stands in the way"


def as_json(findings: Iterable[Diagnostic]) -> str:
    """Return one document: `{"ok", "findings": [{"section", "name", "text", "state"}]}`."""
    known = list(findings)
    document = {
        "ok": all(finding.state is not State.PROBLEM for finding in known),
        "findings": [asdict(finding) for finding in known],
    }
    return json.dumps(document)
