"""What has changed between two versions of a schema, and whether an older reader minds."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cdx_tui.schema.compatibility.avro import incompatibilities
from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode

__all__ = ["Change", "ChangeKind", "Comparison", "compare", "unified"]

_NAMED: Final = frozenset(
    {NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED, NodeKind.MESSAGE, NodeKind.DEFINITION}
)
_COMPARED: Final = (NodeKind.FIELD, NodeKind.ONEOF, NodeKind.METHOD, *_NAMED)
_LONGEST_DIFF: Final = 20_000
"""Lines of both texts; the standard library's comparison takes quadratic time."""


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
    DOC = "doc"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field or type.

    Attributes:
        kind: What has changed.
        path: Type and field: `com.example.Order.total`.
        old: How it was, as people write it; empty if it was added.
        new: How it is now; empty if it was removed.
        readable: Whether a reader with the older schema can still read; None if no rule says.
        rule: The rule that says so.
        line: The line of the newer text (of the older one for what was removed), from 0.
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
    """All changes, in the order of the newer text, removed ones last.

    `readable` says whether a reader with the older schema can read all that the newer one writes;
    None if that is not known. `reasons` are the rules that forbid it, beyond single changes.
    """

    changes: tuple[Change, ...]
    readable: bool | None = None
    reasons: tuple[str, ...] = ()


def compare(old: SchemaDocument, new: SchemaDocument) -> Comparison:
    """Compare two versions field by field. It reads both outlines: call it in a thread."""
    before, after = _entries(old.outline()), _entries(new.outline())
    changes = [*_changes(before, after), *_removed(before, after)]
    if old.kind is new.kind is SchemaKind.AVRO and old.parsed and new.parsed:
        return _judged_as_avro(changes, old, new)
    return Comparison(tuple(changes))


def unified(old: SchemaDocument, new: SchemaDocument, names: tuple[str, str]) -> list[str]:
    """Return the differences of the two texts as `diff -u` shows them, cleaned.

    Very long texts are not compared; one line says so.
    """
    for document in (old, new):
        for _ in document.fill():
            pass
    if len(old.lines) + len(new.lines) > _LONGEST_DIFF:
        return [f"The texts have more than {_LONGEST_DIFF:,} lines and are not compared as text."]
    before, after = (
        [lines[index] for index in range(len(lines))] for lines in (old.lines, new.lines)
    )
    return list(difflib.unified_diff(before, after, *names, lineterm=""))


def _entries(outline: Outline) -> dict[str, OutlineNode]:
    """Return types and fields by their paths, in document order."""
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
        was_at = renamed.get(path, path)
        old = before.get(was_at)
        if was_at != path:
            yield Change(ChangeKind.RENAMED, was_at, was_at, path, line=node.line)
        if old is None:
            yield Change(ChangeKind.ADDED, path, new=_written(node), line=node.line)
            continue
        for kind, take in _ASPECTS:
            was, now = take(old), take(node)
            if was != now:
                yield Change(kind, path, was, now, line=node.line)
        if path in moved:
            yield Change(ChangeKind.MOVED, path, line=node.line)


def _removed(before: dict[str, OutlineNode], after: dict[str, OutlineNode]) -> Iterator[Change]:
    renamed = set(_renamed(before, after).values())
    for path, node in before.items():
        if path not in after and path not in renamed:
            yield Change(ChangeKind.REMOVED, path, old=_written(node), line=node.line)


def _renamed(before: dict[str, OutlineNode], after: dict[str, OutlineNode]) -> dict[str, str]:
    """Return the older paths of what was renamed and keeps its old name as an alias."""
    found = {}
    for path, node in after.items():
        if path not in before:
            space = path.rpartition(".")[0]
            names = (alias if "." in alias else f"{space}.{alias}" for alias in node.aliases)
            was_at = next((n for n in names if n in before and n not in after), None)
            if was_at is not None:
                found[path] = was_at
    return found


