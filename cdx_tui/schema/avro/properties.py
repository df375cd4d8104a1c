"""Read what an Avro schema says beyond Avro: tags, Connect's and Debezium's types, any property.

Avro permits further properties on every type and field, "as metadata".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Final

from cdx_tui.schema.annotations import (
    NOTHING,
    TAGS,
    Annotations,
    connect_semantic,
    meaning,
    read_pairs,
    read_tags,
)
from cdx_tui.schema.json.tree import JsonKind, JsonMember, JsonNode
from cdx_tui.schema.semantics import semantic_of

__all__ = ["ENUM_KEYS", "FIELD_KEYS", "TYPE_KEYS", "read_annotations"]

TYPE_KEYS: Final = frozenset(
    (
        *("type", "name", "namespace", "doc", "aliases", "fields", "symbols", "items", "values"),
        *("size", "logicalType", "precision", "scale", "connect.doc"),
    )
)
"""Properties of a type that are shown elsewhere."""

ENUM_KEYS: Final = TYPE_KEYS | {"default"}
"""Properties of an enum that are shown elsewhere."""

FIELD_KEYS: Final = frozenset(("name", "type", "doc", "default", "order", "aliases", "logicalType"))
"""Properties of a field that are shown elsewhere."""

_NAME_OF: Final = attrgetter("name")
_MAX_REMEMBERED: Final = 8
_MAX_REMEMBERED_LENGTH: Final = 100


def read_annotations(
    source: JsonNode, known: frozenset[str], shown: str = "", name: str = ""
) -> Annotations:
    """Return the annotations of a type or field.

    Args:
        source: Its definition, an object.
        known: The properties that are shown elsewhere.
        shown: Its type for display, whose meaning is not repeated.
        name: Full name of a named type, which tells the meaning where `connect.name` does not.
    """
    if known.issuperset(map(_NAME_OF, source.members)):  # so of most definitions
        return meaning(semantic_of(name)) if name else NOTHING
    further = [member for member in source.members if member.name not in known]
    if len(further) <= _MAX_REMEMBERED and source.get("scale") is None:
        written = tuple([(member.name, _as_written(member.value)) for member in further])
        if all(value for _, value in written):
            return _remembered(written, shown, name)
    return _read(source, further, shown, name)


_Written = tuple[tuple[JsonKind, str], ...]
"""The kind and text of a short value, or of the items of a list with a few of them."""


def _as_written(value: JsonNode) -> _Written:
    """Return a value as the key of a cache; empty if it is too long or nested for that."""
    if value.raw:
        return ((value.kind, value.raw),) if len(value.raw) <= _MAX_REMEMBERED_LENGTH else ()
    if value.kind is JsonKind.ARRAY and 0 < len(value.items) <= _MAX_REMEMBERED:
        items = tuple([(item.kind, item.raw) for item in value.items])
        if all(0 < len(raw) <= _MAX_REMEMBERED_LENGTH for _, raw in items):
            return ((value.kind, ""), *items)
    return ()


def _as_read(written: _Written) -> JsonNode:
    (kind, raw), *items = written
    return JsonNode(kind, 0, raw, items=[JsonNode(each, 0, text) for each, text in items])


@lru_cache(maxsize=500)
def _remembered(written: tuple[tuple[str, _Written], ...], shown: str, name: str) -> Annotations:
    """Return the annotations of a type with a few short properties, which many fields repeat."""
    members = [JsonMember(key, 0, _as_read(value)) for key, value in written]
    return _read(JsonNode(JsonKind.OBJECT, 0, members=members), members, shown, name)


def _read(source: JsonNode, members: Iterable[JsonMember], shown: str, name: str) -> Annotations:
    further = {member.name: member.value for member in members}
    tags = read_tags(further.pop(TAGS, None))
    connect_name = further.get("connect.name")
    written = connect_name.text() if connect_name is not None else None
    means = connect_semantic(written or name, source, further.get("connect.parameters"))
    return Annotations(means if means != shown else "", tags, read_pairs(further.items()))
