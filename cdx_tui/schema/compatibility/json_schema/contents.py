"""What an object schema says about properties, and an array schema about items."""

from __future__ import annotations

from collections.abc import Mapping

from cdx_tui.schema.compatibility.json_schema.shapes import Shape
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema import SCHEMAS, Pattern, UnsupportedPattern, elements

__all__ = ["ArrayContent", "ObjectContent", "array_content", "object_content"]


class _Content:
    """Which further properties or items a schema permits.

    Attributes:
        closed: Whether it permits none.
        additional: The schema of all further ones; None if it does not constrain them.
        unevaluated: The schema of those that no other keyword evaluates; None if it has none.
    """

    def __init__(self, shape: Shape, additional: JsonNode | None, unevaluated: str) -> None:
        self._document = shape.document
        self.closed = additional is not None and additional.kind is JsonKind.FALSE
        described = additional is not None and additional.kind is JsonKind.OBJECT
        self.additional = additional if described else None
        written = shape.keywords.get(unevaluated) if shape.document.modern else None
        self.unevaluated = written if written is not None and written.kind in SCHEMAS else None

    @property
    def open(self) -> bool:
        """Whether further ones may have any value."""
        if self.closed or self.additional is not None:
            return False
        return self.unevaluated is None or self._document.shape(self.unevaluated).accepts_all

    def schema_of_others(self) -> JsonNode | None:
        """Return the schema of those that are not listed; None if there is none."""
        if self.additional is not None or self.closed or self.unevaluated is None:
            return self.additional
        accepts_all = self._document.shape(self.unevaluated).accepts_all
        refuses_all = self.unevaluated.kind is JsonKind.FALSE
        return None if accepts_all or refuses_all else self.unevaluated


class ObjectContent(_Content):
    """The content model of an object schema.

    Attributes:
        properties: The schemas of properties by name, NOT cleaned.
        names: The names of properties in order.
        required: The names of required properties.
        telling: The names of properties with listed values, which tell objects apart.
        dependent_names: The properties that a property requires.
        dependent_schemas: The schema of an object that has a property.
    """

    def __init__(self, shape: Shape) -> None:
        keywords = shape.keywords
        super().__init__(shape, keywords.get("additionalProperties"), "unevaluatedProperties")
        self.properties = _schemas(keywords.get("properties"))
        self.names = sorted(self.properties)
        self.required = _names(keywords.get("required"))
        self.telling = frozenset(name for name in self.names if _lists(self.properties[name]))
        self.dependent_names: dict[str, frozenset[str]] = {}
        self.dependent_schemas: dict[str, JsonNode] = {}
        for keyword in ("dependencies", "dependentRequired", "dependentSchemas"):
            self._add_dependencies(keywords.get(keyword))
        self._patterns: list[tuple[Pattern, JsonNode]] = []
        self._has_patterns = False
        for text, schema in _schemas(keywords.get("patternProperties")).items():
            self._has_patterns = True
            try:
                self._patterns.append((Pattern(text), schema))
            except UnsupportedPattern:
                continue  # matches no name, as far as anyone can tell

    @property
    def open(self) -> bool:
        """Whether properties that are not listed may have any value."""
        return not self._has_patterns and super().open

    def schema_of(self, name: str, max_steps: int) -> tuple[JsonNode | None, int]:
        """Return the schema of a property that is not listed, and the matching steps taken.

        Args:
            name: The name of the property.
            max_steps: The number of steps after which the other patterns are not tried.
        """
        taken = 0
        for pattern, schema in self._patterns:
            if taken >= max_steps:
                break
            allowed = max_steps - taken
            try:
                found = pattern.found_in(name, allowed)
            except UnsupportedPattern:
                found = False
            taken += allowed - max(pattern.steps_left, 0)
            if found:
                return schema, taken
        return self.schema_of_others(), taken

    def _add_dependencies(self, node: JsonNode | None) -> None:
        for member in node.members if node is not None else ():
            if member.value.kind is JsonKind.ARRAY:
                if member.value.items:  # an empty list requires nothing
                    self.dependent_names[member.name] = _names(member.value)
            elif member.value.kind in SCHEMAS:
                self.dependent_schemas[member.name] = member.value


class ArrayContent(_Content):
    """The content model of an array schema.

    Attributes:
        every: The schema of every item; None if it has none.
        listed: The schemas of the first items.
    """

    def __init__(self, shape: Shape) -> None:
        keywords = shape.keywords
        items = keywords.get("items")
        self.every: JsonNode | None = None
        self.listed: list[JsonNode] = []
        additional = keywords.get("additionalItems")
        if items is not None and items.kind is JsonKind.ARRAY:
            self.listed = [item for item in items.items if item.kind in SCHEMAS]
        elif shape.document.modern:
            prefix = elements(keywords.get("prefixItems"))
            self.listed = [item for item in prefix if item.kind in SCHEMAS]
            if self.listed or items is None or items.kind is not JsonKind.OBJECT:
                additional = items
            else:
                self.every, additional = items, None
        elif items is not None and items.kind in SCHEMAS:
            self.every = items
        super().__init__(shape, additional, "unevaluatedItems")
        self.closed &= self.every is None


def object_content(shape: Shape) -> ObjectContent:
    """Return the content model of an object schema, built once."""
    if shape.object_content is None:
        shape.object_content = ObjectContent(shape)
    return shape.object_content


def array_content(shape: Shape) -> ArrayContent:
    """Return the content model of an array schema, built once."""
    if shape.array_content is None:
        shape.array_content = ArrayContent(shape)
    return shape.array_content


def _schemas(node: JsonNode | None) -> Mapping[str, JsonNode]:
    members = node.members if node is not None else ()
    return {member.name: member.value for member in members if member.value.kind in SCHEMAS}


def _lists(schema: JsonNode) -> bool:
    return any(member.name in ("const", "enum") for member in schema.members)


def _names(node: JsonNode | None) -> frozenset[str]:
    return frozenset(text for text in (item.text() for item in elements(node)) if text is not None)
