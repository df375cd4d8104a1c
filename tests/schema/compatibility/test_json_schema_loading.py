"""How the libraries of Schema Registry read a schema, where that decides a kind or a path."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schema.compatibility.json_schemas import LATEST, found

_TEXT = {"type": "string"}
_UNION = {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}]}
_WIDER = {"anyOf": [{"type": "string", "maxLength": 4}, {"type": "null"}]}


@pytest.mark.parametrize("draft", [{}, LATEST], ids=["draft 7", "draft 2020-12"])
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # A default of null is none.
        (
            {"properties": {"a": _TEXT}},
            {"properties": {"a": {**_TEXT, "default": None}}, "required": ["a"]},
            ["REQUIRED_ATTRIBUTE_ADDED #/required/a !"],
        ),
        (
            {"additionalProperties": False},
            {
                "additionalProperties": False,
                "properties": {"a": {**_TEXT, "default": None}},
                "required": ["a"],
            },
            ["REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/a !"],
        ),
        # The default is that beside the reference, not that of what it refers to.
        (
            {"properties": {"a": {"$ref": "#/$defs/t"}}, "$defs": {"t": _TEXT}},
            {
                "properties": {"a": {"$ref": "#/$defs/t"}},
                "$defs": {"t": {**_TEXT, "default": ""}},
                "required": ["a"],
            },
            ["REQUIRED_ATTRIBUTE_ADDED #/required/a !", "DEFAULT_CHANGED #/properties/a"],
        ),
        # Branches that are combinations come first, but not references to combinations.
        (
            {
                "oneOf": [{"$ref": "#/$defs/u"}, {"allOf": [{"type": "object"}]}],
                "$defs": {"u": _UNION},
            },
            {
                "oneOf": [{"$ref": "#/$defs/u"}, {"allOf": [{"type": "object"}]}],
                "$defs": {"u": _WIDER},
            },
            ["MAX_LENGTH_INCREASED #/oneOf/1/anyOf/0/maxLength"],
        ),
        (
            {"oneOf": [{"type": "object"}, _UNION]},
            {"oneOf": [{"type": "object"}, _WIDER]},
            ["MAX_LENGTH_INCREASED #/oneOf/0/anyOf/0/maxLength"],
        ),
        # The first branch that fits is named, in the same order.
        (
            {"type": "string", "maxLength": 3},
            {"oneOf": [{"type": "string", "maxLength": 4}, _UNION]},
            ["SUM_TYPE_EXTENDED #/", "SUM_TYPE_EXTENDED #/"],
        ),
        # Ours is right: a `not` that is the same is no change. The registry calls it narrowed.
        (
            {"properties": {"a": {"not": _TEXT}, "b": _TEXT}},
            {"properties": {"a": {"not": _TEXT}}},
            ["PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/b"],
        ),
    ],
)
def test_details(before: Any, after: Any, expected: list[str], draft: dict[str, str]) -> None:
    assert found({**draft, **before}, {**draft, **after}) == expected


def test_dependencies_on_nothing_are_none() -> None:
    assert found({"type": "object"}, {"type": "object", "dependencies": {"a": []}}) == []
    latest = {**LATEST, "type": "object"}
    assert found(latest, {**latest, "dependentRequired": {"a": []}}) == []


def test_bounds_on_contains_are_compared_in_earlier_drafts_too() -> None:
    one, two = ({"type": "array", "minContains": count} for count in (1, 2))
    assert found(one, two) == ["MIN_CONTAINS_INCREASED #/minContains !"]
    assert found({**one, "not": _TEXT}, {**two, "not": _TEXT}) == []  # also a negation


_ENUM_A, _ENUM_AB = {"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["a", "b"]}
_NULLABLE = {"type": ["object", "null"]}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # The parts of a branch are branches of their own, each of which is there once.
        (
            {"oneOf": [_ENUM_A, {"type": "null"}]},
            {"oneOf": [{"type": "null"}, _ENUM_AB]},
            ["ENUM_ARRAY_EXTENDED #/oneOf/1/enum"],
        ),
        (
            {"anyOf": [_ENUM_A, {"type": "string", "enum": ["c"]}]},
            {"anyOf": [_ENUM_A]},
            ["SUM_TYPE_NARROWED #/ !"],
        ),
        ({"anyOf": [_ENUM_A]}, {"anyOf": [_TEXT, {"enum": ["a"]}]}, []),
        # One branch with two parts is no single branch.
        ({"anyOf": [_ENUM_A]}, {"oneOf": [_ENUM_A]}, ["COMBINED_TYPE_CHANGED #/ !"]),
        # Branches that differ only by what is lost in reading are one.
        ({"anyOf": [_TEXT, {**_TEXT, "format": "date"}]}, {"anyOf": [_TEXT]}, []),
        (
            {"anyOf": [{"properties": {"type": {}, "format": each}} for each in (_TEXT, {})]},
            {"anyOf": [{"properties": {"type": {}, "format": _TEXT}}]},
            ["SUM_TYPE_NARROWED #/ !"],
        ),
        # A string fits one of the parts.
        (_TEXT, {"oneOf": [_ENUM_A]}, ["SUM_TYPE_EXTENDED #/"]),
        # The parts of a combination next to other keywords are not.
        (
            {"allOf": [{"anyOf": [{"type": "null"}], "maxLength": 3}, {"type": "null"}]},
            {"allOf": [{"anyOf": [{"type": "null"}], "maxLength": 4}, {"type": "null"}]},
            ["MAX_LENGTH_INCREASED #/allOf/1/maxLength"],
        ),
        # Branches behind a reference stay whole.
        (
            {"oneOf": [{"$ref": "#/$defs/a"}, {"type": "null"}], "$defs": {"a": _ENUM_A}},
            {"oneOf": [{"$ref": "#/$defs/a"}, {"type": "null"}], "$defs": {"a": _ENUM_AB}},
            ["ENUM_ARRAY_EXTENDED #/oneOf/0/allOf/1/enum"],
        ),
        # Keywords have the order of a hash table, whatever that of the document.
        (
            {"enum": ["a"], "type": "string"},
            {"enum": ["a", "b"], "type": "string"},
            ["ENUM_ARRAY_EXTENDED #/allOf/1/enum"],
        ),
        (
            {"type": "string", "maxLength": 3, "not": {"const": "a"}},
            {"type": "string", "maxLength": 4, "not": {"const": "a"}},
            ["MAX_LENGTH_INCREASED #/allOf/1/maxLength"],
        ),
        # `format` accepts all, but keeps what follows from being joined with the types.
        ({"format": "date"}, {}, []),
        (
            {**_NULLABLE, "properties": {"a": {"maximum": 1}}},
            {**_NULLABLE, "properties": {"a": {"maximum": 2}}},
            ["MAXIMUM_INCREASED #/anyOf/0/properties/a/maximum"],
        ),
        (
            {**_NULLABLE, "format": "x", "properties": {"a": {"maximum": 1}}},
            {**_NULLABLE, "format": "x", "properties": {"a": {"maximum": 2}}},
            ["MAXIMUM_INCREASED #/allOf/1/properties/a/maximum"],
        ),
    ],
)
def test_parts_of_schemas_of_later_drafts(before: Any, after: Any, expected: list[str]) -> None:
    assert found({**LATEST, **before}, {**LATEST, **after}) == expected


def test_permission_of_what_is_permitted_anyway_is_a_change_as_in_the_registry() -> None:
    for keyword, type_ in (("unevaluatedProperties", "object"), ("unevaluatedItems", "array")):
        name = "UNEVALUATED_PROPERTIES" if type_ == "object" else "UNEVALUATED_ITEMS"
        latest = {**LATEST, "type": type_}
        narrowed = found(latest, {**latest, keyword: True})
        assert narrowed == [f"{name}_NARROWED #/{keyword} !"]
        assert found({**latest, keyword: True}, latest) == [f"{name}_EXTENDED #/{keyword}"]
