"""Find the node of an outline that a difference is about, by the difference's path."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode, SchemaKind

__all__ = ["Locator"]

_NAMED: Final = frozenset((NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED))
_BEFORE_NAMES: Final = frozenset(("properties", "required", "dependencies"))
"""Tokens of a JSON Schema's path that are followed by the name of a property."""

_ITEMS: Final = "items"

_MAX_SEARCHED: Final = 20_000
"""Nodes that are searched for one step of a path."""


class Locator:
    """Finds nodes of one outline; what is inside of each node is indexed once.

    Args:
        kind: The format.
        outline: The outline of one of the two versions.
    """

    def __init__(self, kind: SchemaKind, outline: Outline) -> None:
        self._kind = kind
        self._outline = outline
        others = {NodeKind.IMPORT} | ({NodeKind.DEFINITION} if kind is SchemaKind.JSON else set())
        self._roots = [root for root in outline.roots if root.kind not in others]
        self._indexes: dict[int, dict[str, OutlineNode]] = {}

    def locate(self, path: str) -> tuple[OutlineNode | None, bool]:
        """Return the node that a difference is about, and whether it is that node itself.

        It is the innermost one on the way there if the outline does not have the node, such as the
        record that has lost a field; None if the outline has none of it.

        Args:
            path: The path of the difference.
        """
        if self._kind is SchemaKind.AVRO:
            return self._locate_avro(path)
        tokens = path.removeprefix("#/").split("/")
        step = _json_schema_steps if self._kind is SchemaKind.JSON else _protobuf_steps
        return self._walk(step(tokens))

    def _locate_avro(self, path: str) -> tuple[OutlineNode | None, bool]:
        found = self._outline.definitions.get(path)
        if found is not None:
            return found, True
        record, _, name = path.rpartition(".")
        holder = self._outline.definitions.get(record)
        field = self._inside(holder).get(name) if holder is not None else None
        if field is not None:
            return field, True
        return holder or next(iter(self._outline.roots), None), False

    def _walk(self, names: Iterable[str]) -> tuple[OutlineNode | None, bool]:
        """Follow the names from the roots; the first root is where a path without names leads."""
        current, inner = next(iter(self._roots), None), self._index(0, self._roots)
        for number, name in enumerate(names):
            found = inner.get(name)
            if found is None and name == _ITEMS:
                continue  # items of a simple type have no node of their own
            if found is None:
                return (current if number or self._kind is SchemaKind.JSON else None), False
            current, inner = found, self._inside(found)
        return current, True

    def _inside(self, node: OutlineNode) -> dict[str, OutlineNode]:
        """Return the nodes inside of a node, and of the type that it refers to, by name."""
        target = self._outline.definitions.get(node.target or "")
        return self._index(id(node), chain(node.children, target.children if target else ()))

    def _index(self, key: int, nodes: Iterable[OutlineNode]) -> dict[str, OutlineNode]:
        """Return nodes, and those inside of them, by what a path calls them; built once a key."""
        if key not in self._indexes:
            index = self._indexes[key] = {}
            for each in self._search(nodes):
                for name in self._names(each):
                    index.setdefault(name, each)
        return self._indexes[key]

    def _names(self, node: OutlineNode) -> Iterator[str]:
        if self._kind is SchemaKind.AVRO and node.kind is not NodeKind.FIELD:
            return
        if node.number is not None:
            yield str(node.number)
        yield node.name
        if self._kind is SchemaKind.PROTOBUF:
            yield node.name.rpartition(".")[2]

    def _search(self, nodes: Iterable[OutlineNode]) -> Iterator[OutlineNode]:
        """Yield nodes, and those inside of them that are not parts of a field of their own."""
        stop = {NodeKind.FIELD} | (_NAMED if self._kind is SchemaKind.AVRO else frozenset())
        waiting = deque(nodes)
        for _ in range(_MAX_SEARCHED):
            if not waiting:
                return
            node = waiting.popleft()
            yield node
            if node.kind not in stop:
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
