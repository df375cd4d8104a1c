"""Compatibility of versions by Schema Registry's words: BACKWARD, FORWARD, FULL and NONE.

BACKWARD: a reader with the newer schema can read what the older one wrote. FORWARD: a reader with
the older schema can read what the newer one writes. FULL is both, NONE neither. TRANSITIVE is the
same for the newest version against every earlier one, not only against the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cdx_tui.schema.compatibility import avro
from cdx_tui.schema.compatibility.avro_types import is_valid
from cdx_tui.schema.compatibility.merging import VersionChange, merge
from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.schema.compatibility.sources import per_document
from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.gc_pause import pause_gc

__all__ = [
    "Compatibility",
    "History",
    "Level",
    "VersionChange",
    "compatibility",
    "history",
    "is_understood",
]


class Level(StrEnum):
    """A compatibility level."""

    FULL = "FULL"
    BACKWARD = "BACKWARD"
    FORWARD = "FORWARD"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Compatibility:
    """Compatibility of an older and a newer version.

    Attributes:
        type: The format of the newer version: `AVRO`, `JSON`, `PROTOBUF`, or `TEXT` if unknown.
        backward: Whether a reader with the newer version can read all data of the older one; None
            if one of the two is not understood.
        forward: The same for a reader with the older version and data of the newer one.
        changes: What differs between the two.
        reason: Why the versions were not compared, in one sentence; empty if they were.
    """

    type: str
    backward: bool | None
    forward: bool | None
    changes: tuple[VersionChange, ...] = ()
    reason: str = ""

    @property
    def full(self) -> bool:
        """Whether the versions are compatible in both directions."""
        return bool(self.backward and self.forward)

    @property
    def level(self) -> Level:
        """The level that holds."""
        return _level(bool(self.backward), bool(self.forward))

    def holds(self, level: Level) -> bool:
        """Return whether the versions meet a level."""
        return _meets(self.level, level)


@dataclass(frozen=True, slots=True)
class History:
    """Compatibility of many versions.

    Attributes:
        steps: Each version against the one before it, oldest first.
        newest: The newest version against every earlier one, oldest first.
    """

    steps: tuple[Compatibility, ...]
    newest: tuple[Compatibility, ...]

    @property
    def backward(self) -> bool:
        """Whether a reader with the newest version can read all data of every earlier one."""
        return all(each.backward for each in self.newest)

    @property
    def forward(self) -> bool:
        """Whether readers with every earlier version can read all data of the newest one."""
        return all(each.forward for each in self.newest)

    @property
    def full(self) -> bool:
        """Whether both hold."""
        return self.backward and self.forward

    @property
    def level(self) -> Level:
        """The level that holds transitively."""
        return _level(self.backward, self.forward)

    def holds(self, level: Level) -> bool:
        """Return whether the versions meet a level transitively."""
        return _meets(self.level, level)


@pause_gc()
def compatibility(
    old: SchemaDocument,
    new: SchemaDocument,
    old_references: Iterable[SchemaDocument] = (),
    new_references: Iterable[SchemaDocument] = (),
) -> Compatibility:
    """Return the compatibility of two versions; large ones may take long: call it in a thread.

    Args:
        old: The older version.
        new: The newer version.
        old_references: The schemas that `old` refers to, and those that they refer to.
        new_references: The same for `new`.
    """
    for which, document in (("older", old), ("newer", new)):
        if not is_understood(document):
            reason = f"The {which} schema is not valid, so the versions can't be compared."
            return Compatibility(new.kind, None, None, reason=reason)
    if old.kind is not new.kind:
        reason = f"The format has changed from {old.kind} to {new.kind}."
        return Compatibility(new.kind, False, False, reason=reason)
    before, after = tuple(old_references), tuple(new_references)
    if old.source == new.source and before == after:
        return Compatibility(new.kind, True, True)
    backward = _differences(old, new, before, after)
    forward = _differences(new, old, after, before)
    return Compatibility(
        new.kind,
        not any(each.breaks for each in backward),
        not any(each.breaks for each in forward),
        merge(backward, forward),
    )


@pause_gc()
def history(
    versions: Sequence[SchemaDocument],
    references: Sequence[Iterable[SchemaDocument]] = (),
) -> History:
    """Return the compatibility of many versions; this may take long: call it in a thread.

    Args:
        versions: The versions, oldest first.
        references: For each version, the schemas that it refers to; empty for none at all.
    """
    known = [tuple(each) for each in references] or [()] * len(versions)
    found: dict[tuple[int, int], Compatibility] = {}

    def pair(old: int, new: int) -> Compatibility:
        if (old, new) not in found:
            sides = (versions[old], versions[new], known[old], known[new])
            found[old, new] = compatibility(*sides)
        return found[old, new]

    last = len(versions) - 1
    return History(
        tuple(pair(number, number + 1) for number in range(last)),
        tuple(pair(number, last) for number in range(last)),
    )


def _level(backward: bool, forward: bool) -> Level:
    if backward and forward:
        return Level.FULL
    return Level.BACKWARD if backward else Level.FORWARD if forward else Level.NONE


def _meets(found: Level, required: Level) -> bool:
    return required is Level.NONE or found in (Level.FULL, required)


@per_document
def is_understood(document: SchemaDocument) -> bool:
    """Return whether a document is a valid schema, at least as far as is compared.

    The outline, which finds all errors, takes ten times longer: it is only asked in doubt.
    """
    if document.kind is SchemaKind.PROTOBUF:
        from cdx_tui.schema.compatibility.protobuf_types import read

        return not any(problem.fatal for problem in read(document).problems)
    if document.kind is SchemaKind.AVRO and is_valid(document):
        return True
    if document.kind is SchemaKind.JSON:
        from cdx_tui.schema.compatibility import json_schema

        if json_schema.is_valid(document):
            return True
    return document.kind is not SchemaKind.TEXT and document.parsed


def _differences(
    old: SchemaDocument,
    new: SchemaDocument,
    old_references: tuple[SchemaDocument, ...],
    new_references: tuple[SchemaDocument, ...],
) -> tuple[Difference, ...]:
    if old.kind is SchemaKind.AVRO:
        return avro.differences(old, new, old_references, new_references)
    # The others are imported late: they are large, and a share often has only one format.
    if old.kind is SchemaKind.PROTOBUF:
        from cdx_tui.schema.compatibility import protobuf

        return protobuf.differences(old, new, old_references, new_references)
    from cdx_tui.schema.compatibility.json_schema import differences

    return differences(old, new, old_references, new_references)
