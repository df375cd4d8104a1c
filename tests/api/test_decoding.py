"""Decoding: valid values are kept, invalid ones reported, and every decoded string is cleaned."""

from __future__ import annotations

import dataclasses
import json
import math
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.json_body import NotAPreview
from cdx_tui.api.models import ConsumerSharedResource, Problem
from tests.api.responses import RESOURCE

_PLACE = "/consumer_shared_resources"


def _decode(*resources: object) -> tuple[tuple[ConsumerSharedResource, ...], tuple[Problem, ...]]:
    return decode_preview(json.dumps({"consumer_shared_resources": resources}).encode())


def _decode_text(text: str) -> tuple[tuple[ConsumerSharedResource, ...], list[str]]:
    resources, problems = decode_preview(text.encode("utf-8", "surrogatepass"))
    return resources, [problem.message for problem in problems]


@pytest.mark.parametrize("name", list(RESOURCE))
@pytest.mark.parametrize("value", [None, 7, True, "x", [], {}, [None], 1.5])
def test_an_invalid_property_hides_no_other(name: str, value: object) -> None:
    (resource,), _ = _decode({**RESOURCE, name: value})
    (untouched,), _ = _decode(RESOURCE)
    for field in dataclasses.fields(ConsumerSharedResource):
        if field.name != name:
            assert getattr(resource, field.name) == getattr(untouched, field.name)


@pytest.mark.parametrize("name", [*RESOURCE["schemas"][0]])
@pytest.mark.parametrize("value", [None, [], {}, True, 1.5])
def test_an_invalid_property_of_a_schema_hides_no_other(name: str, value: object) -> None:
    schema = RESOURCE["schemas"][0]
    (resource,), problems = _decode({**RESOURCE, "schemas": [{**schema, name: value}, schema]})
    assert getattr(resource.schemas[0], name) is None
    assert [p.path for p in problems] == ([] if value is None else [f"{_PLACE}/0/schemas/0/{name}"])
    for other in schema:
        assert getattr(resource.schemas[1], other) == schema[other]
        if other != name:
            assert getattr(resource.schemas[0], other) == schema[other]


@pytest.mark.parametrize("name", [n for n in RESOURCE if n not in ("schemas", "metadata")])
def test_a_wrong_type_is_reported_with_its_path(name: str) -> None:
    _, problems = _decode(RESOURCE, {**RESOURCE, name: {"not": "this"}})
    assert [problem.path for problem in problems] == [f"{_PLACE}/1/{name}"]
    assert "found an object" in problems[0].message


@pytest.mark.parametrize(
    ("name", "value"),
    [("api_version", "cdx/v2"), ("kind", "Other"), ("cloud", "OCI"), ("cloud", "aws")],
)
def test_unknown_values_are_kept_and_reported(name: str, value: str) -> None:
    (resource,), (problem,) = _decode({**RESOURCE, name: value})
    assert getattr(resource, name) == value
    assert problem == Problem(f"{_PLACE}/0/{name}", f"unknown value “{value}”")


def test_an_unknown_network_is_kept_and_reported() -> None:
    (resource,), (problem,) = _decode({**RESOURCE, "network_connection_types": ["PEERING"]})
    assert resource.network_connection_types == ("PEERING",)
    assert problem.message == "unknown value “PEERING”"
    assert not resource.private_link_only


def test_missing_lists_are_reported() -> None:
    (resource,), problems = _decode({"display_name": "x"})
    assert [p.path for p in problems] == [
        f"{_PLACE}/0/network_connection_types",
        f"{_PLACE}/0/schemas",
    ]
    assert (resource.schemas, resource.network_connection_types) == ((), None)


def test_no_resource_hides_another() -> None:
    resources, problems = _decode(None, RESOURCE, 7)
    assert [resource.display_name for resource in resources] == [None, "Stock Trades", None]
    assert [problem.path for problem in problems] == [f"{_PLACE}/0", f"{_PLACE}/2"]


