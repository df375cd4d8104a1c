"""Samples for generated, hostile and real JSON Schemas."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.sample.record import sample
from tests.schema.json_schema.test_hostile import ANYTHING
from tests.schema.sample.test_json_schema import DRAFT, check, made

NAMES = st.sampled_from(["a", "b", "email"])
COUNTS = st.integers(0, 3)


def ranged(low: str, high: str) -> st.SearchStrategy[dict[str, Any]]:
    pair = st.tuples(COUNTS, COUNTS).map(sorted)
    return pair.map(lambda both: {low: both[0], high: both[1] + 2}) | st.just({})


def merged(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(*parts).map(lambda every: {k: v for part in every for k, v in part.items()})


def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    properties = st.dictionaries(NAMES, inner, max_size=3)
    required = st.lists(NAMES, unique=True, max_size=2)
    return st.builds(
        lambda properties, required, more: {
            "type": "object",
            "properties": properties,
            "required": [name for name in required if name in properties],
            **more,
        },
        properties,
        required,
        st.sampled_from([{}, {"additionalProperties": False}, {"additionalProperties": {}}]),
    )


def arrays(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    item = inner.map(lambda schema: {"type": "array", "items": schema})
    return merged(item, ranged("minItems", "maxItems"))


def referred_to(schema: Any) -> Any:
    """Return a schema resource whose definition is `schema`."""
    digest = hashlib.sha256(json.dumps(schema).encode()).hexdigest()
    return {"$id": f"urn:x:{digest}", "$ref": "#/$defs/a", "$defs": {"a": schema}}


SATISFIABLE = st.recursive(
    st.sampled_from(
        [
            True,
            {},
            {"type": "boolean"},
            {"type": "null"},
            {"const": [1, {"a": None}]},
            {"enum": ["x", None]},
            {"type": "string", "format": "date"},
        ]
    )
    | merged(st.just({"type": "string"}), ranged("minLength", "maxLength"))
    | merged(st.just({"type": "integer"}), ranged("minimum", "maximum"))
    | merged(st.just({"type": "number"}), ranged("exclusiveMinimum", "exclusiveMaximum")),
    lambda inner: (
        objects(inner)
        | arrays(inner)
        | inner.map(lambda schema: {"anyOf": [{"type": "null"}, schema]})
        | inner.map(lambda schema: {"allOf": [schema], "title": "t"})
        | st.lists(inner, min_size=1, max_size=3).map(lambda each: {"anyOf": each})
        | inner.map(referred_to)
    ),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(SATISFIABLE)
def test_satisfiable_schemas_get_a_valid_sample(schema: Any) -> None:
    made({"$schema": DRAFT, "allOf": [schema]})


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_every_sample_is_valid(value: Any) -> None:
    schema = {"$schema": DRAFT, "properties": {"a": value}, "required": ["a"]}
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError:
        sample(
            read_schema(json.dumps(schema), "JSON")
        )  # there is nothing to compare, but it must terminate
        return
    found = sample(read_schema(json.dumps(schema), "JSON"))
    if found.text and not found.remark and "$ref" not in json.dumps(schema):
        jsonschema.Draft202012Validator(schema).validate(json.loads(found.text))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('{"allOf":[', "]}"),
        ('{"oneOf":[', "]}"),
        ('{"anyOf":[{"type":"null"},', "]}"),
        ('{"not":', "}"),
        ('{"items":', "}"),
        ('{"type":"array","minItems":1,"items":', "}"),
        ('{"properties":{"a":', "}}"),
        ('{"required":["a"],"properties":{"a":', "}}"),
        ('{"if":true,"then":', "}"),
        ('{"default":', "}"),
        ('{"const":[', "]}"),
    ],
)
def test_deep_nesting_terminates(opening: str, closing: str) -> None:
    text = opening * 20_000 + "{}" + closing * 20_000
    found = sample(read_schema(text, "JSON"))
    assert found.text or found.remark


def test_branching_terminates() -> None:
    inner: Any = {"type": "object", "properties": {name: {"$ref": "#/$defs/d0"} for name in "abc"}}
    definitions = {
        f"d{n}": json.loads(json.dumps(inner).replace("d0", f"d{n + 1}")) for n in range(20)
    }
    definitions["d20"] = {"oneOf": [{"$ref": f"#/$defs/d{n}"} for n in range(20)]}
    started = time.process_time()
    found = sample(read_schema(json.dumps({"$ref": "#/$defs/d0", "$defs": definitions}), "JSON"))
    assert found.text or found.remark
    assert time.process_time() - started < 20


def test_every_real_schema_has_a_sample_that_fits(corpus: Path) -> None:
    with (corpus / "manifest.jsonl").open(encoding="utf-8") as manifest:
        rows = [row for row in map(json.loads, manifest) if row["parses"].get("jsonschema") == "ok"]
    none = []
    for row in rows:
        text = (corpus / row["file"]).read_text(encoding="utf-8")
        found = sample(read_schema(text, "JSON"))
        if not found.text:
            none.append(row["file"])
        elif not found.remark:
            check(json.loads(text), json.loads(found.text))
    assert len(none) <= len(rows) // 50, none
