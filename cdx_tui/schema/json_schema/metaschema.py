"""Check a JSON Schema against the metaschema of its draft.

Only the parts that the metaschema covers are checked: validators do not treat the value of a
keyword that the draft does not define as a schema. An error is fatal if validators of the declared
draft refuse the document. Without a declared draft, an error is fatal if the newest draft refuses
the value and no older draft accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import number_of, repeated
from cdx_tui.schema.json_schema.drafts import NEWEST, Draft, Shape, keywords
from cdx_tui.text import clean, shorten

__all__ = ["MetaschemaError", "metaschema_errors"]

_SIMPLE_TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}
_BOOLEANS = (JsonKind.TRUE, JsonKind.FALSE)
_ID = re.compile(r"^[^#]*#?$")
_ANCHOR = re.compile(r"^[A-Za-z_][-A-Za-z0-9._]*$")
_ANCHOR_2019 = re.compile(r"^[A-Za-z][-A-Za-z0-9.:_]*$")
_MAX_FOUND_LENGTH = 40


class MetaschemaError(NamedTuple):
    """A violation: its message, cleaned; the invalid node; whether validators refuse it."""

    message: str
    source: JsonNode
    fatal: bool = True


def metaschema_errors(root: JsonNode, draft: Draft | None) -> Iterator[MetaschemaError]:
    """Yield the metaschema violations of a schema, roughly in the order of the document.

    Args:
        root: The document.
        draft: The draft that it declares; None to check it against the newest one.
    """
    effective_draft = draft or NEWEST
    checks = _checks(effective_draft)
    waiting = [root]
    while waiting:
        schema = waiting.pop()
        if schema.kind is not JsonKind.OBJECT:
            if not _may_be_schema(schema, effective_draft):
                yield MetaschemaError(f"expected a schema, found {_describe(schema)}", schema)
            continue
        subschemas: list[JsonNode] = []
        values = _value_by_name(schema)
        for name, value in values.items():
            if name not in checks or value.kind is JsonKind.INVALID:
                continue
            shape, check = checks[name]
            invalid = check(value, subschemas)
            if invalid is not None:
                yield _error(name, shape, invalid, value, draft)
        if effective_draft in (Draft.D3, Draft.D4):
            yield from _missing_bounds(values)
        elif "enum" in values:
            yield from _invalid_enum(values["enum"])
        waiting.extend(reversed(subschemas))


def _may_be_schema(node: JsonNode, draft: Draft) -> bool:
    booleans = draft not in (Draft.D3, Draft.D4)
    return node.kind is JsonKind.INVALID or (booleans and node.kind in _BOOLEANS)


def _value_by_name(schema: JsonNode) -> dict[str, JsonNode]:
    """Return the values of an object; the last one of each name."""
    return {member.name: member.value for member in schema.members}


def _error(
    name: str, shape: Shape, invalid: JsonNode, value: JsonNode, draft: Draft | None
) -> MetaschemaError:
    found = _describe(invalid)
    if invalid is not value:
        found = f"{found} in it"
    message = f"expected '{name}' to be {shape.value}, found {found}"
    older = None if draft else _older_use(name, value)
    if older:
        message += f"; valid in {older}, but no '$schema' declares {older}"
    return MetaschemaError(message, invalid, fatal=older is None)


def _older_use(name: str, value: JsonNode) -> Draft | None:
    """Return the newest of the drafts before `NEWEST` that accept a value; None if none does."""
    for draft in reversed(Draft):
        found = _checks(draft).get(name)
        if draft is not NEWEST and found is not None and found[1](value, []) is None:
            return draft
    return None


def _missing_bounds(values: dict[str, JsonNode]) -> Iterator[MetaschemaError]:
    """Yield an error for each exclusive bound without its `minimum` or `maximum`.

    Draft-03 and draft-04 require it, since their exclusive bounds are booleans.
    """
    for name, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if name in values and bound not in values:
            message = f"expected '{bound}' beside '{name}', found none"
            yield MetaschemaError(message, values[name])


def _invalid_enum(enum: JsonNode) -> Iterator[MetaschemaError]:
    """Yield a warning for an empty `enum` and for a duplicate in one.

    The specifications since draft-06 advise against both; their metaschemas accept them.
    """
    if enum.kind is not JsonKind.ARRAY:
        return
    if not enum.items:
        yield MetaschemaError("this 'enum' is empty: no value matches it", enum, fatal=False)
    duplicate = repeated(enum.items)
    if duplicate:
        yield MetaschemaError(
            f"duplicate value {_describe(duplicate)} in this 'enum'", duplicate, fatal=False
        )


def _describe(node: JsonNode) -> str:
    if node.kind is JsonKind.ARRAY:
        return f"an array of {len(node.items):,}" if node.items else "an empty array"
    if node.kind is JsonKind.OBJECT:
        return "an object"
    return shorten(clean(node.raw[: 2 * _MAX_FOUND_LENGTH]), _MAX_FOUND_LENGTH)


# Each check below returns the invalid node, which is the value itself or one inside it, or None.
# It appends the subschemas that the metaschema covers to `subschemas`.

ShapeCheck = Callable[[JsonNode, list[JsonNode]], JsonNode | None]


def _first_invalid(
    check: ShapeCheck, values: Iterable[JsonNode], subschemas: list[JsonNode]
) -> JsonNode | None:
    """Return the first invalid node of `values`.

    All values are checked, so that the subschemas of all are collected.
    """
    invalid = [node for node in (check(value, subschemas) for value in values) if node is not None]
    return invalid[0] if invalid else None


def _of_kind(*kinds: JsonKind) -> ShapeCheck:
    def check(value: JsonNode, _subschemas: list[JsonNode]) -> JsonNode | None:
        return None if value.kind in kinds else value

    return check


def _matching(expression: re.Pattern[str]) -> ShapeCheck:
    def check(value: JsonNode, _subschemas: list[JsonNode]) -> JsonNode | None:
        text = value.text()
        return None if text is not None and expression.search(text) else value

    return check


def _integer(value: JsonNode, _subschemas: list[JsonNode]) -> JsonNode | None:
    if value.kind is not JsonKind.NUMBER:
        return value
    number = number_of(value)
    return None if isinstance(number, int) or number.is_integer() else value


def _count(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    return _integer(value, subschemas) or (value if number_of(value) < 0 else None)


def _positive(value: JsonNode, _subschemas: list[JsonNode]) -> JsonNode | None:
    return None if value.kind is JsonKind.NUMBER and number_of(value) > 0 else value


def _distinct(value: JsonNode, _subschemas: list[JsonNode]) -> JsonNode | None:
    if value.kind is not JsonKind.ARRAY or not value.items:
        return value
    return repeated(value.items)


def _names(value: JsonNode, _subschemas: list[JsonNode]) -> JsonNode | None:
    if value.kind is not JsonKind.ARRAY:
        return value
    other = next((item for item in value.items if item.kind is not JsonKind.STRING), None)
    return other or repeated(value.items)


def _some_names(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    return _names(value, subschemas) if value.items else value


def _schema(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    """Check for a schema; `metaschema_errors` decides by draft whether a boolean is one."""
    if value.kind not in (JsonKind.OBJECT, JsonKind.INVALID, *_BOOLEANS):
        return value
    subschemas.append(value)
    return None


def _schema_or_boolean(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    return None if value.kind in _BOOLEANS else _schema(value, subschemas)


def _schemas(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    return _first_invalid(_schema, value.items, subschemas) if value.items else value


def _schema_or_schemas(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    return (_schemas if value.kind is JsonKind.ARRAY else _schema)(value, subschemas)


def _schema_or_schemas_3(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    is_empty = value.kind is JsonKind.ARRAY and not value.items
    return None if is_empty else _schema_or_schemas(value, subschemas)


def _by_name(inner: ShapeCheck) -> ShapeCheck:
    def check(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
        if value.kind is not JsonKind.OBJECT:
            return value
        return _first_invalid(inner, _value_by_name(value).values(), subschemas)

    return check


def _dependency(names: ShapeCheck) -> ShapeCheck:
    def check(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
        return (names if value.kind is JsonKind.ARRAY else _schema)(value, subschemas)

    return check


def _dependency_3(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    if value.kind is JsonKind.ARRAY:
        return next((item for item in value.items if item.kind is not JsonKind.STRING), None)
    return None if value.kind is JsonKind.STRING else _schema(value, subschemas)


def _type(value: JsonNode, _subschemas: list[JsonNode]) -> JsonNode | None:
    if value.kind is not JsonKind.ARRAY:
        return None if value.text() in _SIMPLE_TYPES else value
    invalid = next((item for item in value.items if item.text() not in _SIMPLE_TYPES), None)
    return (invalid or repeated(value.items)) if value.items else value


def _type_3(value: JsonNode, subschemas: list[JsonNode]) -> JsonNode | None:
    if value.kind is JsonKind.STRING:
        return None
    if value.kind is not JsonKind.ARRAY:
        return value
    schemas = [item for item in value.items if item.kind is not JsonKind.STRING]
    return _first_invalid(_schema, schemas, subschemas) or repeated(value.items)


_SHAPE_CHECKS: dict[Shape, ShapeCheck] = {
    Shape.ANCHOR: _matching(_ANCHOR),
    Shape.ANCHOR_2019: _matching(_ANCHOR_2019),
    Shape.ARRAY: _of_kind(JsonKind.ARRAY),
    Shape.BOOLEAN: _of_kind(*_BOOLEANS),
    Shape.BOOLEANS: _by_name(_of_kind(*_BOOLEANS)),
    Shape.COUNT: _count,
    Shape.DEPENDENCIES: _by_name(_dependency(_names)),
    Shape.DEPENDENCIES_4: _by_name(_dependency(_some_names)),
    Shape.DEPENDENCIES_3: _by_name(_dependency_3),
    Shape.DISTINCT: _distinct,
    Shape.ID: _matching(_ID),
    Shape.INTEGER: _integer,
    Shape.NAMES: _names,
    Shape.NAMES_BY_NAME: _by_name(_names),
    Shape.NUMBER: _of_kind(JsonKind.NUMBER),
    Shape.POSITIVE: _positive,
    Shape.SCHEMA: _schema,
    Shape.SCHEMA_OR_BOOLEAN: _schema_or_boolean,
    Shape.SCHEMA_OR_SCHEMAS: _schema_or_schemas,
    Shape.SCHEMA_OR_SCHEMAS_3: _schema_or_schemas_3,
    Shape.SCHEMAS: _schemas,
    Shape.SCHEMAS_BY_NAME: _by_name(_schema),
    Shape.SOME_NAMES: _some_names,
    Shape.STRING: _of_kind(JsonKind.STRING),
    Shape.TYPE: _type,
    Shape.TYPE_3: _type_3,
}


@cache
def _checks(draft: Draft) -> dict[str, tuple[Shape, ShapeCheck]]:
    """Return the shape and its check of each keyword that a draft's metaschema defines."""
    return {name: (shape, _SHAPE_CHECKS[shape]) for name, shape in keywords(draft).items()}
