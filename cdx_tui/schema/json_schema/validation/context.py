"""What the checks of single keywords share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from cdx_tui.schema.json.tree import JsonNode

__all__ = ["Check", "Context", "is_number"]


class Context(Protocol):
    """Knows a document, and whether a value fits one of its schemas."""

    def valid(self, value: object, schema: JsonNode, depth: int = 0) -> bool:
        """Return whether a value fits a schema."""

    def matches(self, text: str, expression: str) -> bool:
        """Return whether an expression is found in a text."""

    def constant(self, node: JsonNode) -> str:
        """Return the key that a constant of the schema is compared by."""

    def covers(self, name: str, schema: JsonNode) -> bool:
        """Return whether `properties` or `patternProperties` of a schema speak of a property."""

    def evaluated(self, value: object, schema: JsonNode, depth: int) -> Iterator[JsonNode]:
        """Yield the schemas that apply to a value in the same place."""


Check = Callable[[Context, object, JsonNode, JsonNode, int], bool]
"""Whether a value fits a keyword: its value, the schema that it is in, and how deep that is."""


def is_number(value: object) -> bool:
    """Return whether a value is a number, which a boolean is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
