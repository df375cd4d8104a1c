"""Protobuf's compatibility, compared with Schema Registry's own cases."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.schema import SchemaDocument, read_schema
from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.schema.compatibility.protobuf import differences

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("registry_protobuf.jsonl").read_text().splitlines()
]


def proto(text: str) -> SchemaDocument:
    syntax = "" if text.startswith("syntax") else 'syntax = "proto3"; '
    return read_schema(syntax + text, "PROTOBUF")


def found(old: str, new: str, *references: str) -> list[str]:
    imported = [proto(text) for text in references]
    return _names(differences(proto(old), proto(new), imported, imported))


def _names(differences_: tuple[Difference, ...]) -> list[str]:
    return [f"{each.kind} {each.path}" for each in differences_]


def message(body: str) -> str:
    return f"message M {{ {body} }}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_registrys_cases(case: dict[str, Any]) -> None:
    imported = [
        [proto(each["dependency"]) for each in case.get(f"{side}_dependencies", ())]
        for side in ("original", "update")
    ]
    result = differences(proto(case["original"]), proto(case["update"]), *imported)
    assert set(_names(result)) == set(case["changes"])
    assert (not any(each.breaks for each in result)) == case["compatible"]
    assert all(each.rule for each in result)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("package a;", "package b;", ["PACKAGE_CHANGED #/"]),
        ("enum E { A = 0; }", "", ["ENUM_REMOVED #/E"]),
        ("enum E { A = 0; }", "enum E { A = 0; B = 1; }", ["ENUM_CONST_ADDED #/E/1"]),
        ("enum E { A = 0; B = 1; }", "enum E { A = 0; }", ["ENUM_CONST_REMOVED #/E/1"]),
        (message("int32 a = 1;"), message(""), ["FIELD_REMOVED #/M/1"]),
        (message("int32 a = 1;"), message("int32 b = 1;"), ["FIELD_NAME_CHANGED #/M/1"]),
        (message("bytes a = 1;"), message("string a = 1;"), []),
        (message("uint64 a = 1;"), message("bool a = 1;"), []),
        (message("fixed32 a = 1;"), message("sfixed32 a = 1;"), []),
        (
            message("fixed32 a = 1;"),
            message("fixed64 a = 1;"),
            ["FIELD_SCALAR_KIND_CHANGED #/M/1"],
        ),
        (message("sint32 a = 1;"), message("int32 a = 1;"), ["FIELD_SCALAR_KIND_CHANGED #/M/1"]),
        (message("float a = 1;"), message("double a = 1;"), ["FIELD_SCALAR_KIND_CHANGED #/M/1"]),
        (
            message("map<string, int32> a = 1;"),
            message("map<string, string> a = 1;"),
            ["FIELD_SCALAR_KIND_CHANGED #/M/1"],
        ),
        (
            message("map<string, int32> a = 1;"),
            message("string a = 1;"),
            ["FIELD_KIND_CHANGED #/M/1"],
        ),
        (
            message("oneof o { int32 a = 1; }"),
            message(""),
            ["ONEOF_REMOVED #/M/o"],
        ),
        (
            message("oneof o { int32 a = 1; int32 b = 2; }"),
            message("int32 a = 1;"),
            [
                "ONEOF_REMOVED #/M/o",
                "ONEOF_FIELD_MOVED_TO_TOP_LEVEL #/M/1",
                "ONEOF_FIELD_REMOVED #/M/o/2",
            ],
        ),
        (
            message("int32 a = 1;"),
            message("oneof o { string a = 1; int32 b = 2; }"),
            [
                "ONEOF_ADDED #/M/o",
                "FIELD_SCALAR_KIND_CHANGED #/M/o/1",
                "ONEOF_FIELD_ADDED #/M/o/2",
            ],
        ),
        (  # fields that could not exclude each other before
            message("oneof o { int32 a = 1; } oneof p { int32 b = 2; }"),
            message("oneof q { int32 a = 1; int32 b = 2; }"),
            [
                "FIELD_MOVED_TO_EXISTING_ONEOF #/M/q",
                "ONEOF_REMOVED #/M/o",
                "ONEOF_REMOVED #/M/p",
                "ONEOF_ADDED #/M/q",
            ],
        ),
        (
            message("oneof o { int32 a = 1; int32 b = 2; }"),
            message("oneof p { int32 a = 1; } oneof q { int32 b = 2; }"),
            ["ONEOF_REMOVED #/M/o", "ONEOF_ADDED #/M/p", "ONEOF_ADDED #/M/q"],
        ),
        (message("repeated int32 a = 1;"), message("int32 a = 1;"), []),  # no label fits any
        (
            'syntax = "proto2"; message M { required int32 a = 1; required string b = 2; }',
            'syntax = "proto2"; message M { optional int32 a = 1; repeated string b = 2; }',
            ["FIELD_NUMERIC_LABEL_CHANGED #/M/1", "FIELD_STRING_OR_BYTES_LABEL_CHANGED #/M/2"],
        ),
        (
            "package p; message A { B b = 1; message B {} }",
            "package p; message A { B b = 1; } message B {}",
            ["FIELD_NAMED_TYPE_CHANGED #/A/1", "MESSAGE_REMOVED #/A/B", "MESSAGE_ADDED #/B"],
        ),
        (
            message("E e = 1; enum E { A = 0; }"),
            message("N.E e = 1; message N { enum E { A = 0; } }"),
            ["MESSAGE_ADDED #/M/N", "ENUM_REMOVED #/M/E"],
        ),
        (  # of two names of a number, the later one counts
            "enum E { option allow_alias = true; A = 0; B = 0; }",
            "enum E { A = 0; }",
            ["ENUM_CONST_CHANGED #/E/0"],
        ),
        (
            'syntax = "proto2"; message M {}',
            'syntax = "proto2"; message M { required int32 a = 1; }',
            ["REQUIRED_FIELD_ADDED #/M/1"],
        ),
        (
            'syntax = "proto2"; message M { optional group G = 1 { optional int32 a = 1; } }',
            'syntax = "proto2"; message M { optional group G = 1 { optional string a = 1; } }',
            ["FIELD_SCALAR_KIND_CHANGED #/M/G/1"],
        ),
        (
            'syntax = "proto2"; message M { optional group G = 1 { optional int32 a = 1; } }',
            'syntax = "proto2"; message M { optional int32 g = 1; }',
            ["FIELD_KIND_CHANGED #/M/1"],
        ),
    ],
)
def test_each_rule(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected


def test_a_map_may_be_written_as_its_entries() -> None:
    entries = "message AEntry { option map_entry = true; string key = 1; int32 value = 2; }"
    old, new = message(f"repeated AEntry a = 1; {entries}"), message("map<string, int32> a = 1;")
    assert found(old, new) == []
    assert found(old, message("map<string, string> a = 1;")) == ["FIELD_SCALAR_KIND_CHANGED #/M/1"]


def test_types_of_the_registrys_own_files_need_no_reference() -> None:
    timestamp, date = "google.protobuf.Timestamp a = 1;", "google.type.Date a = 1;"
    assert found(message(timestamp), message("." + timestamp)) == []
    assert found(message(timestamp), message(date)) == ["FIELD_NAMED_TYPE_CHANGED #/M/1"]
    assert found(message("google.type.DayOfWeek a = 1;"), message("int32 a = 1;")) == []
    assert found(message("confluent.type.Decimal a = 1;"), message(date.replace("Date", "Decimal")))


def test_an_unknown_type_is_compared_by_its_name() -> None:
    assert found(message("x.Y a = 1;"), message(".x.Y a = 1;")) == []
    assert found(message("x.Y a = 1;"), message("x.Z a = 1;")) == ["FIELD_NAMED_TYPE_CHANGED #/M/1"]


def test_what_breaks_in_an_import_breaks_each_field_that_leads_to_it() -> None:
    def imported(kind: str) -> SchemaDocument:
        bodies = (
            f"message A {{ B b = 1; }} message B {{ A a = 1; C c = 2; }} message C {{ {kind} }}"
        )
        return proto(f"package p; {bodies}")

    user = proto(message("p.A a = 1; p.C c = 2;"))
    result = differences(user, user, [imported("int32 x = 1;")], [imported("string x = 1;")])
    assert sorted(_names(result)) == [
        "FIELD_NAMED_TYPE_CHANGED #/A/1",
        "FIELD_NAMED_TYPE_CHANGED #/B/1",
        "FIELD_NAMED_TYPE_CHANGED #/B/2",
        "FIELD_NAMED_TYPE_CHANGED #/M/1",
        "FIELD_NAMED_TYPE_CHANGED #/M/2",
        "FIELD_SCALAR_KIND_CHANGED #/C/1",
    ]
    assert differences(user, user, [imported("int32 x = 1;")], [imported("int64 x = 1;")]) == ()


def test_values_are_the_declarations_of_the_fields() -> None:
    (changed,) = differences(
        proto(message("optional int32 a = 1;")), proto(message("repeated int32 a = 1;"))
    )
    assert (changed.old, changed.new) == ("optional int32 a", "repeated int32 a")
    assert changed.breaks


def test_a_long_chain_of_imported_messages_is_compared_without_recursion() -> None:
    def chain(kind: str) -> SchemaDocument:
        links = "".join(f"message A{n} {{ A{n + 1} next = 1; }} " for n in range(3_000))
        return proto(f"package p; {links} message A3000 {{ {kind} end = 1; }}")

    user = proto(message("p.A0 a = 1;"))
    start = time.process_time()
    result = differences(user, user, [chain("int32")], [chain("string")])
    assert len(result) == 3_002
    assert time.process_time() - start < 5
