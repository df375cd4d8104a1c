"""Load a schema of draft 2019-09 or 2020-12 as a shape.

Every keyword is a shape of its own; each is joined with those before it. Keywords of the same kind
become one shape. Their order, which shows in paths, is that in which a Java `HashMap` has them, as
Schema Registry does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING

from cdx_tui.schema.compatibility.json_schema.classic import TYPE_KINDS
from cdx_tui.schema.compatibility.json_schema.shapes import ALL, ANY, ONE, Kind, Shape
from cdx_tui.schema.json.tree import JsonKind, JsonNode

if TYPE_CHECKING:
    from cdx_tui.schema.compatibility.json_schema.loading import LoadedSchema

__all__ = ["load"]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("minLength", "maxLength", "pattern"), Kind.STRING),
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), Kind.NUMBER
    ),
    **dict.fromkeys(
        (
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
            "propertyNames",
            "properties",
            "patternProperties",
            "unevaluatedProperties",
        ),
        Kind.OBJECT,
    ),
    **dict.fromkeys(
        (
            "items",
            "prefixItems",
            "additionalItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "unevaluatedItems",
        ),
        Kind.ARRAY,
    ),
    "enum": Kind.ENUM,
    "const": Kind.CONST,
    "not": Kind.NOT,
    "if": Kind.CONDITION,
    **dict.fromkeys(("type", "format", ALL, ANY, ONE), Kind.COMBINED),
    **dict.fromkeys(("$ref", "$dynamicRef", "$recursiveRef"), Kind.REFERENCE),
}
_LAST = ("properties", "patternProperties", "unevaluatedItems", "unevaluatedProperties")
"""Keywords that are joined after all others, in this order."""

_MERGED = (Kind.STRING, Kind.NUMBER, Kind.OBJECT, Kind.ARRAY)
_COMPANIONS = {"contains": ("minContains", "maxContains")}


def load(schema: JsonNode, document: LoadedSchema) -> Shape:
    """Return the shape of an object schema."""
    keywords = {member.name: member.value for member in schema.members}
    joined: Shape | None = None
    for part in _parts(schema, keywords, document):
        joined = part if joined is None else _join(joined, part)
    if joined is not None and joined.generated and joined.criterion == ALL:
        parts = list(_shapes(joined))
        if len(parts) < 2:
            joined = parts[0] if parts else None
    return joined or Shape(Kind.UNCONSTRAINED, document, {})


def _parts(
    schema: JsonNode, keywords: dict[str, JsonNode], document: LoadedSchema
) -> Iterator[Shape]:
    last = [name for name in _LAST if name in keywords]
    for name in (*_ordered(keywords), *last):
        node = keywords[name]
        kind = _KINDS.get(name)
        if name == "type":
            yield from _typed(node, document)
        elif name == "format":  # accepts all, but what follows `type` is no longer joined with it
            yield Shape(Kind.COMBINED, document, {}, criterion=ALL, generated=True)
        elif kind is Kind.COMBINED or kind is Kind.ENUM:
            if node.kind is JsonKind.ARRAY:
                criterion, branches = (name, node.items) if kind is Kind.COMBINED else ("", ())
                yield Shape(kind, document, {name: node}, criterion=criterion, branches=branches)
        elif kind is Kind.REFERENCE:
            yield Shape(kind, document, {name: node}, branches=[schema])
        elif kind is not None and (node.members or name not in _LAST[:2]):
            own = (name, *_COMPANIONS.get(name, ()))
            yield Shape(kind, document, {key: keywords[key] for key in own if key in keywords})


def _ordered(names: Collection[str]) -> list[str]:
    """Return the keywords that are shapes, except `_LAST`, in the order of a Java `HashMap`."""
    found = [name for name in names if name in _KINDS and name not in _LAST]
    if len(found) > 1:
        buckets = 16
        while len(names) > buckets * 3 // 4:
            buckets *= 2
        found.sort(key=lambda name: _java_hash(name) & (buckets - 1))
    return found


@cache
def _java_hash(keyword: str) -> int:
    code = 0
    for character in keyword:
        code = (31 * code + ord(character)) & 0xFFFFFFFF
    return code ^ code >> 16


def _typed(type_: JsonNode, document: LoadedSchema) -> Iterator[Shape]:
    named = [type_] if type_.kind is JsonKind.STRING else type_.items
    names = [name for name in (item.text() for item in named) if name in TYPE_KINDS]
    shapes = [
        Shape(TYPE_KINDS[name or ""], document, {}, integer=name == "integer") for name in names
    ]
    if type_.kind is JsonKind.STRING:
        yield from shapes
    elif shapes:
        yield Shape(Kind.COMBINED, document, {}, criterion=ANY, branches=shapes, generated=True)


def _join(earlier: Shape, later: Shape) -> Shape:
    if earlier.kind is later.kind and earlier.kind in _MERGED:
        return _merge(earlier, later)
    for types, part in ((earlier, later), (later, earlier)):
        if types.generated and types.criterion == ANY and _has_kind(types, part.kind):
            branches = list(_shapes(types))
            _put(branches, part)
            return _generated(ANY, types, branches)
    parts: list[Shape] = []
    for shape in (*_flatten(earlier), *_flatten(later)):
        _put(parts, shape)
    return _generated(ALL, earlier, parts)


def _generated(criterion: str, like: Shape, branches: list[Shape]) -> Shape:
    return Shape(
        Kind.COMBINED, like.document, {}, criterion=criterion, branches=branches, generated=True
    )


def _shapes(combined: Shape) -> Iterator[Shape]:
    return (branch for branch in combined.branches if isinstance(branch, Shape))


def _has_kind(combined: Shape, kind: Kind) -> bool:
    return any(branch.kind is kind for branch in _shapes(combined))


def _flatten(shape: Shape) -> list[Shape]:
    return list(_shapes(shape)) if shape.generated and shape.criterion == ALL else [shape]


def _put(parts: list[Shape], shape: Shape) -> None:
    """Add a shape; merge it with the first of its kind if that can be merged."""
    for index, part in enumerate(parts):
        if part.kind is shape.kind and shape.kind in _MERGED:
            parts[index] = _merge(part, shape)
            return
    parts.append(shape)


def _merge(earlier: Shape, later: Shape) -> Shape:
    return Shape(
        earlier.kind,
        earlier.document,
        {**earlier.keywords, **later.keywords},
        integer=earlier.integer or later.integer,
    )
