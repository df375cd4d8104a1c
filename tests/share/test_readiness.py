"""Readiness checks of a share and of one resource: the findings and their targets."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.models import ConsumerSharedResource, Preview, Problem, Schema
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.share_files import share_body
from cdx_tui.schema import read_schema
from cdx_tui.schema.references import KnownSchemas
from cdx_tui.share import readiness
from cdx_tui.share.compatibility import References, references_within
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.readiness import Finding, Readiness, Severity, assess, assess_resource
from tests.tui.driver import open_share


def _record(*names: str, kind: str = "string") -> str:
    fields = [{"name": name, "type": kind} for name in names]
    return json.dumps({"type": "record", "name": "R", "fields": fields})


ORDERS = ConsumerSharedResource(
    display_name="Orders",
    cloud="AWS",
    network_connection_types=(),
    schemas=(
        Schema(subject="orders-key", version=1, schema='"string"'),
        Schema(subject="orders-value", version=1, schema=_record("total")),
    ),
)


def _assess(*resources: ConsumerSharedResource, problems: tuple[Problem, ...] = ()) -> Readiness:
    return assess(Preview(resources, problems))


def _messages(readiness: Readiness, severity: Severity) -> str:
    return "\n".join(each.message for each in readiness.findings if each.severity is severity)


def test_a_good_share() -> None:
    readiness = _assess(ORDERS)
    assert (readiness.severity, readiness.verdict) == (
        Severity.OK,
        "Ready to use: no issues found",
    )
    assert [finding.message for finding in readiness.findings] == [
        "Public internet (AWS)",
        "Key schema registered",
        "Value schema registered",
    ]


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        (
            replace(ORDERS, network_connection_types=("PRIVATELINK",), cloud="AZURE"),
            "Private link only: you need an Azure subscription and a private endpoint to the"
            " provider's network.",
        ),
        (
            replace(ORDERS, network_connection_types=None),
            "The API did not report the network type of this cluster (AWS).",
        ),
        (
            replace(ORDERS, schemas=()),
            "No schema registered: you must know the key and value formats.",
        ),
        (
            replace(ORDERS, schemas=ORDERS.schemas[:1]),
            'No "-value" subject: the value schema is unknown.',
        ),
        (
            replace(ORDERS, schemas=(Schema(subject="a-value", schema=_record("a", kind="b.C")),)),
            "Unresolved reference to b.C: not defined in this schema, and this share has no other"
            " subject",
        ),
        (
            replace(ORDERS, schemas=(Schema(subject="a-value", schema=_record("customerEmail")),)),
            'customerEmail — possible PII: email address (matched "email")',
        ),
        (
            replace(ORDERS, schemas=(Schema(subject="a-value", schema=_record("apiKey")),)),
            'apiKey — possible secret (matched "api key")',
        ),
    ],
)
def test_conditions_that_need_attention(resource: ConsumerSharedResource, message: str) -> None:
    readiness = _assess(resource)
    assert (readiness.severity, readiness.verdict) == (
        Severity.WARNING,
        "Ready to use, 1 warning",
    )
    assert _messages(readiness, Severity.WARNING) == message


@pytest.mark.parametrize("text", ["{", "%%%"])
def test_an_unreadable_schema_is_an_obstacle(text: str) -> None:
    broken = Schema(subject="a-value", version=1, schema=text, schema_type="AVRO")
    readiness = _assess(replace(ORDERS, schemas=(broken,)))
    assert readiness.severity is Severity.BLOCKING
    assert readiness.verdict == "Not ready: 1 blocking issue"
    (finding,) = (each for each in readiness.findings if each.severity is Severity.BLOCKING)
    assert finding.message.startswith("Invalid schema: expected ")
    assert (finding.resource, finding.subject, finding.version) == ("Orders", "a-value", 1)


def test_an_unknown_schema_type_is_an_obstacle() -> None:
    thrift = Schema(subject="a-value", version=1, schema="struct A {}", schema_type="THRIFT")
    readiness = _assess(replace(ORDERS, schemas=(thrift,)))
    assert readiness.severity is Severity.BLOCKING


def test_a_field_is_named_with_its_path_and_line() -> None:
    address = json.loads(_record("street"))
    record = json.loads(_record("id"))
    record["fields"].append({"name": "home", "type": {**address, "name": "A"}})
    old = Schema(subject="a-value", version=1, schema=_record("email"))
    new = Schema(subject="a-value", version=2, schema=json.dumps(record))
    resource = replace(ORDERS, schemas=(new, ORDERS.schemas[0], old))
    (finding,) = (
        each
        for each in assess(Preview((ORDERS, resource))).findings
        if each.severity is Severity.WARNING and each.path
    )
    assert finding == Finding(
        Severity.WARNING,
        'home.street — possible PII: postal address (matched "street")',
        "Orders",
        "a-value",
        2,
        "home.street",
        15,
        place=1,
        schema_index=0,
    )
    document = read_schema(new.schema or "", "AVRO")
    assert list(document.fill())
    assert '"street"' in document.lines[15]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (("a.proto", "a.proto"), "The schema refers to itself by its own name, a.proto"),
        (
            ("a.proto", "b.proto"),
            "The references form a cycle: a.proto → b.proto → a.proto",
        ),
    ],
)
def test_a_cycle_of_references_is_a_warning(paths: tuple[str, str], message: str) -> None:
    other = {"a.proto": "b.proto", "b.proto": "a.proto"} if len(set(paths)) > 1 else {}
    schemas = tuple(
        Schema(path, 1, 1, "PROTOBUF", f'syntax = "proto3"; import "{other.get(path, path)}";')
        for path in dict.fromkeys(paths)
    )
    findings = _assess(replace(ORDERS, schemas=schemas)).findings
    assert Severity.WARNING in [each.severity for each in findings if each.message == message]


def test_an_unresolved_name_is_given_with_its_line() -> None:
    schema = Schema(subject="a-value", schema=_record("a", kind="b.C"))
    (finding,) = (
        each
        for each in _assess(replace(ORDERS, schemas=(schema,))).findings
        if each.severity is Severity.WARNING
    )
    assert finding.line == 5


def test_one_resource_is_checked_with_the_types_of_the_whole_share() -> None:
    reference = Schema(subject="a-value", schema=_record("a", kind="b.C"))
    definition = Schema(subject="c", schema=_record("x").replace('"R"', '"b.C"'))
    preview = Preview(
        (replace(ORDERS, schemas=(reference,)), replace(ORDERS, schemas=(definition,)))
    )
    known = known_schemas(preview)
    readiness = assess_resource(preview, 0, known)
    assert readiness.verdict == "Ready to use: no issues found"
    assert {finding.place for finding in readiness.findings} == {0}
    alone = Preview(preview.resources[:1])
    assert assess_resource(alone, 0, known_schemas(alone)).severity is Severity.WARNING
    assert assess_resource(preview, 1, known).verdict == "Ready to use, 1 warning"


def test_findings_are_grouped_by_subject_with_the_most_severe_first() -> None:
    schemas = (
        Schema(subject="o-value", version=1, schema=_record("email")),
        Schema(subject="o-value", version=2, schema="{"),
        Schema(subject="o-key", version=1, schema=_record("phone")),
    )
    readiness = _assess(replace(ORDERS, schemas=schemas, network_connection_types=None))
    assert [(each.subject, each.severity) for each in readiness.findings] == [
        ("", Severity.WARNING),
        ("o-key", Severity.WARNING),
        ("o-key", Severity.OK),
        ("o-value", Severity.BLOCKING),
        ("o-value", Severity.OK),
    ]


def test_an_empty_share_is_unusable() -> None:
    assert _assess().severity is Severity.BLOCKING


def test_problems_of_the_response_are_counted() -> None:
    readiness = _assess(ORDERS, problems=(Problem("/a", "x"), Problem("/b", "y")))
    assert "The API response has 2 unexpected values." in _messages(readiness, Severity.WARNING)


def test_many_fields_are_truncated_and_counted() -> None:
    names = [f"email{number}_email" for number in range(140)]
    readiness = _assess(replace(ORDERS, schemas=(Schema(subject="v", schema=_record(*names)),)))
    assert "40 more fields with possible PII" in _messages(readiness, Severity.WARNING)


def test_a_very_large_share_is_read_in_part() -> None:
    large = Schema(subject="a-value", schema='"' + "x" * 5_000_000 + '"')
    readiness = _assess(replace(ORDERS, schemas=(large, large, large)))
    assert "2 schemas not checked: the share is too large" in _messages(readiness, Severity.WARNING)


async def test_the_view_shows_the_assessment() -> None:
    async with open_share("hospital", size=(110, 40)) as driver:
        await driver.press("i")
        await driver.until("Ready to use, ")
        await driver.until("Private link only")
        await driver.press("1")
        await driver.until("FIELD ")
        assert "Ready to use, " not in driver.text


@pytest.mark.parametrize("name", sorted({token.share for token in CATALOGUE if token.share}))
def test_every_sample_is_assessed(name: str) -> None:
    preview = Preview(*decode_preview(share_body(name)))
    readiness = assess(preview)
    assert readiness.verdict.startswith(("Ready to use", "Not ready: "))
    known = known_schemas(preview)
    found = [assess_resource(preview, place, known) for place in range(len(preview.resources))]
    assert all(each.findings for each in found)


def test_the_schemas_of_a_resource_are_indexed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    indexed: list[int] = []

    def index(resource: ConsumerSharedResource, place: int, known: KnownSchemas) -> References:
        indexed.append(place)
        return references_within(resource, place, known)

    monkeypatch.setattr(readiness, "references_within", index)
    _assess(ORDERS, ORDERS)
    assert indexed == [0, 1]
