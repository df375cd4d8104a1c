"""Whether a JSON Schema is one: what the metaschema of its draft refuses.

It looks where the metaschema looks and nowhere else: what is below a keyword that the draft does
not know is not a schema for its validators. A problem is fatal where validators refuse the
document under the draft that it declares, or, where it declares none, under the newest draft while
no older one has another use for the keyword.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
_FOUND_LIMIT = 40


class MetaschemaError(NamedTuple):
    """Something that a metaschema refuses, at a place of the document."""

    message: str
    source: JsonNode
    fatal: bool = True


def metaschema_errors(root: JsonNode, draft: Draft | None) -> Iterator[MetaschemaError]:
    """Yield what is wrong with a schema, roughly in the order of the document.

    Args:
        root: The document.
        draft: The draft that it declares, if any.
    """
    checked = draft or NEWEST
    table = keywords(checked)
    waiting = [root]
    while waiting:
        schema = waiting.pop()
        if schema.kind is not JsonKind.OBJECT:
            if not _may_be_schema(schema, checked):
                yield MetaschemaError(f"expected a schema, found {_found(schema)}", schema)
            continue
        below: list[JsonNode] = []
        for name, value in _last_members(schema):
            shape = table.get(name)
            if shape is None or value.kind is JsonKind.INVALID:
                continue
            wrong = _misfit(shape, value, below)
            if wrong is not None:
                yield _error(name, shape, wrong, value, draft)
        if checked in (Draft.D3, Draft.D4):
            yield from _without_bound(schema)
        else:
            yield from _invalid_enum(schema)
        waiting.extend(reversed(below))


def _may_be_schema(node: JsonNode, draft: Draft) -> bool:
    booleans = draft not in (Draft.D3, Draft.D4)
    return node.kind is JsonKind.INVALID or (booleans and node.kind in _BOOLEANS)


def _last_members(schema: JsonNode) -> Iterator[tuple[str, JsonNode]]:
    yield from {member.name: member.value for member in schema.members}.items()


def _error(
    name: str, shape: Shape, wrong: JsonNode, value: JsonNode, draft: Draft | None
) -> MetaschemaError:
    found = _found(wrong)
    if wrong is not value:
        found = f"{found} in it"
    message = f"expected '{name}' to be {shape.value}, found {found}"
    older = None if draft else _older_use(name, value)
    if older:
        message += f"; {older} takes that, but no $schema says that this is {older}"
    return MetaschemaError(message, wrong, fatal=older is None)


def _older_use(name: str, value: JsonNode) -> Draft | None:
    """Return the newest draft that takes a value which the newest of all refuses."""
    for draft in reversed(Draft):
        shape = keywords(draft).get(name)
        if draft is not NEWEST and shape is not None and _misfit(shape, value, []) is None:
            return draft
    return None


def _without_bound(schema: JsonNode) -> Iterator[MetaschemaError]:
    """Yield the keyword that draft-03 and draft-04 require with a boolean exclusive bound."""
    for name, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        exclusive = schema.get(name)
        if exclusive is not None and schema.get(bound) is None:
            yield MetaschemaError(f"expected '{bound}' beside '{name}', found none", exclusive)


def _invalid_enum(schema: JsonNode) -> Iterator[MetaschemaError]:
    """Yield what the text of the later drafts advises against, and their metaschemas let pass."""
    enum = schema.get("enum")
    if enum is None or enum.kind is not JsonKind.ARRAY:
        return
    if not enum.items:
        yield MetaschemaError("this 'enum' is empty: no value fits it", enum, fatal=False)
    twice = repeated(enum.items)
    if twice:
        yield MetaschemaError(f"{_found(twice)} is in this 'enum' twice", twice, fatal=False)


def _found(node: JsonNode) -> str:
    if node.kind is JsonKind.ARRAY:
        return f"an array of {len(node.items):,}" if node.items else "an empty array"
    if node.kind is JsonKind.OBJECT:
        return "an object"
    return shorten(clean(node.raw[: 2 * _FOUND_LIMIT]), _FOUND_LIMIT)


# Below, each function returns the node that is wrong, the value itself or one in it, or None; and
# each adds the subschemas that the metaschema checks to `below`.

Fit = Callable[[JsonNode, list[JsonNode]], JsonNode | None]


def _first(fit: Fit, values: Iterable[JsonNode], below: list[JsonNode]) -> JsonNode | None:
    """Return the first invalid node of `values`; all of them are checked."""
    wrong = [node for node in (fit(value, below) for value in values) if node is not None]
    return wrong[0] if wrong else None


def _misfit(shape: Shape, value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    return _FITS[shape](value, below)


def _of_kind(*kinds: JsonKind) -> Fit:
    def fit(value: JsonNode, _below: list[JsonNode]) -> JsonNode | None:
        return None if value.kind in kinds else value

    return fit


def _matching(expression: re.Pattern[str]) -> Fit:
    def fit(value: JsonNode, _below: list[JsonNode]) -> JsonNode | None:
        text = value.text()
        return None if text is not None and expression.search(text) else value

    return fit


def _integer(value: JsonNode, _below: list[JsonNode]) -> JsonNode | None:
    if value.kind is not JsonKind.NUMBER:
        return value
    number = number_of(value)
    return None if isinstance(number, int) or number.is_integer() else value


def _count(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    return _integer(value, below) or (value if number_of(value) < 0 else None)


def _positive(value: JsonNode, _below: list[JsonNode]) -> JsonNode | None:
    return None if value.kind is JsonKind.NUMBER and number_of(value) > 0 else value


def _distinct(value: JsonNode, _below: list[JsonNode]) -> JsonNode | None:
    if value.kind is not JsonKind.ARRAY or not value.items:
        return value
    return repeated(value.items)


def _names(value: JsonNode, _below: list[JsonNode]) -> JsonNode | None:
    if value.kind is not JsonKind.ARRAY:
        return value
    other = next((item for item in value.items if item.kind is not JsonKind.STRING), None)
    return other or repeated(value.items)


def _some_names(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    return _names(value, below) if value.items else value


def _schema(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    """Leave it to the draft whether a boolean is a schema."""
    if value.kind not in (JsonKind.OBJECT, JsonKind.INVALID, *_BOOLEANS):
        return value
    below.append(value)
    return None


def _schema_or_boolean(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    return None if value.kind in _BOOLEANS else _schema(value, below)


def _schemas(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    return _first(_schema, value.items, below) if value.items else value


def _schema_or_schemas(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    return (_schemas if value.kind is JsonKind.ARRAY else _schema)(value, below)


def _schema_or_schemas_3(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    return (
        None
        if value.kind is JsonKind.ARRAY and not value.items
        else (_schema_or_schemas(value, below))
    )


def _by_name(inner: Fit) -> Fit:
    def fit(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
        if value.kind is not JsonKind.OBJECT:
            return value
        return _first(inner, (member for _name, member in _last_members(value)), below)

    return fit


def _dependency(names: Fit) -> Fit:
    def fit(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
        return (names if value.kind is JsonKind.ARRAY else _schema)(value, below)

    return fit


def _dependency_3(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    if value.kind is JsonKind.ARRAY:
        return next((item for item in value.items if item.kind is not JsonKind.STRING), None)
    return None if value.kind is JsonKind.STRING else _schema(value, below)


def _type(value: JsonNode, _below: list[JsonNode]) -> JsonNode | None:
    simple = value.items if value.kind is JsonKind.ARRAY else (value,)
    wrong = next((item for item in simple if item.text() not in _SIMPLE_TYPES), None)
    return (wrong or repeated(simple)) if simple else value


def _type_3(value: JsonNode, below: list[JsonNode]) -> JsonNode | None:
    if value.kind is JsonKind.STRING:
        return None
    if value.kind is not JsonKind.ARRAY:
        return value
    schemas = [item for item in value.items if item.kind is not JsonKind.STRING]
    return _first(_schema, schemas, below) or repeated(value.items)


_FITS: dict[Shape, Fit] = {
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
