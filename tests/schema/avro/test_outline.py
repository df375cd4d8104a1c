"""The outline of Avro schemas: type notation, names and references."""

from __future__ import annotations

import json

import pytest

from cdx_tui.schema.document import Outline, OutlineNode, read_schema
from cdx_tui.schema.outline import NodeKind
from tests.schema.outlines import FixedTypes, all_nodes, find


def outline_of(schema: object, external_types: dict[str, str] | None = None) -> Outline:
    return read_schema(json.dumps(schema), "AVRO").outline(FixedTypes(external_types or {}))


def field_of(type_: object, **more: object) -> OutlineNode:
    """Return the node of a field of a type; `a.R` is the enclosing record."""
    field = {"name": "f", "type": type_, **more}
    outline = outline_of({"type": "record", "name": "R", "namespace": "a", "fields": [field]})
    return find(outline, "f")


ENUM = {"type": "enum", "name": "E", "symbols": ["A", "B"], "default": "A", "doc": "one of"}
FIXED = {"type": "fixed", "name": "F", "size": 16}


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("string", "string"),
        ({"type": "int"}, "int"),
        (["null", "string"], "null | string"),
        (["string", "null"], "string | null"),
        ({"type": "array", "items": "long"}, "array<long>"),
        ({"type": "map", "values": ["null", "double"]}, "map<null | double>"),
        ({"type": "array", "items": {"type": "map", "values": "R"}}, "array<map<R>>"),
        ({"type": "long", "logicalType": "timestamp-millis"}, "timestamp-millis"),
        ({"type": "string", "logicalType": "uuid"}, "uuid"),
        ({"type": "int", "logicalType": "date"}, "date"),
        (
            {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 4},
            "decimal(12,4)",
        ),
        ({"type": "bytes", "logicalType": "decimal", "precision": 9}, "decimal(9,0)"),
        (
            {**FIXED, "logicalType": "decimal", "precision": 9, "scale": 2},
            "decimal(9,2)",
        ),
        ({"type": "string", "logicalType": "my-own"}, "string"),
        ({"type": "string", "logicalType": "date"}, "string"),
        ("R", "R"),
        ("b.c.Other", "Other"),
        (ENUM, "E"),
        (FIXED, "F"),
        ({"type": {"type": "string"}}, "string"),
        ([], "union of nothing"),
    ],
)
def test_type_notation(type_: object, text: str) -> None:
    assert field_of(type_).type == text


def test_a_field_has_all_its_attributes() -> None:
    field = field_of(
        ["null", {"type": "long", "logicalType": "time-micros"}],
        default=None,
        doc="when\nit was",
        aliases=["old", "older"],
        order="descending",
    )
    assert field.kind is NodeKind.FIELD
    assert field.nullable
    assert (field.default, field.doc, field.logical) == ("null", "when\nit was", "time-micros")
    assert field.aliases == ("old", "older")
    assert field.constraints == ("stored as long", "order descending")
    assert field.required is None


def test_defaults_keep_their_json_text() -> None:
    text = (
        '{"type":"record","name":"R","fields":[{"name":"f","type":"double","default":1e400},'
        '{"name":"g","type":{"type":"map","values":"long"},"default":{"a" :[ ],"\\u00e9":-0}}]}'
    )
    outline = read_schema(text, "AVRO").outline()
    assert find(outline, "f").default == "1e400"
    assert find(outline, "g").default == '{"a": [], "é": -0}'
    assert field_of("int").default is None


def test_definitions_are_children_of_their_field() -> None:
    field = field_of({"type": "array", "items": ["null", ENUM, FIXED, "R"]})
    enum, fixed, reference = field.children
    assert (enum.kind, enum.name, enum.type) == (NodeKind.ENUM, "a.E", "enum")
    assert (enum.symbols, enum.default, enum.doc) == (("A", "B"), '"A"', "one of")
    assert (fixed.kind, fixed.name, fixed.type) == (NodeKind.FIXED, "a.F", "fixed(16)")
    assert (reference.kind, reference.target) == (NodeKind.TYPE, "a.R")


def test_recursion_ends_in_a_reference() -> None:
    field = field_of(["null", {"type": "array", "items": "R"}])
    assert (field.type, field.target) == ("null | array<R>", "a.R")
    assert not field.children
    assert not field.unresolved


