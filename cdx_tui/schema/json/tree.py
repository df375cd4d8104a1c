"""A JSON document as a tree that remembers how it was written and on which line it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cdx_tui.schema.json_tokens import decode_string

__all__ = ["JsonKind", "JsonMember", "JsonNode"]

_INDEXED = 8
"""From this many members on, an object is looked up in a dictionary."""


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
    """One `"name": value` of an object; `name` is decoded and NOT cleaned.

    `line` is where the name is shown, from 0; `offset` where it begins in the text that was read.
    """

    name: str
    line: int
    value: JsonNode
    offset: int = 0


@dataclass(slots=True)
class JsonNode:
    """One JSON value.

    `raw` is a scalar's text as it was written, quotes and escapes included; empty for containers.
    `line` is the line in the pretty-printed text, counted from 0, where the value begins, and
    `offset` the index of its first character in the text that was read.
    Members keep the order and the duplicates of the text.
    """

    kind: JsonKind
    line: int
    raw: str = ""
    members: Sequence[JsonMember] = ()
    items: Sequence[JsonNode] = ()
    offset: int = 0
    _index: dict[str, JsonMember] | None = field(default=None, repr=False, compare=False)

    def member(self, name: str) -> JsonMember | None:
        """Return the LAST member called `name`, as JSON parsers have it, or None."""
        if len(self.members) < _INDEXED:
            for member in reversed(self.members):
                if member.name == name:
                    return member
            return None
        if self._index is None:
            self._index = {member.name: member for member in self.members}
        return self._index.get(name)

    def get(self, name: str) -> JsonNode | None:
        """Return the value of the LAST member called `name`, as JSON parsers have it, or None."""
        member = self.member(name)
        return member.value if member else None

    def text(self) -> str | None:
        """Return a string node's decoded text, NOT cleaned; None for every other kind."""
        return decode_string(self.raw) if self.kind is JsonKind.STRING else None

    def compact(self) -> str:
        """Return the value as JSON on one line, scalars as they were written; NOT cleaned."""
        parts: list[str] = []
        waiting: list[JsonNode | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                parts.append(node)
            elif node.raw:
                parts.append(node.raw)
            else:
                waiting.extend(reversed(node._parts()))
        return "".join(parts)

    def walk(self) -> Iterator[JsonNode]:
        """Yield this node and all below it, in document order, without recursion."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.items:
                waiting.extend(reversed(node.items))
            elif node.members:
                waiting.extend(member.value for member in reversed(node.members))

    def _parts(self) -> list[JsonNode | str]:
        """Return a container's brackets, names and separators with the values between them."""
        parts: list[JsonNode | str] = []
        for member in self.members:
            parts += [", ", f"{json.dumps(member.name, ensure_ascii=False)}: ", member.value]
        for item in self.items:
            parts += [", ", item]
        brackets = "{}" if self.kind is JsonKind.OBJECT else "[]"
        return [brackets[0], *parts[1:], brackets[1]]
