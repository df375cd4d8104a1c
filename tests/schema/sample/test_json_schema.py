"""JSON Schema samples: valid according to jsonschema, and readable."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.references import KnownSchemas, NamedSchema
from cdx_tui.schema.sample.record import Sample, sample

OBJECT = {"type": "object"}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def check(schema: Any, value: Any) -> None:
    cls = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
    cls(schema, format_checker=cls.FORMAT_CHECKER).validate(value)


def made(schema: Any) -> Any:
    found = sample(read_schema(json.dumps(schema), "JSON"))
    assert found.text, found.remark
    value = json.loads(found.text)
    check(schema, value)
    return value


def test_all_properties_are_present_with_meaningful_values() -> None:
    schema: dict[str, Any] = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "email": {"type": "string"},
            "price": {"type": "number", "minimum": 5, "maximum": 10},
            "status": {"enum": ["open", "closed"]},
            "kind": {"const": "order"},
            "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}, "minItems": 2},
            "tags": {"type": "object", "additionalProperties": {"type": "integer"}},
            "note": {"oneOf": [{"type": "null"}, {"type": "string", "maxLength": 4}]},
        },
        "additionalProperties": False,
        "$defs": {
            "Line": {"properties": {"sku": {"type": "string", "pattern": "^[A-Z]{3}-\\d+$"}}}
        },
    }
    value = made(schema)
    assert list(value) == list(schema["properties"])
    assert value["email"] == "ada@example.com"
    assert (value["status"], value["kind"], value["note"]) == ("open", "order", "An e")
    assert value["lines"] == [{"sku": "SKU-1001"}, {"sku": "SKU-1001"}]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer", "default": 5}, 5),
        ({"type": "integer", "default": "five"}, 1),
        ({"type": ["null", "integer"], "default": None}, 1),
        ({"type": "string", "examples": ["like this"]}, "like this"),
        ({"type": "string", "default": "long", "maxLength": 2}, "te"),
        ({"anyOf": [{"type": "null"}, {"const": 3}]}, 3),
        ({"type": "null"}, None),
        ({"type": "array", "maxItems": 0}, []),
        ({"type": "integer", "exclusiveMinimum": 4, "exclusiveMaximum": 6}, 5),
        ({"type": "number", "multipleOf": 0.25, "minimum": 1.1, "maximum": 1.3}, 1.25),
        (
            {
                "minimum": 3,
                "$schema": "http://json-schema.org/draft-04/schema#",
                "exclusiveMinimum": True,
                "type": "integer",
            },
            4,
        ),
        (True, "text"),
    ],
)
def test_the_value_is_the_simplest_valid_one(schema: Any, expected: Any) -> None:
    assert made(schema) == expected


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "uniqueItems": True, "minItems": 5, "items": {"type": "string"}},
        {"type": "array", "uniqueItems": True, "minItems": 2, "items": {"type": "boolean"}},
        {
            "type": "array",
            "uniqueItems": True,
            "minItems": 9,
            "items": {"minimum": 3, "maximum": 11, "type": "integer"},
        },
        {"prefixItems": [{"type": "integer"}, {"const": "b"}], "items": False, "minItems": 2},
        {"contains": {"const": 7}, "minContains": 2, "items": {"type": "integer"}},
        {"type": "array", "contains": {"type": "string"}, "prefixItems": [{"type": "integer"}]},
        {"type": "object", "minProperties": 3, "additionalProperties": {"type": "integer"}},
        {"type": "object", "minProperties": 2, "propertyNames": {"pattern": "^[a-c]+$"}},
        {
            "type": "object",
            "patternProperties": {"^x-\\w{3}$": {"type": "integer"}},
            "additionalProperties": False,
            "minProperties": 1,
        },
        {"properties": {"a": {}, "b": {}, "c": {}}, "maxProperties": 2, "required": ["c"]},
        {"dependentRequired": {"a": ["b"], "b": ["c"]}, "properties": {"a": {}}, "required": ["a"]},
        {"properties": {"a": {}, "b": {}}, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"properties": {"a": {}, "b": {}}, "not": {"required": ["a", "b"]}},
        {
            "properties": {"k": {"enum": ["x", "y"]}},
            "required": ["k"],
            "if": {"properties": {"k": {"const": "x"}}},
            "then": {"required": ["extra"], "properties": {"extra": {"type": "integer"}}},
        },
        {"properties": {"a": {"type": "string"}}, "dependentSchemas": {"a": {"required": ["z"]}}},
        {
            "allOf": [
                {"type": "object", "properties": {"a": {"minimum": 2}}},
                {"properties": {"a": {"type": "integer", "maximum": 3}}, "required": ["a"]},
            ]
        },
        {"oneOf": [{"type": "integer"}, {"type": "integer", "minimum": 10}, {"const": "last"}]},
        {
            "anyOf": [False, {"$ref": "#/$defs/a"}],
            "$defs": {"a": {"type": "string", "minLength": 60}},
        },
        {"type": "string", "not": {"enum": ["text", "a"]}},
        {"not": {"type": ["string", "number", "object"]}},
        {
            "type": "object",
            "unevaluatedProperties": False,
            "minProperties": 1,
            "allOf": [{"properties": {"a": {"type": "string"}}}],
        },
        {
            "$ref": "#/$defs/n",
            "$defs": {
                "n": {
                    "type": "object",
                    "required": ["v"],
                    "properties": {
                        "v": {"type": "integer"},
                        "next": {"$ref": "#/$defs/n"},
                        "all": {"type": "array", "items": {"$ref": "#/$defs/n"}},
                    },
                }
            },
        },
        {
            "type": "array",
            "items": [{"type": "string"}],
            "additionalItems": {"type": "integer"},
            "minItems": 3,
            "$schema": "http://json-schema.org/draft-07/schema#",
        },
        {
            "$schema": "http://json-schema.org/draft-03/schema#",
            "extends": {"type": "object"},
            "properties": {"a": {"required": True, "type": ["integer", {"type": "object"}]}},
        },
    ],
)
def test_keywords_are_satisfied_together(schema: Any) -> None:
    made(schema)


@pytest.mark.parametrize(
    "format_",
    [
        "date",
        "date-time",
        "time",
        "email",
        "ipv4",
        "ipv6",
        "uri",
        "uuid",
        "regex",
        "hostname",
        "duration",
        "json-pointer",
        "idn-email",
        "uri-reference",
    ],
)
def test_formats_are_satisfied(format_: str) -> None:
    schema = {"type": "array", "items": {"type": "string", "format": format_}, "$schema": DRAFT}
    made(schema)
    long = {"type": "string", "format": format_, "minLength": 40}
    if format_ in ("email", "uri"):
        made(long)


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (False, "the schema is false, which no value fits"),
        (
            {
                **OBJECT,
                "properties": {"a": {"type": "string", "minLength": 5, "maxLength": 4}},
                "required": ["a"],
            },
            "a: minLength 5 is more than maxLength 4",
        ),
        ({"type": "integer", "enum": ["a"]}, 'no value of enum satisfies type "integer"'),
        (
            {**OBJECT, "required": ["a"], "properties": {"a": {"$ref": "#"}}},
            "a: # always contains itself",
        ),
        (
            {"type": "string", "pattern": "^(?!)"},
            'no value was found that satisfies pattern "^(?!)"',
        ),
        ({"not": {}}, "no value was found that satisfies not {}"),
        (
            {"type": "array", "minItems": 10**9},
            "minItems 1,000,000,000 is more than the 200 items of the largest sample",
        ),
        (
            {"type": "string", "minLength": 10**9},
            "minLength 1,000,000,000 is more than the 10,000 characters of the largest sample",
        ),
        (
            {"type": "number", "minimum": 2, "exclusiveMaximum": 1},
            "minimum 2 is more than exclusiveMaximum 1",
        ),
        (
            {"allOf": [{"type": "string"}, {"type": ["integer", "null"]}]},
            "its type must be string and integer or null at once",
        ),
        (
            {
                "type": "array",
                "minItems": 1,
                "items": {
                    **OBJECT,
                    "properties": {"b": {"oneOf": [False, {"const": 1, "minimum": 2}]}, "c": False},
                    "required": ["b"],
                },
            },
            "[].b: no value of const satisfies minimum 2",
        ),
        (
            {**OBJECT, "required": ["a"], "additionalProperties": False},
            "a: the schema is false, which no value fits",
        ),
    ],
)
def test_what_stands_against_a_value_is_named(schema: Any, reason: str) -> None:
    found = sample(read_schema(json.dumps(schema), "JSON"))
    assert (found.text, found.remark) == ("", reason)


def test_unresolved_references_are_named() -> None:
    schema = {"properties": {"a": {"$ref": "money.json"}}}
    found = sample(read_schema(json.dumps(schema), "JSON"))
    assert json.loads(found.text) == {"a": "text"}
    assert found.remark == "Unresolved references, with a placeholder: money.json"


def test_references_to_other_subjects_are_followed() -> None:
    money = {
        "$schema": DRAFT,
        "$id": "https://example.com/money.json",
        "properties": {"currency": {"$ref": "iso.json#/$defs/code"}, "amount": {"minimum": 5000}},
        "required": ["currency", "amount"],
    }
    codes = {"code": {"enum": ["XTS"]}}
    iso = {"$schema": DRAFT, "$id": "https://example.com/iso.json", "$defs": codes}
    schema = {
        "$schema": DRAFT,
        "properties": {"price": {"$ref": "https://example.com/money.json"}},
        "required": ["price"],
    }
    texts = {"price-value": schema, "money.json": money, "iso-value": iso}
    written = [NamedSchema(name, json.dumps(each), "JSON") for name, each in texts.items()]
    known = KnownSchemas(written).documents(written[0])
    found = sample(read_schema(written[0].text, "JSON", "price-value"), known)
    assert found == Sample('{\n  "price": {\n    "currency": "XTS",\n    "amount": 5000\n  }\n}')
    registry: Registry[Any] = Registry().with_resources(
        (str(each["$id"]), Resource.from_contents(each)) for each in (money, iso)
    )
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    validator.validate(json.loads(found.text))