def _moved(before: dict[str, OutlineNode], after: dict[str, OutlineNode]) -> set[str]:
    """Return the paths whose order among the unchanged ones is different."""
    was = [path for path in before if path in after]
    now = [path for path in after if path in before]
    if was == now or len(now) > _LONGEST_DIFF:
        return set()
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    kept = {now[b + n] for _, b, size in matcher.get_matching_blocks() for n in range(size)}
    return {path for path in now if path not in kept}


def _written(node: OutlineNode) -> str:
    default = f" = {node.default}" if node.default is not None else ""
    number = f" = {node.number}" if node.number is not None else ""
    return f"{node.type}{default}{number}".strip()


def _required(node: OutlineNode) -> str:
    return {True: "required", False: "optional", None: ""}[node.required]


_ASPECTS: Final[tuple[tuple[ChangeKind, Callable[[OutlineNode], str]], ...]] = (
    (ChangeKind.TYPE, lambda node: node.type),
    (ChangeKind.NULLABLE, lambda node: "nullable" if node.nullable else "not nullable"),
    (ChangeKind.REQUIRED, _required),
    (ChangeKind.DEFAULT, lambda node: "none" if node.default is None else node.default),
    (ChangeKind.SYMBOLS, lambda node: ", ".join(node.symbols)),
    (ChangeKind.NUMBER, lambda node: "" if node.number is None else str(node.number)),
    (ChangeKind.CONSTRAINTS, lambda node: ", ".join((node.logical, *node.constraints)).strip(", ")),
    (ChangeKind.ALIASES, lambda node: ", ".join(node.aliases)),
    (ChangeKind.DOC, lambda node: node.doc),
)

_HARMLESS: Final = {
    ChangeKind.ADDED: "a reader skips what its own schema does not have",
    ChangeKind.REMOVED: "the older schema has a default for it, or did not use it",
    ChangeKind.RENAMED: "the older schema has a default for it under its older name",
    ChangeKind.TYPE: "the types resolve: by promotion, or by a branch of a union",
    ChangeKind.NULLABLE: "every value that can be written now could be read before",
    ChangeKind.REQUIRED: "Avro knows no optional fields",
    ChangeKind.DEFAULT: "only the reader's own default counts",
    ChangeKind.SYMBOLS: "symbols that the older enum does not know turn into its default",
    ChangeKind.NUMBER: "Avro matches fields by name",
    ChangeKind.CONSTRAINTS: "the underlying type resolves; it is read as the older schema has it",
    ChangeKind.ALIASES: "only the reader's own aliases count",
    ChangeKind.DOC: "docs play no part in resolution",
    ChangeKind.MOVED: "fields are matched by name, not by place",
}
_DECISIVE: Final = (
    ChangeKind.REMOVED,
    ChangeKind.RENAMED,
    ChangeKind.TYPE,
    ChangeKind.NULLABLE,
    ChangeKind.SYMBOLS,
    ChangeKind.CONSTRAINTS,
)


def _judged_as_avro(changes: list[Change], old: SchemaDocument, new: SchemaDocument) -> Comparison:
    """Say of each change whether the older schema can read on, by Avro's resolution rules."""
    try:
        found = incompatibilities(json.loads(new.pretty()), json.loads(old.pretty()))
    except (ValueError, RecursionError, KeyError, TypeError):
        return Comparison(tuple(changes))  # a bare name, or a malformed document
    rules = {incompatibility.path: incompatibility.rule for incompatibility in found}
    reported: set[str] = set()
    judged = []
    for change in changes:
        rule = rules.get(change.path) if change.kind in _DECISIVE else None
        if rule is not None:
            reported.add(change.path)
        words = rule or _HARMLESS[change.kind]
        judged.append(
            Change(
                change.kind, change.path, change.old, change.new, rule is None, words, change.line
            )
        )
    reasons = tuple(
        f"{incompatibility.path or 'the schema'}: {incompatibility.rule}"
        for incompatibility in found
        if incompatibility.path not in reported
    )
    return Comparison(tuple(judged), not found, reasons)
