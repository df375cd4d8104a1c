"""References in JSON Schemas, within the document and to other documents."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json_schema.outline import outline_json_schema
from cdx_tui.schema.outline import NodeKind, Outline
from tests.schema.outlines import FixedTypes, all_nodes, find


def outline(schema: Any, external_types: dict[str, str] | None = None) -> Outline:
    external = FixedTypes(external_types) if external_types else None
    return outline_json_schema(read_json(json.dumps(schema)).root, external)


LINE = {"type": "object", "properties": {"sku": {"type": "string"}}}


@pytest.mark.parametrize(
    ("reference", "rest"),
    [
        ("#/definitions/Line", {"definitions": {"Line": LINE}}),
        ("#/$defs/Line", {"$defs": {"Line": LINE}}),
        ("#/$defs/a~1b~0c", {"$defs": {"a/b~c": LINE}}),
        ("#/$defs/a%20%25b", {"$defs": {"a %b": LINE}}),
        ("#/properties/other", {"properties": {"other": LINE}}),
        ("#/allOf/0", {"allOf": [LINE, {}]}),
        ("#/components/schemas/Line", {"components": {"schemas": {"Line": LINE}}}),
        ("#line", {"$defs": {"Line": LINE | {"$anchor": "line"}}}),
        ("#line", {"definitions": {"Line": LINE | {"$id": "#line"}}}),
        ("#line", {"definitions": {"Line": LINE | {"id": "#line"}}}),
        ("line.json", {"$defs": {"Line": LINE | {"$id": "line.json"}}}),
        (
            "http://x/a/line.json",
            {"$id": "http://x/a/", "$defs": {"L": LINE | {"$id": "line.json"}}},
        ),
        ("line.json#/$defs/In", {"$defs": {"L": {"$id": "line.json", "$defs": {"In": LINE}}}}),
        ("http://x/order.json#/$defs/L", {"$id": "http://x/order.json", "$defs": {"L": LINE}}),
        ("%6Cine.json", {"$defs": {"Line": LINE | {"$id": "%6Cine.json"}}}),
    ],
)
def test_a_reference_leads_to_its_definition(reference: str, rest: dict[str, Any]) -> None:
    properties = {"link": {"$ref": reference}, **rest.get("properties", {})}
    found = outline({**rest, "properties": properties})
    link = find(found, "link")
    assert link.target is not None
    assert not link.unresolved
    assert not link.children
    assert [below.name for below in found.definitions[link.target].children] == ["sku"]
    assert (found.unresolved, found.records) == ((), 2)


def test_a_pointer_below_an_id_falls_back_to_the_whole_document() -> None:
    inner = {"$id": "inner.json", "properties": {"link": {"$ref": "#/$defs/Line"}}}
    found = outline({"properties": {"inner": inner}, "$defs": {"Line": LINE}})
    assert find(found, "link").target == "#/$defs/Line"


def test_dynamic_references_are_links_too() -> None:
    schema = {
        "$dynamicAnchor": "node",
        "properties": {"a": {"$dynamicRef": "#node"}, "b": {"$recursiveRef": "#"}},
    }
    found = outline(schema)
    targets = [found.definitions[find(found, name).target or ""] for name in "ab"]
    assert targets == [found.roots[0], found.roots[0]]


def test_recursion_ends_in_a_link() -> None:
    schema = {
        "$defs": {
            "A": {"properties": {"b": {"$ref": "#/$defs/B"}}},
            "B": {"properties": {"a": {"$ref": "#/$defs/A"}, "root": {"$ref": "#"}}},
        },
        "$ref": "#/$defs/A",
    }
    found = outline(schema)
    assert find(found, "b").target == "#/$defs/B"
    assert find(found, "a").target == "#/$defs/A"
    assert found.definitions[find(found, "root").target or ""] is found.roots[0]
    assert len(list(all_nodes(found))) == 6


def test_references_that_lead_back_to_themselves_are_unresolved() -> None:
    schema = {
        "properties": {
            "self": {"$ref": "#/properties/self"},
            "into": {"$ref": "#/$defs/a"},
            "tree": {"$ref": "#"},
            "end": {"$ref": "#/$defs/c"},
        },
        "$defs": {
            "a": {"$ref": "#/$defs/b"},
            "b": {"$ref": "#/$defs/a"},
            "c": {"$ref": "#/$defs/d"},
            "d": {"type": "string"},
        },
    }
    found = outline(schema)
    unresolved = [node.name for node in all_nodes(found) if node.unresolved]
    assert unresolved == ["self", "into", "a", "b"]
    assert all("it leads back to itself" in problem.message for problem in found.problems)
    assert len(found.problems) == 3  # once for each name


def test_several_references_in_one_type_are_links_below_it() -> None:
    choice = {"type": "array", "items": {"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}}
    node = find(outline({"properties": {"a": choice}, "$defs": {"A": {}, "B": {}}}), "a")
    assert (node.type, node.target) == ("array<A | B>", None)
    below = [(link.kind, link.type, link.target) for link in node.children]
    assert below == [(NodeKind.TYPE, "A", "#/$defs/A"), (NodeKind.TYPE, "B", "#/$defs/B")]


def test_another_document_is_unresolved_and_reported_once() -> None:
    schema = {"properties": {"a": {"$ref": "x.json#/$defs/A"}, "b": {"$ref": "x.json#/$defs/A"}}}
    found = outline(schema)
    assert found.unresolved == ("x.json#/$defs/A",)
    assert find(found, "b").unresolved
    assert [problem.fatal for problem in found.problems] == [False]
    assert "x.json#/$defs/A" in found.problems[0].message


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        ("customer.json", "http://x/schemas/customer.json"),
        ("customer.json#/$defs/A", "http://x/schemas/customer.json"),
        ("customer.json#/$defs/A", "http://x/schemas/customer.json#/$defs/A"),
        ("http://y/c", "http://y/c"),
        ("customer.json", "customer.json"),
    ],
)
def test_other_schemas_of_the_share_resolve_a_reference(reference: str, key: str) -> None:
    schema = {"$id": "http://x/schemas/order.json", "properties": {"a": {"$ref": reference}}}
    found = outline(schema, {key: "customers-value"})
    node = find(found, "a")
    assert (node.target, node.unresolved, found.unresolved) == (key, False, ())
    assert node.origin is not None
    assert node.origin.note == "in customers-value"


def test_a_document_is_defined_for_others_by_its_id() -> None:
    found = outline({"$id": "http://x/order.json#", "$defs": {"Line": LINE}})
    assert found.definitions["http://x/order.json"] is found.roots[0]


def test_the_metaschema_is_known_to_all() -> None:
    found = outline({"properties": {"a": {"$ref": "http://json-schema.org/draft-07/schema#"}}})
    assert (found.unresolved, found.problems) == ((), ())


@pytest.mark.parametrize(
    "reference", ["#/$defs/Nope", "#nope", "#/$defs/Text/description", "#/required/7", "#/a/%zz"]
)
def test_a_pointer_to_nothing_is_a_remark_that_names_it(reference: str) -> None:
    schema = {"properties": {"a": {"$ref": reference}}, "$defs": {"Text": {"description": "d"}}}
    found = outline(schema)
    assert (found.unresolved, find(found, "a").unresolved) == ((reference,), True)
    (problem,) = found.problems
    assert reference in problem.message
    assert not problem.fatal
    assert json.dumps(schema)[problem.offset :].startswith('{"$ref"')


def test_a_property_may_have_the_name_of_a_keyword() -> None:
    schema = {
        "properties": {
            "$ref": {"type": "string"},
            "$id": {"type": "string"},
            "properties": {"type": "object", "properties": {"required": {"type": "boolean"}}},
        },
        "default": {"$ref": "#/nope", "$id": "x"},
        "enum": [{"$ref": "#/nope"}],
    }
    found = outline(schema)
    names = ["$ref", "$id", "properties", "required"]
    assert [node.name for node in all_nodes(found) if node.kind is NodeKind.FIELD] == names
    assert found.problems == ()


def test_names_equal_after_cleaning_stay_distinct() -> None:
    schema = {
        "properties": {"a": {"$ref": "#/$defs/x\u0000"}, "b": {"$ref": "#/$defs/x\u2400"}},
        "$defs": {"x\u0000": {"type": "string"}, "x\u2400": {"type": "integer"}},
    }
    found = outline(schema)
    types = [found.definitions[find(found, name).target or ""].type for name in "ab"]
    assert types == ["string", "integer"]


def test_a_forward_referenced_definition_is_shown_once() -> None:
    schema = {
        "allOf": [{"$ref": "#/x/inner/properties/a"}, {"$ref": "#/x/inner"}],
        "x": {"inner": {"properties": {"a": {"properties": {"b": {}}}}}},
    }
    found = outline(schema)
    assert [node.name for node in all_nodes(found)].count("b") == 1
    second = [node for node in all_nodes(found) if node.name == "a"][1]
    assert second.target == "#/x/inner/properties/a"
    assert (found.records, found.fields) == (2, 2)


PART = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "key"),
    [
        ({"$defs": {"P": PART}}, "#/$defs/P"),
        ({"properties": {"x": {"$defs": {"P": PART}}}}, "#/properties/x/$defs/P"),
        # referenced, at no position of a schema
        (
            {
                "properties": {"x": {"$ref": "#/components/schemas/A"}},
                "components": {"schemas": {"A": {"$defs": {"P": PART}}}},
            },
            "#/components/schemas/A/$defs/P",
        ),
        (
            {
                "properties": {"x": {"$ref": "#/components/a~1%20b"}},
                "components": {"a/ b": {"$defs": {"P": PART}}},
            },
            "#/components/a~1 b/$defs/P",
        ),
        (
            {
                "properties": {
                    "x": {
                        "$id": "http://x/",
                        "properties": {"y": {"$ref": "#/parts/A"}},
                        "parts": {"A": {"$defs": {"P": PART}}},
                    }
                }
            },
            "#/properties/x/parts/A/$defs/P",
        ),
        # in layers that are shown as one
        ({"allOf": [{"$defs": {"P": PART}}]}, "#/allOf/0/$defs/P"),
        (
            {"oneOf": [{"type": "null"}, {"allOf": [{"definitions": {"P": PART}}]}]},
            "#/oneOf/1/allOf/0/definitions/P",
        ),
        (
            {"allOf": [{"properties": {"x": {"$defs": {"P": PART}}}}]},
            "#/allOf/0/properties/x/$defs/P",
        ),
        ({"allOf": [{"items": {"$defs": {"P": PART}}}]}, "#/allOf/0/items/$defs/P"),
        (
            {"allOf": [{"patternProperties": {"x": {"$defs": {"P": PART}}}}]},
            "#/allOf/0/patternProperties/x/$defs/P",
        ),
        (
            {"allOf": [{"prefixItems": [{"$defs": {"P": PART}}]}]},
            "#/allOf/0/prefixItems/0/$defs/P",
        ),
    ],
)
def test_a_definition_has_its_pointer_from_the_root_as_key(schema: Any, key: str) -> None:
    found = outline(schema)
    assert found.definitions[key].name == "P"
    assert [name for name, node in found.definitions.items() if node.name == "P"] == [key]
