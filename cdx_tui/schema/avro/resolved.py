"""An Avro schema with resolved names and dereferenced types, for code that handles values.

The lenient outline is for display; this is for code that must be exact (sample records, the
resolution of one schema against another). It is evaluated lazily and without recursion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cdx_tui.schema.avro.names import full_name, namespace_of
from cdx_tui.schema.avro.types import AVRO_PRIMITIVES, AvroType, integer_value, with_logical_type
from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = ["NAMED", "AvroField", "AvroNode", "AvroSchema"]

NAMED = frozenset(("record", "enum", "fixed"))
"""The kinds of named types."""

_MAX_LAYERS = 20
"""Levels of `{"type": {"type": …}}` that are resolved."""


@dataclass(frozen=True)
class AvroNode:
    """A type at its position in a schema.

    Attributes:
        kind: A primitive's name, `record`, `enum`, `fixed`, `array`, `map`, `union`, or empty
            if the type is invalid or its name is undefined.
        source: The JSON node of the definition.
        namespace: The namespace of relative names inside the type.
        name: Full name of a named type, or the full name that an undefined reference would resolve
            to; NOT cleaned.
    """

    kind: str
    source: JsonNode
    namespace: str = ""
    name: str = ""

    def number(self, attribute: str) -> int | None:
        """Return the value of an integer attribute; None for anything else."""
        return integer_value(self.source.get(attribute))

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """The symbols of an enum, NOT cleaned."""
        return _strings(self.source, "symbols")

    @cached_property
    def logical(self) -> str:
        """The logical type; empty if there is none or if Avro's readers would ignore it."""
        if self.source.kind is not JsonKind.OBJECT or self.source.get("logicalType") is None:
            return ""
        size = self.number("size") if self.kind == "fixed" else None
        type_, error = with_logical_type(AvroType(self.kind, self.kind), self.source, size)
        return "" if error else type_.logical


@dataclass(frozen=True, slots=True)
class AvroField:
    """A field of a record; its name and aliases are NOT cleaned."""

    name: str
    type: AvroNode
    default: JsonNode | None
    aliases: tuple[str, ...]
    source: JsonNode


class AvroSchema:
    """The types of one document.

    Args:
        root: The document.
        others: Documents whose named types `root` may refer to.

    Attributes:
        root: The root type.
    """

    def __init__(self, root: JsonNode, others: Iterable[JsonNode] = ()) -> None:
        self._named_types: dict[str, AvroNode] = {}
        self._fields: dict[int, tuple[AvroField, ...]] = {}
        for document in (root, *others):
            self._define(document)
        self.root = self.type_of(root, "")

    def type_of(self, node: JsonNode, namespace: str) -> AvroNode:
        """Return the type that a JSON node denotes inside `namespace`."""
        for _ in range(_MAX_LAYERS):
            text = node.text()
            if text is not None:
                return self._by_name(text, node, namespace)
            if node.kind is JsonKind.ARRAY:
                return AvroNode("union", node, namespace)
            inner = node.get("type")
            if inner is None:
                break
            kind = inner.text()
            if kind is None:
                node = inner  # a type in the object of a type
                continue
            return self._by_kind(kind, node, inner, namespace)
        return AvroNode("", node, namespace)

    def items(self, type_: AvroNode) -> AvroNode:
        """Return the type of an array's items or a map's values."""
        inner = type_.source.get("items" if type_.kind == "array" else "values")
        if inner is None:
            return AvroNode("", type_.source)
        return self.type_of(inner, type_.namespace)

    def branches(self, type_: AvroNode) -> tuple[AvroNode, ...]:
        """Return the branches of a union, or the type itself if it is no union."""
        if type_.kind != "union":
            return (type_,)
        return tuple(self.type_of(item, type_.namespace) for item in type_.source.items)

    def fields(self, type_: AvroNode) -> tuple[AvroField, ...]:
        """Return the fields of a record; cached."""
        known = self._fields.get(id(type_.source))
        if known is None:
            written = type_.source.get("fields")
            items = written.items if written is not None else ()
            known = tuple(self._field(item, type_.namespace) for item in items)
            self._fields[id(type_.source)] = known
        return known

    def _field(self, source: JsonNode, namespace: str) -> AvroField:
        type_ = source.get("type")
        found = AvroNode("", source) if type_ is None else self.type_of(type_, namespace)
        return AvroField(
            _text(source, "name"),
            found,
            source.get("default"),
            _strings(source, "aliases"),
            source,
        )

    def _by_kind(self, kind: str, node: JsonNode, inner: JsonNode, namespace: str) -> AvroNode:
        if kind in ("array", "map") or kind in AVRO_PRIMITIVES:
            return AvroNode(kind, node, namespace)
        if kind == "error" or kind in NAMED:
            return _named_type(node, kind, namespace)
        return self._by_name(kind, inner, namespace)

    def _by_name(self, text: str, node: JsonNode, namespace: str) -> AvroNode:
        if text in AVRO_PRIMITIVES:
            return AvroNode(text, node)
        full = full_name(text, namespace)
        return (
            self._named_types.get(full)
            or self._named_types.get(text)
            or AvroNode("", node, name=full)
        )

    def _define(self, root: JsonNode) -> None:
        waiting = [(root, "")]
        while waiting:
            node, namespace = waiting.pop()
            if node.kind is JsonKind.ARRAY:
                waiting.extend((item, namespace) for item in reversed(node.items))
                continue
            inner = node.get("type")
            kind = inner.text() if inner is not None else None
            if inner is not None and kind is None:
                waiting.append((inner, namespace))
            elif kind == "error" or kind in NAMED:
                found = _named_type(node, kind or "", namespace)
                self._named_types.setdefault(found.name, found)
                waiting.extend(reversed([(type_, found.namespace) for type_ in _inner_types(node)]))
            elif kind in ("array", "map"):
                waiting.extend((type_, namespace) for type_ in _inner_types(node))


def _named_type(node: JsonNode, kind: str, namespace: str) -> AvroNode:
    space = node.get("namespace")
    written = space.text() if space is not None else None
    full = full_name(_text(node, "name"), namespace if written is None else written)
    return AvroNode("record" if kind == "error" else kind, node, namespace_of(full), full)


def _inner_types(node: JsonNode) -> list[JsonNode]:
    """Return the JSON nodes of the types directly inside a definition."""
    fields = node.get("fields")
    inside = [item.get("type") for item in fields.items] if fields is not None else []
    inside += [node.get("items"), node.get("values")]
    return [type_ for type_ in inside if type_ is not None]


def _text(node: JsonNode, name: str) -> str:
    member = node.get(name)
    return (member.text() if member is not None else None) or ""


def _strings(node: JsonNode, name: str) -> tuple[str, ...]:
    member = node.get(name)
    texts = [item.text() for item in member.items] if member is not None else []
    return tuple(text for text in texts if text is not None)
