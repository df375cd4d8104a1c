"""Marks of fields: what differs from the version before, and what looks personal. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cdx_tui.api.models import Schema
from cdx_tui.schema import Outline, OutlineNode, SchemaKind
from cdx_tui.schema.diff import Change, ChangeKind, Comparison, nodes_by_path
from cdx_tui.schema.personal_data import PersonalField, personal_fields
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

if TYPE_CHECKING:  # deferred: versions are compared once the fields are shown
    from cdx_tui.schema.compatibility.levels import Compatibility, VersionChange

__all__ = [
    "BREAKING",
    "FieldMarks",
    "VersionComparison",
    "lines_of",
    "mark_fields",
    "mark_of",
    "version_label",
]

BREAKING: Final = "✗"
"""Mark of a change after which consumers on the older version cannot read the data."""

_SIGNS: Final = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-"}


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Two versions of a subject, what differs between them, and their unified diff.

    Attributes:
        old: The older version.
        new: The newer version.
        comparison: What differs, field by field.
        diff: The unified diff.
        compatibility: What readers with one make of data of the other; None if it is not known.
        lines: Line of each breaking difference in the newer version, by its path, from 0.
        skipped: Versions between the two that are not valid schemas.
    """

    old: Schema
    new: Schema
    comparison: Comparison
    diff: tuple[str, ...] = ()
    compatibility: Compatibility | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Schema, ...] = ()

    @property
    def breaks_consumers(self) -> bool:
        """Whether consumers on the older version can't read all data of the newer one."""
        if self.compatibility is not None and self.compatibility.forward is not None:
            return not self.compatibility.forward
        return self.comparison.readable is False

    @property
    def labels(self) -> tuple[str, str]:
        """The two versions for display: `v2` and `v3`."""
        return version_label(self.old), version_label(self.new)


def version_label(schema: Schema) -> str:
    """Return a version for display, such as `v2`."""
    return f"v{schema.version or '?'}"


@dataclass(frozen=True, slots=True)
class FieldMarks:
    """Marks of an outline's nodes, by the index of the node.

    Attributes:
        signs: `+`, `~`, `-` or `BREAKING`.
        changes: The changes of the node that has a sign.
        personal: Fields that look personal.
        broken: The differences at the node after which consumers cannot read the data.
    """

    signs: Mapping[int, str] = field(default_factory=dict)
    changes: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)
    personal: Mapping[int, PersonalField] = field(default_factory=dict)
    broken: Mapping[int, tuple[VersionChange, ...]] = field(default_factory=dict)


def mark_of(change: Change) -> str:
    """Return the mark of a change."""
    return BREAKING if change.readable is False else _SIGNS.get(change.kind, "~")


def mark_fields(
    outline: Outline,
    rows: OutlineRows,
    comparison: Comparison | None = None,
    compatibility: Compatibility | None = None,
) -> FieldMarks:
    """Return the marks of an outline's nodes.

    Args:
        outline: The outline of the newer version.
        rows: Its rows.
        comparison: The comparison with the version before, if there is one.
        compatibility: The compatibility with the version before, if it is known.
    """
    personal = {each.path: each for each in personal_fields(outline)}
    found = {}
    if personal:
        for index in range(len(rows.nodes)):
            path = rows.path_of(index)
            if path in personal:
                found[index] = personal[path]
    changes = _changes_by_node(outline, rows, comparison) if comparison else {}
    signs = {index: _sign(every) for index, every in changes.items()}
    explained = {index for index, sign in signs.items() if sign == BREAKING}
    broken = {
        index: tuple(every)
        for index, every in _broken_by_node(outline, rows, comparison, compatibility).items()
        if index not in explained
    }
    signs |= dict.fromkeys(broken, BREAKING)
    every_change = {index: tuple(every) for index, every in changes.items()}
    return FieldMarks(signs, every_change, found, broken)


def lines_of(
    compatibility: Compatibility, comparison: Comparison, outline: Outline
) -> dict[str, int]:
    """Return the line of each breaking difference, by its path.

    It is that of the innermost type or field around it, if the newer version does not have it.

    Args:
        compatibility: The compatibility of two versions.
        comparison: What differs between them.
        outline: The outline of the newer version.
    """
    return {
        change.path: node.line
        for change, node in _located(compatibility, comparison, outline)
        if not (change.backward and change.forward)
    }


def _located(
    compatibility: Compatibility, comparison: Comparison | None, outline: Outline
) -> Iterator[tuple[VersionChange, OutlineNode]]:
    """Yield each difference with its node; a renamed field is found under its new name."""
    from cdx_tui.schema.compatibility.locating import Locator

    changes = comparison.changes if comparison is not None else ()
    renamed = {each.old: each.new for each in changes if each.kind is ChangeKind.RENAMED}
    locator = Locator(SchemaKind(compatibility.type), outline)
    for change in compatibility.changes:
        node, _ = locator.locate(renamed.get(change.path, change.path))
        if node is not None:
            yield change, node


def _broken_by_node(
    outline: Outline,
    rows: OutlineRows,
    comparison: Comparison | None,
    compatibility: Compatibility | None,
) -> dict[int, list[VersionChange]]:
    """Return the differences that break FORWARD by the index of their node."""
    found: dict[int, list[VersionChange]] = {}
    if compatibility is not None:
        for change, node in _located(compatibility, comparison, outline):
            index = rows.index_of(node)
            if not change.forward and index is not None:
                found.setdefault(index, []).append(change)
    return found


def _changes_by_node(
    outline: Outline, rows: OutlineRows, comparison: Comparison
) -> dict[int, list[Change]]:
    """Return the changes by the index of their node; a removed field counts for its type."""
    nodes: Mapping[str, OutlineNode] = nodes_by_path(outline)
    found: dict[int, list[Change]] = {}
    for change in comparison.changes:
        path = change.new if change.kind is ChangeKind.RENAMED else change.path
        if change.kind is ChangeKind.REMOVED:
            path = path.rpartition(".")[0]
        node = nodes.get(path)
        index = rows.index_of(node) if node is not None else None
        if index is not None:
            found.setdefault(index, []).append(change)
    return found


def _sign(changes: list[Change]) -> str:
    # A removed field has no row: it changes the type that held it.
    signs = {mark_of(change).replace("-", "~") for change in changes}
    if BREAKING in signs:
        return BREAKING
    return signs.pop() if len(signs) == 1 else "~"
