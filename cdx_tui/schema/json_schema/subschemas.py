"""The schemas within a JSON Schema that have nodes of their own in its outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cdx_tui.schema.json.tree import JsonKind, JsonMember, JsonNode
from cdx_tui.schema.json_schema.layers import Layers, elements, is_null
from cdx_tui.schema.json_schema.types import CHOICES, Expressed, is_object
from cdx_tui.schema.outline import NodeKind
from cdx_tui.text import clean

__all__ = ["Part", "kind_of", "parts", "required_names"]

_SCHEMAS = (JsonKind.OBJECT, JsonKind.TRUE, JsonKind.FALSE)
_ONE = (
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "items",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
    "extends",
)
_LISTS = ("prefixItems", "items", "allOf", "anyOf", "oneOf", "type", "extends", "disallow")
_BY_NAME = ("patternProperties", "dependentSchemas", "dependencies")
_DEFINITIONS = ("$defs", "definitions")


_RANKS = {
    keyword: rank
    for rank, keyword in enumerate(
        dict.fromkeys(("properties", *_BY_NAME, *_ONE, *_LISTS, *_DEFINITIONS))
    )
}


class Part(NamedTuple):
    """A subschema.

    Attributes:
        schema: The schema.
        kind: What it represents.
        name: What it is called in the outline, cleaned.
        line: Where it is shown.
        path: Where it is, as tokens of a JSON Pointer, NOT cleaned.
        required: Whether the property has to be there; None for what is no property.
    """

    schema: JsonNode
    kind: NodeKind
    name: str
    line: int
    path: tuple[str, ...]
    required: bool | None = None


def parts(layers: Layers, in_type: Expressed) -> Iterator[Part]:
    """Yield the subschemas within `layers` that need nodes: properties first, definitions last.

    Args:
        layers: The schema.
        in_type: Subschemas that the type's text expresses.
    """
    for keyword in sorted(layers.keywords() & _RANKS.keys(), key=_RANKS.__getitem__):
        node = layers.get(keyword)
        if node is None or keyword in in_type:
            continue
        if keyword == "properties":
            yield from _properties(layers)
        elif keyword in _DEFINITIONS:
            for schema in layers.schemas:  # each may have definitions of its own
                yield from _by_name(schema.get(keyword), keyword, NodeKind.DEFINITION)
        elif keyword in _BY_NAME:
            yield from _by_name(node, keyword, NodeKind.BRANCH)
        elif node.kind is JsonKind.ARRAY and keyword in _LISTS:
            yield from _listed(node, keyword)
        elif node.members and keyword in _ONE:
            kind = NodeKind.TYPE if keyword == "items" else NodeKind.BRANCH
            yield Part(node, kind, keyword, node.line, (keyword,))


def required_names(layers: Layers) -> set[str]:
    """Return the names of the properties that have to be there."""
    return {item.text() or "" for item in elements(layers.get("required"))}


def _properties(layers: Layers) -> Iterator[Part]:
    required = required_names(layers)
    for member in _members(layers.get("properties")):
        needed = member.name in required
        own = member.value.get("required")
        if own is not None and own.kind is JsonKind.TRUE:  # draft-03 has it so, and many still do
            needed = True
        path = ("properties", member.name)
        name = clean(member.name)
        yield Part(member.value, NodeKind.FIELD, name, member.line, path, needed)


def _members(node: JsonNode | None) -> Iterator[JsonMember]:
    """Yield the members of an object that are schemas, each name once."""
    if node is not None and node.kind is JsonKind.OBJECT:
        for member in {member.name: member for member in node.members}.values():
            if member.value.kind in _SCHEMAS:
                yield member


def _by_name(node: JsonNode | None, keyword: str, kind: NodeKind) -> Iterator[Part]:
    for member in _members(node):
        name = clean(member.name)
        if kind is NodeKind.BRANCH:
            name = f"{keyword} {name}"
        yield Part(member.value, kind, name, member.line, (keyword, member.name))


def _listed(node: JsonNode | None, keyword: str) -> Iterator[Part]:
    for number, schema in enumerate(elements(node)):
        if schema.kind not in _SCHEMAS or (keyword in CHOICES and is_null(schema)):
            continue
        name = f"{keyword} {number + 1}"
        yield Part(schema, NodeKind.BRANCH, name, schema.line, (keyword, str(number)))


def kind_of(part: Part) -> NodeKind:
    """Return the node kind of a subschema; object schemas have a kind of their own."""
    if part.kind is NodeKind.TYPE and is_object(part.schema):
        return NodeKind.OBJECT
    return part.kind
