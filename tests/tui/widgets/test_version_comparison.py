"""Which versions Changes compares, and what it says of those that are left out."""

from __future__ import annotations

import json

import pytest

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.tui.widgets.schema.changes_text import describe_comparison
from cdx_tui.tui.widgets.schema.field_marks import VersionComparison
from cdx_tui.tui.widgets.schema.version_comparison import compare_versions


def _record(*names: str, kind: str = "long", name: str = "R") -> str:
    fields = [{"name": each, "type": kind} for each in names]
    return json.dumps({"type": "record", "name": name, "fields": fields})


def _compare(*texts: str, others: tuple[Schema, ...] = ()) -> VersionComparison:
    types = ["PROTOBUF" if text.startswith("syntax") else "AVRO" for text in texts]
    numbered = enumerate(zip(texts, types, strict=True), 1)
    schemas = [Schema("s", number, None, type_, text) for number, (text, type_) in numbered]
    resource = ConsumerSharedResource(schemas=(*schemas, *others))
    known = known_schemas(Preview((resource,)))
    return compare_versions(resource, 0, range(len(texts)), known)


def _lines(found: VersionComparison) -> list[str]:
    lines = [line.text.strip() for line in describe_comparison(found)]
    return lines[: lines.index("Text diff")] if "Text diff" in lines else lines


PROTO = 'syntax = "proto3"; message R { int64 a = 1; }'


@pytest.mark.parametrize(
    ("texts", "labels", "expected"),
    [
        (
            (_record("a"), "{", "[", _record("a")),
            ("v1", "v4"),
            [
                "✓ FULL  Upgrade consumers and producers in any order.",
                "✓ FORWARD compatible: consumers on v1 can read v4 data",
                "✓ BACKWARD compatible: consumers on v4 can read v1 data",
                "! v2 is not a valid schema, so v4 is compared with v1.",
                "! v3 is not a valid schema, so v4 is compared with v1.",
                "",
                "No type and no field differs.",
            ],
        ),
        (
            (_record("a"), _record("a"), "{"),
            ("v2", "v3"),
            [
                "Changes from v2 to v3",
                "! The newer schema is not valid, so the versions can't be compared.",
                "",
                "- R  removed: record",
                "- R.a  removed: long",
                "",
            ],
        ),
        (
            ("{", "["),
            ("v1", "v2"),
            [
                "Changes from v1 to v2",
                "! The older schema is not valid, so the versions can't be compared.",
                "",
            ],
        ),
        (
            (PROTO, _record("a")),
            ("v1", "v2"),
            [
                "✗ NONE  No order of upgrading consumers and producers is safe.",
                "! The format has changed from PROTOBUF to AVRO.",
                "✗ Not FORWARD compatible: consumers on v1 can't read all v2 data",
                "✗ Not BACKWARD compatible: consumers on v2 can't read all v1 data",
                "",
                "~ R  type: message → record",
                "~ R.a  type: int64 → long",
                "~ R.a  number: 1 → none",
                "",
            ],
        ),
    ],
    ids=["invalid between", "invalid newest", "all invalid", "another format"],
)
def test_the_valid_version_before_is_compared(
    texts: tuple[str, ...], labels: tuple[str, str], expected: list[str]
) -> None:
    found = _compare(*texts)
    assert found.labels == labels
    assert _lines(found) == expected


def test_types_of_other_subjects_are_compared() -> None:
    other = Schema("t", 1, None, "AVRO", _record("x", name="T"))
    found = _compare(
        _record("a", kind="T"),
        json.dumps(json.loads(_record("a", kind="T")) | {"doc": "x"}),
        others=(other,),
    )
    assert found.compatibility is not None
    assert found.compatibility.full
    assert found.lines == {}


@pytest.mark.parametrize(
    "texts",
    [
        # A type that refers to itself, one that nothing defines, and imports that form a cycle.
        (_record("a", kind="R"), _record("a", "b", kind="R")),
        (_record("a", kind="x.Missing"), _record("a", "b", kind="x.Missing")),
        (
            'syntax = "proto3"; import "s"; message A { A a = 1; }',
            'syntax = "proto3"; import "s"; message A { A a = 1; B b = 2; }',
        ),
    ],
    ids=["self", "missing", "cycle"],
)
def test_references_that_lead_nowhere_do_not_stop_the_comparison(texts: tuple[str, str]) -> None:
    found = _compare(*texts)
    assert found.compatibility is not None
    assert found.compatibility.forward
