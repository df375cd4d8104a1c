"""Rows of an outline: the same cells for the same meaning, whatever the format."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema import NodeKind, OutlineNode, read_schema
from cdx_tui.schema.outline_table import table_lines
from cdx_tui.schema.outline_text import RowCells, row_cells, row_parts, row_text
from tests.schema.outlines import all_nodes, find


def avro_field(type_: Any, **more: Any) -> OutlineNode:
    fields = [{"name": "f", "type": type_, **more}]
    text = json.dumps({"type": "record", "name": "n.R", "fields": fields})
    return find(read_schema(text, "AVRO").outline(), "f")


def property_node(schema: Any, *required: str) -> OutlineNode:
    text = json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {"f": schema},
            "required": list(required),
            "$defs": {"Money": {"type": "object"}, "Code": {"enum": ["A"]}},
        }
    )
    return find(read_schema(text, "JSON").outline(), "f")


def proto_field(declaration: str) -> OutlineNode:
    text = f'syntax = "proto2";\npackage p;\nmessage M {{\n{declaration}\nmessage N {{}}\n}}\n'
    return find(read_schema(text, "PROTOBUF").outline(), "f")


def words(node: OutlineNode) -> str:
    return " ".join(text for text, _ in row_cells(node).type)


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("string", "string"),
        (["null", "string"], "string nullable"),
        (["string", "null"], "string nullable"),
        (["null", "string", "int"], "null | string | int"),
        (["string", "int"], "string | int"),
        ({"type": "array", "items": ["null", "int"]}, "array<null | int>"),
        (["null", {"type": "map", "values": ["null", "int"]}], "map<null | int> nullable"),
        ({"type": "string", "logicalType": "uuid"}, "uuid string"),
        (["null", {"type": "string", "logicalType": "uuid"}], "uuid string nullable"),
        ({"type": "fixed", "name": "U", "size": 16, "logicalType": "uuid"}, "uuid fixed"),
        ({"type": "int", "logicalType": "date"}, "date"),
        (["null", {"type": "int", "logicalType": "date"}], "date nullable"),
        ({"type": "long", "logicalType": "timestamp-micros"}, "timestamp-micros"),
        (
            {"type": "bytes", "logicalType": "decimal", "precision": 24, "scale": 8},
            "decimal(24,8)",
        ),
        ({"type": "int", "logicalType": "at"}, "at int"),
        ({"type": "string", "logicalType": "in"}, "in string"),
        ({"type": "enum", "name": "Side", "symbols": ["BUY"]}, "Side enum"),
        (["null", {"type": "record", "name": "Address", "fields": []}], "Address record nullable"),
        ("R", "R record"),
        (["null", "n.R"], "R record nullable"),
        ({"type": "array", "items": "R"}, "array<R>"),
        ("Elsewhere", "Elsewhere ? unresolved"),
        (["null", "Notnull"], "Notnull ? unresolved nullable"),
        ("null", "null"),
    ],
)
def test_types_of_avro(type_: Any, expected: str) -> None:
    assert words(avro_field(type_)) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string required"),
        ({"type": ["string", "null"]}, "string nullable required"),
        ({"type": ["string", "null", "integer"]}, "string | integer | null required"),
        ({"type": "string", "format": "email"}, "email string required"),
        ({"type": ["string", "null"], "format": "email"}, "email string nullable required"),
        ({"type": "integer", "format": "int"}, "int integer required"),
        ({"enum": ["a", None]}, "enum nullable required"),
        ({"const": "a | b"}, 'const "a | b" required'),
        ({"$ref": "#/$defs/Money"}, "Money object required"),
        ({"$ref": "#/$defs/Code"}, "Code enum required"),
        ({"type": "array", "items": {"type": "string"}}, "array<string> required"),
    ],
)
def test_types_of_json_schema(schema: Any, expected: str) -> None:
    assert words(property_node(schema, "f")) == expected
    assert words(property_node(schema)) == expected.removesuffix(" required")


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("optional string f = 3;", "optional string #3"),
        ("required int32 f = 4;", "required int32 #4"),
        ("repeated N f = 5;", "repeated N message #5"),
        ("optional Elsewhere f = 6;", "optional Elsewhere ? unresolved #6"),
        ("map<string, N> f = 7;", "map<string, N> #7"),
    ],
)
def test_types_of_protobuf(declaration: str, expected: str) -> None:
    assert words(proto_field(declaration)) == expected


def test_a_field_has_one_part_in_each_cell() -> None:
    node = avro_field("string", default="XNGT", doc="ISO 10383\nmore")
    assert row_cells(node) == RowCells(
        (("f", "name"),),
        (("string", "type"),),
        (('"XNGT"', "default"),),
        (("ISO 10383", "doc"),),
    )


def test_a_default_is_shortened() -> None:
    ((text, _),) = row_cells(avro_field("string", default="x" * 100)).default
    assert len(text) == 32
    assert text.startswith('"xxx')
    assert text.endswith("…")


def test_symbols_come_before_the_doc_of_a_field_and_of_its_enum() -> None:
    side = {"type": "enum", "name": "n.Side", "symbols": ["BUY", "SELL"], "doc": "Which."}
    node = avro_field(side, doc="Of the order.")
    assert row_cells(node).doc == (("BUY  SELL", "symbols"), ("Of the order.", "doc"))
    (child,) = node.children
    assert row_cells(child).name == (("Side", "type-name"),)
    assert row_cells(child).type == (("enum", "note"),)
    assert row_cells(child).doc == (("BUY  SELL", "symbols"), ("Which.", "doc"))


def test_a_root_is_named_without_its_namespace() -> None:
    (root,) = read_schema('{"type": "record", "name": "a.b.Trade", "fields": []}').outline().roots
    assert row_cells(root)[:2] == ((("Trade", "type-name"),), (("record", "note"),))


def test_a_note_has_only_a_name() -> None:
    note = OutlineNode(NodeKind.NOTE, "… 9 more levels")
    assert row_cells(note) == RowCells((("… 9 more levels", "note"),))


def test_the_text_of_a_row_is_that_of_its_parts() -> None:
    side = {"type": "enum", "name": "Side", "symbols": ["BUY", "SELL"]}
    for node in (avro_field(["null", side], default=None), property_node({"format": "email"})):
        parts = [part for cell in row_cells(node) for part in cell]
        assert list(row_parts(node)) == parts
        assert row_text(node) == "  ".join(text for text, _ in parts)
        assert all(text and "\n" not in text for text, _ in parts)


def test_the_table_is_aligned_in_terminal_cells() -> None:
    fields = [
        {"name": "id", "type": "long", "doc": "The id."},
        {"name": "x" * 60, "type": "int", "doc": "Long."},
        {"name": "時刻", "type": ["null", "string"], "doc": "When."},
    ]
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    outline = read_schema(text, "AVRO").outline()
    assert list(table_lines(outline.roots)) == [
        "FIELD   TYPE             DOC",
        "R       record",
        "  id    long             The id.",
        f"  {'x' * 60}  int              Long.",
        "  時刻  string nullable  When.",
    ]
    assert len(list(all_nodes(outline))) == 4