def test_names_inherit_the_enclosing_namespace() -> None:
    inner = {"type": "record", "name": "In", "fields": [{"name": "e", "type": ENUM}]}
    spaced = {"type": "record", "name": "Sp", "namespace": "b", "fields": [], "aliases": ["Old"]}
    dotted = {"type": "record", "name": "c.d.Dot", "namespace": "ignored", "fields": []}
    bare = {"type": "fixed", "name": "Bare", "namespace": "", "size": 2}
    outline = outline_of(
        {
            "type": "record",
            "name": "R",
            "namespace": "a",
            "fields": [
                {"name": "one", "type": inner},
                {"name": "two", "type": spaced},
                {"name": "three", "type": dotted},
                {"name": "four", "type": bare},
                {"name": "five", "type": ["E", "a.E", "b.Sp", "Bare"]},
            ],
        }
    )
    assert tuple(outline.definitions) == ("a.R", "a.In", "a.E", "b.Sp", "c.d.Dot", "Bare")
    assert outline.definitions["b.Sp"].aliases == ("b.Old",)
    targets = [child.target for child in find(outline, "five").children]
    assert targets == ["a.E", "a.E", "b.Sp", "Bare"]
    assert outline.unresolved == ()


def test_counts_records_and_fields() -> None:
    error = {"type": "error", "name": "Er", "fields": [{"name": "x", "type": "int"}]}
    outline = outline_of(
        {
            "type": "record",
            "name": "R",
            "fields": [{"name": "a", "type": error}, {"name": "b", "type": ENUM}],
        }
    )
    assert (outline.name, outline.records, outline.fields) == ("R", 2, 3)
    assert find(outline, "Er").type == "error"


def test_the_types_of_a_top_level_union_are_roots() -> None:
    record = {"type": "record", "name": "a.R", "fields": [{"name": "e", "type": "a.E"}]}
    outline = outline_of([{**ENUM, "namespace": "a"}, record, "int", "x.Y"])
    assert [root.kind for root in outline.roots] == [
        NodeKind.ENUM,
        NodeKind.RECORD,
        NodeKind.TYPE,
        NodeKind.TYPE,
    ]
    assert outline.name == "E | R | int | Y"
    assert outline.roots[3].target == "x.Y"


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("string", "string"),
        ({"type": "map", "values": "int"}, "map<int>"),
        ([], "union of nothing"),
    ],
)
def test_a_type_without_a_name_is_a_root_too(schema: object, name: str) -> None:
    outline = outline_of(schema)
    assert outline.name == name
    assert [root.type for root in outline.roots] == [name]


def test_names_of_other_schemas_are_resolved_with_their_location() -> None:
    schema = {"type": "array", "items": ["a.B", "a.C", "a.B"]}
    outline = outline_of(schema, {"a.B": "b-value"})
    known, missing, _ = outline.roots[0].children
    assert known.origin is not None
    assert (known.target, known.unresolved, known.origin.note) == ("a.B", False, "in b-value")
    assert (missing.target, missing.unresolved) == ("a.C", True)
    assert outline.unresolved == ("a.C",)


def test_a_protocol_shows_its_types() -> None:
    record = {"type": "record", "name": "R", "fields": [{"name": "a", "type": "E"}]}
    outline = outline_of(
        {"protocol": "P", "namespace": "n", "types": [ENUM, record], "messages": {}}
    )
    assert outline.name == "n.P"
    assert tuple(outline.definitions) == ("n.E", "n.R")
    assert outline.unresolved == ()
    assert "protocol" in outline.problems[0].message


def test_every_node_points_at_the_line_that_names_it() -> None:
    document = read_schema(
        json.dumps(
            {
                "type": "record",
                "name": "R",
                "fields": [
                    {"type": {"type": "array", "items": ENUM}, "name": "one"},
                    {"name": "two", "type": ["null", "E", "R"]},
                ],
            }
        )
    )
    for _ in document.fill():
        pass
    for node in all_nodes(document.outline()):
        line = document.lines[node.line].strip()
        named = node.name or (node.target or "").rpartition(".")[2]
        assert f'"{named}"' in line
