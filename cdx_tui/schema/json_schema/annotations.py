"""Describe a JSON Schema on its outline node: type, documentation, constraints, annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.extensions import annotate
from cdx_tui.schema.json_schema.layers import Layers, elements, is_null
from cdx_tui.schema.json_schema.types import type_text
from cdx_tui.schema.outline import OutlineNode
from cdx_tui.text import clean, shorten

__all__ = ["describe", "text_of"]

_TYPE_WIDTH = 200
_WIDTH = 80
_MAX_LISTED = 6

# Rendered as "keyword value", in this order.
_BOUNDS = (
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "divisibleBy",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
)
_MARKS = ("uniqueItems",)  # rendered if true
_CLOSED = (  # rendered as "keyword false" if false
    "additionalProperties",
    "unevaluatedProperties",
    "additionalItems",
    "unevaluatedItems",
    "items",
)
_DEPENDENT = ("dependentRequired", "dependencies")
_CONSTRAINT_KEYWORDS = {*_BOUNDS, *_MARKS, *_CLOSED, *_DEPENDENT, "required", "discriminator"}


def describe(node: OutlineNode, layers: Layers) -> None:
    """Set the type, documentation, default, format, symbols and constraints of an outline node.

    Args:
        node: The outline node to fill.
        layers: Its schema.
    """
    text = type_text(layers)
    node.type = shorten(text, _TYPE_WIDTH)
    node.nullable = text.endswith(" | null") or is_null(layers.schemas[-1])
    title, description = text_of(layers.get("title")), text_of(layers.get("description"))
    node.doc = description or title
    annotate(node, layers, title)
    default = layers.get("default")
    node.default = None if default is None else clean(default.compact())
    node.logical = shorten(text_of(layers.get("format")), _WIDTH)
    node.symbols = tuple(clean(value.compact()) for value in elements(layers.get("enum")))
    node.constraints = tuple(_constraints(layers))


def text_of(node: JsonNode | None) -> str:
    r"""Return a string's text, its lines cleaned and joined by `\n`; empty for any other node."""
    text = node.text() if node is not None else None
    return "\n".join(map(clean, text.splitlines())) if text else ""


def _constraints(layers: Layers) -> Iterator[str]:
    keywords = layers.keywords()
    if keywords.isdisjoint(_CONSTRAINT_KEYWORDS):
        return
    for keyword in _BOUNDS:
        if keyword in keywords:
            yield f"{keyword} {_value(layers.get(keyword))}"
    for keyword in _MARKS:
        if _has_kind(layers.get(keyword), JsonKind.TRUE):
            yield keyword
    for keyword in _CLOSED:
        if _has_kind(layers.get(keyword), JsonKind.FALSE):
            yield f"{keyword} false"
    yield from _required_outside(layers)
    for keyword in _DEPENDENT:
        yield from _dependent(layers.get(keyword), keyword)
    discriminator = layers.get("discriminator")
    if discriminator is not None and text_of(discriminator.get("propertyName")):
        yield f"discriminator {_value(discriminator.get('propertyName'))}"


def _has_kind(node: JsonNode | None, kind: JsonKind) -> bool:
    return node is not None and node.kind is kind


def _value(node: JsonNode | None) -> str:
    """Return a value as one short line, cleaned, strings without their quotes."""
    if node is None:
        return ""
    text = node.text()
    if text is None:
        items = list(elements(node))
        if items and all(item.text() is not None for item in items[:_MAX_LISTED]):
            return _listed(item.text() or "" for item in items)
        text = node.compact()
    return shorten(clean(text[: 2 * _WIDTH]), _WIDTH)


def _listed(names: Iterable[str]) -> str:
    """Return the first `_MAX_LISTED` names and the number of the others, separated by commas."""
    every = list(names)
    shown = [shorten(clean(name[: 2 * _WIDTH]), _WIDTH) for name in every[:_MAX_LISTED]]
    more = [f"… {len(every) - _MAX_LISTED:,} more"] if len(every) > _MAX_LISTED else []
    return ", ".join([*shown, *more])


def _required_outside(layers: Layers) -> Iterator[str]:
    """Yield the constraint on required names that the schema's own `properties` does not define."""
    properties = layers.get("properties")
    names = [item.text() or "" for item in elements(layers.get("required"))]
    rest = [name for name in names if properties is None or properties.member(name) is None]
    if rest:
        yield f"required {_listed(rest)}"


def _dependent(node: JsonNode | None, keyword: str) -> Iterator[str]:
    if node is None:
        return
    for member in node.members:
        value = member.value
        if value.kind is JsonKind.ARRAY or value.kind is JsonKind.STRING:
            yield f"{keyword} {shorten(clean(member.name), _WIDTH)} → {_value(value)}"
