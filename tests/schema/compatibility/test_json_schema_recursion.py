"""References, cycles of them, and sizes at which a careless comparison would not end."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from cdx_tui.schema import read_schema
from cdx_tui.schema.compatibility.json_schema import differences
from cdx_tui.schema.compatibility.json_schema.results import MAX_DIFFERENCES
from tests.schema.compatibility.json_schemas import compare, found

_TREE = {
    "$ref": "#/definitions/node",
    "definitions": {
        "node": {
            "properties": {"value": {"type": "string"}, "left": {"$ref": "#/definitions/node"}}
        }
    },
}


def _changed(schema: Any, old: str, new: str) -> Any:
    return json.loads(json.dumps(schema).replace(old, new))


def test_recursive_schema_has_no_differences_from_itself() -> None:
    assert found(_TREE, {**_TREE, "title": "ignored next to a reference"}) == []


def test_difference_in_a_recursive_schema_is_found_once() -> None:
    changed = _changed(_TREE, '"string"', '"integer"')
    assert found(_TREE, changed) == ["TYPE_CHANGED #/properties/value !"]


@pytest.mark.parametrize(
    "reference", [{"$ref": "#"}, {"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#"}}}]
)
def test_reference_to_itself_ends(reference: Any) -> None:
    assert found(reference, {"type": "string"}) == ["TYPE_CHANGED #/ !"]


def test_incompatibility_found_late_in_a_cycle_counts_everywhere() -> None:
    # When b is compared first, a is being compared, and taken as compatible. It is not: so the
    # branch that refers to b has no counterpart.
    schema = {
        "properties": {
            "x": {"$ref": "#/definitions/a"},
            "y": {"anyOf": [{"$ref": "#/definitions/b"}]},
        },
        "definitions": {
            "a": {"properties": {"b": {"$ref": "#/definitions/b"}, "v": {"type": "string"}}},
            "b": {"properties": {"a": {"$ref": "#/definitions/a"}}},
        },
    }
    assert found(schema, _changed(schema, '"string"', '"integer"')) == [
        "TYPE_CHANGED #/properties/x/properties/v !",
        "COMBINED_TYPE_SUBSCHEMAS_CHANGED #/properties/y !",
    ]


def test_shared_schema_is_reported_at_each_place() -> None:
    schema = {
        "properties": {name: {"$ref": "#/definitions/a"} for name in "xy"},
        "definitions": {"a": {"type": "string"}},
    }
    assert found(schema, _changed(schema, '"string"', '"null"')) == [
        "TYPE_CHANGED #/properties/x !",
        "TYPE_CHANGED #/properties/y !",
    ]


def _doubling(levels: int, last: Any) -> Any:
    """Return a schema with 2 ** `levels` paths to `last`."""
    definitions: dict[str, Any] = {
        f"d{level}": {
            "properties": {name: {"$ref": f"#/definitions/d{level + 1}"} for name in "ab"}
        }
        for level in range(levels)
    }
    definitions[f"d{levels}"] = last
    return {"$ref": "#/definitions/d0", "definitions": definitions}


@pytest.mark.parametrize("last", [{"type": "integer"}, {"type": "string", "title": "x"}])
def test_difference_with_very_many_paths_is_listed_at_some(last: Any) -> None:
    listed = compare(_doubling(50, {"type": "string"}), _doubling(50, last))
    assert 1 < len(listed) <= MAX_DIFFERENCES
    assert len({each.kind for each in listed}) == 1


def test_breaking_differences_take_precedence_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cdx_tui.schema.compatibility.json_schema.results.MAX_DIFFERENCES", 50)
    names = [f"p{number:05}" for number in range(51)]
    old = {"properties": {name: {"title": "x", "type": "string"} for name in names}}
    new: Any = {"properties": {name: {"type": "string"} for name in names}}
    new["properties"][names[-1]] = {"type": "null"}
    listed = compare(old, new)
    assert len(listed) == 50
    assert [each.path for each in listed if each.breaks] == [f"#/properties/{names[-1]}"]


@pytest.mark.parametrize(
    ("opening", "closing"), [('{"items":', "}"), ('{"not":', "}"), ('{"title":"a","allOf":[', "]}")]
)
def test_depth_is_no_limit(opening: str, closing: str) -> None:
    depth = 1_500
    text = f'{opening * depth}{{"type": "string"}}{closing * depth}'
    old, new = (read_schema(each, "JSON") for each in (text, text.replace("string", "null")))
    listed = differences(old, new)
    assert any(each.breaks for each in listed)
    assert all(len(each.path) < 10_000 for each in listed)


def _union(branches: int, kind: str, title: str) -> Any:
    return {
        "oneOf": [
            {
                "title": f"{title} {number}",
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": f"{kind}{number}"}, f"p{number}": {"maximum": 1}},
            }
            for number in range(branches)
        ]
    }


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({**_union(280, "k", "Event"), "title": "x"}, {"TITLE_CHANGED"}),
        ({"oneOf": _union(280, "k", "Event")["oneOf"][::-1]}, set()),
        ({"oneOf": _union(280, "k", "Old event")["oneOf"][::-1]}, {"TITLE_CHANGED"}),
        (_union(280, "other", "Event"), {"COMBINED_TYPE_SUBSCHEMAS_CHANGED"}),
    ],
    ids=["same", "reversed", "renamed", "different"],
)
def test_union_of_280_branches(new: Any, expected: set[str]) -> None:
    old = _union(280, "k", "Event")
    start = time.process_time()
    assert {each.kind for each in compare(old, new)} == expected
    assert time.process_time() - start < 5  # far less; with all pairs in full, far more


def test_union_of_unions_that_refer_to_each_other_ends() -> None:
    count = 30
    branches = [{"$ref": f"#/definitions/n{number}"} for number in range(count)]
    definitions = {
        f"n{number}": {"properties": {"k": {"const": number}, "next": {"oneOf": branches}}}
        for number in range(count)
    }
    old = {"oneOf": branches, "definitions": definitions}
    changed = {**definitions, "n3": {"properties": {"k": {"const": "x"}}}}
    kinds = {each.kind for each in compare(old, {**old, "definitions": changed})}
    assert kinds == {"COMBINED_TYPE_SUBSCHEMAS_CHANGED"}


def test_comparison_that_was_given_up_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdx_tui.schema.compatibility.json_schema.comparison._MAX_PAIRS", 50)
    listed = compare(_union(20, "k", "Event"), _union(20, "other", "Event"))
    assert ("NOT_COMPARED", True) in [(each.kind, each.breaks) for each in listed]


def test_patterns_that_take_long_are_given_up() -> None:
    slow = {"additionalProperties": False, "patternProperties": {"^(a|aa|aaa)*$": True}}
    names = {f"{'a' * 500}{number}": True for number in range(500)}
    start = time.process_time()
    listed = compare({"additionalProperties": False, "properties": names}, slow)
    assert {each.kind for each in listed} == {"PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL"}
    assert time.process_time() - start < 5
