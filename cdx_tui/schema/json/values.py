"""Compare JSON values as JSON Schema does: `1` equals `1.0`, and members have no order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = [
    "key_of",
    "node_key",
    "number_of",
    "plain_value",
    "repeated",
    "value_of",
]

_MAX_DEPTH = 64
"""Nesting depth up to which a value is converted to Python objects."""

_INTEGER = re.compile(r"-?[0-9]{1,4000}\Z")


def number_of(node: JsonNode) -> int | float:
    """Return the value of a number node, as int if it is an integer of at most 4,000 digits."""
    return int(node.raw) if _INTEGER.match(node.raw) else float(node.raw)


def repeated(items: Iterable[JsonNode]) -> JsonNode | None:
    """Return the first of `items` that equals an earlier one; None if all are different."""
    seen: set[str] = set()
    for item in items:
        key = node_key(item)
        if key in seen:
            return item
        seen.add(key)
    return None


def node_key(root: JsonNode) -> str:
    """Return a string that is the same for equal values, without recursion."""
    if root.kind not in (JsonKind.OBJECT, JsonKind.ARRAY):
        return _scalar_key(root)
    parts: list[str] = []
    waiting: list[JsonNode | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.kind is JsonKind.OBJECT:
            values = {member.name: member.value for member in node.members}
            waiting.append("}")
            for name in sorted(values, reverse=True):
                waiting += [",", values[name], f"{name!r}:"]
            parts.append("{")
        elif node.kind is JsonKind.ARRAY:
            waiting.append("]")
            for item in reversed(node.items):
                waiting += [",", item]
            parts.append("[")
        else:
            parts.append(_scalar_key(node))
    return "".join(parts)


def _scalar_key(node: JsonNode) -> str:
    if node.kind is JsonKind.STRING:
        return repr(node.text())
    if node.kind is JsonKind.NUMBER:
        number = number_of(node)
        integral = isinstance(number, float) and number.is_integer()
        return str(int(number)) if integral else str(number)
    return node.raw


def plain_value(node: JsonNode) -> object:
    """Return the Python value of a scalar; None for null and for containers."""
    if node.kind is JsonKind.STRING:
        return node.text()
    if node.kind is JsonKind.NUMBER:
        return number_of(node)
    return {JsonKind.TRUE: True, JsonKind.FALSE: False}.get(node.kind)


def value_of(node: JsonNode, depth: int = 0) -> object:
    """Return the Python value of a node, with None for values deeper than `_MAX_DEPTH` levels."""
    if depth > _MAX_DEPTH:
        return None
    if node.kind is JsonKind.OBJECT:
        return {member.name: value_of(member.value, depth + 1) for member in node.members}
    if node.kind is JsonKind.ARRAY:
        return [value_of(item, depth + 1) for item in node.items]
    return plain_value(node)


def key_of(value: object) -> str:
    """Return a string that is the same for equal values (dicts, lists and scalars)."""
    if isinstance(value, dict):
        inner = ",".join(f"{name!r}:{key_of(value[name])}" for name in sorted(value))
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{','.join(map(key_of, value))}]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value)
