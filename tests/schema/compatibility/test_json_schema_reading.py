"""Reading of JSON Schemas: the same tree as the tolerant reader's, with keys of equal parts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.compatibility.json_schema.reading import read
from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.json.values import node_key

_VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


def _keys(text: str) -> list[Any]:
    reading = read(text)
    return [reading.keys.get(id(member.value)) for member in reading.root.members]


@settings(max_examples=80, deadline=None)
@given(_VALUES, st.booleans())
def test_the_tree_has_the_values_of_the_text(value: Any, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert node_key(read(text).root) == node_key(read_json(text).root)


def test_equal_parts_have_equal_keys() -> None:
    first, second, other, number = _keys(
        '{"a": {"type": "x", "b": [1, {}]}, "b": {"type": "x","b":[1,{}]},'
        ' "c": {"type": "x", "b": {"1": {}}}, "d": {"type": "x", "b": ["1", {}]}}'
    )
    assert first is not None
    assert first == second
    assert len({first, other, number}) == 3


def test_parts_with_references_have_no_keys() -> None:
    assert _keys('{"a": {"b": [{"$ref": "#"}]}, "c": {"\\u0024ref": "#"}}') == [None, None]


@pytest.mark.parametrize(
    "text",
    ['{"a": NaN}', '{"a": 1', "{'a': 1}", "[" * 5_000, '"\t"'],
    ids=["not a number", "cut", "quotes", "deep", "control character"],
)
def test_what_is_not_json_is_read_by_the_tolerant_reader(text: str) -> None:
    reading = read(text)
    assert isinstance(reading.root, JsonNode)
    assert (node_key(reading.root), reading.keys) == (node_key(read_json(text).root), {})


def test_deep_parts_have_no_keys() -> None:
    text = '{"a": ' * 80 + "{}" + "}" * 80
    reading = read(text)
    assert max(key[0] for key in reading.keys.values()) == 60
