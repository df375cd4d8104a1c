"""Parsing of each part of the Protobuf grammar."""

from __future__ import annotations

import pytest

from cdx_tui.schema.protobuf import ProtobufReading, read_protobuf
from cdx_tui.schema.protobuf.model import (
    Extend,
    Field,
    Message,
    Oneof,
    Range,
    TypeKind,
)


def parse_valid(text: str) -> ProtobufReading:
    """Parse a text that must have no problem."""
    reading = read_protobuf(text)
    assert [problem for problem in reading.problems if problem.fatal] == []
    return reading


def fields(text: str) -> list[Field]:
    return parse_valid(text).messages[0].fields


def shown(field: Field) -> tuple[str, str, str, int | None]:
    return field.label, field.type, field.name, field.number


def test_syntax_package_and_imports() -> None:
    file = parse_valid(
        """
        syntax = "proto" '2';  // adjacent strings are one
        package acme.orders . v1;
        import "a.proto";
        import public 'b.proto';
        import weak "c\\x2eproto";
        """
    ).file
    assert (file.syntax, file.edition, file.package) == ("proto2", "", "acme.orders.v1")
    assert [(one.path, one.modifier) for one in file.imports] == [
        ("a.proto", ""),
        ("b.proto", "public"),
        ("c.proto", "weak"),
    ]


def test_fields_of_proto3() -> None:
    read = fields(
        """syntax = "proto3";
        message Order {
            string id = 1;
            repeated .Order parts = 0x2;
            optional int64 size = 010;
            map < string , Order > by_name = 4;;
        }"""
    )
    assert [shown(field) for field in read] == [
        ("", "string", "id", 1),
        ("repeated", ".Order", "parts", 2),
        ("optional", "int64", "size", 8),
        ("", "Order", "by_name", 4),
    ]
    assert read[3].key == "string"
    assert [field.target for field in read] == ["", "Order", "", "Order"]
    assert [field.kind for field in read[:2]] == [TypeKind.SCALAR, TypeKind.MESSAGE]


KEYWORDS = (
    "message enum oneof map group optional required repeated string int32 package import option "
    "extend extensions reserved to max returns rpc stream syntax edition public weak service true "
    "inf nan export local"
)


@pytest.mark.parametrize("name", KEYWORDS.split())
def test_a_field_may_be_named_like_a_keyword(name: str) -> None:
    (field,) = fields(f'syntax = "proto3"; message A {{ string {name} = 1; }}')
    assert field.name == name


@pytest.mark.parametrize("name", ["map", "stream", "to", "max", "rpc", "package", "syntax", "weak"])
def test_a_type_may_be_named_like_a_keyword(name: str) -> None:
    (field,) = fields(f'syntax = "proto3"; message A {{ {name} {name} = 1; }} message {name} {{}}')
    assert (field.type, field.target) == (name, name)


def test_groups_define_a_field_and_a_message() -> None:
    reading = parse_valid(
        """syntax = "proto2";
        message Page {
            repeated group Result = 1 { required string url = 2; }
            oneof choice { group Other = 3 { } }
        }"""
    )
    page, result, other = reading.messages
    assert [shown(field) for field in page.fields] == [
        ("repeated", "Result", "result", 1),
        ("", "Other", "other", 3),
    ]
    assert (result.full_name, result.group, other.full_name) == ("Page.Result", True, "Page.Other")
    assert page.fields[0].target == "Page.Result"


def test_oneofs() -> None:
    (message,) = parse_valid(
        """syntax = "proto3"; import "x.proto";
        message A { oneof kind { option (x) = 1; string a = 1; X b = 2 [deprecated = true]; } }"""
    ).messages
    (oneof,) = message.members
    assert isinstance(oneof, Oneof)
    assert [field.name for field in oneof.fields] == ["a", "b"]
    assert [field.oneof for field in message.fields] == ["kind", "kind"]


def test_enums() -> None:
    (enum,) = parse_valid(
        """syntax = "proto3"; enum Status {
            option allow_alias = true;
            reserved -5 to -3, 7 to max; reserved "OLD", "OLDER";
            UNKNOWN = 0; NONE = 0x0; BELOW = -1 [deprecated = true]; LAST = - 0x10;
        }"""
    ).enums
    assert [(value.name, value.number) for value in enum.values] == [
        ("UNKNOWN", 0),
        ("NONE", 0),
        ("BELOW", -1),
        ("LAST", -16),
    ]
    assert [(span.start, span.end) for span in enum.reserved] == [(-5, -3), (7, 2**31 - 1)]
    assert [name for name, _ in enum.reserved_names] == ["OLD", "OLDER"]


def test_services() -> None:
    (service,) = parse_valid(
        """syntax = "proto3"; import "google/api/annotations.proto"; message A {}
        service S {
            option deprecated = true;
            rpc One(A) returns (A);
            rpc Two(stream .A) returns (stream A) {
                option (google.api.http) = { get: "/v1/{name=a/*}" additional { } };;
            }
        }"""
    ).services
    one, two = service.methods
    assert (one.client_streaming, one.request.target, one.response.target) == (False, "A", "A")
    assert (two.client_streaming, two.server_streaming) == (True, True)
    assert two.options[0].value == '{ get: "/v1/{name=a/*}" additional { } }'


