"""What a JSON document says of a value beside its type: Connect's and Debezium's types, tags."""

from __future__ import annotations

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.semantics import semantic_of

__all__ = ["semantic", "tags"]

_MOST_TAGS = 10
_LONGEST = 4_000


def semantic(source: JsonNode) -> str:
    """Return the meaning of a type by its name in Connect, such as `timestamp-micros`, or empty.

    Avro has the name in `connect.name`, Connect's JSON Schemas in `title`.
    """
    if source.kind is not JsonKind.OBJECT:
        return ""
    parameters = source.get("connect.parameters")

    def parameter(name: str) -> str:
        node = parameters.get(name) if parameters is not None else None
        return _text(node or source.get(name))

    for keyword in ("connect.name", "title"):
        found = semantic_of(_text(source.get(keyword)), parameter)
        if found:
            return found
    return ""


def tags(source: JsonNode) -> tuple[str, ...]:
    """Return the tags of a field, NOT cleaned."""
    node = source.get("confluent:tags") if source.kind is JsonKind.OBJECT else None
    if node is None:
        return ()
    written = node.items[:_MOST_TAGS] if node.kind is JsonKind.ARRAY else [node]
    return tuple(text for text in map(_text, written) if text)


def _text(node: JsonNode | None) -> str:
    if node is None or len(node.raw) > _LONGEST:
        return ""
    text = node.text()
    return node.raw if text is None else text
