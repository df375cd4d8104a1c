"""Find the subschemas of a JSON Schema that have their own nodes in its outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cdx_tui.schema.json.tree import JsonKind, JsonMember, JsonNode
from cdx_tui.schema.json_schema.layers import SCHEMAS, Layers, elements, is_null
from cdx_tui.schema.json_schema.types import CHOICES, Expressed, is_object
from cdx_tui.schema.outline import NodeKind
from cdx_tui.text import clean

__all__ = ["Part", "kind_of", "parts"]

_SINGLE_SCHEMA_KEYWORDS = (
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
_SCHEMA_LIST_KEYWORDS = (
    "prefixItems",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "type",
    "extends",
    "disallow",
)
_SCHEMA_MAP_KEYWORDS = ("patternProperties", "dependentSchemas", "dependencies")
_DEFINITIONS = ("$defs", "definitions")


_KEYWORD_ORDER = {
    keyword: rank
    for rank, keyword in enumerate(
        dict.fromkeys(
            (
                "properties",
                *_SCHEMA_MAP_KEYWORDS,
                *_SINGLE_SCHEMA_KEYWORDS,
                *_SCHEMA_LIST_KEYWORDS,
                *_DEFINITIONS,
            )
        )
    )
}


class Part(NamedTuple):
    """A subschema.

    Attributes:
        schema: The schema.
        kind: The kind of its outline node.
        name: Its name in the outline, cleaned.
        line: Its line in the source.
        path: The tokens of the JSON Pointer from its parent schema, NOT cleaned.
        required: Whether the property is required; None if it is not a property.
    """

    schema: JsonNode
    kind: NodeKind
    name: str
    line: int
    path: tuple[str, ...]
    required: bool | None = None


def parts(layers: Layers, in_type: Expressed) -> Iterator[Part]:
    """Yield the subschemas of `layers` that need nodes: properties first, definitions last.

    Args:
        layers: The schema.
        in_type: The subschemas that the text of the type expresses, which need no nodes.
    """
    for keyword in sorted(
        layers.keywords() & _KEYWORD_ORDER.keys(), key=_KEYWORD_ORDER.__getitem__
    ):
        node = layers.get(keyword)
        if node is None or keyword in in_type:
            continue
        path = layers.path_to(keyword)
        if keyword == "properties":
            yield from _properties(layers, path)
        elif keyword in _DEFINITIONS:
            # `layers.get` would drop the definitions of inner layers.
            for schema, outer in zip(layers.schemas, layers.paths, strict=True):
                yield from _by_name(
                    schema.get(keyword), keyword, NodeKind.DEFINITION, (*outer, keyword)
                )
        elif keyword in _SCHEMA_MAP_KEYWORDS:
            yield from _by_name(node, keyword, NodeKind.BRANCH, path)
        elif node.kind is JsonKind.ARRAY and keyword in _SCHEMA_LIST_KEYWORDS:
            yield from _listed(node, keyword, path)
        elif node.members and keyword in _SINGLE_SCHEMA_KEYWORDS:
            kind = NodeKind.TYPE if keyword == "items" else NodeKind.BRANCH
            yield Part(node, kind, keyword, node.line, path)


def _required_names(layers: Layers) -> set[str]:
    """Return the names in `required`, NOT cleaned."""
    return {item.text() or "" for item in elements(layers.get("required"))}


def _properties(layers: Layers, path: tuple[str, ...]) -> Iterator[Part]:
    required = _required_names(layers)
    for member in _members(layers.get("properties")):
        needed = member.name in required
        own = member.value.get("required")
        if own is not None and own.kind is JsonKind.TRUE:  # draft-03 syntax, still common
            needed = True
        name = clean(member.name)
        inner = (*path, member.name)
        yield Part(member.value, NodeKind.FIELD, name, member.line, inner, needed)


def _members(node: JsonNode | None) -> Iterator[JsonMember]:
    """Yield the members of an object that are schemas; the last one of each name."""
    if node is not None and node.kind is JsonKind.OBJECT:
        for member in {member.name: member for member in node.members}.values():
            if member.value.kind in SCHEMAS:
                yield member


def _by_name(
    node: JsonNode | None, keyword: str, kind: NodeKind, path: tuple[str, ...]
) -> Iterator[Part]:
    for member in _members(node):
        name = clean(member.name)
        if kind is NodeKind.BRANCH:
            name = f"{keyword} {name}"
        yield Part(member.value, kind, name, member.line, (*path, member.name))


def _listed(node: JsonNode | None, keyword: str, path: tuple[str, ...]) -> Iterator[Part]:
    for number, schema in enumerate(elements(node)):
        if schema.kind not in SCHEMAS or (keyword in CHOICES and is_null(schema)):
            continue
        name = f"{keyword} {number + 1}"
        yield Part(schema, NodeKind.BRANCH, name, schema.line, (*path, str(number)))


def kind_of(part: Part) -> NodeKind:
    """Return the node kind of a subschema; OBJECT instead of TYPE for an object schema."""
    if part.kind is NodeKind.TYPE and is_object(part.schema):
        return NodeKind.OBJECT
    return part.kind
