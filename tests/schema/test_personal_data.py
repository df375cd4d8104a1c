"""Fields that look personal or secret."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.outline import Outline
from cdx_tui.schema.personal_data import PersonalField, Sort, personal_fields


def _outline(schema: object, kind: str = "AVRO") -> Outline:
    document = read_schema(json.dumps(schema), kind)
    for _ in document.fill():
        pass
    return document.outline()


def _found(name: str, doc: str = "") -> list[Sort]:
    field = {"name": name, "type": "string", "doc": doc}
    schema = {"type": "record", "name": "R", "fields": [field]}
    return [each.sort for each in personal_fields(_outline(schema))]


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("email", Sort.EMAIL),
        ("customerEmail", Sort.EMAIL),
        ("EMAIL_ADDRESS", Sort.EMAIL),
        ("emails", Sort.EMAIL),
        ("first_name", Sort.NAME),
        ("lastName", Sort.NAME),
        ("homePhoneNumber", Sort.PHONE),
        ("billing_address", Sort.ADDRESS),
        ("addresses", Sort.ADDRESS),
        ("ipAddress", Sort.NETWORK),
        ("date_of_birth", Sort.BIRTH),
        ("dob", Sort.BIRTH),
        ("SSN", Sort.GOVERNMENT),
        ("passportNumber", Sort.GOVERNMENT),
        ("iban", Sort.BANK),
        ("cardNumber", Sort.BANK),
        ("diagnosis_code", Sort.HEALTH),
        ("patientId", Sort.HEALTH),
        ("allergies", Sort.HEALTH),
        ("passwordHash", Sort.SECRET),
        ("apiKey", Sort.SECRET),
        ("accessToken", Sort.SECRET),
    ],
)
def test_a_name_tells(name: str, sort: Sort) -> None:
    assert _found(name) == [sort]


@pytest.mark.parametrize(
    "name",
    [
        *("fileName", "topic_name", "hostname", "className", "tokenizer", "assessment", "name"),
        *("emailed", "phonetic", "addressable", "streetwise", "cardinality", "panel", "span"),
        *("discard_number", "birthmark_", "order_id", "secretary", "memory_address", "pinned"),
        *("_", "", "x" * 10_000, "bicycle", "credits", "shipment"),
    ],
)
def test_what_only_looks_like_it_does_not(name: str) -> None:
    assert _found(name or "a") == []


def test_the_documentation_tells() -> None:
    assert _found("note", "Holds PII; see the wiki.") == [Sort.TOLD]
    assert _found("note", "An upii of sorts.") == []


def test_a_format_tells_and_the_path_leads_there() -> None:
    inner = {"type": "object", "properties": {"who": {"type": "string", "format": "email"}}}
    schema = {"type": "object", "properties": {"sender": inner}}
    assert list(personal_fields(_outline(schema, "JSON"))) == [
        PersonalField("sender.who", Sort.EMAIL, "its format is email")
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_is_survived(name: str, doc: str) -> None:
    _found(name, doc)