def test_extensions_and_reserved() -> None:
    reading = parse_valid(
        """syntax = "proto2";
        message A {
            extensions 100 to 199, 300 [verification = UNVERIFIED];
            extensions 1000 to max;
            reserved 2, 9 to 11; reserved "foo", 'bar';
            extend A { optional int32 inner = 100; }
        }
        extend .A { repeated A outer = 300; optional group Extra = 1000 { } }"""
    )
    message = reading.messages[0]
    assert [str(span) for span in message.extension_ranges] == [
        "100 to 199",
        "300",
        "1000 to 536870911",
    ]
    assert [(span.start, span.end) for span in message.reserved] == [(2, 2), (9, 11)]
    (_, outer), (scope, inner) = reading.file.extends
    assert (scope, inner.extendee.target, outer.extendee.target) == ("A", "A", "A")
    assert [field.name for field in outer.fields] == ["outer", "extra"]
    assert [message.full_name for message in reading.messages] == ["A", "Extra"]


def test_a_message_set_has_a_larger_extension_range() -> None:
    (message,) = parse_valid(
        """syntax = "proto2";
        message A { extensions 4 to max; option message_set_wire_format = true; }"""
    ).messages
    assert [(span.start, span.end) for span in message.extension_ranges] == [(4, 2**31 - 2)]


def test_local_and_export_are_plain_names_before_2024() -> None:
    (field, other) = fields(
        'edition = "2023"; message A { export x = 1; local y = 2; } message export {} '
        "message local {}"
    )
    assert (field.type, other.type) == ("export", "local")


def test_a_future_edition_is_a_remark() -> None:
    (problem,) = read_protobuf('edition = "2031"; message A {}').problems
    assert (problem.fatal, problem.line, problem.column) == (False, 1, 11)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\v", "\t"])
def test_every_kind_of_white_space(end: str) -> None:
    text = end.join(["\ufeffsyntax", "=", '"proto3"', ";", "message", "A", "{", "}"])
    assert parse_valid(text).messages[0].name == "A"


def test_no_syntax_is_a_remark_and_means_proto2() -> None:
    reading = parse_valid("message A { optional int32 a = 1 [default = -0x7]; }")
    assert reading.file.syntax == "proto2"
    assert [problem.fatal for problem in reading.problems] == [False]


def test_an_empty_text_has_no_problem() -> None:
    assert read_protobuf("").problems == ()
    assert read_protobuf(" // nothing\n;; /* here */").problems == ()


def test_names_resolve_from_the_innermost_scope_out() -> None:
    reading = parse_valid(
        """syntax = "proto3"; package a.b;
        message A {
            message A { B near = 1; a.b.B far = 2; .a.b.B absolute = 3; b.B part = 4; A.B deep = 5;
                message B {} }
            B outer = 1; A.B inner = 2;
            message C {}
        }
        message B { A.C c = 1; }"""
    )
    targets = {field.name: field.target for one in reading.messages for field in one.fields}
    assert targets == {
        "near": "a.b.A.A.B",
        "far": "a.b.B",
        "absolute": "a.b.B",
        "part": "a.b.B",
        "deep": "a.b.A.A.B",
        "outer": "a.b.B",
        "inner": "a.b.A.A.B",
        "c": "a.b.A.C",
    }


def test_the_package_applies_wherever_it_is_declared() -> None:
    assert (
        parse_valid('syntax = "proto3"; message A {} package late;').messages[0].full_name
        == "late.A"
    )


def test_documentation() -> None:
    (message,) = parse_valid(
        """syntax = "proto3";

// The licence, set apart by a blank line.

/*
 * An order,
 *   indented.
 */
message Order { // trails
  // First.
  // Second.
  string id = 1; // Behind.
  string bare = 2;
  /* Block */ string block = 3;
  string after = 4;  /* the end */
  // Set apart.

  string apart = 5;
  oneof kind {  // Of a kind.
    /// Slashes.
    string x = 6;
  }
}"""
    ).messages
    assert message.doc == "An order,\n  indented.\ntrails"
    assert {field.name: field.doc for field in message.fields} == {
        "id": "First.\nSecond.\nBehind.",
        "bare": "",
        "block": "Block",
        "after": "the end",
        "apart": "",
        "x": "Slashes.",
    }
    assert [member.doc for member in message.members if isinstance(member, Oneof)] == ["Of a kind."]


def test_members_keep_source_order() -> None:
    (message, *_) = parse_valid(
        """syntax = "proto2"; message A {
            optional B b = 1; message B {} oneof o { int32 c = 2; } extensions 9;
            enum E { X = 1; } extend A { optional int32 d = 9; } optional int32 e = 3; }"""
    ).messages
    kinds = [type(member).__name__ for member in message.members]
    assert kinds == ["Field", "Message", "Oneof", "Enum", "Extend", "Field"]
    assert isinstance(message.members[1], Message)
    assert isinstance(message.members[4], Extend)
    assert message.extension_ranges == [Range(9, 9, message.extension_ranges[0].at)]
