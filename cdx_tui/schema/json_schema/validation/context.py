"""Types shared by the checks of single keywords."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from cdx_tui.schema.json.tree import JsonNode

__all__ = ["Check", "Context", "is_number"]


class Context(Protocol):
    """Interface of the validator that the checks use (see `Validator`)."""

    def valid(self, value: object, schema: JsonNode, depth: int = 0) -> bool:
        """Return whether a value is valid against a schema."""

    def matches(self, text: str, expression: str) -> bool:
        """Return whether a regular expression matches somewhere in a text."""

    def constant(self, node: JsonNode) -> str:
        """Return the comparison key of a constant in the schema (see `key_of`)."""

    def listed(self, node: JsonNode) -> frozenset[str]:
        """Return the comparison keys of the constants in an array, such as that of an `enum`."""

    def covers(self, name: str, schema: JsonNode) -> bool:
        """Return whether `properties` or `patternProperties` of a schema apply to a property."""

    def applied_schemas(self, value: object, schema: JsonNode, depth: int) -> Iterator[JsonNode]:
        """Yield the schemas that apply to the same value as `schema`, `schema` first."""


Check = Callable[[Context, object, JsonNode, JsonNode, int], bool]
"""Check of one keyword.

The arguments are the context, the value to check, the keyword's value, the schema that contains the
keyword, and the depth of the recursion. The result is whether the value is valid.
"""


def is_number(value: object) -> bool:
    """Return whether a value is a number; False for a bool."""
    return isinstance(value, int | float) and not isinstance(value, bool)
