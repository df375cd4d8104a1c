"""JSON Schema types as people write them: `string | null`, `array<Order>`, `map<integer>`."""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.layers import Layers, elements, is_null, schemas_in, types_named
from cdx_tui.schema.json_schema.refs import REFERRING, local_name, written_reference
from cdx_tui.text import clean, shorten

__all__ = ["CHOICES", "Expressed", "expressed", "expressed_layers", "is_object", "type_text"]

CHOICES = ("oneOf", "anyOf")
"""The keywords that offer a choice of schemas."""

_LEVELS = 5
_CHOICES_NAMED = 6
_WIDTH = 60
_PLAIN = {"type", "$ref", "$dynamicRef", "$recursiveRef", "$comment", "nullable", "title"}
_ABOUT_OBJECTS = frozenset(
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
_ABOUT_ARRAYS = frozenset(
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
_TELLING = {"items", "additionalProperties", *CHOICES}
_SETTLING = ("const", "enum", *REFERRING)
_OTHERS = ("allOf", "not", "if", "extends", "disallow")


def is_object(schema: JsonNode) -> bool:
    """Return whether a schema counts as an object schema: by its `properties` or by its `type`."""
    properties = schema.get("properties")
    if properties is not None and properties.kind is JsonKind.OBJECT:
        return True
    return "object" in types_named(schema.get("type"))


def type_text(layers: Layers, level: int = 0) -> str:
    """Return the type of a schema as people write it; deeper levels are `…`."""
    if level >= _LEVELS:
        return "…"
    texts = _texts(layers, level)
    nullable = layers.get("nullable")
    if layers.nullable or (nullable is not None and nullable.kind is JsonKind.TRUE):
        texts = [*(text for text in texts if text != "null"), "null"]
    return " | ".join(dict.fromkeys(texts))


Expressed = dict[str, list[JsonNode]]
"""Subschemas that the text of a type expresses completely, by their keyword."""


def expressed(layers: Layers, level: int = 0) -> Expressed:
    """Return the subschemas that the text of a type expresses completely; all others need nodes."""
    if layers.keywords().isdisjoint(_TELLING) or not layers.keywords().isdisjoint(_SETTLING):
        return {}
    if level >= _LEVELS:
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
        found[choice] = schemas if len(schemas) <= _CHOICES_NAMED else []
    return {
        keyword: schemas
        for keyword, schemas in found.items()
        if schemas and all(is_plain(Layers(schema), level + 1) for schema in schemas)
    }


def is_plain(layers: Layers, level: int = 0) -> bool:
    """Return whether a schema's type says all about it, so that it needs no node of its own."""
    rest = set(layers.keywords()) - _PLAIN
    return not rest or (level < _LEVELS and rest.issubset(expressed(layers, level)))


def expressed_layers(layers: Layers, in_type: Expressed, level: int = 0) -> Iterator[Layers]:
    """Yield a schema and all subschemas that the text of its type expresses completely."""
    yield layers
    for schemas in in_type.values():
        for inner in map(Layers, schemas):
            yield from expressed_layers(inner, expressed(inner, level + 1), level + 1)


def _schema_at(layers: Layers, keyword: str) -> list[JsonNode]:
    node = layers.get(keyword)
    return [node] if node is not None and node.kind is JsonKind.OBJECT else []


def _is_object(layers: Layers) -> bool:
    named = layers.types
    return "object" in named if named else not _ABOUT_OBJECTS.isdisjoint(layers.keywords())


def _is_array(layers: Layers) -> bool:
    named = layers.types
    if named:
        return "array" in named
    return not _is_object(layers) and not _ABOUT_ARRAYS.isdisjoint(layers.keywords())


def _is_map(layers: Layers) -> bool:
    fixed = any(layers.get(name) is not None for name in ("properties", "patternProperties"))
    return _is_object(layers) and not fixed


def _choice(layers: Layers) -> str | None:
    """Return the keyword of the choice that makes up a schema's type, if it has no other."""
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
        return [_named(layers, name, level) for name in _null_last(named)]
    return _inferred(layers, level)


def _null_last(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: name == "null")


def _named(layers: Layers, name: str, level: int) -> str:
    if name == "array":
        return _array(layers, level)
    if name == "object":
        return _object(layers, level)
    return shorten(clean(name), _WIDTH)


def _inferred(layers: Layers, level: int) -> list[str]:
    """Return the type of a schema without `type`: what its other keywords are about."""
    if _is_object(layers):
        return [_object(layers, level)]
    if _is_array(layers):
        return [_array(layers, level)]
    choice = _choice(layers)
    if choice:
        return _choice_texts(layers, choice, level)
    return [next((keyword for keyword in _OTHERS if layers.get(keyword) is not None), "any")]


def _array(layers: Layers, level: int) -> str:
    first = list(schemas_in(layers.get("prefixItems"))) or list(schemas_in(layers.get("items")))
    if first:
        texts = [type_text(Layers(schema), level + 1) for schema in first[:_CHOICES_NAMED]]
        more = ["…"] if len(first) > _CHOICES_NAMED else []
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
