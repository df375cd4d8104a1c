"""Compatibility of the newest version of a subject with the one before it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema.compatibility.levels import Level
from cdx_tui.share.compatibility import explain, resource_compatibility, share_compatibility
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.readiness import Severity, assess


def avro(version: int | None, *names: str, kind: str = "long", subject: str = "a-value") -> Schema:
    fields = [{"name": name, "type": kind} for name in names]
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    return Schema(subject, version, version, "AVRO", text)


def in_namespace(schema: Schema) -> Schema:
    text = (schema.schema or "").replace('"name": "R"', '"name": "com.example.R"')
    return replace(schema, schema=text)


A1, A2 = avro(1, "x"), avro(2, "x", "y")
BAD, JSON = Schema("a-value", 3, 3, "AVRO", "{"), Schema("a-value", 4, 4, "JSON", '{"type":"null"}')


@pytest.mark.parametrize(
    ("schemas", "level", "sentences"),
    [
        (
            (A2, A1),  # in any order
            Level.FORWARD,
            [
                "v2 is not BACKWARD compatible with v1. R.y: The newer schema requires the field,"
                " and has no default for it."
            ],
        ),
        (
            (A1, avro(2, "x", kind="string")),
            Level.NONE,
            [
                "v2 is neither FORWARD nor BACKWARD compatible with v1. R.x: Data of type long"
                " can't be read as string. Data of type string can't be read as long."
            ],
        ),
        (
            (avro(1, "x", "y", "z"), avro(2)),
            Level.BACKWARD,
            [
                "v2 is not FORWARD compatible with v1. R.x: The older schema requires the field,"
                " and has no default for it. (2 more)"
            ],
        ),
        ((A1, avro(2, "x")), Level.FULL, []),
        (
            (in_namespace(avro(1)), in_namespace(avro(2, "x"))),
            Level.FORWARD,
            [
                "v2 is not BACKWARD compatible with v1. R.x: The newer schema requires the field,"
                " and has no default for it."
            ],
        ),
        (
            (A1, A2, BAD),
            Level.FORWARD,
            [
                "v3 is not a valid schema, so it is not compared.",
                "v2 is not BACKWARD compatible with v1. R.y: The newer schema requires the field,"
                " and has no default for it.",
            ],
        ),
        ((A1, BAD), None, ["v3 is not a valid schema, so it is not compared."]),
        (
            (A1, JSON),
            Level.NONE,
            ["v4 is not compatible with v1: the format has changed from AVRO to JSON."],
        ),
    ],
)
def test_the_newest_valid_versions_are_compared(
    schemas: tuple[Schema, ...], level: Level | None, sentences: list[str]
) -> None:
    resource = ConsumerSharedResource(schemas=schemas)
    (found,) = resource_compatibility(resource, 0, known_schemas(Preview((resource,))))
    assert (found.subject, found.level) == ("a-value", level)
    assert list(explain(found)) == sentences
    findings = assess(Preview((resource,), ())).findings
    warnings = [each.message for each in findings if each.severity is Severity.WARNING]
    told = [each for each in sentences if "valid" not in each]  # what is invalid is blocking
    assert [each for each in warnings if "compatible" in each or "valid" in each] == told


def test_a_subject_with_one_version_has_no_level() -> None:
    resource = ConsumerSharedResource(schemas=(A1,))
    known = known_schemas(Preview((resource,)))
    assert list(resource_compatibility(resource, 0, known)) == []


INNER = '{"type": "record", "name": "x.R", "fields": []}'
USES = '{"type": "array", "items": "x.R"}'


@pytest.mark.parametrize(
    ("older", "newer", "other", "level"),
    [
        (("AVRO", INNER), ("AVRO", '["null", "x.R"]'), ("AVRO", INNER), Level.BACKWARD),
        (("AVRO", USES), ("AVRO", USES.replace("x.R", "long")), ("AVRO", INNER), Level.NONE),
        (
            ("JSON", '{"$ref": "other-value"}'),
            ("JSON", '{"type": "string"}'),
            ("JSON", '{"type": "string"}'),
            Level.FULL,
        ),
        (
            ("PROTOBUF", 'syntax = "proto3"; import "e.proto"; message M { E e = 1; }'),
            ("PROTOBUF", 'syntax = "proto3"; message M { int32 e = 1; }'),
            ("PROTOBUF", 'syntax = "proto3"; enum E { A = 0; }'),
            Level.FULL,
        ),
    ],
)
def test_types_of_other_subjects_are_compared(
    older: tuple[str, str], newer: tuple[str, str], other: tuple[str, str], level: Level
) -> None:
    versions = [Schema("a-value", n, n, *each) for n, each in ((1, older), (2, newer))]
    resource = ConsumerSharedResource(schemas=tuple(versions))
    elsewhere = ConsumerSharedResource(schemas=(Schema("other-value", 1, 1, *other),))
    found = [each.level for each in share_compatibility(Preview((elsewhere, resource)))]
    assert found == [level]


def test_a_warning_leads_to_the_line_of_the_deciding_difference() -> None:
    resource = ConsumerSharedResource(schemas=(A1, A2))
    (found,) = [
        each
        for each in assess(Preview((resource,), ())).findings
        if "FORWARD" in each.message or "BACKWARD" in each.message
    ]
    assert (found.subject, found.version, found.schema_index) == ("a-value", 2, 1)
    assert found.line == 9  # that of y


def test_subjects_of_all_resources_are_compared() -> None:
    other = avro(1, "x", subject="b"), avro(2, "x", subject="b")
    preview = Preview(
        (ConsumerSharedResource(schemas=(A1, A2)), ConsumerSharedResource(schemas=other)), ()
    )
    found = [(each.place, each.subject, each.level) for each in share_compatibility(preview)]
    assert found == [(0, "a-value", Level.FORWARD), (1, "b", Level.FULL)]