def test_unknown_properties_are_ignored_as_the_api_requires() -> None:
    resources, problems = _decode({**RESOURCE, "new": {"deep": [1]}})
    assert (resources, problems) == _decode(RESOURCE)


_INVALID_RESPONSES = {
    "empty": ("", "empty"),
    "white space": (" \n", "empty"),
    "null": ("null", "null"),
    "list": ("[]", "a list"),
    "string": ('"text"', "a string"),
    "integer": ("7", "a number"),
    "float": ("7.5", "a number"),
    "boolean": ("true", "a boolean"),
    "no list": ("{}", "missing"),
    "null for the list": ('{"consumer_shared_resources": null}', "is null"),
    "object for the list": ('{"consumer_shared_resources": {}}', "is an object"),
    "truncated": ('{"consumer_shared_resources": [', "not JSON"),
    "trailing text": ('{"consumer_shared_resources": []} more', "line 1, column 35"),
    "HTML": ("<html></html>", "not JSON"),
    "deep lists": ("[" * 200_000, "nested too deeply"),
    "deep objects": ('{"consumer_shared_resources":' * 100_000, "nested too deeply"),
    "many lists": ("[" + "[]," * 300_000, "more values than cdx-tui can read"),
    "many numbers": ("[" + "1," * 2_100_000, "more values than cdx-tui can read"),
}


@pytest.mark.parametrize("case", list(_INVALID_RESPONSES))
def test_an_invalid_response_is_refused_with_the_reason(case: str) -> None:
    body, reason = _INVALID_RESPONSES[case]
    with pytest.raises(NotAPreview, match=reason):
        decode_preview(body.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_another_encoding_is_named(encoding: str) -> None:
    body = "\ufeff" + '{"consumer_shared_resources": []}'
    with pytest.raises(NotAPreview, match=r"UTF-(16|32), but|not JSON"):
        decode_preview(body.encode(encoding))


@pytest.mark.parametrize("values", ['"[{,"', r'"\"[[[[\\"', r'"\\\\"'])
def test_brackets_inside_strings_are_not_counted(values: str) -> None:
    schema = values[:-1] + "[{,:" * 600_000 + '"'
    text = f'{{"consumer_shared_resources": [{{"schemas": [{{"schema": {schema}}}]}}]}}'
    (resource,), _ = _decode_text(text)
    assert resource.schemas[0].schema == json.loads(schema)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\ufeff{"consumer_shared_resources": []}', "byte order mark"),
        ('{"consumer_shared_resources": [], "x": NaN}', "NaN is not JSON"),
        ('{"consumer_shared_resources": [], "x": -Infinity}', "-Infinity is not JSON"),
        ('{"consumer_shared_resources": [], "x": ' + "9" * 5000 + "}", "5,000 digits"),
        ('{"x": 1, "x": 2, "consumer_shared_resources": []}', "duplicate property"),
    ],
)
def test_json_irregularities_are_reported(text: str, expected: str) -> None:
    resources, messages = _decode_text(text)
    assert resources == ()
    assert [expected in message for message in messages] == [True]


def test_invalid_utf8_becomes_replacement_characters() -> None:
    body = b'{"consumer_shared_resources": [{"display_name": "a\xff\xfe\xe2\x82b"}]}'
    (resource,), problems = decode_preview(body)
    assert resource.display_name == "a\ufffd\ufffd\ufffdb"
    assert "not valid UTF-8" in problems[0].message


def test_lone_surrogates_are_replaced() -> None:
    (resource,), _ = _decode_text(r'{"consumer_shared_resources": [{"display_name": "\ud800x"}]}')
    assert resource.display_name == "\ufffdx"


