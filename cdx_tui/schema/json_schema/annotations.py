"""Describe a JSON Schema on its outline node: type, documentation, constraints, annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.extensions import annotate
from cdx_tui.schema.json_schema.layers import Layers, elements, is_null
from cdx_tui.schema.json_schema.types import type_text
from cdx_tui.schema.outline import OutlineNode
from cdx_tui.text import clean, shorten

__all__ = ["describe"]

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


def describe(node: OutlineNode, layers: Layers) -> None:
    """Set the type, documentation, default, format, symbols and constraints of an outline node.

    Args:
        node: The outline node to fill.
        layers: Its schema.
    """
    text = type_text(layers)
    node.type = shorten(text, _TYPE_WIDTH)
    node.nullable = text.endswith(" | null") or is_null(layers.schemas[-1])
    title, description = _text_of(layers.get("title")), _text_of(layers.get("description"))
    node.doc = description or title
    annotate(node, layers, title)
    default = layers.get("default")
    node.default = None if default is None else clean(default.compact())
    node.logical = shorten(_text_of(layers.get("format")), _WIDTH)
    node.symbols = tuple(clean(value.compact()) for value in elements(layers.get("enum")))
    node.constraints = tuple(_constraints(layers))


def _text_of(node: JsonNode | None) -> str:
    r"""Return a string's text, its lines cleaned and joined by `\n`; empty for any other node."""
    text = node.text() if node is not None else None
    return "\n".join(map(clean, text.splitlines())) if text else ""


def _constraints(layers: Layers) -> Iterator[str]:
    written = layers.keywords() & _RANKS.keys()
    for keyword in sorted(written, key=_RANKS.__getitem__):
        value = layers.get(keyword)
        if value is not None:
            yield from _RENDERERS[keyword](keyword, value, layers)


def _bound(keyword: str, value: JsonNode, _layers: Layers) -> Iterator[str]:
    yield f"{keyword} {_value(value)}"


def _mark(keyword: str, value: JsonNode, _layers: Layers) -> Iterator[str]:
    if value.kind is JsonKind.TRUE:
        yield keyword


def _closed(keyword: str, value: JsonNode, _layers: Layers) -> Iterator[str]:
    if value.kind is JsonKind.FALSE:
        yield f"{keyword} false"


def _discriminator(keyword: str, value: JsonNode, _layers: Layers) -> Iterator[str]:
    name = value.get("propertyName")
    if name is not None and _text_of(name):
        yield f"{keyword} {_value(name)}"


def _value(node: JsonNode) -> str:
    """Return a value as one short line, cleaned, strings without their quotes."""
    text = node.text()
    if text is None:
        items = node.items
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


def _required_outside(keyword: str, value: JsonNode, layers: Layers) -> Iterator[str]:
    """Yield the constraint on required names that the schema's own `properties` does not define."""
    properties = layers.get("properties")
    names = [item.text() or "" for item in value.items]
    rest = [name for name in names if properties is None or properties.member(name) is None]
    if rest:
        yield f"{keyword} {_listed(rest)}"


def _dependent(keyword: str, value: JsonNode, _layers: Layers) -> Iterator[str]:
    for member in value.members:
        needed = member.value
        if needed.kind is JsonKind.ARRAY or needed.kind is JsonKind.STRING:
            yield f"{keyword} {shorten(clean(member.name), _WIDTH)} → {_value(needed)}"


_RENDERERS: Mapping[str, Callable[[str, JsonNode, Layers], Iterator[str]]] = {
    **dict.fromkeys(_BOUNDS, _bound),
    **dict.fromkeys(_MARKS, _mark),
    **dict.fromkeys(_CLOSED, _closed),
    "required": _required_outside,
    **dict.fromkeys(_DEPENDENT, _dependent),
    "discriminator": _discriminator,
}
"""What yields the constraints of a keyword, in the order in which they are shown."""

_RANKS = {keyword: rank for rank, keyword in enumerate(_RENDERERS)}
