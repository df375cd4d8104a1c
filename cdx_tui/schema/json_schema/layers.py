"""A schema merged with the single subschemas that it wraps.

Common idioms are `{"oneOf": [{"type": "null"}, S]}` for a nullable S, and
`{"allOf": [S], "title": …}` for S with a title. Both are shown as S is, so the layers of a schema
are read as one.
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Sequence

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.refs import IDENTIFIER_KEYWORDS, REFERENCE_KEYWORDS

__all__ = ["SCHEMAS", "Layers", "elements", "is_null", "schemas_in", "types_named"]

SCHEMAS = (JsonKind.OBJECT, JsonKind.TRUE, JsonKind.FALSE)
"""Kinds of JSON that are a schema."""

_LAYERS_KEPT = 8
_WRAPPER_KEYWORDS = ("allOf", "anyOf", "oneOf")
_ANNOTATION_KEYWORDS = {
    "$comment",
    "$schema",
    "default",
    "deprecated",
    "description",
    "examples",
    "nullable",
    "title",
}
_EXTENSIONS = ("confluent:", "connect.", "x-")


class Layers:
    """One schema and the subschemas that it wraps, at most `_LAYERS_KEPT` in all.

    Args:
        schema: The outermost schema.

    Attributes:
        schemas: The schemas, outermost first; keywords of an outer one take precedence.
        paths: The tokens of the JSON Pointer from the outermost schema to each of them.
        nullable: Whether one of the layers adds null.
    """

    def __init__(self, schema: JsonNode) -> None:
        self.schemas = [schema]
        self.paths: list[tuple[str, ...]] = [()]
        self.nullable = False
        self._value_by_keyword = {member.name: member.value for member in schema.members}
        self._types: list[str] | None = None
        while len(self.schemas) < _LAYERS_KEPT and self._unwrap():
            pass

    @property
    def outermost(self) -> JsonNode:
        """The outermost schema."""
        return self.schemas[0]

    def get(self, keyword: str) -> JsonNode | None:
        """Return the value of a keyword in the outermost layer that has it; None if none does."""
        return self._value_by_keyword.get(keyword)

    def path_to(self, keyword: str) -> tuple[str, ...]:
        """Return the tokens of the JSON Pointer to a keyword of the layers."""
        if len(self.schemas) == 1:
            return (keyword,)
        value = self.get(keyword)
        layers = zip(self.schemas, self.paths, strict=True)
        path = next((path for schema, path in layers if schema.get(keyword) is value), ())
        return (*path, keyword)

    @property
    def types(self) -> list[str]:
        """The type names in `type`, NOT cleaned; empty if there is no `type`."""
        if self._types is None:
            self._types = types_named(self.get("type"))
        return self._types

    @property
    def refers(self) -> bool:
        """Whether a layer refers to another schema."""
        return not self._value_by_keyword.keys().isdisjoint(REFERENCE_KEYWORDS)

    @property
    def identified(self) -> bool:
        """Whether a layer has an identifier or an anchor."""
        return not self._value_by_keyword.keys().isdisjoint(IDENTIFIER_KEYWORDS)

    def keywords(self) -> KeysView[str]:
        """Return the keywords of all layers except those that wrap the next layer."""
        return self._value_by_keyword.keys()

    def _unwrap(self) -> bool:
        """Add the subschema that the innermost layer wraps, if any; return whether it does."""
        outer = self.schemas[-1]
        for keyword in _WRAPPER_KEYWORDS:
            if keyword not in self._value_by_keyword:
                continue
            every = elements(outer.get(keyword))
            choices = every[:3]
            inner = _only_choice(choices, keyword)
            if inner is not None and _can_merge(outer, inner, keyword):
                self.nullable |= len(choices) == 2
                index = next(index for index, each in enumerate(every) if each is inner)
                self.schemas.append(inner)
                self.paths.append((*self.paths[-1], keyword, str(index)))
                del self._value_by_keyword[keyword]
                inner_values = {member.name: member.value for member in inner.members}
                self._value_by_keyword = {**inner_values, **self._value_by_keyword}
                return True
        return False


def _only_choice(choices: Sequence[JsonNode], keyword: str) -> JsonNode | None:
    if len(choices) == 2 and keyword != "allOf":
        first, second = choices
        if is_null(first) or is_null(second):
            choices = [second if is_null(first) else first]
    only = choices[0] if len(choices) == 1 else None
    return only if only is not None and only.kind is JsonKind.OBJECT else None


def _can_merge(outer: JsonNode, inner: JsonNode, keyword: str) -> bool:
    """Return whether a schema and the one that it wraps under `keyword` can be merged.

    They must share no keyword except annotations, and the outer one must have no `type` and no
    other wrapper keyword.
    """
    names = _decisive_names(outer)
    inner_names = _decisive_names(inner)
    return names.isdisjoint(inner_names) and not (names - {keyword}) & {*_WRAPPER_KEYWORDS, "type"}


def _decisive_names(schema: JsonNode) -> set[str]:
    names = {member.name for member in schema.members} - _ANNOTATION_KEYWORDS
    return {name for name in names if not name.startswith(_EXTENSIONS)}


def is_null(schema: JsonNode) -> bool:
    """Return whether a schema accepts only null."""
    type_, const = schema.get("type"), schema.get("const")
    if const is not None:
        return const.kind is JsonKind.NULL
    values = elements(schema.get("enum"))
    if values:
        return all(value.kind is JsonKind.NULL for value in values)
    return type_ is not None and type_.text() == "null"


def types_named(type_: JsonNode | None) -> list[str]:
    """Return the strings in the value of a `type`, NOT cleaned."""
    if type_ is None:
        return []
    named = (type_,) if type_.kind is JsonKind.STRING else type_.items
    return [text for text in (item.text() for item in named) if text is not None]


def elements(node: JsonNode | None) -> Sequence[JsonNode]:
    """Return the items of an array; none for any other node."""
    return node.items if node is not None else ()


def schemas_in(node: JsonNode | None) -> Iterator[JsonNode]:
    """Yield the schemas among the items of an array; nothing for any other node."""
    yield from (item for item in elements(node) if item.kind in SCHEMAS)
