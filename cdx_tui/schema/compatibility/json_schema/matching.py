"""Pair the branches of two combinations so that as many as possible are compatible."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cdx_tui.schema.trampoline import Steps

__all__ = ["match"]

Edge = Callable[[int, int], Steps[bool]]
"""Steps that tell whether an old and a new branch are compatible."""


def match(
    olds: int, news: int, edge: Edge, likely: Iterable[tuple[int, int]], *, best: bool
) -> Steps[Any]:
    """Return, by steps, a maximum matching of old and new branches as a dict of their indexes.

    It grows along augmenting paths, found breadth first. Branches that a failed search has reached
    are left out of later ones: none of them can be on an augmenting path any more. So every pair
    is looked at once in all failed searches together.

    Args:
        olds: The number of old branches.
        news: The number of new branches.
        edge: Tells whether two branches are compatible.
        likely: Pairs to try first, for a matching that people would expect.
        best: Whether the matching must be a maximum even if it cannot cover the smaller side.
    """
    matching = _Matching(edge)
    for old, new in likely:
        if old not in matching.new_of and new not in matching.old_of and (yield edge(old, new)):
            matching.pair(old, new)
    reachable = list(range(news))
    spare = max(olds - news, 0)
    for old in range(olds):
        if old not in matching.new_of:
            spare -= not (yield matching.augment(old, reachable))
            if spare < 0 and not best:
                break
    return matching.new_of


class _Matching:
    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}

    def pair(self, old: int, new: int) -> None:
        self.new_of[old] = new
        self.old_of[new] = old

    def augment(self, start: int, reachable: list[int]) -> Steps[bool]:
        """Match one more old branch and return True; or remove what was reached."""
        reached_from: dict[int, int] = {}
        queue = [start]
        for old in queue:  # grows during the iteration
            for new in reachable:
                if new in reached_from or not (yield self._edge(old, new)):
                    continue
                reached_from[new] = old
                if new not in self.old_of:
                    self._flip(new, reached_from)
                    return True
                queue.append(self.old_of[new])
        reachable[:] = [new for new in reachable if new not in reached_from]
        return False

    def _flip(self, new: int, reached_from: dict[int, int]) -> None:
        """Pair along the path that ends at `new`, which frees its first old branch's old pair."""
        while True:
            old = reached_from[new]
            before = self.new_of.get(old)
            self.pair(old, new)
            if before is None:
                return
            new = before
