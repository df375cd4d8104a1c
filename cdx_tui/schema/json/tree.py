"""A JSON document as a tree that remembers how it was written and on which line it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cdx_tui.schema.json.tokens import SCALAR, decode_string

__all__ = ["LEVELS_KEPT", "NODES_KEPT", "JsonKind", "JsonMember", "JsonNode", "Key", "TreeBuilder"]

_INDEXED = 8
"""Number of members from which on an object is looked up in a dictionary."""


class JsonKind(StrEnum):
    """The JSON type of a node (RFC 8259); INVALID marks unreadable text."""

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


_BY_FIRST = {"t": JsonKind.TRUE, "f": JsonKind.FALSE, "n": JsonKind.NULL}
_BY_FIRST |= dict.fromkeys("\"'", JsonKind.STRING) | dict.fromkeys("-0123456789", JsonKind.NUMBER)

LEVELS_KEPT = 320_000
"""How many containers that are inside of each other a tree holds."""

NODES_KEPT = 2_000_000
"""How many values a tree holds: some 500 MB of them."""

_SHORT = 24

Key = tuple[str, int, int]
"""A member's name as written, the line where it is shown, and its offset in the text."""


class TreeBuilder:
    """Builds a tree from values in document order. `root` is the first one; later ones are ignored.

    A tree has its bounds, since it costs far more than its text: what is deeper than `LEVELS_KEPT`
    or comes after `NODES_KEPT` values is left out, and `cut` says on which line, and at which
    offset, that began.
    """

    def __init__(self) -> None:
        self.root: JsonNode | None = None
        self._open: list[tuple[list[JsonMember], list[JsonNode], bool]] = []
        self.cut: tuple[int, int] | None = None
        self._room = NODES_KEPT
        self._left_out = 0
        self._names: dict[str, str] = {}
        self._raws: dict[str, str] = {}

    def scalar(self, key: Key | None, raw: str, line: int, offset: int) -> None:
        """Add a well-formed scalar."""
        if len(raw) <= _SHORT:  # `"string"` is there thousands of times
            raw = self._raws.setdefault(raw, raw)
        self._add(key, JsonNode(_BY_FIRST[raw[0]], line, raw, offset=offset))

    def invalid(self, key: Key | None, raw: str, line: int, offset: int) -> None:
        """Add a placeholder for an unreadable value."""
        self._add(key, JsonNode(JsonKind.INVALID, line, raw, offset=offset))

    def flat(self, key: Key | None, text: str, line: int, offset: int) -> None:
        """Add a container that is shown on one line: `text` is what the FLAT expression found."""
        self.open(key, text[0], line, offset)
        for match in SCALAR.finditer(text):
            self.scalar(None, match[0], line, offset + match.start())
        self.close()

    def open(self, key: Key | None, opener: str, line: int, offset: int) -> None:
        """Begin an object or array; the following values are its members."""
        if self._left_out or self._room <= 0 or len(self._open) >= LEVELS_KEPT:
            self._left_out += 1
            self.cut = self.cut or (line, offset)
            return
        members: list[JsonMember] = []
        items: list[JsonNode] = []
        if opener == "{":
            node = JsonNode(JsonKind.OBJECT, line, members=members, offset=offset)
        else:
            node = JsonNode(JsonKind.ARRAY, line, items=items, offset=offset)
        self._add(key, node)
        self._open.append((members, items, opener == "{"))

    def close(self) -> None:
        """End the innermost container."""
        if self._left_out:
            self._left_out -= 1
        else:
            self._open.pop()

    def _add(self, key: Key | None, node: JsonNode) -> None:
        if self._left_out or self._room <= 0:
            self.cut = self.cut or (node.line, node.offset)
            return
        self._room -= 1
        if not self._open:
            self.root = self.root or node
            return
        members, items, in_object = self._open[-1]
        if not in_object:
            items.append(node)
        elif key is not None:  # a value without a name has no place in an object
            raw, line, offset = key
            name = self._names.get(raw)
            if name is None:
                name = self._names[raw] = decode_string(raw) if raw[0] in "\"'" else raw
            members.append(JsonMember(name, line, node, offset))
