"""Text that is no schema, and schemas with values of the wrong types: compared without an error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.schema import read_schema
from cdx_tui.schema.compatibility.json_schema import differences
from cdx_tui.text import clean
from tests.schema.compatibility.json_schemas import compare

_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, False, 0, 1.5, "", "a", "string", "#", [], {}]
)
_KEYWORDS = st.sampled_from(
    [
        "type",
        "enum",
        "const",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "properties",
        "required",
        "patternProperties",
        "additionalProperties",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "unevaluatedProperties",
        "items",
        "prefixItems",
        "additionalItems",
        "contains",
        "minContains",
        "unevaluatedItems",
        "uniqueItems",
        "maxItems",
        "maxLength",
        "pattern",
        "maximum",
        "exclusiveMaximum",
        "multipleOf",
        "$ref",
        "$dynamicRef",
        "$id",
        "id",
        "title",
        "default",
        "connect.type",
    ]
)
_SCHEMAS = st.recursive(
    _VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(_KEYWORDS, inner, max_size=5),
        st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    ),
    max_leaves=12,
)
_DRAFTS = st.sampled_from(
    ["http://json-schema.org/draft-04/schema#", "https://json-schema.org/draft/2020-12/schema", 7]
)


def _with_draft(schema: Any, draft: Any) -> Any:
    return {"$schema": draft, **schema} if isinstance(schema, dict) else schema


@given(_SCHEMAS, _SCHEMAS, _DRAFTS, _DRAFTS)
def test_any_two_values_are_compared(old: Any, new: Any, first: Any, second: Any) -> None:
    for each in compare(_with_draft(old, first), _with_draft(new, second)):
        assert each.rule


@given(_SCHEMAS, _DRAFTS)
def test_schema_does_not_differ_from_itself(schema: Any, draft: Any) -> None:
    whole = _with_draft(schema, draft)
    old = read_schema(json.dumps(whole), "JSON")
    new = read_schema(json.dumps(whole, indent=1), "JSON")
    assert differences(old, new) == ()


@pytest.mark.parametrize("text", ["", "[", '{"type": ', "\x1b[31m", '{"a": 1} {"b": 2}'])
def test_text_that_is_no_schema_accepts_anything(text: str) -> None:
    old, new = read_schema('{"type": "string"}', "JSON"), read_schema(text, "JSON")
    assert differences(old, new) == ()


def test_strings_are_cleaned_and_shortened() -> None:
    name = "\x1b[31m" + "x" * 5_000
    old = {"properties": {name: {"title": name}}}
    new = {"properties": {name: {"title": name[::-1]}}}
    (difference,) = compare(old, new)
    for text in (difference.path, difference.old, difference.new):
        assert text == clean(text)
        assert len(text) < 500
