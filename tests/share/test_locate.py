"""Finding a field by name in the schemas of a resource."""

from __future__ import annotations

import json

import pytest

from cdx_tui.api.models import ConsumerSharedResource, Schema
from cdx_tui.schema import read_schema
from cdx_tui.share.locate import LocatedField, locate_field
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

ORDER = {
    "type": "record",
    "name": "x.Order",
    "fields": [
        {"name": "id", "type": "long"},
        {
            "name": "lines",
            "type": {
                "type": "array",
                "items": {
                    "type": "record",
                    "name": "Line",
                    "fields": [
                        {"name": "sku", "type": "string"},
                        {
                            "name": "to",
                            "type": {
                                "type": "record",
                                "name": "Address",
                                "fields": [{"name": "city", "type": "string"}],
                            },
                        },
                    ],
                },
            },
        },
    ],
}
AVRO = Schema("order-value", 2, 1, "AVRO", json.dumps(ORDER))
JSON = Schema(
    "order-event",
    1,
    2,
    "JSON",
    json.dumps(
        {
            "type": "object",
            "properties": {"id": {"type": "string"}, "at": {"$ref": "#/$defs/Place"}},
            "$defs": {"Place": {"type": "object", "properties": {"lat": {"type": "number"}}}},
        }
    ),
)
PROTOBUF = Schema(
    "order-proto",
    1,
    3,
    "PROTOBUF",
    'syntax = "proto2"; message Order { oneof who { string name = 1; } extensions 100 to 200; }'
    " extend Order { optional int32 weight = 100; }",
)
BROKEN = Schema("broken-value", 1, 4, "AVRO", '{"type": "record",')
RESOURCE = ConsumerSharedResource(schemas=(AVRO, JSON, PROTOBUF, BROKEN, Schema()))


@pytest.mark.parametrize(
    ("name", "schema", "path"),
    [
        ("id", 0, "id"),
        ("sku", 0, "lines.sku"),
        ("city", 0, "lines.to.city"),
        ("lat", 1, "lat"),
        ("name", 2, "name"),
        ("weight", 2, "weight"),
    ],
)
def test_the_path_is_that_of_the_outline(name: str, schema: int, path: str) -> None:
    found = locate_field(RESOURCE, range(5), name)
    assert found == LocatedField(schema, path, name)
    text = RESOURCE.schemas[schema]
    rows = OutlineRows(read_schema(text.schema or "", text.schema_type).outline())
    index = rows.find(path)
    assert index is not None
    assert rows.nodes[index].name == name


def test_the_schemas_are_searched_in_the_given_order() -> None:
    assert locate_field(RESOURCE, [3, 1, 0], "id") == LocatedField(1, "id", "id")
    assert locate_field(RESOURCE, [2, 3, 4], "id") is None


@pytest.mark.parametrize("name", ["Order", "x.Order", "Line", "to.city", "ID", ""])
def test_types_and_paths_are_no_fields(name: str) -> None:
    assert locate_field(RESOURCE, [0, 1, 3, 4], name) is None
