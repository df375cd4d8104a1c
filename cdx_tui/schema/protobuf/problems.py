"""Collect the problems of a source in any order, and report them by position."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from cdx_tui.schema.outline import SchemaProblem
from cdx_tui.text import clean

__all__ = ["MAX_REPORTED", "Problems"]

MAX_REPORTED = 50
"""Maximum number of errors, and of warnings, that are listed; further ones are counted."""


class Problems:
    """Collects problems by their offset in the source; messages are cleaned here."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._line_starts: array[int] | None = None
        self._reported: dict[bool, list[tuple[int, str]]] = {True: [], False: []}
        self._unreported = {True: 0, False: 0}

    def add(self, message: str, at: int | None, *, fatal: bool = True) -> None:
        """Add a problem at character offset `at`, or one of the whole document if it is None."""
        reported = self._reported[fatal]
        if len(reported) < MAX_REPORTED:
            reported.append((-1 if at is None else at, message))
        else:
            self._unreported[fatal] += 1

    @property
    def fatal(self) -> bool:
        """Whether there is an error, which makes the document invalid."""
        return bool(self._reported[True])

    @property
    def count(self) -> int:
        """Number of errors, including those that are not listed."""
        return len(self._reported[True]) + self._unreported[True]

    def line(self, at: int) -> int:
        """Return the line, counted from 0, of character offset `at`."""
        if self._line_starts is None:
            ends = (match.end() for match in re.finditer("\n", self._source))
            self._line_starts = array("Q", ends)
        return bisect_right(self._line_starts, at)

    def column(self, at: int) -> int:
        """Return the column, counted from 0 in characters, of character offset `at`."""
        return at - (self._source.rfind("\n", 0, at) + 1)

    def reported(self) -> tuple[SchemaProblem, ...]:
        """Return the listed problems by position, then the counts of those not listed."""
        found = [
            (at, message, fatal) for fatal in (True, False) for at, message in self._reported[fatal]
        ]
        found.sort(key=lambda problem: problem[0])
        reported = [self._problem(at, message, fatal=fatal) for at, message, fatal in found]
        for fatal, what in ((True, "problem"), (False, "remark")):
            count = self._unreported[fatal]
            if count:
                more = f"{count:,} more {what}{'s' if count > 1 else ''}"
                reported.append(SchemaProblem(more, fatal=fatal))
        return tuple(reported)

    def _problem(self, at: int, message: str, *, fatal: bool) -> SchemaProblem:
        if at < 0:
            return SchemaProblem(clean(message), fatal=fatal)
        return SchemaProblem(clean(message), self.line(at) + 1, self.column(at) + 1, fatal)
