"""Detection of fields that appear personal or secret."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.outline import Outline
from cdx_tui.schema.personal_data import Category, PersonalField, personal_fields


def _outline(schema: object, kind: str = "AVRO") -> Outline:
    document = read_schema(json.dumps(schema), kind)
    for _ in document.fill():
        pass
    return document.outline()


def _found(name: str, doc: str = "") -> list[Category]:
    field = {"name": name, "type": "string", "doc": doc}
    schema = {"type": "record", "name": "R", "fields": [field]}
    return [each.category for each in personal_fields(_outline(schema))]


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("email", Category.EMAIL),
        ("customerEmail", Category.EMAIL),
        ("EMAIL_ADDRESS", Category.EMAIL),
        ("emails", Category.EMAIL),
        ("first_name", Category.NAME),
        ("lastName", Category.NAME),
        ("homePhoneNumber", Category.PHONE),
        ("billing_address", Category.ADDRESS),
        ("addresses", Category.ADDRESS),
        ("ipAddress", Category.NETWORK),
        ("date_of_birth", Category.BIRTH),
        ("dob", Category.BIRTH),
        ("SSN", Category.GOVERNMENT),
        ("passportNumber", Category.GOVERNMENT),
        ("iban", Category.BANK),
        ("cardNumber", Category.BANK),
        ("diagnosis_code", Category.HEALTH),
        ("patientId", Category.HEALTH),
        ("allergies", Category.HEALTH),
        ("passwordHash", Category.SECRET),
        ("apiKey", Category.SECRET),
        ("accessToken", Category.SECRET),
    ],
)
def test_detection_by_name(name: str, category: Category) -> None:
    assert _found(name) == [category]


@pytest.mark.parametrize(
    "name",
    [
        *("fileName", "topic_name", "hostname", "className", "tokenizer", "assessment", "name"),
        *("emailed", "phonetic", "addressable", "streetwise", "cardinality", "panel", "span"),
        *("discard_number", "birthmark_", "order_id", "secretary", "memory_address", "pinned"),
        *("_", "", "x" * 10_000, "bicycle", "credits", "shipment"),
    ],
)
def test_similar_names_are_not_detected(name: str) -> None:
    assert _found(name or "a") == []


def test_detection_by_documentation() -> None:
    assert _found("note", "Holds PII; see the wiki.") == [Category.MENTIONED]
    assert _found("note", "An upii of sorts.") == []


def test_detection_by_format_gives_the_path() -> None:
    inner = {"type": "object", "properties": {"who": {"type": "string", "format": "email"}}}
    schema = {"type": "object", "properties": {"sender": inner}}
    assert list(personal_fields(_outline(schema, "JSON"))) == [
        PersonalField("sender.who", Category.EMAIL, "format email", 6)
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_is_accepted(name: str, doc: str) -> None:
    _found(name, doc)


@pytest.mark.parametrize(
    ("name", "tags", "category", "summary"),
    [
        ("code", ["PII"], Category.MENTIONED, "tagged PII by the provider"),
        ("email", ["INTERNAL", "PII"], Category.EMAIL, "tagged PII by the provider: email address"),
        ("code", ["Sensitive"], Category.MENTIONED, "tagged Sensitive by the provider"),
        ("email", ["HIPAA_PHI"], Category.HEALTH, "tagged HIPAA_PHI by the provider: health data"),
        ("code", ["pci-dss"], Category.BANK, "tagged pci-dss by the provider: card or bank data"),
        ("email", ["PUBLIC"], Category.EMAIL, 'possible PII: email address (matched "email")'),
        ("email", ["NON_PII"], None, ""),
        ("email", ["NON_PII", "PII"], Category.EMAIL, "tagged PII by the provider: email address"),
        ("code", ["OPINION"], None, ""),
    ],
)
def test_tags_count_before_names(
    name: str, tags: list[str], category: Category | None, summary: str
) -> None:
    fields = [{"name": name, "type": "string", "confluent:tags": tags}]
    found = list(personal_fields(_outline({"type": "record", "name": "R", "fields": fields})))
    assert [(each.category, each.summary) for each in found] == (
        [(category, summary)] if category else []
    )


def test_the_tags_of_a_type_are_those_of_the_fields_that_name_it() -> None:
    tagged = {"type": "record", "name": "Who", "fields": [], "confluent:tags": ["PII"]}
    fields = [{"name": "a", "type": tagged}, {"name": "b", "type": ["null", "Who"]}]
    found = personal_fields(_outline({"type": "record", "name": "R", "fields": fields}))
    assert [(each.path, each.tag) for each in found] == [("a", "PII"), ("b", "PII")]
