"""Merge what readers of the newer and of the older schema make of the same changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cdx_tui.schema.compatibility.avro import ASPECTS
from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.schema.compatibility.wording import name_sides

__all__ = ["VersionChange", "merge"]


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A change from an older to a newer version, with the verdict in both directions.

    Attributes:
        kind: As in `Difference`.
        path: As in `Difference`.
        old: The old value, as displayed; empty if something was added.
        new: The new value, as displayed; empty if something was removed.
        backward: Whether a reader with the newer version can read older data in spite of it.
        forward: Whether a reader with the older version can read newer data in spite of it.
        rule: The rule, in one sentence; the rules of both directions if both are broken.
    """

    kind: str
    path: str
    old: str
    new: str
    backward: bool
    forward: bool
    rule: str

    @property
    def broken_levels(self) -> str:
        """The levels that it breaks, such as `FORWARD and BACKWARD`."""
        levels = (("FORWARD", self.forward), ("BACKWARD", self.backward))
        return " and ".join(name for name, holds in levels if not holds)


def merge(
    backward: Sequence[Difference], forward: Sequence[Difference]
) -> tuple[VersionChange, ...]:
    """Merge the differences of both directions into one list of changes.

    What an older reader finds removed, a newer one finds added: two differences at one path are
    the same change if they are about the same aspect. A change is described as `backward` has it.

    Args:
        backward: What a reader with the newer schema makes of older data.
        forward: What a reader with the older schema makes of newer data.
    """
    partners = _pair(backward, forward)
    changes = [_change(each, partners.get(id(each))) for each in backward]
    taken = {id(each) for each in partners.values()}
    alone = (each for each in forward if each.breaks and id(each) not in taken)
    changes += [
        VersionChange(
            *(each.kind, each.path, each.new, each.old),
            backward=True,
            forward=False,
            rule=name_sides(each.rule, newer_reads=False),
        )
        for each in alone
    ]
    return tuple(changes)


def _pair(backward: Sequence[Difference], forward: Sequence[Difference]) -> dict[int, Difference]:
    """Map the `id` of a difference to the same change in the other direction.

    The second round takes what is left at a path: few changes have different aspects in both.
    """
    partners: dict[int, Difference] = {}
    rest = list(forward)
    for aspect in (_aspect, lambda kind: ""):
        waiting: defaultdict[tuple[str, str], list[Difference]] = defaultdict(list)
        for each in reversed(rest):
            waiting[each.path, aspect(each.kind)].append(each)
        for each in backward:
            found = waiting.get((each.path, aspect(each.kind)))
            if found and id(each) not in partners:
                partners[id(each)] = found.pop()
        taken = {id(each) for each in partners.values()}
        rest = [each for each in forward if each.breaks and id(each) not in taken]
    return partners


def _change(backward: Difference, forward: Difference | None) -> VersionChange:
    breaks_forward = forward is not None and forward.breaks
    rules = []
    if backward.breaks or not breaks_forward:
        rules.append(name_sides(backward.rule, newer_reads=True))
    if forward is not None and breaks_forward:
        rules.append(name_sides(forward.rule, newer_reads=False))
    return VersionChange(
        backward.kind,
        backward.path,
        backward.old,
        backward.new,
        not backward.breaks,
        not breaks_forward,
        " ".join(dict.fromkeys(rules)),
    )


_DIRECTIONS: Final = re.compile(
    r"ADDED|REMOVED|EXTENDED|NARROWED|INCREASED|DECREASED|CHANGED|_TO_|_FROM_"
)


def _aspect(kind: str) -> str:
    """Return what a kind of difference is about, the same for both directions."""
    return ASPECTS.get(kind) or _DIRECTIONS.sub("*", kind)
