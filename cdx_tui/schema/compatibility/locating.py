"""Find the node of an outline that a difference is about, by the difference's path."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode, SchemaKind

__all__ = ["locate"]

_NAMED: Final = frozenset((NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED))
_BEFORE_NAMES: Final = frozenset(("properties", "required", "dependencies"))
"""Tokens of a JSON Schema's path that are followed by the name of a property."""

_ITEMS: Final = "items"

_MAX_SEARCHED: Final = 20_000
"""Nodes that are searched for one step of a path."""


def locate(path: str, kind: SchemaKind, outline: Outline) -> tuple[OutlineNode | None, bool]:
    """Return the node that a difference is about, and whether it is that node itself.

    It is the innermost one on the way there if the outline does not have the node, such as the
    record that has lost a field; None if the outline has none of it.

    Args:
        path: The path of the difference.
        kind: The format.
        outline: The outline of one of the two versions.
    """
    if kind is SchemaKind.AVRO:
        return _locate_avro(path, outline)
    tokens = path.removeprefix("#/").split("/")
    step = _json_schema_steps if kind is SchemaKind.JSON else _protobuf_steps
    return _walk(list(step(tokens)), kind, outline)


def _locate_avro(path: str, outline: Outline) -> tuple[OutlineNode | None, bool]:
    found = outline.definitions.get(path)
    if found is not None:
        return found, True
    record, _, name = path.rpartition(".")
    holder = outline.definitions.get(record)
    fields = _search(holder.children, stop=_NAMED) if holder is not None else ()
    field = next(
        (each for each in fields if each.kind is NodeKind.FIELD and each.name == name), None
    )
    if field is not None:
        return field, True
    return holder or next(iter(outline.roots), None), False


def _walk(
    names: Sequence[str], kind: SchemaKind, outline: Outline
) -> tuple[OutlineNode | None, bool]:
    """Follow the names from the roots; the first root is where a path without names leads."""
    roots: Sequence[OutlineNode] = [
        root for root in outline.roots if root.kind is not NodeKind.IMPORT
    ]
    if kind is SchemaKind.JSON:
        roots = [root for root in roots if root.kind is not NodeKind.DEFINITION]
    current, inner = next(iter(roots), None), roots
    for number, name in enumerate(names):
        found = next((each for each in _search(inner) if _is_called(each, name)), None)
        if found is None and name == _ITEMS:
            continue  # items of a simple type have no node of their own
        if found is None:
            return (current if number or kind is SchemaKind.JSON else None), False
        current, inner = found, list(found.children)
        target = outline.definitions.get(found.target or "")
        if target is not None:
            inner += target.children
    return current, True


def _is_called(node: OutlineNode, name: str) -> bool:
    """Return whether a path's name denotes a node: a field by its number if it has one."""
    if name.isdigit() and node.number is not None:
        return node.number == int(name)
    return node.name == name or node.name.endswith(f".{name}")


def _search(
    nodes: Iterable[OutlineNode], stop: frozenset[NodeKind] = frozenset()
) -> Iterator[OutlineNode]:
    """Yield nodes, and those inside of them that are not parts of a field of their own."""
    waiting = deque(nodes)
    for _ in range(_MAX_SEARCHED):
        if not waiting:
            return
        node = waiting.popleft()
        yield node
        if node.kind is not NodeKind.FIELD and node.kind not in stop:
            waiting.extend(node.children)


def _json_schema_steps(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the names of properties, and `items`, of a path such as `#/properties/a/items`."""
    is_name = False
    for each in tokens:
        if is_name or each == _ITEMS:
            yield each
        is_name = not is_name and each in _BEFORE_NAMES


def _protobuf_steps(tokens: Sequence[str]) -> Iterator[str]:
    return (token for token in tokens if token)
