"""Checks of the JSON Schema keywords that apply to objects and arrays."""

from __future__ import annotations

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import key_of, number_of
from cdx_tui.schema.json_schema.layers import elements
from cdx_tui.schema.json_schema.validation.context import Check, Context

__all__ = ["CONTAINER_CHECKS"]


def _properties(
    context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int
) -> bool:
    if not isinstance(value, dict):
        return True
    for member in node.members:
        if member.name in value and not context.valid(value[member.name], member.value, depth):
            return False
    return True


def _pattern_properties(
    context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int
) -> bool:
    if not isinstance(value, dict):
        return True
    return all(
        context.valid(inner, member.value, depth)
        for member in node.members
        for name, inner in value.items()
        if context.matches(name, member.name)
    )


def _additional_properties(
    context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int
) -> bool:
    if not isinstance(value, dict) or node.kind is JsonKind.TRUE:
        return True
    return all(
        context.covers(name, schema) or context.valid(inner, node, depth)
        for name, inner in value.items()
    )


def _unevaluated_properties(
    context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int
) -> bool:
    if not isinstance(value, dict) or node.kind is JsonKind.TRUE:
        return True
    applied = list(context.applied_schemas(value, schema, depth))
    if any(each.get("additionalProperties") is not None for each in applied):
        return True
    if any(each.get("unevaluatedProperties") is not None for each in applied[1:]):
        return True
    return all(
        any(context.covers(name, each) for each in applied) or context.valid(inner, node, depth)
        for name, inner in value.items()
    )


def _property_names(
    context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int
) -> bool:
    return not isinstance(value, dict) or all(context.valid(name, node, depth) for name in value)


def _required(
    _context: Context, value: object, node: JsonNode, _schema: JsonNode, _depth: int
) -> bool:
    return not isinstance(value, dict) or all((item.text() or "") in value for item in node.items)


def _dependencies(
    context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int
) -> bool:
    if not isinstance(value, dict):
        return True
    for member in node.members:
        if member.name not in value:
            continue
        needed = member.value
        names = needed.items if needed.kind is JsonKind.ARRAY else [needed]
        texts = [name.text() for name in names]
        if any(text is not None and text not in value for text in texts):
            return False
        if needed.kind is JsonKind.OBJECT and not context.valid(value, needed, depth):
            return False
        if needed.kind is JsonKind.FALSE:
            return False
    return True


def _items(context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int) -> bool:
    if not isinstance(value, list):
        return True
    if node.kind is JsonKind.ARRAY:
        return _prefix(context, value, node, schema, depth)
    first = len(elements(schema.get("prefixItems")))
    return all(context.valid(item, node, depth) for item in value[first:])


def _prefix(context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int) -> bool:
    if not isinstance(value, list):
        return True
    return all(
        context.valid(item, each, depth) for item, each in zip(value, node.items, strict=False)
    )


def _additional_items(
    context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int
) -> bool:
    items = schema.get("items")
    if not isinstance(value, list) or items is None or items.kind is not JsonKind.ARRAY:
        return True
    return all(context.valid(item, node, depth) for item in value[len(items.items) :])


def _unevaluated_items(
    context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int
) -> bool:
    if not isinstance(value, list) or node.kind is JsonKind.TRUE:
        return True
    applied = list(context.applied_schemas(value, schema, depth))
    first = 0
    for each in applied:
        items = each.get("items")
        if items is not None and items.kind is not JsonKind.ARRAY:
            return True
        if each.get("additionalItems") is not None:
            return True
        tuples = (each.get("prefixItems"), items)
        first = max([first, *(len(elements(listed)) for listed in tuples)])
    return all(context.valid(item, node, depth) for item in value[first:])


def _contains(
    context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int
) -> bool:
    if not isinstance(value, list):
        return True
    count = sum(context.valid(item, node, depth) for item in value)
    least, most = schema.get("minContains"), schema.get("maxContains")
    minimum = 1 if least is None or least.kind is not JsonKind.NUMBER else number_of(least)
    too_many = most is not None and most.kind is JsonKind.NUMBER and count > number_of(most)
    return count >= minimum and not too_many


def _unique(
    _context: Context, value: object, node: JsonNode, _schema: JsonNode, _depth: int
) -> bool:
    if not isinstance(value, list) or node.kind is not JsonKind.TRUE:
        return True
    return len({key_of(item) for item in value}) == len(value)


CONTAINER_CHECKS: dict[str, Check] = {
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional_properties,
    "unevaluatedProperties": _unevaluated_properties,
    "propertyNames": _property_names,
    "required": _required,
    "dependencies": _dependencies,
    "dependentRequired": _dependencies,
    "dependentSchemas": _dependencies,
    "items": _items,
    "prefixItems": _prefix,
    "additionalItems": _additional_items,
    "unevaluatedItems": _unevaluated_items,
    "contains": _contains,
    "uniqueItems": _unique,
}
"""The checks, by keyword."""
