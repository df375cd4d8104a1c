"""Compare two versions of a schema, and check whether older readers can read newer data."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import starmap
from typing import Final

from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.outline import STORED_AS, NodeKind, Outline, OutlineNode
from cdx_tui.schema.outline_text import annotation_text

__all__ = ["Change", "ChangeKind", "Comparison", "compare", "nodes_by_path", "unified"]

_NAMED: Final = frozenset(
    {NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED, NodeKind.MESSAGE, NodeKind.DEFINITION}
)
_COMPARED: Final = (NodeKind.FIELD, NodeKind.ONEOF, NodeKind.METHOD, *_NAMED)
_MAX_DIFF_LINES: Final = 20_000
"""Maximum number of lines of both texts; `difflib` takes quadratic time."""


class ChangeKind(StrEnum):
    """Kind of a change; the value is its display name."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    TYPE = "type"
    NULLABLE = "nullable"
    REQUIRED = "required"
    DEFAULT = "default"
    SYMBOLS = "symbols"
    NUMBER = "number"
    CONSTRAINTS = "constraints"
    ALIASES = "aliases"
    MEANING = "meaning"
    TAGS = "tags"
    ANNOTATIONS = "annotations"
    DOC = "doc"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field or type.

    Attributes:
        kind: The aspect that has changed.
        path: Full name of the type and name of the field: `com.example.Order.total`.
        old: The old value, as displayed; empty if the node was added.
        new: The new value, as displayed; empty if the node was removed.
        readable: Whether a reader with the older schema can still read the data; None if no rule
            is known for the format.
        rule: The rule behind `readable`.
        line: Line in the newer text (in the older text for removed nodes), from 0.
    """

    kind: ChangeKind
    path: str
    old: str = ""
    new: str = ""
    readable: bool | None = None
    rule: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Result of a comparison.

    Attributes:
        changes: All changes, in the order of the newer text, removals last.
        readable: Whether a reader with the older schema can read all data written with the newer
            one; None if unknown.
    """

    changes: tuple[Change, ...]
    readable: bool | None = None


def compare(old: SchemaDocument, new: SchemaDocument) -> Comparison:
    """Compare two versions field by field.

    This builds both outlines, which may take long: call it in a thread.
    """
    before, after = nodes_by_path(old.outline()), nodes_by_path(new.outline())
    changes = list(_changes(before, after))
    if old.kind is new.kind is SchemaKind.AVRO and old.parsed and new.parsed:
        return _check_avro_readability(changes, old, new)
    return Comparison(tuple(changes))


def unified(old: SchemaDocument, new: SchemaDocument, names: tuple[str, str]) -> list[str]:
    """Return the lines of a unified diff (`diff -u`) of the two texts, cleaned.

    Texts of more than 20,000 lines together are not compared; the result is then one line that
    says so.

    Args:
        old: The older version.
        new: The newer version.
        names: Labels of the older and the newer text in the diff's header.
    """
    for document in (old, new):
        for _ in document.fill():
            pass
    if len(old.lines) + len(new.lines) > _MAX_DIFF_LINES:
        return [f"Texts with more than {_MAX_DIFF_LINES:,} lines are not compared line by line."]
    before, after = (
        [lines[index] for index in range(len(lines))] for lines in (old.lines, new.lines)
    )
    return list(difflib.unified_diff(before, after, *names, lineterm=""))


def nodes_by_path(outline: Outline) -> dict[str, OutlineNode]:
    """Return the types and fields of an outline by path, in document order.

    A path is that of a `Change`: the full name of the innermost named type, followed by the names
    of the fields below it. Of equal paths only the first is returned.
    """
    found: dict[str, OutlineNode] = {}
    pending = [(node, "") for node in reversed(outline.roots)]
    while pending:
        node, path = pending.pop()
        if node.kind in _NAMED and node.name:
            path = node.name
        elif node.kind in _COMPARED and node.name:
            path = f"{path}.{node.name}" if path else node.name
        if node.kind in _COMPARED and node.name:
            found.setdefault(path, node)
        pending += [(child, path) for child in reversed(node.children)]
    return found


def _changes(before: dict[str, OutlineNode], after: dict[str, OutlineNode]) -> Iterator[Change]:
    moved = _moved(before, after)
    renamed = _renamed(before, after)
    for path, node in after.items():
        old_path = renamed.get(path, path)
        old = before.get(old_path)
        if old_path != path:
            yield Change(ChangeKind.RENAMED, old_path, old_path, path, line=node.line)
        if old is None:
            yield Change(ChangeKind.ADDED, path, new=_format_node(node), line=node.line)
            continue
        for kind, value_of in _ASPECTS:
            was, now = value_of(old), value_of(node)
            if kind is ChangeKind.TYPE:
                was, now = _without_common_storage(was, now)
            if was != now:
                yield Change(kind, path, was, now, line=node.line)
        if path in moved:
            yield Change(ChangeKind.MOVED, path, line=node.line)
    kept = after.keys() | renamed.values()
    for path, node in before.items():
        if path not in kept:
            yield Change(ChangeKind.REMOVED, path, old=_format_node(node), line=node.line)


def _renamed(before: dict[str, OutlineNode], after: dict[str, OutlineNode]) -> dict[str, str]:
    """Map new paths to old paths for renamed nodes that keep their old name as an alias."""
    found = {}
    for path, node in after.items():
        if path not in before:
            space = path.rpartition(".")[0]
            names = (alias if "." in alias else f"{space}.{alias}" for alias in node.aliases)
            old_path = next((n for n in names if n in before and n not in after), None)
            if old_path is not None:
                found[path] = old_path
    return found


