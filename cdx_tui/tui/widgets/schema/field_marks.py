"""Marks of fields: what differs from the version before, and what looks personal. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cdx_tui.api.models import Schema
from cdx_tui.schema import Outline, OutlineNode
from cdx_tui.schema.compatibility.levels import Compatibility
from cdx_tui.schema.diff import Change, ChangeKind, Comparison, nodes_by_path
from cdx_tui.schema.personal_data import PersonalField, personal_fields
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

__all__ = ["BREAKING", "FieldMarks", "VersionComparison", "mark_fields", "mark_of"]

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
    """

    old: Schema
    new: Schema
    comparison: Comparison
    diff: tuple[str, ...] = ()
    compatibility: Compatibility | None = None

    @property
    def breaks_consumers(self) -> bool:
        """Whether consumers on the older version can't read all data of the newer one."""
        if self.compatibility is not None and self.compatibility.forward is not None:
            return not self.compatibility.forward
        return self.comparison.readable is False

    @property
    def labels(self) -> tuple[str, str]:
        """The two versions for display: `v2` and `v3`."""
        older, newer = (f"v{each.version or '?'}" for each in (self.old, self.new))
        return older, newer


@dataclass(frozen=True, slots=True)
class FieldMarks:
    """Marks of an outline's nodes, by the index of the node.

    Attributes:
        signs: `+`, `~`, `-` or `BREAKING`.
        changes: The changes of the node that has a sign.
        personal: Fields that look personal.
    """

    signs: Mapping[int, str] = field(default_factory=dict)
    changes: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)
    personal: Mapping[int, PersonalField] = field(default_factory=dict)


def mark_of(change: Change) -> str:
    """Return the mark of a change."""
    return BREAKING if change.readable is False else _SIGNS.get(change.kind, "~")


def mark_fields(
    outline: Outline, rows: OutlineRows, comparison: Comparison | None = None
) -> FieldMarks:
    """Return the marks of an outline's nodes.

    Args:
        outline: The outline of the newer version.
        rows: Its rows.
        comparison: The comparison with the version before, if there is one.
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
    return FieldMarks(signs, {i: tuple(every) for i, every in changes.items()}, found)


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
