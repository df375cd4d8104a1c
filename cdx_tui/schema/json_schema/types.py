"""Format JSON Schema types as text: `string | null`, `array<Order>`, `map<integer>`."""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.layers import Layers, elements, is_null, schemas_in, types_named
from cdx_tui.schema.json_schema.refs import REFERENCE_KEYWORDS, local_name, written_reference
from cdx_tui.text import clean, shorten

__all__ = ["CHOICES", "Expressed", "expressed", "expressed_layers", "is_object", "type_text"]

CHOICES = ("oneOf", "anyOf")
"""The keywords that offer a choice of schemas."""

_MAX_LEVELS = 5
_MAX_CHOICES_SHOWN = 6
_WIDTH = 60
_PLAIN_KEYWORDS = {"type", "$ref", "$dynamicRef", "$recursiveRef", "$comment", "nullable", "title"}
_OBJECT_KEYWORDS = frozenset(
    (
        "properties",
        "patternProperties",
        "additionalProperties",
        "required",
        "propertyNames",
        "minProperties",
        "maxProperties",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "unevaluatedProperties",
    )
)
_ARRAY_KEYWORDS = frozenset(
    (
        "items",
        "prefixItems",
        "contains",
        "minItems",
        "maxItems",
        "uniqueItems",
        "additionalItems",
        "unevaluatedItems",
    )
)
_EXPRESSIBLE = {"items", "additionalProperties", *CHOICES}
_DECISIVE = ("const", "enum", *REFERENCE_KEYWORDS)
_OTHER_KEYWORDS = ("allOf", "not", "if", "extends", "disallow")


def is_object(schema: JsonNode) -> bool:
    """Return whether a schema is an object schema by its `properties` or its `type`."""
    properties = schema.get("properties")
    if properties is not None and properties.kind is JsonKind.OBJECT:
        return True
    return "object" in types_named(schema.get("type"))


def type_text(layers: Layers, level: int = 0) -> str:
    """Return the type of a schema as text; levels from `_MAX_LEVELS` on are `…`."""
    if level >= _MAX_LEVELS:
        return "…"
    texts = _texts(layers, level)
    nullable = layers.get("nullable")
    if layers.nullable or (nullable is not None and nullable.kind is JsonKind.TRUE):
        texts = [*(text for text in texts if text != "null"), "null"]
    return " | ".join(dict.fromkeys(texts))


Expressed = dict[str, list[JsonNode]]
"""Subschemas that the text of a type expresses completely, by keyword."""


def expressed(layers: Layers, level: int = 0) -> Expressed:
    """Return the subschemas that the text of a type expresses completely; the others need nodes."""
    if layers.keywords().isdisjoint(_EXPRESSIBLE) or not layers.keywords().isdisjoint(_DECISIVE):
        return {}
    if level >= _MAX_LEVELS:
        return {}
    found = {
        "items": _schema_at(layers, "items") if _is_array(layers) else [],
        "additionalProperties": _schema_at(layers, "additionalProperties")
        if _is_map(layers)
        else [],
    }
    choice = _choice(layers)
    if choice:
        schemas = list(schemas_in(layers.get(choice)))
        found[choice] = schemas if len(schemas) <= _MAX_CHOICES_SHOWN else []
    return {
        keyword: schemas
        for keyword, schemas in found.items()
        if schemas and all(is_plain(Layers(schema), level + 1) for schema in schemas)
    }


def is_plain(layers: Layers, level: int = 0) -> bool:
    """Return whether the text of a schema's type expresses it completely, so it needs no node."""
    rest = set(layers.keywords()) - _PLAIN_KEYWORDS
    return not rest or (level < _MAX_LEVELS and rest.issubset(expressed(layers, level)))


def expressed_layers(layers: Layers, in_type: Expressed, level: int = 0) -> Iterator[Layers]:
    """Yield a schema and, recursively, the subschemas that the text of its type expresses."""
    yield layers
    for schemas in in_type.values():
        for inner in map(Layers, schemas):
            yield from expressed_layers(inner, expressed(inner, level + 1), level + 1)


