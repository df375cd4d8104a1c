"""Hostile JSON Schemas: deep, wide, circular or malformed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json_schema.outline import outline_json_schema
from cdx_tui.schema.outline import NodeKind, Outline
from tests.schema.outlines import all_nodes

DEPTH = 30_000


def outline(text: str) -> Outline:
    return outline_json_schema(read_json(text).root)


def nested(opening: str, inner: str, closing: str, depth: int = DEPTH) -> str:
    return opening * depth + inner + closing * depth


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('{"properties":{"a":', "}}"),
        ('{"type":"array","items":', "}"),
        ('{"oneOf":[{"type":"null"},', "]}"),
        ('{"anyOf":[{"type":"integer"},', "]}"),
        ('{"allOf":[', "]}"),
        ('{"not":', "}"),
        ('{"additionalProperties":', "}"),
        ('{"definitions":{"a":', "}}"),
        ('{"$id":"a/","$defs":{"a":', "}}"),
    ],
)
def test_no_nesting_is_too_deep(opening: str, closing: str) -> None:
    found = outline(nested(opening, "true", closing))
    nodes = list(all_nodes(found))
    assert len(nodes) < 500
    (note,) = [node for node in nodes if node.kind is NodeKind.NOTE]
    assert note.name.endswith(" more levels")


def test_hidden_nodes_are_counted() -> None:
    found = outline(nested('{"properties":{"a":', "{}", "}}"))
    (note,) = [node for node in all_nodes(found) if node.kind is NodeKind.NOTE]
    assert (found.records, found.fields) == (DEPTH, DEPTH)
    assert note.name == f"… {DEPTH - 99:,} more levels"


def test_a_reference_to_a_hidden_node_leads_to_its_ancestor() -> None:
    pointer = "#" + "/properties/a" * 200
    text = nested('{"properties":{"a":', json.dumps({"$ref": "#/nope"}), "}}", 300)
    found = outline(text[:-1] + f',"not":{{"$ref":"{pointer}"}}}}')
    (link,) = [node for node in all_nodes(found) if node.name == "not"]
    assert found.definitions[link.target or ""].kind is NodeKind.NOTE
    assert found.unresolved == ("#/nope",)


def test_fifty_thousand_properties() -> None:
    properties = {f"p{n}": {"type": ["null", "string"], "maxLength": n} for n in range(50_000)}
    found = outline(json.dumps({"properties": properties, "required": list(properties)}))
    children = found.roots[0].children
    assert (found.records, found.fields, len(children)) == (1, 50_000, 50_000)
    assert all(node.required for node in children)


def test_a_choice_of_280_is_a_node_each() -> None:
    names = [f"d{n}" for n in range(280)]
    schema = {
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in names],
        "$defs": {name: {"properties": {"kind": {"const": name}}} for name in names},
    }
    found = outline(json.dumps(schema))
    branches = [node for node in found.roots[0].children if node.kind is NodeKind.BRANCH]
    assert found.roots[0].type == "oneOf"
    assert [node.target for node in branches] == [f"#/$defs/{name}" for name in names]


def test_a_chain_of_ten_thousand_references() -> None:
    chain: dict[str, Any] = {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(10_000)}
    found = outline(json.dumps({"$ref": "#/$defs/d0", "$defs": chain | {"d10000": True}}))
    assert (len(found.definitions), found.unresolved) == (10_001, ())


def test_a_schema_that_refers_to_itself() -> None:
    found = outline('{"$ref": "#"}')
    assert [(node.type, node.target) for node in all_nodes(found)] == [("#", "#")]


LARGER: dict[str, Callable[[int], str]] = {
    "properties": lambda n: json.dumps({"properties": {f"p{i}": {"type": "a"} for i in range(n)}}),
    "required": lambda n: json.dumps({"required": [f"p{i}" for i in range(4 * n)]}),
    "enum": lambda n: json.dumps({"enum": list(range(8 * n))}),
    "references": lambda n: json.dumps({"allOf": [{"$ref": f"#/allOf/{i}"} for i in range(n)]}),
    "unlisted": lambda n: json.dumps(
        {"$ref": "#/x/d0", "x": {f"d{i}": {"$ref": f"#/x/d{i + 1}"} for i in range(n)}}
    ),
    "nesting": lambda n: nested('{"items":{"oneOf":[{"$ref":"#/a/b"},', "{}", "]}}", n),
    "identifiers": lambda n: nested('{"$id":"ab/","items":', "{}", "}", n),
    "names": lambda n: (
        f'{{"properties":{{"{"n" * n * 20}":{{"$defs":{{'
        + ",".join(f'"d{i}":{{}}' for i in range(n))
        + "}}}}"
    ),
}


@pytest.mark.parametrize("made", LARGER.values(), ids=LARGER)
def test_time_is_linear_in_the_text(made: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        root = read_json(made(size)).root
        started = time.process_time()
        outline_json_schema(root)
        return time.process_time() - started

    small = max(min(seconds(1_500) for _ in range(2)), 0.004)
    assert seconds(12_000) < 8 * 4 * small


KEYWORDS = st.sampled_from(
    [
        *("$anchor", "$defs", "$dynamicRef", "$id", "$ref", "$schema", "additionalItems"),
        *("additionalProperties", "allOf", "anyOf", "const", "contains", "default", "definitions"),
        *("dependencies", "dependentRequired", "description", "discriminator", "enum", "extends"),
        *("format", "id", "if", "items", "minimum", "not", "nullable", "oneOf", "prefixItems"),
        *("patternProperties", "properties", "required", "then", "title", "type", "x-y"),
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from(
        ["", "#", "#/", "#/a", "a", "#/$defs/a", "object", "null", "http://[", "\ud800"]
    )
)
ANYTHING = st.recursive(
    SCALARS,
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(KEYWORDS | st.just("a"), below, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_any_value_is_outlined(value: Any) -> None:
    found = outline(json.dumps(value))
    nodes = list(all_nodes(found))
    targets = {node.target for node in nodes if node.target is not None and not node.unresolved}
    assert targets <= found.definitions.keys()
    assert {node.target for node in nodes if node.unresolved} <= {*found.unresolved}
    for node in found.definitions.values():
        assert any(node is other for other in nodes)
    assert bool(nodes) == isinstance(value, dict | bool)
