"""The table of `python -m tests.bench`: figures of a bare Textual app, of cdx-tui and of peers."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

__all__ = ["Table"]


class Table:
    """Prints one row a figure, as Markdown.

    Args:
        peers: Figures of other programs, by the program and the name of the row.
    """

    def __init__(self, peers: Mapping[str, Mapping[str, float]] | None = None) -> None:
        self._peers = peers or {}
        titles = ("", "bare app", "cdx-tui", "ratio", *self._peers)
        print(f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}")

    def row(self, name: str, ours: float) -> None:
        """Print a figure that a bare app does not have."""
        self._print(name, "", f"{ours:,.0f}", "")

    def compare(self, name: str, theirs: Sequence[float], ours: Sequence[float]) -> None:
        """Print the medians of two programs measured in turn, and the median of the ratios."""
        ratio = statistics.median(b / a for a, b in zip(theirs, ours, strict=True))
        medians = (f"{statistics.median(each):,.0f}" for each in (theirs, ours))
        self._print(name, *medians, f"{ratio:.2f}")

    def _print(self, name: str, *cells: str) -> None:
        found = (peer.get(name) for peer in self._peers.values())
        peers = ("" if each is None else f"{each:,.0f}" for each in found)
        print(f"| {' | '.join((name, *cells, *peers))} |", flush=True)
