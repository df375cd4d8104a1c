"""Tags, meaning and further properties of types and fields, as the outline has them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema import OutlineNode, read_schema
from cdx_tui.schema.annotations import MAX_LISTED
from cdx_tui.schema.outline_table import table_lines
from cdx_tui.schema.outline_text import row_cells, row_text
from tests.schema.outlines import find

CONNECT = "org.apache.kafka.connect.data"
DECIMAL: dict[str, Any] = {
    "connect.name": f"{CONNECT}.Decimal",
    "connect.parameters": {"scale": "2", "connect.decimal.precision": "12"},
}


def avro_field(type_: Any, **more: Any) -> OutlineNode:
    fields = [{"name": "f", "type": type_, **more}]
    text = json.dumps({"type": "record", "name": "n.R", "fields": fields})
    return find(read_schema(text, "AVRO").outline(), "f")


def property_node(schema: Any) -> OutlineNode:
    text = json.dumps({"$schema": "http://json-schema.org/draft-07/schema#"} | schema)
    return read_schema(text, "JSON").outline().roots[0]


def words(node: OutlineNode) -> str:
    return " ".join(text for text, _ in row_cells(node).type)


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ({"type": "long", "connect.name": "io.debezium.time.MicroTimestamp"}, "timestamp-micros"),
        ({"type": "long", "connect.name": f"{CONNECT}.Timestamp"}, "timestamp-millis"),
        ({"type": "int", "connect.name": "io.debezium.time.Date"}, "date"),
        ({"type": "bytes", **DECIMAL}, "decimal(12,2)"),
        ({"type": "bytes", "scale": 3, "connect.name": f"{CONNECT}.Decimal"}, "decimal(*,3)"),
        (
            {
                "type": "string",
                "connect.name": "io.debezium.data.Enum",
                "connect.parameters": {"allowed": "new,paid"},
            },
            "enum(new, paid)",
        ),
        (
            {
                "type": "bytes",
                "connect.name": "io.debezium.data.Bits",
                "connect.parameters": {"length": "9"},
            },
            "bits(9)",
        ),
        ({"type": "string", "connect.name": "com.example.Email"}, ""),
        ({"type": "long", "logicalType": "timestamp-micros"}, ""),
    ],
)
def test_types_of_connect_and_debezium_say_what_they_mean(type_: Any, expected: str) -> None:
    assert avro_field(type_).semantic == expected
    nullable = avro_field(["null", type_])
    assert nullable.semantic == expected
    if expected:
        assert words(nullable) == f"{expected} {type_['type']} nullable"


def test_a_logical_type_is_not_repeated() -> None:
    type_ = {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2, **DECIMAL}
    node = avro_field(type_)
    assert (node.semantic, words(node)) == ("", "decimal(12,2)")


def test_tags_and_unknown_properties_of_avro_are_kept() -> None:
    type_ = {"type": "string", "confluent:tags": ["INTERNAL"], "owner": {"team": "crm"}}
    node = avro_field(type_, doc="Mail.", **{"confluent:tags": ["PII", "PII"], "x-days": 30})
    assert node.tags == ("PII", "INTERNAL")
    assert node.annotations == (("x-days", "30"), ("owner", '{"team": "crm"}'))
    assert row_cells(node).doc == (("[PII] [INTERNAL]", "tag"), ("Mail.", "doc"))
    assert row_text(node).endswith('Mail.  x-days: 30  owner: {"team": "crm"}')


def test_connects_documentation_is_the_documentation() -> None:
    record = {"type": "record", "name": "P", "fields": [], "connect.doc": "A point."}
    assert avro_field(record).children[0].doc == "A point."


def test_annotations_of_json_schema_are_kept() -> None:
    node = property_node(
        {
            "type": "number",
            "title": f"{CONNECT}.Decimal",
            "connect.type": "bytes",
            "connect.parameters": {"scale": "2"},
            "confluent:tags": ["PII"],
            "deprecated": True,
            "x-owner": "crm",
        }
    )
    assert (node.semantic, node.tags, words(node)) == (
        "decimal(*,2)",
        ("PII",),
        "decimal(*,2) number",
    )
    assert row_cells(node).doc == (("[PII]", "tag"), ("deprecated", "flag"))
    assert ("x-owner", "crm") in node.annotations


def test_the_table_ends_with_the_annotations() -> None:
    line = list(table_lines([avro_field("string", **{"x-days": 30, "confluent:tags": ["PII"]})]))
    assert line[1].split() == ["f", "string", "[PII]", "x-days:", "30"]


@pytest.mark.parametrize("hostile", [[1, None, {}], {}, 7, "", [""], "\x1b[31mP\nII"])
def test_hostile_tags_are_cleaned_or_ignored(hostile: Any) -> None:
    tags = avro_field("string", **{"confluent:tags": hostile}).tags
    assert all(tag.isprintable() and tag for tag in tags)
    assert bool(tags) == (isinstance(hostile, str) and hostile != "")


def test_ten_thousand_annotations_are_counted() -> None:
    more = {f"x-{number}": "v" * 1_000 for number in range(10_000)}
    node = avro_field("string", **more, **{"confluent:tags": [*map(str, range(10_000))]})
    assert len(node.tags) == len(node.annotations) == MAX_LISTED + 1
    assert node.tags[-1] == node.annotations[-1][0] == "… 9,900 more"
    assert len(row_text(node)) < 5_000
