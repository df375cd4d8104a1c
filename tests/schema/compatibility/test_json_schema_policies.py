"""Policies of Schema Registry, and what a difference says besides its kind."""

from __future__ import annotations

from cdx_tui.schema.compatibility.json_schema.kinds import LENIENT, NOT_COMPARED, RULES, STRICT
from tests.schema.compatibility.json_schemas import compare

_TEXT = {"type": "string"}


def test_lenient_policy_allows_what_is_about_additional_properties() -> None:
    old = {"additionalProperties": False, "properties": {"a": _TEXT}}
    new = {"additionalProperties": False}
    assert [each.breaks for each in compare(old, new)] == [True]
    assert [each.breaks for each in compare(old, new, lenient=True)] == [False]


def test_policy_also_decides_inside_combinations() -> None:
    # The branch with another property pairs with the old one only if the addition is harmless.
    old = {"oneOf": [{"type": "object"}]}
    new = {"oneOf": [{"type": "object", "properties": {"a": _TEXT}}]}
    assert [each.kind for each in compare(old, new)] == ["COMBINED_TYPE_SUBSCHEMAS_CHANGED"]
    kinds = [each.kind for each in compare(old, new, lenient=True)]
    assert kinds == ["OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL"]


def test_policies_know_only_kinds_with_a_rule() -> None:
    assert STRICT < LENIENT < RULES.keys()
    assert NOT_COMPARED not in LENIENT


def test_rules_are_one_sentence_each() -> None:
    for rule in RULES.values():
        assert rule[0].isupper()
        assert rule.endswith(".")
        assert ". " not in rule


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
