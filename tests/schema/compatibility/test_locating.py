"""The node of an outline that a difference is about."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema import SchemaKind, read_schema
from cdx_tui.schema.compatibility.locating import Locator

_Z = {"type": "object", "properties": {"z": {"type": "integer"}}}
_JSON = {
    "title": "T",
    "properties": {
        "dotted.a": {"type": "string"},
        "a": {"type": "string"},
        "items": {"type": "string"},
        "x": {"$ref": "#/definitions/X"},
        "own": {"$ref": "#/definitions/X", "properties": {"w": {"type": "integer"}}},
        "plain": {"type": "array", "items": {"type": "string"}},
        "list": {"type": "array", "items": _Z},
        "union": {"oneOf": [{"type": "array", "items": {"type": "null"}}, _Z]},
    },
    "definitions": {"X": {"properties": {"v": {"type": "integer"}}}},
}
_PROTOBUF = """syntax = "proto3"; package p;
message M {
  string a = 1;
  oneof o { int32 b = 2; }
  message N { int32 c = 1; }
  enum E { Z = 0; }
}
"""
_AVRO = {
    "type": "record",
    "name": "a.R",
    "fields": [
        {"name": "x", "type": ["null", {"type": "record", "name": "Q", "fields": []}]},
        {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A"]}},
    ],
}


@pytest.mark.parametrize(
    ("kind", "schema", "path", "name", "exact"),
    [
        ("JSON", _JSON, "#/", "T", True),
        ("JSON", _JSON, "#/additionalProperties", "T", True),
        ("JSON", _JSON, "#/properties/a", "a", True),
        ("JSON", _JSON, "#/properties/a/maxLength", "a", True),
        ("JSON", _JSON, "#/required/a", "a", True),
        ("JSON", _JSON, "#/properties/items", "items", True),
        ("JSON", _JSON, "#/properties/x/properties/v", "v", True),
        ("JSON", _JSON, "#/properties/own/properties/w", "w", True),
        ("JSON", _JSON, "#/properties/own/properties/v", "v", True),
        ("JSON", _JSON, "#/properties/plain/items", "plain", True),
        ("JSON", _JSON, "#/properties/list/items/properties/z", "z", True),
        ("JSON", _JSON, "#/properties/union/oneOf/1/properties/z", "z", True),
        ("JSON", _JSON, "#/properties/gone/maximum", "T", False),
        ("PROTOBUF", _PROTOBUF, "#/M/1", "a", True),
        ("PROTOBUF", _PROTOBUF, "#/M/o", "o", True),
        ("PROTOBUF", _PROTOBUF, "#/M/o/2", "b", True),
        ("PROTOBUF", _PROTOBUF, "#/M/2", "b", True),
        ("PROTOBUF", _PROTOBUF, "#/M/N/1", "c", True),
        ("PROTOBUF", _PROTOBUF, "#/M/E/0", "Z", True),
        ("PROTOBUF", _PROTOBUF, "#/M/9", "p.M", False),
        ("PROTOBUF", _PROTOBUF, "#/Other/9", None, False),
        ("PROTOBUF", _PROTOBUF, "#/", "p.M", True),
        ("AVRO", _AVRO, "a.R", "a.R", True),
        ("AVRO", _AVRO, "a.R.x", "x", True),
        ("AVRO", _AVRO, "a.E", "a.E", True),
        ("AVRO", _AVRO, "a.R.gone", "a.R", False),
        ("AVRO", _AVRO, "", "a.R", False),
    ],
)
def test_a_path_leads_to_the_innermost_node(
    kind: str, schema: Any, path: str, name: str | None, exact: bool
) -> None:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    outline = read_schema(text, kind).outline()
    node, is_exact = Locator(SchemaKind(kind), outline).locate(path)
    assert (node.name if node else None, is_exact) == (name, exact)


def test_a_reference_to_itself_is_no_endless_way() -> None:
    text = json.dumps({"properties": {"a": {"$ref": "#"}, "b": {"$ref": "#/properties/b"}}})
    outline = read_schema(text, "JSON").outline()
    node, _ = Locator(SchemaKind.JSON, outline).locate("#/" + "properties/b/" * 500)
    assert node is not None
