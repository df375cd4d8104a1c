"""Rules for JSON Schema that Schema Registry's cases do not cover, kind by kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.schema.compatibility.json_schema.kinds import NOT_COMPARED, RULES
from tests.schema.compatibility.json_schemas import LATEST, found

_CLOSED = {"additionalProperties": False}
_TEXT = {"type": "string"}
_NUMBER = {"type": "number"}
_D4 = {"$schema": "http://json-schema.org/draft-04/schema#"}


def _bounds() -> list[tuple[Any, Any, list[str]]]:
    cases: list[tuple[Any, Any, list[str]]] = []
    for type_, upper, lower in (
        ("string", "maxLength", "minLength"),
        ("number", "maximum", "minimum"),
        ("number", "exclusiveMaximum", "exclusiveMinimum"),
        ("object", "maxProperties", "minProperties"),
        ("array", "maxItems", "minItems"),
        ("array", "maxContains", "minContains"),
    ):
        base: dict[str, Any] = {**LATEST, "type": type_}
        if type_ == "array":
            base["contains"] = True
        for keyword, widening in ((upper, 1), (lower, -1)):
            name = "".join(f"_{c}" if c.isupper() else c for c in keyword).upper()
            few, many = {**base, keyword: 2}, {**base, keyword: 3}
            directions = ("INCREASED", "DECREASED")
            breaks = ("", " !") if widening > 0 else (" !", "")
            cases.append((few, many, [f"{name}_{directions[0]} #/{keyword}{breaks[0]}"]))
            cases.append((many, few, [f"{name}_{directions[1]} #/{keyword}{breaks[1]}"]))
            if keyword != "minContains":  # 1 if it is missing
                cases.append((base, few, [f"{name}_ADDED #/{keyword} !"]))
                cases.append((few, base, [f"{name}_REMOVED #/{keyword}"]))
    return cases


_SCALARS: list[tuple[Any, Any, list[str]]] = [
    ({"$id": "a:b"}, {"$id": "a:c"}, ["ID_CHANGED #/"]),
    ({**_D4, "id": "a:b"}, {**_D4, "id": "a:c"}, ["ID_CHANGED #/"]),
    ({"description": "a"}, {"description": "b"}, ["DESCRIPTION_CHANGED #/"]),
    ({"default": [1, {"a": 1}]}, {"default": [1, {"a": 2}]}, ["DEFAULT_CHANGED #/"]),
    ({"default": {"a": 1, "b": 2}}, {"default": {"b": 2.0, "a": 1}}, []),
    ({"title": "a"}, True, []),  # `true` has no annotations to compare
    (_TEXT, {**_TEXT, "pattern": "a"}, ["PATTERN_ADDED #/pattern !"]),
    ({**_TEXT, "pattern": "a"}, _TEXT, ["PATTERN_REMOVED #/pattern"]),
    ({**_TEXT, "format": "date"}, {**_TEXT, "format": "time"}, []),
    ({**_NUMBER, "maximum": 10}, {**_NUMBER, "maximum": 10.0}, []),
    (_NUMBER, {**_NUMBER, "multipleOf": 2}, ["MULTIPLE_OF_ADDED #/multipleOf !"]),
    (
        {**_NUMBER, "multipleOf": 0.3},
        {**_NUMBER, "multipleOf": 0.1},
        ["MULTIPLE_OF_REDUCED #/multipleOf"],
    ),
    (
        {**_NUMBER, "multipleOf": 2},
        {**_NUMBER, "multipleOf": 4},
        ["MULTIPLE_OF_EXPANDED #/multipleOf !"],
    ),
    (
        {**_NUMBER, "multipleOf": 1e300},
        {**_NUMBER, "multipleOf": 7},
        ["MULTIPLE_OF_CHANGED #/multipleOf !"],
    ),
    (_NUMBER, {"type": "integer"}, ["TYPE_NARROWED #/ !"]),
    ({"enum": [1, 2]}, {"enum": [2, 1.0]}, []),
    ({"enum": [1, 2]}, {"enum": [1]}, ["ENUM_ARRAY_NARROWED #/enum !"]),
    ({"enum": [1, 2]}, {"enum": [2, 3]}, ["ENUM_ARRAY_CHANGED #/enum !"]),
    ({"const": 1}, {"enum": [1, 2]}, ["TYPE_CHANGED #/ !"]),
    ({**_D4, "const": 1}, {**_D4, "const": 2}, []),  # unknown to draft-04
    ({"not": _NUMBER}, {"not": {"type": "integer"}}, ["NOT_TYPE_NARROWED #/not"]),
    ({"not": _NUMBER}, {"title": "x", "not": _NUMBER}, ["TITLE_CHANGED #/"]),
    (False, _TEXT, []),
    (_TEXT, False, ["TYPE_CHANGED #/ !"]),
    (
        {**_TEXT, "connect.type": "bytes"},
        {**_NUMBER, "connect.type": "bytes"},
        [],
    ),
]
_OBJECTS: list[tuple[Any, Any, list[str]]] = [
    (
        {"properties": {"a": _TEXT}, "required": ["a"]},
        {"properties": {"a": _TEXT}, "required": []},
        ["REQUIRED_ATTRIBUTE_REMOVED #/required/a"],
    ),
    (
        {"properties": {"a": {"default": ""}}},
        {"properties": {"a": {"default": ""}}, "required": ["a"]},
        ["REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED #/required/a"],
    ),
    (
        {"type": "object"},
        {"properties": {"a": _TEXT}, "required": ["a"]},
        ["REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/a !"],
    ),
    (
        {"type": "object"},
        {"properties": {"a": {**_TEXT, "default": ""}}, "required": ["a"]},
        ["REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL #/properties/a !"],
    ),
    (
        _CLOSED,
        {**_CLOSED, "properties": {"a": {**_TEXT, "default": ""}}, "required": ["a"]},
        ["REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/a"],
    ),
    (
        {**_CLOSED, "properties": {"a": _TEXT, "b": False}},
        _CLOSED,
        [
            "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/a !",
            "PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b",
        ],
    ),
    (
        {**_CLOSED, "properties": {"a1": _TEXT, "b": _TEXT}},
        {**_CLOSED, "patternProperties": {"^a": _NUMBER, "(": _TEXT}},
        [
            "TYPE_CHANGED #/properties/a1 !",
            "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/a1 !",
            "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b !",
        ],
    ),
    (
        {"additionalProperties": True},
        {"additionalProperties": _TEXT},
        ["ADDITIONAL_PROPERTIES_NARROWED #/additionalProperties !"],
    ),
    (
        {"additionalProperties": _TEXT},
        {"type": "object"},
        ["ADDITIONAL_PROPERTIES_EXTENDED #/additionalProperties"],
    ),
    (
        {"dependencies": {"a": ["b"], "c": ["b", "d"], "e": ["f"], "g": _TEXT}},
        {"dependencies": {"a": ["b", "c"], "c": ["b"], "e": ["g"], "g": _NUMBER}},
        [
            "DEPENDENCY_ARRAY_EXTENDED #/dependencies/a !",
            "DEPENDENCY_ARRAY_NARROWED #/dependencies/c",
            "DEPENDENCY_ARRAY_CHANGED #/dependencies/e !",
            "TYPE_CHANGED #/dependencies/g !",
        ],
    ),
    ({"propertyNames": {"maxLength": 3}}, {"propertyNames": {"maxLength": 2}}, []),
]


def _unevaluated() -> list[tuple[Any, Any, list[str]]]:
    cases: list[tuple[Any, Any, list[str]]] = []
    for keyword, type_ in (("unevaluatedProperties", "object"), ("unevaluatedItems", "array")):
        name = "UNEVALUATED_PROPERTIES" if type_ == "object" else "UNEVALUATED_ITEMS"
        base = {**LATEST, "type": type_}
        none, some = {**base, keyword: False}, {**base, keyword: _TEXT}
        cases += [
            (base, none, [f"{name}_REMOVED #/{keyword} !"]),
            (none, {**base, keyword: True}, [f"{name}_ADDED #/{keyword}"]),
            (none, some, [f"{name}_ADDED #/{keyword}"]),
            (base, some, [f"{name}_NARROWED #/{keyword} !"]),
            (some, base, [f"{name}_EXTENDED #/{keyword}"]),
            (some, {**base, keyword: _NUMBER}, [f"TYPE_CHANGED #/{keyword} !"]),
        ]
    return cases


_ARRAYS: list[tuple[Any, Any, list[str]]] = [
    ({"items": _TEXT}, {"type": "array"}, ["SCHEMA_REMOVED #/items"]),
    ({"items": True}, {"items": _TEXT}, ["TYPE_CHANGED #/items !"]),
    (
        {**LATEST, "items": False},
        {**LATEST, "items": True},
        ["ADDITIONAL_ITEMS_ADDED #/additionalItems"],
    ),
    (
        {"items": [_TEXT]},
        {"items": [_TEXT, _TEXT]},
        ["ITEM_ADDED_TO_OPEN_CONTENT_MODEL #/items/1 !"],
    ),
    (
        {"items": [_TEXT]},
        {"items": [_TEXT, {}]},
        ["ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL #/items/1"],
    ),
    (
        {"items": [_TEXT, _TEXT], "additionalItems": False},
        {"items": [_TEXT], "additionalItems": False},
        ["ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL #/items/1 !"],
    ),
    (
        {"items": [_TEXT]},
        {"items": [_TEXT], "additionalItems": False},
        ["ADDITIONAL_ITEMS_REMOVED #/additionalItems !"],
    ),
    (
        {"items": [_TEXT]},
        {"items": [_TEXT], "additionalItems": _TEXT},
        ["ADDITIONAL_ITEMS_NARROWED #/additionalItems !"],
    ),
    ({"items": _TEXT, "additionalItems": False}, {"items": _TEXT}, []),
    (
        {"type": "array"},
        {"type": "array", "uniqueItems": True},
        ["UNIQUE_ITEMS_ADDED #/uniqueItems !"],
    ),
    (
        {"type": "array", "uniqueItems": True},
        {"type": "array"},
        ["UNIQUE_ITEMS_REMOVED #/uniqueItems"],
    ),
]
_CONTAINS: list[tuple[Any, Any, list[str]]] = [
    (
        {**LATEST, "type": "array"},
        {**LATEST, "type": "array", "contains": _TEXT},
        ["MIN_CONTAINS_ADDED #/minContains !"],
    ),
    (
        {**LATEST, "type": "array", "contains": _TEXT},
        {**LATEST, "type": "array"},
        ["MIN_CONTAINS_REMOVED #/minContains"],
    ),
    ({**LATEST, "contains": _TEXT}, {**LATEST, "contains": _TEXT, "minContains": 1}, []),
]
_COMBINATIONS: list[tuple[Any, Any, list[str]]] = [
    ({"allOf": [_TEXT, {"maxLength": 3}]}, {"type": "string"}, ["PRODUCT_TYPE_NARROWED #/"]),
    (
        {"allOf": [_TEXT, {"maxLength": 3}]},
        {"anyOf": [_TEXT]},
        ["COMBINED_TYPE_EXTENDED #/", "PRODUCT_TYPE_NARROWED #/"],
    ),
    (
        {"allOf": [_TEXT]},
        {"allOf": [_TEXT, {"enum": ["a"]}]},
        ["PRODUCT_TYPE_EXTENDED #/ !"],
    ),
    ({"anyOf": [_TEXT, _NUMBER]}, {"anyOf": [_NUMBER]}, ["SUM_TYPE_NARROWED #/ !"]),
    ({"anyOf": [_TEXT, _NUMBER]}, {"oneOf": [_TEXT, _NUMBER]}, ["COMBINED_TYPE_CHANGED #/ !"]),
    (
        {"type": ["string", "null"]},
        {"type": ["null", "string", "number"]},
        ["SUM_TYPE_EXTENDED #/"],
    ),
    (
        {"type": "string", "enum": ["a"]},
        {"type": "string", "enum": ["a", "b"]},
        ["ENUM_ARRAY_EXTENDED #/allOf/0/enum"],
    ),
    (
        {**LATEST, "type": ["object", "null"], "properties": {"a": {"maximum": 1}}},
        {**LATEST, "type": ["object", "null"], "properties": {"a": {"maximum": 2}}},
        ["MAXIMUM_INCREASED #/anyOf/0/properties/a/maximum"],
    ),
    (
        {**LATEST, "$ref": "#/$defs/a", "maxLength": 3, "$defs": {"a": _TEXT}},
        {**LATEST, "$ref": "#/$defs/a", "maxLength": 4, "$defs": {"a": _TEXT}},
        ["MAX_LENGTH_INCREASED #/allOf/1/maxLength"],
    ),
    (  # draft-07 ignores what is next to a reference
        {"$ref": "#/definitions/a", "maxLength": 3, "definitions": {"a": _TEXT}},
        {"$ref": "#/definitions/a", "maxLength": 2, "definitions": {"a": _TEXT}},
        [],
    ),
    ({"$ref": "a.json"}, {"title": "x", "$ref": "a.json"}, ["TITLE_CHANGED #/"]),
    ({"$ref": "a.json"}, {"$ref": "b.json"}, ["TYPE_CHANGED #/ !"]),
    ({"$ref": "a.json"}, _TEXT, ["TYPE_CHANGED #/ !"]),
    ({"if": _TEXT, "then": {"maxLength": 3}}, {"if": _TEXT, "then": {"maxLength": 2}}, []),
]
_ALL = [*_bounds(), *_SCALARS, *_OBJECTS, *_unevaluated(), *_ARRAYS, *_CONTAINS, *_COMBINATIONS]


@pytest.mark.parametrize(("old", "new", "expected"), _ALL)
def test_difference(old: Any, new: Any, expected: list[str]) -> None:
    assert found(old, new) == expected


def test_every_kind_is_found_in_some_case() -> None:
    registry = Path(__file__).with_name("registry_json.jsonl").read_text(encoding="utf-8")
    cases = [json.loads(line) for line in registry.splitlines()]
    changes = [change for case in cases for change in case["changes"]]
    changes += [change for _old, _new, expected in _ALL for change in expected]
    assert {change.split()[0] for change in changes} == RULES.keys() - {NOT_COMPARED}