def _moved(before: dict[str, OutlineNode], after: dict[str, OutlineNode]) -> set[str]:
    """Return the paths that moved: the fewest without which the others have kept their order."""
    places = {path: place for place, path in enumerate(path for path in before if path in after)}
    now = [path for path in after if path in places]
    # The longest increasing subsequence: of each length, the one with the least end.
    ends: list[int] = []
    last: list[str] = []
    previous: dict[str, str | None] = {}
    for path in now:
        length = bisect_left(ends, places[path])
        ends[length : length + 1] = [places[path]]
        last[length : length + 1] = [path]
        previous[path] = last[length - 1] if length else None
    kept = set()
    end = last[-1] if last else None
    while end is not None:
        kept.add(end)
        end = previous[end]
    return {path for path in now if path not in kept}


def _format_node(node: OutlineNode) -> str:
    default = f" = {node.default}" if node.default is not None else ""
    number = f" = {node.number}" if node.number is not None else ""
    return f"{node.type}{default}{number}".strip()


def _required(node: OutlineNode) -> str:
    return {True: "required", False: "optional", None: ""}[node.required]


def _type(node: OutlineNode) -> str:
    """Return the type, and for a logical type what it is stored as."""
    return ", ".join((node.type, *(each for each in node.constraints if _is_storage(each))))


def _without_common_storage(old: str, new: str) -> tuple[str, str]:
    was, now = old.partition(f", {STORED_AS}"), new.partition(f", {STORED_AS}")
    return (was[0], now[0]) if was[2] == now[2] else (old, new)


def _constraints(node: OutlineNode) -> str:
    """Return the constraints, and the logical type if it is not the type's name."""
    shown = node.type.startswith(node.logical)
    constraints = (each for each in node.constraints if not _is_storage(each))
    return ", ".join((*(() if shown else (node.logical,)), *constraints))


def _is_storage(constraint: str) -> bool:
    return constraint.startswith(STORED_AS)


_ASPECTS: Final[tuple[tuple[ChangeKind, Callable[[OutlineNode], str]], ...]] = (
    (ChangeKind.TYPE, _type),
    (ChangeKind.NULLABLE, lambda node: "nullable" if node.nullable else "not nullable"),
    (ChangeKind.REQUIRED, _required),
    (ChangeKind.DEFAULT, lambda node: "none" if node.default is None else node.default),
    (ChangeKind.SYMBOLS, lambda node: ", ".join(node.symbols)),
    (ChangeKind.NUMBER, lambda node: "" if node.number is None else str(node.number)),
    (ChangeKind.CONSTRAINTS, _constraints),
    (ChangeKind.ALIASES, lambda node: ", ".join(node.aliases)),
    (ChangeKind.MEANING, lambda node: node.semantic),
    (ChangeKind.TAGS, lambda node: ", ".join(node.tags)),
    (ChangeKind.ANNOTATIONS, lambda node: ", ".join(starmap(annotation_text, node.annotations))),
    (ChangeKind.DOC, lambda node: node.doc),
)

_HARMLESS_REASONS: Final = {
    ChangeKind.ADDED: "Readers ignore fields they don't know.",
    ChangeKind.REMOVED: "The older schema has a default for it, or does not use it.",
    ChangeKind.RENAMED: "The older schema has a default for the old name.",
    ChangeKind.TYPE: "The type is promoted, or a branch of the union accepts it.",
    ChangeKind.NULLABLE: "The older schema accepts all values of the newer one.",
    ChangeKind.REQUIRED: "Avro has no optional fields.",
    ChangeKind.DEFAULT: "Defaults are taken from the older schema.",
    ChangeKind.SYMBOLS: "Unknown symbols are read as the default of the older enum.",
    ChangeKind.NUMBER: "Avro matches fields by name.",
    ChangeKind.CONSTRAINTS: "The underlying types are compatible; the older schema's applies.",
    ChangeKind.ALIASES: "Aliases are taken from the older schema.",
    ChangeKind.MEANING: "The stored type is the same; what its values mean is not.",
    ChangeKind.TAGS: "Tags do not affect reading.",
    ChangeKind.ANNOTATIONS: "Annotations do not affect reading.",
    ChangeKind.DOC: "Documentation does not affect reading.",
    ChangeKind.MOVED: "Fields are matched by name, not by position.",
}
_LOGICAL: Final = "Logical types are ignored, and the underlying types are compatible."
_DECISIVE: Final = (
    ChangeKind.REMOVED,
    ChangeKind.RENAMED,
    ChangeKind.TYPE,
    ChangeKind.NULLABLE,
    ChangeKind.SYMBOLS,
    ChangeKind.CONSTRAINTS,
)


def _check_avro_readability(
    changes: list[Change], old: SchemaDocument, new: SchemaDocument
) -> Comparison:
    """Mark each change as readable or not with the older schema, by Avro's resolution rules."""
    # Late: the views need the kinds of changes before any versions are compared.
    from cdx_tui.schema.compatibility.avro import differences
    from cdx_tui.schema.compatibility.wording import name_sides

    every = differences(new, old)
    found = [each for each in every if each.breaks]
    logical = {each.path for each in every if each.kind == "LOGICAL_TYPE_CHANGED"}
    rules = {each.path: name_sides(each.rule, newer_reads=False) for each in found}
    checked = []
    for change in changes:
        rule = rules.get(change.path) if change.kind in _DECISIVE else None
        is_logical = change.kind is ChangeKind.TYPE and change.path in logical
        explanation = rule or (_LOGICAL if is_logical else _HARMLESS_REASONS[change.kind])
        checked.append(replace(change, readable=rule is None, rule=explanation))
    return Comparison(tuple(checked), not found)
