"""Builds the tree of a JSON document from what its layout comes across."""

from __future__ import annotations

from cdx_tui.schema.json_tokens import SCALAR, decode_string
from cdx_tui.schema.json_tree import JsonKind, JsonMember, JsonNode

__all__ = ["LEVELS_KEPT", "NODES_KEPT", "Key", "TreeBuilder"]

_BY_FIRST = {"t": JsonKind.TRUE, "f": JsonKind.FALSE, "n": JsonKind.NULL}
_BY_FIRST |= dict.fromkeys("\"'", JsonKind.STRING) | dict.fromkeys("-0123456789", JsonKind.NUMBER)

LEVELS_KEPT = 320_000
"""How many containers that are inside of each other a tree holds."""

NODES_KEPT = 2_000_000
"""How many values a tree holds: some 500 MB of them."""

_SHORT = 24

Key = tuple[str, int, int]
"""A member's name as it was written, the line where it is shown, and its offset in the text."""


class TreeBuilder:
    """Takes values in document order. `root` is the first one; what trails it is left out.

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
        """Add what stands where a value should."""
        self._add(key, JsonNode(JsonKind.INVALID, line, raw, offset=offset))

    def flat(self, key: Key | None, text: str, line: int, offset: int) -> None:
        """Add a container that is shown on one line: `text` is what the FLAT expression found."""
        self.open(key, text[0], line, offset)
        for match in SCALAR.finditer(text):
            self.scalar(None, match[0], line, offset + match.start())
        self.close()

    def open(self, key: Key | None, opener: str, line: int, offset: int) -> None:
        """Begin an object or array; what comes next is in it."""
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
        """End the container that was begun last."""
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
