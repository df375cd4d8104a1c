"""Read a JSON Schema into a tree, with keys by which equal parts of two versions are recognised.

Most parts of two versions are the same; comparing their keys takes a fraction of comparing them as
schemas. A part with a reference has no key, since equal references may lead to different schemas.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json.tree import MAX_NODES, JsonKind, JsonMember, JsonNode

__all__ = ["Key", "Reading", "read"]

Key = tuple[Any, ...]
"""Depth of a container, its bracket, and the keys of its values; that of a scalar is its text."""

_MAX_LENGTH: Final = 3 * MAX_NODES
"""Length of a text that has no more than `MAX_NODES` containers: each takes three characters."""

_MAX_DEPTH: Final = 60
"""Depth of a container from which on it has no key; keys are compared by recursion."""

_KINDS: Final = {True: JsonKind.TRUE, False: JsonKind.FALSE, None: JsonKind.NULL}
_TEXTS: Final = {True: "true", False: "false", None: "null"}


class Reading(NamedTuple):
    """A document.

    Attributes:
        root: The tree; its nodes have no lines and no offsets.
        keys: The keys of containers by the `id` of the node.
        strict: Whether the text is strict JSON, of a usual size and depth; otherwise no part has a
            key.
    """

    root: JsonNode
    keys: Mapping[int, Key]
    strict: bool


def read(source: str) -> Reading:
    """Read a text; one that is not JSON, or too large or deep, is read by the tolerant reader."""
    if len(source) <= _MAX_LENGTH:
        builder = _Builder()
        try:
            value = json.loads(
                source,
                object_pairs_hook=builder.add_object,
                parse_int=builder.add_number,
                parse_float=builder.add_number,
                parse_constant=_refuse,
            )
            return Reading(builder.node(value), builder.keys, strict=True)
        except (ValueError, RecursionError):
            pass
    return Reading(read_json(source).root, {}, strict=False)


def _refuse(text: str) -> None:
    raise ValueError(text)


class _Builder:
    """Builds nodes from what Python's parser finds, the innermost values first."""

    def __init__(self) -> None:
        self.keys: dict[int, Key] = {}
        self._scalars: dict[object, JsonNode] = {}
        self._numbers: dict[str, JsonNode] = {}

    def add_object(self, pairs: list[tuple[str, Any]]) -> JsonNode:
        """Return the node of an object."""
        members = [JsonMember(name, 0, self.node(value)) for name, value in pairs]
        node = JsonNode(JsonKind.OBJECT, 0, members=members)
        parts: list[Key | str | None] = []
        for member in members:
            name = member.name
            parts += (name, None if name.startswith("$") else self._key(member.value))
        self._set_key(node, "{", parts)
        return node

    def add_number(self, raw: str) -> JsonNode:
        """Return the node of a number."""
        node = self._numbers.get(raw)
        if node is None:
            node = self._numbers[raw] = JsonNode(JsonKind.NUMBER, 0, raw)
        return node

    def node(self, value: Any) -> JsonNode:
        """Return the node of a value of which the objects and numbers are nodes already."""
        if isinstance(value, JsonNode):
            return value
        if isinstance(value, list):
            return self._array([self.node(item) for item in value])
        node = self._scalars.get(value)
        if node is None:
            if isinstance(value, str):
                node = JsonNode(JsonKind.STRING, 0, encode_basestring(value))
            else:
                node = JsonNode(_KINDS[value], 0, _TEXTS[value])
            self._scalars[value] = node
        return node

    def _array(self, items: list[JsonNode]) -> JsonNode:
        node = JsonNode(JsonKind.ARRAY, 0, items=items)
        self._set_key(node, "[", [self._key(item) for item in items])
        return node

    def _key(self, node: JsonNode) -> Key | str | None:
        return node.raw or self.keys.get(id(node))

    def _set_key(self, node: JsonNode, opener: str, parts: list[Key | str | None]) -> None:
        if None not in parts:
            depth = max((part[0] for part in parts if isinstance(part, tuple)), default=0) + 1
            if depth <= _MAX_DEPTH:
                self.keys[id(node)] = (depth, opener, *parts)
