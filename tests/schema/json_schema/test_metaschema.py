"""Violations of a metaschema are fatal problems, in agreement with validators."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.document import SchemaKind, read_schema
from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json_schema.drafts import Draft, declared_draft, keywords
from cdx_tui.schema.json_schema.metaschema import metaschema_errors
from cdx_tui.schema.json_schema.outline import outline_json_schema
from cdx_tui.schema.outline import SchemaProblem

VALIDATORS: dict[Draft, Any] = {
    Draft.D3: jsonschema.Draft3Validator,
    Draft.D4: jsonschema.Draft4Validator,
    Draft.D6: jsonschema.Draft6Validator,
    Draft.D7: jsonschema.Draft7Validator,
    Draft.D2019: jsonschema.Draft201909Validator,
    Draft.D2020: jsonschema.Draft202012Validator,
}
NO_FORMATS = jsonschema.FormatChecker(formats=())
KEYWORDS = sorted({name for draft in Draft for name in keywords(draft)} | {"unknown"})

# Validators disagree on whether draft-04 accepts 2.0 as a count, so no such number is drawn.
numbers = st.sampled_from([0, 1, -1, 1.5, -0.5, 10**30, 1e-7])
words = st.sampled_from(
    ["", "a", "b", "string", "null", "any", "#", "#a", "_x", "a b", "http://x/y#"]
)
scalars = st.none() | st.booleans() | numbers | words
names = st.sampled_from(["a", "b", "c"])
values = st.recursive(
    st.dictionaries(st.sampled_from(KEYWORDS), scalars | st.lists(scalars, max_size=3), max_size=2),
    lambda below: (
        st.dictionaries(
            st.sampled_from(KEYWORDS),
            below
            | scalars
            | st.lists(below | scalars, max_size=3)
            | st.dictionaries(names, below | scalars | st.lists(scalars, max_size=2), max_size=2),
            max_size=2,
        )
        | st.booleans()
    ),
    max_leaves=8,
)


def fatal(schema: Any, draft: Draft | None) -> list[str]:
    found = metaschema_errors(read_json(json.dumps(schema)).root, draft)
    return [mistake.message for mistake in found if mistake.fatal]


def refused(schema: Any, draft: Draft) -> bool:
    try:
        VALIDATORS[draft].check_schema(schema, format_checker=NO_FORMATS)
    except jsonschema.SchemaError:
        return True
    return False


@settings(max_examples=400, deadline=None)
@given(schema=values, draft=st.sampled_from(Draft))
def test_fatal_problems_agree_with_jsonschema(schema: Any, draft: Draft) -> None:
    assert bool(fatal(schema, draft)) == refused(schema, draft)


@settings(max_examples=200, deadline=None)
@given(schema=values)
def test_without_a_draft_the_newest_one_applies(schema: Any) -> None:
    found = list(metaschema_errors(read_json(json.dumps(schema)).root, None))
    assert bool(found) >= refused(schema, Draft.D2020)
    if not refused(schema, Draft.D2020):
        assert not any(mistake.fatal for mistake in found)


@pytest.mark.parametrize("draft", Draft)
@pytest.mark.parametrize("name", KEYWORDS)
def test_each_keyword_is_validated_by_its_draft(name: str, draft: Draft) -> None:
    tried: list[Any] = [None, True, -1, 1, 1.5, "string", "#", "_a", "a:b", [], {}, {"type": 1}]
    tried += [["a"], ["a", "a"], [1], [{}], [[]], [True], ["string"], ["string", "string"]]
    tried += [{"a": value} for value in (True, 1, "a", [], ["a"], ["a", "a"], [1], {}, {"type": 1})]
    tried += [[1, 1.0], [{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}], [True, 1], [None, None]]
    for value in tried:
        for schema in ({name: value}, {name: value, "minimum": 1, "maximum": 2}):
            assert bool(fatal(schema, draft)) == refused(schema, draft), schema


@pytest.mark.parametrize(
    ("schema", "draft", "message"),
    [
        ({"type": "strin"}, Draft.D7, "expected 'type' to be one of array, boolean, integer, "),
        ({"required": True}, Draft.D4, "'required' to be a non-empty array of different strings"),
        ({"required": ["a", "b", "a"]}, Draft.D7, 'found "a" in it'),
        ({"minLength": -1}, Draft.D2020, "a whole number of 0 or more, found -1"),
        ({"enum": []}, Draft.D4, "found an empty array"),
        ({"exclusiveMinimum": True, "minimum": 1}, Draft.D6, "to be a number, found true"),
        ({"exclusiveMinimum": 1, "minimum": 1}, Draft.D4, "to be true or false, found 1"),
        ({"exclusiveMaximum": True}, Draft.D4, "expected 'maximum' beside 'exclusiveMaximum'"),
        ({"items": [{}]}, Draft.D2020, "expected 'items' to be a schema, found an array of 1"),
        ({"properties": {"a": 2}}, Draft.D2019, "an object of schemas, found 2 in it"),
        ({"not": True}, Draft.D4, "expected a schema, found true"),
        ([{}], Draft.D7, "expected a schema, found an array of 1"),
        ("a", None, 'expected a schema, found "a"'),
    ],
)
def test_a_problem_names_what_was_expected(schema: Any, draft: Draft, message: str) -> None:
    (found,) = fatal(schema, draft)
    assert message in found


def problems(schema: Any) -> tuple[SchemaProblem, ...]:
    return outline_json_schema(read_json(json.dumps(schema)).root).problems


@pytest.mark.parametrize(
    ("schema", "named"),
    [
        ({"items": [{"type": "string"}]}, "draft 2019-09"),
        ({"properties": {"a": {"required": True}}}, "draft-03"),
        ({"minimum": 1, "exclusiveMinimum": True}, "draft-04"),
        ({"$id": "#a"}, "draft-07"),
    ],
)
def test_keywords_of_older_drafts_are_remarks_without_a_draft(schema: Any, named: str) -> None:
    (problem,) = problems(schema)
    assert not problem.fatal
    assert f"valid in {named}" in problem.message


@pytest.mark.parametrize("enum", [[], [1, 1.0], [{"a": [1]}, {"a": [1]}]])
def test_an_invalid_enum_is_a_remark_in_later_drafts(enum: list[Any]) -> None:
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "enum": enum}
    (problem,) = problems(schema)
    assert not problem.fatal
    assert "'enum'" in problem.message


@pytest.mark.parametrize(
    ("uri", "draft", "exact"),
    [
        ("http://json-schema.org/draft-07/schema#", Draft.D7, True),
        ("http://json-schema.org/draft-07/schema", Draft.D7, True),
        ("https://json-schema.org/draft-07/schema#", Draft.D7, False),
        ("http://json-schema.org/draft-04/hyper-schema#", Draft.D4, False),
        ("http://json-schema.org/draft-03/schema#", Draft.D3, True),
        ("https://json-schema.org/draft/2020-12/schema", Draft.D2020, True),
        ("http://json-schema.org/schema#", None, False),
        ("http://iglucentral.com/schemas/x/jsonschema/1-0-0#", None, False),
    ],
)
def test_the_draft_is_read_from_its_uri(uri: str, draft: Draft | None, exact: bool) -> None:
    root = read_json(json.dumps({"$schema": uri})).root
    assert declared_draft(root) == (draft, exact)
    assert bool(problems({"$schema": uri})) is not exact


def test_problems_have_line_and_column_of_the_original_text() -> None:
    text = '{"$schema": "http://json-schema.org/draft-07/schema#",\n "properties": {\n  "a": 5}}'
    document = read_schema(text, "JSON")
    (problem,) = document.outline().problems
    assert (problem.line, problem.column, problem.fatal) == (3, 8, True)
    assert not document.parsed


def test_of_many_problems_the_rest_is_counted() -> None:
    schema = {"properties": {f"p{number}": {"type": 1} for number in range(150)}}
    found = problems(schema)
    assert len(found) == 101
    assert found[-1].message == "50 more problems of this schema are not listed"
    assert found[-1].fatal


def test_every_file_gets_the_verdict_of_the_references(corpus: Path) -> None:
    with (corpus / "manifest.jsonl").open(encoding="utf-8") as manifest:
        rows = [row for row in map(json.loads, manifest) if row["file"].startswith("json/")]
    wrong: list[str] = []
    for row in rows:
        document = read_schema((corpus / row["file"]).read_text(encoding="utf-8"), "JSON")
        found = (*document.outline().problems, *document.problems)
        verdicts = {row["parses"]["jsonschema"] == "ok", row["parses"]["ajv_meta"] == "ok"}
        if verdicts == {True} and not (document.parsed and document.kind is SchemaKind.JSON):
            wrong.append(f"{row['file']}: refused: {found}")
        if verdicts == {False} and not found:
            wrong.append(f"{row['file']}: no problem named")
    assert rows
    assert wrong == []
