"""A JSON document as a tree that remembers how it was written and on which line it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["JsonKind", "JsonMember", "JsonNode"]


class JsonKind(StrEnum):
    """The JSON type of a node (RFC 8259); INVALID stands where text could not be read."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    NUMBER = "number"
    TRUE = "true"
    FALSE = "false"
    NULL = "null"
    INVALID = "invalid"


@dataclass(slots=True)
class JsonMember:
    """One `"name": value` of an object; `name` is decoded and NOT cleaned."""

    name: str
    line: int
    value: JsonNode


@dataclass(slots=True)
class JsonNode:
    """One JSON value.

    `raw` is a scalar's text as it was written, quotes and escapes included; empty for containers.
    `line` is the line in the pretty-printed text, counted from 0, where the value begins.
    Members keep the order and the duplicates of the text.
    """

    kind: JsonKind
    line: int
    raw: str = ""
    members: list[JsonMember] = field(default_factory=list)
    items: list[JsonNode] = field(default_factory=list)

    def get(self, name: str) -> JsonNode | None:
        """Return the value of the LAST member called `name`, as JSON parsers have it, or None."""
        for member in reversed(self.members):
            if member.name == name:
                return member.value
        return None

    def text(self) -> str | None:
        """Return a string node's decoded text, NOT cleaned; None for every other kind."""
        raise NotImplementedError

    def walk(self) -> Iterator[JsonNode]:
        """Yield this node and all below it, in document order, without recursion."""
        raise NotImplementedError
