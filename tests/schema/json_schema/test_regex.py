"""Generation of texts that match a regular expression, and matching."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.json_schema.regex import Pattern, UnsupportedPattern
from cdx_tui.schema.sample.record import sample
from tests.schema.sample.test_json_schema import made


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-Z]{2}[0-9]{4}$",
        r"^\d{4}-\d{2}-\d{2}$",
        "^(red|green|blue)$",
        r"^\w+@\w+\.com$",
        "^#(?:[0-9a-f]{3}){1,2}$",
        r"^[^\s/]+/[^\s/]+$",
        "^$",
        "^(?=.*[A-Z])(?=.*\\d).{8,}$",
        "^(?!text).+$",
        r"^\+?[1-9]\d{1,14}$",
        "^[a-zA-Z_$][\\w$]*$",
        "^.{3,5}$",
        r"\bab\b",
        r"^([01]?[0-9]|2[0-3]):[0-5]\d$",
        r"^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z-.]+)?$",
        "^.*?x+?$",
        "^[\\u00e4-\\u00fc]+$",
        "a|b|",
        "^(?<year>\\d{4})$",
        "[^a-z]$",
        "^\\x41\\/\\.$",
        "^]$",
    ],
)
def test_generated_texts_match_their_pattern(pattern: str) -> None:
    schema = {"type": "string", "pattern": pattern}
    if "?<" in pattern:  # Python's own engine has another syntax for it
        pattern = pattern.replace("?<", "?P<")
        assert sample(read_schema(json.dumps(schema), "JSON")).text == '"1234"'
    made({"type": "string", "pattern": pattern})


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*)*(.*)*(.*)*x", "((a{9}){9}){9}$"])
def test_every_pattern_ends_quickly(pattern: str) -> None:
    schema = {"type": "string", "pattern": pattern, "default": "a" * 5_000 + "!"}
    started = time.process_time()
    sample(read_schema(json.dumps(schema), "JSON"))
    assert time.process_time() - started < 5


ATOMS = st.sampled_from(
    ["a", "b", ".", "\\d", "[ab]", "[^a]", "\\w", "[b-d1]", "\\b", "^", "$", "(?=b)"]
)
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=3).map("".join)
        | st.lists(inner, min_size=1, max_size=3).map(lambda each: f"(?:{'|'.join(each)})")
        | st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,}", "+?"])).map(
            lambda both: f"(?:{both[0]}){both[1]}"
        )
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS, st.text("abd1 _", max_size=6))
def test_matching_agrees_with_pythons_engine(expression: str, text: str) -> None:
    assert Pattern(expression).found_in(text) == bool(re.search(expression, text))


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS)
def test_examples_are_likely_to_match(expression: str) -> None:
    plain = not set("^$b(") & set(expression.replace("(?:", "").replace("[b-d1]", ""))
    if plain:
        pattern = Pattern(expression)
        assert any(map(pattern.found_in, pattern.examples()))


@pytest.mark.parametrize(
    "expression",
    [
        "(",
        ")",
        "[a",
        "*a",
        "a{2,1}",
        "(?<!a)b",
        r"(a)\1",
        "a\\",
        "(?i)a",
        "[z-a]",
        "(" * 99,
        "a{99999}",
    ],
)
def test_unsupported_syntax_is_reported(expression: str) -> None:
    with pytest.raises(UnsupportedPattern):
        Pattern(expression)