def _schema_at(layers: Layers, keyword: str) -> list[JsonNode]:
    node = layers.get(keyword)
    return [node] if node is not None and node.kind is JsonKind.OBJECT else []


def _is_object(layers: Layers) -> bool:
    named = layers.types
    return "object" in named if named else not _OBJECT_KEYWORDS.isdisjoint(layers.keywords())


def _is_array(layers: Layers) -> bool:
    named = layers.types
    if named:
        return "array" in named
    return not _is_object(layers) and not _ARRAY_KEYWORDS.isdisjoint(layers.keywords())


def _is_map(layers: Layers) -> bool:
    fixed = any(layers.get(name) is not None for name in ("properties", "patternProperties"))
    return _is_object(layers) and not fixed


def _choice(layers: Layers) -> str | None:
    """Return the choice keyword that determines a schema's type; None if other keywords do."""
    if layers.types or _is_object(layers) or _is_array(layers):
        return None
    return next((keyword for keyword in CHOICES if layers.get(keyword) is not None), None)


def _texts(layers: Layers, level: int) -> list[str]:
    """Return the alternatives of a type."""
    if layers.outermost.kind is JsonKind.FALSE:
        return ["never"]
    if layers.refers:
        references = (written_reference(schema) for schema in layers.schemas)
        reference = next((found for found in references if found is not None), "")
        return [shorten(clean(local_name(reference)), _WIDTH)]
    const = layers.get("const")
    if const is not None:
        return [f"const {shorten(clean(const.compact()[: 2 * _WIDTH]), _WIDTH)}"]
    values = layers.get("enum")
    if values is not None:
        has_null = any(value.kind is JsonKind.NULL for value in elements(values))
        return ["enum", "null"] if has_null else ["enum"]
    named = layers.types
    if named:
        return [_named_type_text(layers, name, level) for name in _null_last(named)]
    return _inferred(layers, level)


def _null_last(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: name == "null")


def _named_type_text(layers: Layers, name: str, level: int) -> str:
    if name == "array":
        return _array(layers, level)
    if name == "object":
        return _object(layers, level)
    return shorten(clean(name), _WIDTH)


def _inferred(layers: Layers, level: int) -> list[str]:
    """Return the type of a schema without `type`, inferred from its other keywords."""
    if _is_object(layers):
        return [_object(layers, level)]
    if _is_array(layers):
        return [_array(layers, level)]
    choice = _choice(layers)
    if choice:
        return _choice_texts(layers, choice, level)
    return [
        next((keyword for keyword in _OTHER_KEYWORDS if layers.get(keyword) is not None), "any")
    ]


def _array(layers: Layers, level: int) -> str:
    first = list(schemas_in(layers.get("prefixItems"))) or list(schemas_in(layers.get("items")))
    if first:
        texts = [type_text(Layers(schema), level + 1) for schema in first[:_MAX_CHOICES_SHOWN]]
        more = ["…"] if len(first) > _MAX_CHOICES_SHOWN else []
        return f"tuple<{', '.join([*texts, *more])}>"
    items = _schema_at(layers, "items")
    return f"array<{type_text(Layers(items[0]), level + 1)}>" if items else "array"


def _object(layers: Layers, level: int) -> str:
    values = _schema_at(layers, "additionalProperties") if _is_map(layers) else []
    if not values or not values[0].members:
        return "object"
    return f"map<{type_text(Layers(values[0]), level + 1)}>"


def _choice_texts(layers: Layers, choice: str, level: int) -> list[str]:
    schemas = expressed(layers, level).get(choice)
    if schemas:
        return _null_last([type_text(Layers(schema), level + 1) for schema in schemas])
    has_null = any(is_null(schema) for schema in schemas_in(layers.get(choice)))
    return [choice, "null"] if has_null else [choice]
