"""A schema together with the subschemas that it only wraps.

People write `{"oneOf": [{"type": "null"}, S]}` for "S or null", and `{"allOf": [S], "title": …}`
for "S, called so". Both are shown as S is, so a schema is read through its layers.
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.refs import REFERRING

__all__ = ["Layers", "elements", "is_null", "schemas_in", "types_named"]

_LAYERS_KEPT = 8
_WRAPPING = ("allOf", "anyOf", "oneOf")
_NOTES = {
    "$comment",
    "$schema",
    "default",
    "deprecated",
    "description",
    "examples",
    "nullable",
    "title",
}
_SCHEMAS = (JsonKind.OBJECT, JsonKind.TRUE, JsonKind.FALSE)


class Layers:
    """One schema and what it wraps, outermost first.

    Attributes:
        schemas: The schemas; what an outer one says counts before what an inner one says.
        nullable: Whether one of the layers adds null.
    """

    def __init__(self, schema: JsonNode) -> None:
        self.schemas = [schema]
        self.nullable = False
        self._said = {member.name: member.value for member in schema.members}
        self._types: list[str] | None = None
        while len(self.schemas) < _LAYERS_KEPT and self._unwrap():
            pass

    @property
    def outermost(self) -> JsonNode:
        """The outermost schema."""
        return self.schemas[0]

    def get(self, keyword: str) -> JsonNode | None:
        """Return the value of a keyword in the first layer that has it."""
        return self._said.get(keyword)

    @property
    def types(self) -> list[str]:
        """The types that `type` names, NOT cleaned; empty if there is no `type`."""
        if self._types is None:
            self._types = types_named(self.get("type"))
        return self._types

    @property
    def refers(self) -> bool:
        """Whether a layer refers to another schema."""
        return not self._said.keys().isdisjoint(REFERRING)

    def keywords(self) -> KeysView[str]:
        """Return the keywords of all layers, without those that only wrap the next one."""
        return self._said.keys()

    def _unwrap(self) -> bool:
        """Go into the one schema that the innermost layer wraps, if it wraps just one."""
        outer = self.schemas[-1]
        for keyword in _WRAPPING:
            if keyword not in self._said:
                continue
            choices = list(elements(outer.get(keyword)))[:3]
            inner = _only_choice(choices, keyword)
            if inner is not None and _agree(outer, inner, keyword):
                self.nullable |= len(choices) == 2
                self.schemas.append(inner)
                del self._said[keyword]
                inside = {member.name: member.value for member in inner.members}
                self._said = {**inside, **self._said}
                return True
        return False


def _only_choice(choices: list[JsonNode], keyword: str) -> JsonNode | None:
    if len(choices) == 2 and keyword != "allOf":
        first, second = choices
        if is_null(first) or is_null(second):
            choices = [second if is_null(first) else first]
    only = choices[0] if len(choices) == 1 else None
    return only if only is not None and only.kind is JsonKind.OBJECT else None


def _agree(outer: JsonNode, inner: JsonNode, keyword: str) -> bool:
    """Return whether two schemas constrain different things, so that they can be merged."""
    names = {member.name for member in outer.members} - _NOTES
    inside = {member.name for member in inner.members} - _NOTES
    return names.isdisjoint(inside) and not (names - {keyword}) & {*_WRAPPING, "type"}


def is_null(schema: JsonNode) -> bool:
    """Return whether only null fits a schema."""
    type_, const = schema.get("type"), schema.get("const")
    if const is not None:
        return const.kind is JsonKind.NULL
    values = list(elements(schema.get("enum")))
    if values:
        return all(value.kind is JsonKind.NULL for value in values)
    return type_ is not None and type_.text() == "null"


def types_named(type_: JsonNode | None) -> list[str]:
    """Return the names in the value of a `type`."""
    if type_ is None:
        return []
    named = (type_,) if type_.kind is JsonKind.STRING else type_.items
    return [text for text in (item.text() for item in named) if text is not None]


def elements(node: JsonNode | None) -> Iterator[JsonNode]:
    """Yield what is in an array, and nothing for anything else."""
    if node is not None:
        yield from node.items


def schemas_in(node: JsonNode | None) -> Iterator[JsonNode]:
    """Yield the schemas in an array, and nothing for anything else."""
    yield from (item for item in elements(node) if item.kind in _SCHEMAS)
