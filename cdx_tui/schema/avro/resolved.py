"""An Avro schema for programs that read data: names resolved, types dereferenced.

The outline is for people and takes whatever can be shown; this is for what must be exact (sample
records, the resolution of one schema against another). It is lazy, and nothing recurses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cdx_tui.schema.avro.names import full_name, namespace_of
from cdx_tui.schema.avro.types import AVRO_PRIMITIVES, AvroType, whole_number, with_logical_type
from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = ["NAMED", "AvroField", "AvroNode", "AvroSchema", "symbols_of"]

NAMED = frozenset(("record", "enum", "fixed"))
"""The kinds of types that have names."""

_LAYERS = 20


@dataclass(frozen=True, slots=True)
class AvroNode:
    """A type at its position in a schema.

    Attributes:
        kind: A primitive's name, `record`, `enum`, `fixed`, `array`, `map`, `union`, or empty
            if it can't be read or its name is defined nowhere.
        source: Where it is defined.
        namespace: The namespace that names in it are in.
        name: The full name of a named type, NOT cleaned; of an unknown one, the name as meant.
    """

    kind: str
    source: JsonNode
    namespace: str = ""
    name: str = ""

    def number(self, attribute: str) -> int | None:
        """Return an attribute that is a whole number."""
        return whole_number(self.source.get(attribute))

    @property
    def logical(self) -> str:
        """The logical type, where Avro's readers would heed it; else nothing."""
        if self.source.kind is not JsonKind.OBJECT or self.source.get("logicalType") is None:
            return ""
        size = self.number("size") if self.kind == "fixed" else None
        type_, mistake = with_logical_type(AvroType(self.kind, self.kind), self.source, size)
        return "" if mistake else type_.logical


@dataclass(frozen=True, slots=True)
class AvroField:
    """A record's field; its name and aliases are NOT cleaned."""

    name: str
    type: AvroNode
    default: JsonNode | None
    aliases: tuple[str, ...]
    source: JsonNode


class AvroSchema:
    """The types of one document.

    Args:
        root: The document.
        others: Documents whose named types may be referred to.
    """

    def __init__(self, root: JsonNode, others: Iterable[JsonNode] = ()) -> None:
        self._named: dict[str, AvroNode] = {}
        self._fields: dict[int, tuple[AvroField, ...]] = {}
        for document in (root, *others):
            self._define(document)
        self.root = self.type_of(root, "")

    def type_of(self, node: JsonNode, namespace: str) -> AvroNode:
        """Return the type that a node of the document denotes."""
        for _ in range(_LAYERS):
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
        """Return the branches of a union; of any other type, the type itself."""
        if type_.kind != "union":
            return (type_,)
        return tuple(self.type_of(item, type_.namespace) for item in type_.source.items)

    def fields(self, type_: AvroNode) -> tuple[AvroField, ...]:
        """Return the fields of a record."""
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
            return _named(node, kind, namespace)
        return self._by_name(kind, inner, namespace)

    def _by_name(self, text: str, node: JsonNode, namespace: str) -> AvroNode:
        if text in AVRO_PRIMITIVES:
            return AvroNode(text, node)
        full = full_name(text, namespace)
        return self._named.get(full) or self._named.get(text) or AvroNode("", node, name=full)

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
                found = _named(node, kind or "", namespace)
                self._named.setdefault(found.name, found)
                waiting.extend(reversed([(type_, found.namespace) for type_ in _within(node)]))
            elif kind in ("array", "map"):
                waiting.extend((type_, namespace) for type_ in _within(node))


def _named(node: JsonNode, kind: str, namespace: str) -> AvroNode:
    space = node.get("namespace")
    written = space.text() if space is not None else None
    full = full_name(_text(node, "name"), namespace if written is None else written)
    return AvroNode("record" if kind == "error" else kind, node, namespace_of(full), full)


def _within(node: JsonNode) -> list[JsonNode]:
    """Return the types directly in a definition."""
    fields = node.get("fields")
    inside = [item.get("type") for item in fields.items] if fields is not None else []
    inside += [node.get("items"), node.get("values")]
    return [type_ for type_ in inside if type_ is not None]


def symbols_of(type_: AvroNode) -> tuple[str, ...]:
    """Return the symbols of an enum, NOT cleaned."""
    return _strings(type_.source, "symbols")


def _text(node: JsonNode, name: str) -> str:
    member = node.get(name)
    return (member.text() if member is not None else None) or ""


def _strings(node: JsonNode, name: str) -> tuple[str, ...]:
    member = node.get(name)
    texts = [item.text() for item in member.items] if member is not None else []
    return tuple(text for text in texts if text is not None)
