"""Checks of the JSON Schema keywords for types, numbers, sizes, strings and subschemas."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import key_of, number_of
from cdx_tui.schema.json_schema.validation.context import Check, Context, is_number

__all__ = ["VALUE_CHECKS"]


def _is_integer(value: object) -> bool:
    number = _number(value)
    return number is not None and float(number).is_integer()


_TYPE_CHECKS: dict[str, Callable[[object], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "number": is_number,
    "integer": _is_integer,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _type(context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int) -> bool:
    choices = node.items if node.kind is JsonKind.ARRAY else (node,)
    for choice in choices:
        text = choice.text()
        if text is None and context.valid(value, choice, depth):  # a schema, as in draft-03
            return True
        known = _TYPE_CHECKS.get(text or "")
        if text is not None and (known is None or known(value)):
            return True
    return not choices


def _disallow(
    context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int
) -> bool:
    return not _type(context, value, node, schema, depth)


def _enum(context: Context, value: object, node: JsonNode, _schema: JsonNode, _depth: int) -> bool:
    return key_of(value) in context.listed(node)


def _const(context: Context, value: object, node: JsonNode, _schema: JsonNode, _depth: int) -> bool:
    return context.constant(node) == key_of(value)


def _bound(
    fits: Callable[[float, float], bool], measure: Callable[[object], float | None]
) -> Check:
    def check(
        _context: Context, value: object, node: JsonNode, _schema: JsonNode, _depth: int
    ) -> bool:
        measured = measure(value)
        if measured is None or node.kind is not JsonKind.NUMBER:
            return True
        return fits(measured, number_of(node))

    return check


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _length(kind: type) -> Callable[[object], float | None]:
    def measure(value: object) -> float | None:
        return len(value) if isinstance(value, kind) else None  # type: ignore[arg-type]  # sized

    return measure


def _exclusive(bound: str, fits: Callable[[float, float], bool]) -> Check:
    def check(
        _context: Context, value: object, node: JsonNode, schema: JsonNode, _depth: int
    ) -> bool:
        number = _number(value)
        if node.kind is JsonKind.TRUE:  # up to draft-04, a boolean that applies to `bound`
            bound_node = schema.get(bound)
            node = node if bound_node is None else bound_node
        if number is None or node.kind is not JsonKind.NUMBER:
            return True
        return fits(number, number_of(node))

    return check


def _multiple(
    _context: Context, value: object, node: JsonNode, _schema: JsonNode, _depth: int
) -> bool:
    number = _number(value)
    if number is None or node.kind is not JsonKind.NUMBER:
        return True
    step = number_of(node)
    if step <= 0 or step == float("inf"):
        return True
    if isinstance(step, int) and isinstance(number, int):
        return number % step == 0
    quotient = number / step if abs(number) < 1e300 else 0.5
    if quotient in (float("inf"), float("-inf")):
        return Fraction(number) % Fraction(step) == 0
    return int(quotient) == quotient


def _pattern(
    context: Context, value: object, node: JsonNode, _schema: JsonNode, _depth: int
) -> bool:
    text = node.text()
    return not isinstance(value, str) or text is None or context.matches(value, text)


def _all_of(context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int) -> bool:
    inner = node.items if node.kind is JsonKind.ARRAY else (node,)
    return all(context.valid(value, each, depth) for each in inner)


def _any_of(context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int) -> bool:
    return any(context.valid(value, each, depth) for each in node.items)


def _one_of(context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int) -> bool:
    return sum(context.valid(value, each, depth) for each in node.items) == 1


def _not(context: Context, value: object, node: JsonNode, _schema: JsonNode, depth: int) -> bool:
    return not context.valid(value, node, depth)


def _if(context: Context, value: object, node: JsonNode, schema: JsonNode, depth: int) -> bool:
    chosen = schema.get("then" if context.valid(value, node, depth) else "else")
    return chosen is None or context.valid(value, chosen, depth)


def _at_least(measured: float, bound: float) -> bool:
    return measured >= bound


def _at_most(measured: float, bound: float) -> bool:
    return measured <= bound


VALUE_CHECKS: dict[str, Check] = {
    "type": _type,
    "disallow": _disallow,
    "enum": _enum,
    "const": _const,
    "minimum": _bound(_at_least, _number),
    "maximum": _bound(_at_most, _number),
    "exclusiveMinimum": _exclusive("minimum", lambda number, bound: number > bound),
    "exclusiveMaximum": _exclusive("maximum", lambda number, bound: number < bound),
    "multipleOf": _multiple,
    "divisibleBy": _multiple,
    "minLength": _bound(_at_least, _length(str)),
    "maxLength": _bound(_at_most, _length(str)),
    "pattern": _pattern,
    "minProperties": _bound(_at_least, _length(dict)),
    "maxProperties": _bound(_at_most, _length(dict)),
    "minItems": _bound(_at_least, _length(list)),
    "maxItems": _bound(_at_most, _length(list)),
    "allOf": _all_of,
    "extends": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
}
"""The checks, by keyword."""