def test_very_long_text_is_truncated_and_reported() -> None:
    (resource,), problems = _decode({**RESOURCE, "display_name": "n" * 300_000})
    assert resource.display_name == "n" * 199_999 + "…"
    assert problems == (
        Problem(f"{_PLACE}/0/display_name", "300,000 characters; truncated to 200,000"),
    )


def test_a_name_of_100_000_characters_is_not_truncated() -> None:
    (resource,), problems = _decode({**RESOURCE, "display_name": "n" * 100_000})
    assert resource.display_name == "n" * 100_000
    assert problems == ()


def test_problems_are_limited_and_duplicates_reported_once() -> None:
    _, problems = _decode(*({**RESOURCE, "cloud": 7} for _ in range(1500)))
    assert len(problems) == 1001
    assert problems[-1].message == "500 more problems are not listed"
    text = '{"consumer_shared_resources": [' + "NaN," * 5000 + "{}]}"
    _, messages = _decode_text(text)
    assert messages.count("NaN is not JSON; read as null") == 1


def test_very_long_lists_are_truncated_and_reported() -> None:
    resources, problems = _decode(*([{}] * 100_001))
    assert len(resources) == 100_000
    assert problems[0] == Problem(_PLACE, "100,001 entries; only 100,000 are read")


def _strings(value: object) -> Iterator[str]:
    """Yield every string of a model except the schemas' own text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "schema":
                yield from _strings(getattr(value, field.name))


_HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Co", "Mn"]),
        st.sampled_from("\x1b\x9b\u202e\u200b\ufeff\n"),
    ),
    max_size=20,
)
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    _HOSTILE,
    st.sampled_from(["AWS", "AVRO", "PRIVATELINK", "cdx/v1"]),
)
_NAMES = st.one_of(
    st.sampled_from(
        [*RESOURCE, *RESOURCE["schemas"][0], *RESOURCE["metadata"], "consumer_shared_resources"]
    ),
    _HOSTILE,
)
_JSON: st.SearchStrategy[Any] = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(_NAMES, inner, max_size=6)
    ),
    max_leaves=30,
)
_RESOURCES = st.lists(
    st.fixed_dictionaries({}, optional={name: st.one_of(_JSON, _HOSTILE) for name in RESOURCE}),
    max_size=3,
)
_ANSWERS = st.one_of(_JSON, st.fixed_dictionaries({"consumer_shared_resources": _RESOURCES}))


@settings(deadline=None, max_examples=200)
@given(_ANSWERS, st.booleans())
def test_any_json_decodes_to_clean_text_or_is_refused(answer: object, escaped: bool) -> None:
    body = json.dumps(answer, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    try:
        resources, problems = decode_preview(body)
    except NotAPreview as error:
        resources, problems = (), (Problem("", str(error)),)
    for text in (*_strings(resources), *_strings(problems)):
        assert not {unicodedata.category(c) for c in text.replace("\n", "")} & {
            "Cc",
            "Cf",
            "Cs",
            "Co",
        }


@settings(deadline=None, max_examples=200)
@given(_RESOURCES)
def test_schema_text_is_exact(resources: list[dict[str, Any]]) -> None:
    decoded, _ = _decode(*resources)
    for before, after in zip(resources, decoded, strict=True):
        sent = before.get("schemas")
        entries = sent if isinstance(sent, list) else []
        texts = [entry.get("schema") if isinstance(entry, dict) else None for entry in entries]
        kept = [schema.schema for schema in after.schemas]
        assert kept == [text if isinstance(text, str) else None for text in texts]


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with pytest.raises(NotAPreview):
        decode_preview(body)


def test_numbers_are_read_as_numbers() -> None:
    schema = {"version": 1.0, "id": 2**31}
    (resource,), problems = _decode({**RESOURCE, "schemas": [schema], "x": math.pi})
    assert (resource.schemas[0].version, resource.schemas[0].id) == (None, 2**31)
    assert [p.message for p in problems] == [
        "expected an integer, found a number",
        "larger than 32 bits, the API's limit",
    ]
