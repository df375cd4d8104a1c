"""The list of all fields of a schema, with their paths."""

from __future__ import annotations

import json

import pytest

from cdx_tui.schema import read_schema
from cdx_tui.schema.fields import SchemaField, schema_fields


def fields_of(schema: object) -> list[SchemaField]:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    return list(schema_fields(read_schema(text, None).outline()))


def paths_of(schema: object) -> list[str]:
    return [field.path for field in fields_of(schema)]


def record(name: str, **fields: object) -> dict[str, object]:
    types = [{"name": field, "type": type_} for field, type_ in fields.items()]
    return {"type": "record", "name": name, "fields": types}


def objects(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties}


ADDRESS = record("Address", city="string")

PROTOBUF = """syntax = "proto3";
message Order { repeated Line lines = 1; map<string, Line> by_sku = 2; oneof x { Line one = 3; } }
message Line { string sku = 1; Order order = 2; enum Unit { PIECE = 0; } }
message Unused { string text = 1; }
service S { rpc Get(Order) returns (Line); }
"""


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (record("R", id="long", to=["null", ADDRESS]), ["id", "to", "to.city"]),
        (record("R", a=ADDRESS, b="Address"), ["a", "a.city", "b", "b.city"]),
        (
            record("R", a={"type": "array", "items": {"type": "map", "values": ADDRESS}}),
            ["a", "a[]{}.city"],
        ),
        (
            record("R", a=ADDRESS, u=["Address", record("B", b="int")]),
            ["a", "a.city", "u", "u(Address).city", "u(B).b"],
        ),
        (record("R", next=["null", "R"]), ["next"]),
        ([ADDRESS, record("n.B", b="int")], ["Address.city", "B.b"]),
        ("string", [""]),
        (
            objects(a={"type": "array", "items": objects(b={})}, c={"oneOf": [objects(d={}), {}]}),
            ["a", "a[].b", "c", "c(oneOf 1).d"],
        ),
        (
            objects(m={"patternProperties": {"^x": objects(v={})}, "additionalProperties": {}}),
            ["m", "m{^x}.v"],
        ),
        (objects(n={"not": objects(never={})}), ["n"]),
        (
            {
                **objects(at={"$ref": "#/$defs/A"}),
                "$defs": {"A": objects(x={}), "B": objects(y={})},
            },
            ["at", "at.x", "B.y"],
        ),
        (
            {
                **objects(
                    alias={"$ref": "#/$defs/Alias"},
                    own={"$ref": "#/$defs/A", **objects(y={})},
                    named={"$ref": "#/$defs/B"},
                    pair={"prefixItems": [{}], "items": {"$ref": "#/$defs/A"}},
                ),
                "$defs": {
                    "A": objects(x={}),
                    "Alias": {"$ref": "#/$defs/A"},
                    "B": {"allOf": [{"$ref": "#/$defs/A"}], **objects(z={})},
                },
            },
            [
                *("alias", "alias.x", "own", "own.y", "own.x", "named", "named.z", "named.x"),
                *("pair", "pair[].x"),
            ],
        ),
        (
            "message A { extensions 5 to 9; optional int32 x = 1; } extend A { optional A a = 5; }",
            ["x", "A.a", "A.a.x"],
        ),
        (
            PROTOBUF,
            [
                *("lines", "lines[].sku", "lines[].order", "by_sku", "by_sku{}.sku"),
                *("by_sku{}.order", "one", "one.sku", "one.order", "Unused.text"),
            ],
        ),
        ("{", []),
        ("neither JSON nor Protobuf {", []),
        ('syntax = "proto3"; enum E { A = 0; }', []),
    ],
)
def test_paths(schema: object, expected: list[str]) -> None:
    assert paths_of(schema) == expected


def test_a_field_is_described_as_its_schema_does() -> None:
    schema = {
        "type": "record",
        "name": "R",
        "fields": [
            {"name": "a", "type": ["null", "string"], "default": None, "doc": "One.\nTwo."},
            {"name": "b", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9}},
            {"name": "c", "type": {**record("In", x="int"), "doc": "Of the type."}},
        ],
    }
    a, b, c, x = fields_of(schema)
    assert (a.type, a.nullable, a.default, a.doc, a.required) == (
        *("string", True, "null", "One.\nTwo."),
        None,
    )
    assert b.type == "decimal(9,0)"
    assert (c.type, c.doc) == ("In record", "Of the type.")
    lines = read_schema(json.dumps(schema), None).pretty().splitlines()
    assert [lines[field.line].split('"')[3] for field in (a, b, c, x)] == ["a", "b", "c", "x"]


def test_required_is_that_of_the_format() -> None:
    schema = {**objects(a={"type": ["string", "null"]}, b={"type": "string"}), "required": ["a"]}
    assert [(f.nullable, f.required) for f in fields_of(schema)] == [(True, True), (False, False)]


@pytest.mark.parametrize("last", [{"type": "object"}, objects(x={})])
def test_types_that_multiply_end(last: object) -> None:
    twice = {f"A{n}": {"anyOf": [{"$ref": f"#/$defs/A{n + 1}"}] * 2} for n in range(40)}
    found = paths_of({**objects(r={"$ref": "#/$defs/A0"}), "$defs": {**twice, "A40": last}})
    assert found[0] == "r"
    assert len(found) < 20_000


def test_paths_stay_short_in_a_long_chain_of_types() -> None:
    chain = {f"A{n}": objects(a={"$ref": f"#/$defs/A{n + 1}"}) for n in range(1_000)}
    found = paths_of({**objects(r={"$ref": "#/$defs/A0"}), "$defs": chain})
    assert len(found) >= 1_000
    assert max(map(len, found)) < 200
