"""Validate a value against a JSON Schema: the keywords of all drafts, formats left out.

It is for small values of our own making. A schema may be hostile, though: expressions are matched
in bounded time, and what nests or branches too far counts as fitting.
"""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import key_of, value_of
from cdx_tui.schema.json_schema.layers import elements
from cdx_tui.schema.json_schema.regex import Pattern, UnsupportedPattern
from cdx_tui.schema.json_schema.resolved import ResolvedSchema
from cdx_tui.schema.json_schema.validation.containers import CONTAINER_CHECKS
from cdx_tui.schema.json_schema.validation.scalars import VALUE_CHECKS

__all__ = ["Exhausted", "Validity"]

_DEEPEST = 60
_STEPS = 400_000
_CHECKS = VALUE_CHECKS | CONTAINER_CHECKS


class Exhausted(Exception):
    """The time budget is used up."""


class Validity:
    """Checks values against the schemas of one document.

    Args:
        document: The document.
    """

    def __init__(self, document: ResolvedSchema) -> None:
        self._document = document
        self._left = _STEPS
        self._patterns: dict[str, Pattern | None] = {}
        self._constants: dict[int, str] = {}

    def valid(self, value: object, schema: JsonNode, depth: int = 0) -> bool:
        """Return whether a value fits a schema.

        Raises:
            Exhausted: After too many steps in all.
        """
        self._left -= 1
        if self._left < 0:
            raise Exhausted
        if schema.kind is not JsonKind.OBJECT:
            return schema.kind is not JsonKind.FALSE
        if depth > _DEEPEST:
            return True
        target = self._document.target(schema)
        if target is not None and not self.valid(value, target, depth + 1):
            return False
        if self._document.ref_excludes_siblings and schema.get("$ref") is not None:
            return True
        for member in schema.members:
            check = _CHECKS.get(member.name)
            if check is not None and not check(self, value, member.value, schema, depth + 1):
                return False
        return True

    def pattern(self, text: str) -> Pattern | None:
        """Return a compiled expression; None if it is not supported."""
        if text not in self._patterns:
            try:
                self._patterns[text] = Pattern(text)
            except UnsupportedPattern:
                self._patterns[text] = None
        return self._patterns[text]

    def matches(self, text: str, expression: str) -> bool:
        """Return whether an expression matches somewhere in a text; True if that can't be known."""
        pattern = self.pattern(expression)
        self._left -= 20
        try:
            return pattern is None or pattern.found_in(text)
        except UnsupportedPattern:
            return True

    def constant(self, node: JsonNode) -> str:
        """Return the key that a constant of the schema is compared by."""
        if id(node) not in self._constants:
            self._constants[id(node)] = key_of(value_of(node))
        return self._constants[id(node)]

    def covers(self, name: str, schema: JsonNode) -> bool:
        """Return whether `properties` or `patternProperties` of a schema speak of a property."""
        properties, patterns = schema.get("properties"), schema.get("patternProperties")
        if properties is not None and properties.member(name) is not None:
            return True
        members = patterns.members if patterns is not None else ()
        return any(self.matches(name, member.name) for member in members)

    def evaluated(self, value: object, schema: JsonNode, depth: int) -> Iterator[JsonNode]:
        """Yield the schemas that apply to a value in the same place, this one first."""
        if depth > _DEEPEST or schema.kind is not JsonKind.OBJECT:
            return
        yield schema
        inner = [self._document.target(schema)]
        for keyword in ("allOf", "anyOf", "oneOf", "extends"):
            inner += elements(schema.get(keyword))
        condition = schema.get("if")
        if condition is not None:
            holds = self.valid(value, condition, depth + 1)
            inner += [condition, schema.get("then")] if holds else [schema.get("else")]
        dependent = schema.get("dependentSchemas")
        if isinstance(value, dict) and dependent is not None:
            inner += [member.value for member in dependent.members if member.name in value]
        for each in inner:
            if each is not None and self.valid(value, each, depth + 1):
                yield from self.evaluated(value, each, depth + 1)
