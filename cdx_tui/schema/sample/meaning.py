"""What a JSON document says of a value beside its type: Connect's and Debezium's types, tags."""

from __future__ import annotations

from cdx_tui.schema.annotations import TAGS, connect_semantic, read_tags
from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = ["semantic", "tags"]

_LONGEST_NAME = 200


def semantic(source: JsonNode) -> str:
    """Return the meaning of a type by its name in Connect, such as `timestamp-micros`, or empty.

    Avro has the name in `connect.name`, Connect's JSON Schemas in `title`.
    """
    if source.kind is not JsonKind.OBJECT:
        return ""
    for keyword in ("connect.name", "title"):
        written = source.get(keyword)
        name = written.beginning(_LONGEST_NAME) if written is not None else None
        found = connect_semantic(name or "", source, source.get("connect.parameters"))
        if found:
            return found
    return ""


def tags(source: JsonNode) -> tuple[str, ...]:
    """Return the tags of a field, cleaned."""
    return read_tags(source.get(TAGS))
