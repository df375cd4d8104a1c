"""The outline of a JSON Schema: properties, types, references and counts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json_schema.outline import outline_json_schema
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode
from tests.schema.outlines import FixedTypes, all_nodes, find


def outline(schema: Any, external_types: dict[str, str] | None = None) -> Outline:
    external = FixedTypes(external_types) if external_types else None
    return outline_json_schema(read_json(json.dumps(schema)).root, external)


def field(schema: Any) -> OutlineNode:
    """Return the node of a single property with `schema`."""
    return find(outline({"type": "object", "properties": {"a": schema}}), "a")


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["null", "string"]}, "string | null"),
        ({"type": "string", "nullable": True}, "string | null"),
        ({"type": "array", "items": {"type": "integer"}}, "array<integer>"),
        ({"type": "array", "items": {"$ref": "#/definitions/Order"}}, "array<Order>"),
        ({"type": "array"}, "array"),
        ({"items": {"type": "array", "items": {}}}, "array<array<any>>"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "map<string>"),
        ({"type": "object", "additionalProperties": True}, "object"),
        ({"properties": {"b": {}}, "additionalProperties": {"type": "string"}}, "object"),
        ({"enum": ["a", "b"]}, "enum"),
        ({"type": "string", "enum": ["a", None]}, "enum | null"),
        ({"const": "x"}, 'const "x"'),
        ({"oneOf": [{"type": "null"}, {"type": "integer"}]}, "integer | null"),
        ({"anyOf": [{"type": "string"}, {"$ref": "#/definitions/A"}]}, "string | A"),
        ({"oneOf": [{"properties": {}}, {"type": "null"}, {"minimum": 1}]}, "oneOf | null"),
        ({"allOf": [{"$ref": "#/$defs/A"}], "description": "d"}, "A"),
        ({"allOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}, "allOf"),
        ({"not": {"type": "string"}}, "not"),
        ({"$ref": "#/$defs/a~1b%20c"}, "a/b c"),
        ({"$ref": "common/money.json"}, "money.json"),
        ({"items": [{"type": "string"}, {"type": "integer"}]}, "tuple<string, integer>"),
        ({"prefixItems": [{"type": "string"}, True]}, "tuple<string, any>"),
        ({"required": ["b"]}, "object"),
        ({}, "any"),
        (True, "any"),
        (False, "never"),
    ],
)
def test_type_notation(schema: Any, expected: str) -> None:
    assert field(schema).type == expected


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["integer", "null"]},
        {"type": "integer", "nullable": True},
        {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, {"type": "object", "properties": {"b": {}}}]},
        {"enum": [1, None]},
        {"type": "null"},
        {"const": None},
    ],
)
def test_null_makes_nullable(schema: Any) -> None:
    assert field(schema).nullable


def test_a_property_has_all_attributes_of_its_schema() -> None:
    node = field(
        {
            "type": "string",
            "title": "Code",
            "description": "First.\nSecond.",
            "default": "ab",
            "format": "uuid",
            "minLength": 2,
            "pattern": "^a+$",
            "readOnly": True,
            "deprecated": False,
            "contentEncoding": "base64",
            "connect.type": "bytes",
            "confluent:tags": ["PII", "GDPR"],
        }
    )
    assert node.doc == "First.\nSecond."
    assert (node.default, node.logical, node.required) == ('"ab"', "uuid", False)
    assert node.constraints == ("minLength 2", "pattern ^a+$")
    assert node.tags == ("PII", "GDPR")
    assert node.annotations == (
        ("title", "Code"),
        ("readOnly", "true"),
        ("deprecated", "false"),
        ("contentEncoding", "base64"),
        ("connect.type", "bytes"),
    )


def test_the_title_is_the_default_description() -> None:
    node = field({"type": "string", "title": "Code"})
    assert (node.doc, node.constraints) == ("Code", ())


def test_values_keep_their_json_text() -> None:
    text = '{"properties": {"a": {"default": 1.50, "enum": [1e400, "\\u00e9", {"x": 1.0}]}}}'
    node = find(outline_json_schema(read_json(text).root), "a")
    assert node.default == "1.50"
    assert node.symbols == ("1e400", '"\\u00e9"', '{"x": 1.0}')


def test_what_the_converter_of_connect_writes_reads_as_one_field() -> None:
    member = {"type": "number", "title": "org.apache.kafka.connect.data.Decimal", "minimum": 0}
    node = field({"oneOf": [{"type": "null"}, member | {"connect.parameters": {"scale": "2"}}]})
    assert (node.type, node.nullable) == ("number | null", True)
    assert not node.children
    assert (node.constraints, node.semantic, node.doc) == (("minimum 0",), "decimal(*,2)", "")
    assert node.annotations == (
        ("title", "org.apache.kafka.connect.data.Decimal"),
        ("connect.parameters", '{"scale": "2"}'),
    )


def test_required_is_shown_on_properties_and_otherwise_on_the_object() -> None:
    found = outline({"properties": {"a": {}, "b": {}}, "required": ["b", "c"]})
    assert [node.required for node in found.roots[0].children] == [False, True]
    assert found.roots[0].constraints == ("required c",)


def test_objects_in_arrays_have_their_properties_below() -> None:
    node = field({"type": "array", "items": {"type": "object", "properties": {"sku": {}}}})
    assert node.type == "array<object>"
    items = node.children[0]
    assert (items.kind, items.name) == (NodeKind.OBJECT, "items")
    assert [below.name for below in items.children] == ["sku"]


def test_a_nullable_object_has_its_properties_directly_below() -> None:
    inner = {"type": "object", "properties": {"b": {"type": "string"}}}
    node = field({"anyOf": [inner, {"type": "null"}]})
    assert node.type == "object | null"
    assert [below.name for below in node.children] == ["b"]


def test_branches_are_numbered_and_named_by_their_keyword() -> None:
    schema = {
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
        "if": {"required": ["a"]},
        "then": {"properties": {"c": {}}},
        "not": {"required": ["d"]},
        "patternProperties": {"^x-": {"type": "string"}},
        "dependentSchemas": {"a": {"required": ["b"]}},
        "propertyNames": {"maxLength": 3},
        "additionalProperties": {"type": "number", "minimum": 1},
        "dependentRequired": {"a": ["b", "c"]},
    }
    root = outline(schema).roots[0]
    names = [node.name for node in root.children if node.kind is NodeKind.BRANCH]
    assert sorted(names) == [
        "additionalProperties",
        "dependentSchemas a",
        "if",
        "not",
        "oneOf 1",
        "oneOf 2",
        "patternProperties ^x-",
        "propertyNames",
        "then",
    ]
    assert root.constraints == ("dependentRequired a → b, c",)


def test_draft_3_keywords_are_read() -> None:
    schema = {
        "type": ["string", {"type": "object", "properties": {"b": {"required": True}}}],
        "extends": {"properties": {"c": {"divisibleBy": 2}}},
    }
    found = outline({"$schema": "http://json-schema.org/draft-03/schema#", **schema})
    assert find(found, "type 2").children[0].required
    assert find(found, "c").constraints == ("divisibleBy 2",)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"title": "Order", "$id": "http://x/order.json"}, "Order"),
        ({"$id": "http://x/order.schema.json#"}, "order.schema.json"),
        ({"id": "urn:jsonschema:com:acme:Order"}, "urn:jsonschema:com:acme:Order"),
        ({"type": "string"}, ""),
    ],
)
def test_a_document_is_named_by_its_title_or_id(schema: Any, expected: str) -> None:
    assert outline(schema).name == expected


def test_records_are_object_schemas_and_fields_their_properties() -> None:
    schema = {
        "type": "object",  # 1
        "properties": {
            "map": {"type": "object", "additionalProperties": {"type": "object"}},  # 2, 3
            "maybe": {"oneOf": [{"type": "null"}, {"properties": {"x": {}}}]},  # 4
            "list": {"items": {"type": ["object", "null"]}},  # 5
            "link": {"$ref": "#/$defs/Used"},
        },
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
        "$defs": {
            "Used": {"properties": {"y": {}, "z": {}}},  # 6
            "Unused": {"type": "object"},  # 7
            "Text": {"type": "string"},
        },
    }
    found = outline(schema)
    assert (found.records, found.fields) == (7, 7)


def test_a_duplicate_name_is_one_field_like_in_json_parsers() -> None:
    text = '{"properties": {"a": {"type": "string"}, "a": {"type": "integer"}}}'
    found = outline_json_schema(read_json(text).root)
    assert (found.fields, [node.type for node in found.roots[0].children]) == (1, ["integer"])


def test_untrusted_text_is_cleaned() -> None:
    evil = "\x1b]2;x\x07\u202e"
    schema = {
        "title": evil,
        "$schema": evil,
        "required": [evil],
        "properties": {
            evil + "a": {
                "type": [evil, {"title": evil}],
                "description": f"{evil}\n{evil}",
                "default": evil,
                "format": evil,
                "enum": [evil],
                "pattern": evil,
                f"x-{evil}": evil,
                "dependentRequired": {evil: [evil]},
            },
            "b": {"$ref": f"#/$defs/{evil}"},
            "c": {"$ref": evil},
            "d": {"const": evil},
            "e": {"properties": evil, "oneOf": [{"$id": evil}, {"$anchor": evil}]},
        },
        "patternProperties": {evil: {}},
        "$defs": {evil: {"$ref": f"#{evil}"}},
    }
    text = json.dumps(schema, ensure_ascii=False)
    found = outline_json_schema(read_json(text).root, FixedTypes({evil: evil}))
    reported = [found.name, *found.definitions, *found.unresolved]
    reported += [problem.message for problem in found.problems]
    for node in all_nodes(found):
        reported += [node.name, node.type, node.logical, node.default or "", node.target or ""]
        reported += [*node.symbols, *node.constraints, *node.doc.split("\n")]
    assert len(reported) > 40
    assert [text for text in reported if not text.isprintable()] == []
