"""A JSON document as a tree of nodes with their source text, offsets and displayed lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cdx_tui.schema.json.tokens import SCALAR, decode_string

__all__ = ["MAX_LEVELS", "MAX_NODES", "JsonKind", "JsonMember", "JsonNode", "Key", "TreeBuilder"]

_INDEX_THRESHOLD = 8
"""Number of members from which on they are looked up in a dictionary."""

_LONGEST_ESCAPE = 6
"""Characters of the longest escape in a string, such as `\\u00e9`."""


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
    """One `"name": value` of an object.

    Attributes:
        name: The decoded name, NOT cleaned.
        line: Line in the pretty-printed text, from 0, that displays the name.
        value: The value.
        offset: Index of the name's first character in the text that was read.
    """

    name: str
    line: int
    value: JsonNode
    offset: int = 0


@dataclass(slots=True)
class JsonNode:
    """One JSON value.

    Attributes:
        kind: The JSON type.
        line: Line in the pretty-printed text, from 0, on which the value begins.
        raw: A scalar's text as written, including quotes and escapes; empty for containers.
        members: Members of an object, in document order, including duplicates.
        items: Elements of an array.
        offset: Index of the first character in the text that was read.
    """

    kind: JsonKind
    line: int
    raw: str = ""
    members: Sequence[JsonMember] = ()
    items: Sequence[JsonNode] = ()
    offset: int = 0
    _index: dict[str, JsonMember] | None = field(default=None, repr=False, compare=False)

    def member(self, name: str) -> JsonMember | None:
        """Return the LAST member named `name`, like most JSON parsers, or None."""
        if len(self.members) < _INDEX_THRESHOLD:
            for member in reversed(self.members):
                if member.name == name:
                    return member
            return None
        if self._index is None:
            self._index = {member.name: member for member in self.members}
        return self._index.get(name)

    def get(self, name: str) -> JsonNode | None:
        """Return the value of the LAST member named `name`, like most JSON parsers, or None."""
        member = self.member(name)
        return member.value if member else None

    def text(self) -> str | None:
        """Return the decoded text of a string node, NOT cleaned; None for any other kind."""
        return decode_string(self.raw) if self.kind is JsonKind.STRING else None

    def beginning(self, length: int) -> str | None:
        """Return about the first `length` characters of a string's text, or more; see `text`."""
        if self.kind is not JsonKind.STRING:
            return None
        if len(self.raw) <= _LONGEST_ESCAPE * length:
            return decode_string(self.raw)
        return decode_string(f"{self.raw[: _LONGEST_ESCAPE * length]}{self.raw[0]}")

    def compact(self) -> str:
        """Return the value as JSON on one line, with scalars as written; NOT cleaned."""
        return self.excerpt(None)

    def excerpt(self, length: int | None) -> str:
        """Return the first `length` characters of the value as JSON; see `compact`."""
        parts: list[str] = []
        waiting: list[JsonNode | str] = [self]
        written = 0
        while waiting and (length is None or written < length):
            node = waiting.pop()
            text = node if isinstance(node, str) else node.raw
            if text:
                parts.append(text)
                written += len(text)
            elif isinstance(node, JsonNode):
                waiting.extend(reversed(node._parts(length)))
        return "".join(parts)[:length]

    def walk(self) -> Iterator[JsonNode]:
        """Yield this node and all its descendants, in document order, without recursion."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.items:
                waiting.extend(reversed(node.items))
            elif node.members:
                waiting.extend(member.value for member in reversed(node.members))

    def _parts(self, most: int | None) -> list[JsonNode | str]:
        """Return a container's brackets, names and separators, with `most` values in between."""
        parts: list[JsonNode | str] = []
        for member in self.members[:most]:
            parts += [", ", f"{json.dumps(member.name, ensure_ascii=False)}: ", member.value]
        for item in self.items[:most]:
            parts += [", ", item]
        brackets = "{}" if self.kind is JsonKind.OBJECT else "[]"
        return [brackets[0], *parts[1:], brackets[1]]


_KIND_BY_FIRST_CHARACTER = {"t": JsonKind.TRUE, "f": JsonKind.FALSE, "n": JsonKind.NULL}
_KIND_BY_FIRST_CHARACTER |= dict.fromkeys("\"'", JsonKind.STRING) | dict.fromkeys(
    "-0123456789", JsonKind.NUMBER
)

MAX_LEVELS = 320_000
"""Maximum depth of nested containers in a tree."""

MAX_NODES = 2_000_000
"""Maximum number of values in a tree; they take about 500 MB."""

_MAX_INTERNED_LENGTH = 24
"""Length of the longest scalar whose equal texts are stored as one string."""

Key = tuple[str, int, int]
"""A member's name as written, the line that displays it, and its offset in the text."""


class TreeBuilder:
    """Builder of a tree from values in document order.

    The tree is bounded, since it takes far more memory than its text: values deeper than
    `MAX_LEVELS`, and all after the first `MAX_NODES`, are left out.

    Attributes:
        root: The first top-level value; later ones are ignored.
        cut: Line and offset of the first value that was left out, or None.
    """

    def __init__(self) -> None:
        self.root: JsonNode | None = None
        self._open: list[tuple[list[JsonMember], list[JsonNode], bool]] = []
        self.cut: tuple[int, int] | None = None
        self._nodes_left = MAX_NODES
        self._skipped_levels = 0
        self._names: dict[str, str] = {}
        self._raws: dict[str, str] = {}

    def scalar(self, key: Key | None, raw: str, line: int, offset: int) -> None:
        """Add a well-formed scalar."""
        # Saves memory: `"string"` may occur thousands of times.
        if len(raw) <= _MAX_INTERNED_LENGTH:
            raw = self._raws.setdefault(raw, raw)
        self._add(key, JsonNode(_KIND_BY_FIRST_CHARACTER[raw[0]], line, raw, offset=offset))

    def invalid(self, key: Key | None, raw: str, line: int, offset: int) -> None:
        """Add a placeholder for an unreadable value."""
        self._add(key, JsonNode(JsonKind.INVALID, line, raw, offset=offset))

    def flat(self, key: Key | None, text: str, line: int, offset: int) -> None:
        """Add a container that is displayed on one line; `text` is a match of `FLAT`."""
        self.open(key, text[0], line, offset)
        for match in SCALAR.finditer(text):
            self.scalar(None, match[0], line, offset + match.start())
        self.close()

    def open(self, key: Key | None, opener: str, line: int, offset: int) -> None:
        """Open an object or array; the values that follow are its members or elements."""
        if self._skipped_levels or self._nodes_left <= 0 or len(self._open) >= MAX_LEVELS:
            self._skipped_levels += 1
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
        """Close the innermost container."""
        if self._skipped_levels:
            self._skipped_levels -= 1
        else:
            self._open.pop()

    def _add(self, key: Key | None, node: JsonNode) -> None:
        if self._skipped_levels or self._nodes_left <= 0:
            self.cut = self.cut or (node.line, node.offset)
            return
        self._nodes_left -= 1
        if not self._open:
            self.root = self.root or node
            return
        members, items, in_object = self._open[-1]
        if not in_object:
            items.append(node)
        elif key is not None:  # skip values without a name in an object
            raw, line, offset = key
            name = self._names.get(raw)
            if name is None:
                name = self._names[raw] = decode_string(raw) if raw[0] in "\"'" else raw
            members.append(JsonMember(name, line, node, offset))
