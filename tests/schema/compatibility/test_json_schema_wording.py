"""What a difference says besides its kind."""

from __future__ import annotations

import json

from cdx_tui.schema import read_schema
from cdx_tui.schema.compatibility import avro, protobuf_rules
from cdx_tui.schema.compatibility.json_schema.kinds import RULES
from cdx_tui.schema.compatibility.levels import compatibility
from cdx_tui.schema.compatibility.wording import name_sides
from tests.schema.compatibility.json_schemas import compare


def test_rules_of_all_formats_are_one_sentence_each() -> None:
    avro_and_protobuf = (avro._HARMLESS, protobuf_rules._COMPATIBLE, protobuf_rules._INCOMPATIBLE)
    for rules in (RULES, *avro_and_protobuf):
        for rule in rules.values():
            assert rule[0].isupper()
            assert rule.endswith(".")
            assert ". " not in rule
            assert name_sides(rule, newer_reads=True).count("'s schema") == 0


def test_values_are_named() -> None:
    old = {"properties": {"a": {"type": ["null", "string"]}, "b": {"enum": ["x", "y"]}}}
    new = {"properties": {"a": {"type": "integer"}, "b": {"enum": ["x", {"z": 1}]}}}
    assert [(each.old, each.new) for each in compare(old, new)] == [
        ("null or string", "integer"),
        ('"y"', '{"z": 1}'),
    ]


def test_branches_without_counterpart_are_named() -> None:
    old = {"oneOf": [{"title": "Order", "type": "object"}, {"type": "null"}]}
    new = {"oneOf": [{"type": "null"}, {"type": "string"}]}
    difference = compare(old, new)[0]
    assert difference.kind == "COMBINED_TYPE_SUBSCHEMAS_CHANGED"
    assert (difference.old, difference.new) == ("Order", "string")


def test_rules_name_the_sides_in_both_directions() -> None:
    # A bound that is lower in the newer schema breaks BACKWARD by its own, FORWARD by the other's.
    old, new = ({"type": "string", "maxLength": length} for length in (9, 5))
    longer, shorter = (read_schema(json.dumps(schema), "JSON") for schema in (old, new))
    narrowed, widened = compatibility(longer, shorter), compatibility(shorter, longer)
    assert [each.rule for each in narrowed.changes] == [
        "The maxLength of the newer schema refuses longer strings."
    ]
    assert [each.rule for each in widened.changes] == [
        "The maxLength of the older schema refuses longer strings."
    ]
