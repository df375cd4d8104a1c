"""Problems of Protobuf sources: messages, positions, and what is still shown."""

from __future__ import annotations

import pytest

from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.protobuf.problems import MAX_REPORTED

P2 = 'syntax = "proto2"; '
P3 = 'syntax = "proto3"; '
E23 = 'edition = "2023"; '


def faults(text: str) -> list[tuple[int | None, int | None, str]]:
    problems = read_protobuf(text).problems
    return [(one.line, one.column, one.message) for one in problems if one.fatal]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("message", 1, 8, "expected a message name, found the end of the text"),
        ("message A", 1, 10, 'expected "{", found the end of the text'),
        ("message A {\n", 2, 1, 'expected "}" to close this message, found the end of the text'),
        ("}", 1, 1, 'expected a "{" before this "}"'),
        ("\n\n  hello {}", 3, 3, 'an import or another declaration, found "hello"'),
        (P3 + P3, 1, 20, "expected syntax to be given only once, as the first statement"),
        ('syntax = "proto4";', 1, 10, 'expected the syntax "proto2" or "proto3", found "proto4"'),
        ("syntax = proto3;", 1, 10, 'a string naming the syntax, such as "proto3", found "proto3"'),
        ('edition = "next";', 1, 11, "expected one of the editions that are known, 2023 and 2024"),
        ("package a.;", 1, 11, 'expected an identifier, found ";"'),
        ("package a; package b;", 1, 12, "expected only one package"),
        ("import 42;", 1, 8, 'expected a quoted path of a file to import, found "42"'),
        ('import "a" [x = 1];', 1, 12, 'expected ";", found "["'),
        ('import "a"; import "a";', 1, 20, '"a" is already imported'),
        ('import option "a";', 1, 8, "option imports are allowed only from edition 2024 on"),
        ('edition = "2024"; import weak "a";', 1, 26, "weak imports are not allowed"),
        (P3 + "message A { string a = 1 }", 1, 45, 'expected ";", found "}"'),
        (P3 + "message A { string a; }", 1, 40, "expected a field number after the name"),
        (P3 + "message A { string a = -1; }", 1, 43, 'expected a field number, found "-"'),
        (P3 + "message A { string a = 1.5; }", 1, 43, 'expected a field number, found "1.5"'),
        (P3 + "message A { string a = 9e999999; }", 1, 43, "expected a field number, found"),
        (P3 + "message A { string = 1; }", 1, 39, 'expected a field name, found "="'),
        (P3 + "message A { a..b c = 1; }", 1, 34, 'expected an identifier, found "."'),
        (P3 + "message A { map<string> c = 1; }", 1, 42, 'expected ",", found ">"'),
        (P3 + "message A { string a = 1 []; }", 1, 46, 'expected an option name, found "]"'),
        (P3 + "message A { string a = 1 [b = +1]; }", 1, 50, 'an option value, found "+"'),
        (P3 + "message A { string a = 1 [b = -x]; }", 1, 51, 'expected a number, found "x"'),
        (P3 + "message A { string a = 1 [b = 1; }", 1, 51, 'expected "," or "]", found ";"'),
        (P3 + "message A { oneof o { } }", 1, 38, "expected at least one field in a oneof"),
        (P3 + "message A { oneof o { int32 a = 1; ; } }", 1, 55, 'expected a field, found ";"'),
        (P3 + "message A { oneof o { optional int32 a = 1; } }", 1, 42, "no label in a oneof"),
        (P3 + "message A { oneof o { map<int32, int32> a = 1; } }", 1, 42, "maps are not"),
        (P3 + "message A { repeated map<int32, int32> a = 1; }", 1, 41, "no label on a map"),
        (P3 + "message A { required int32 a = 1; }", 1, 32, "required fields are not allowed"),
        (P3 + "message A { group G = 1 { } }", 1, 32, "groups are not allowed in proto3"),
        (P2 + "message A { optional group g = 1 { } }", 1, 47, "begin with a capital letter"),
        (P2 + "message A { optional group G = 1; }", 1, 52, 'expected "{" and the group\'s fields'),
        (P2 + "message A { string a = 1; }", 1, 32, 'expected "required", "optional" or "repeat'),
        (E23 + "message A { optional string a = 1; }", 1, 31, 'no label "optional" in editions'),
        (E23 + 'message A { reserved "a"; }', 1, 40, "editions reserve names unquoted"),
        (P3 + "message A { reserved a; }", 1, 41, 'expected "a" in quotes'),
        (P3 + "message A { reserved 5 to 4; }", 1, 41, "a range that ends after 5, found 4"),
        (P3 + "message A { reserved 1, 1; }", 1, 44, "reserved numbers 1 overlap 1"),
        (
            *(P3 + "message A { reserved 0; }", 1, 41),
            "expected reserved numbers of at least 1, found 0",
        ),
        (
            *(P2 + "message A { extensions 0; }", 1, 43),
            "expected extension numbers of at least 1, found 0",
        ),
        (
            *(P3 + "message A { int32 a = 2147483648; }", 1, 42),
            "expected a number from 0 to 2147483647, found 2147483648",
        ),
        (
            *(P3 + "enum E { Z = 0; A = -0x90000000; }", 1, 40),
            "expected a number from -2147483648 to 2147483647, found -0x90000000",
        ),
        (P3 + 'message A { reserved "a", "a"; }', 1, 46, 'name "a" is reserved more than once'),
        (P3 + "message A { extensions 5; }", 1, 43, "extension ranges are not allowed in proto3"),
        (P2 + "message A { extensions 1; reserved 1; }", 1, 43, "1 overlap reserved 1"),
        (P2 + "message A { extensions 1; optional int32 a = 1; }", 1, 65, "1 is kept for ext"),
        (P3 + "enum E { }", 1, 25, "expected at least one value in an enum"),
        (P3 + "enum E { A = 1; }", 1, 33, "expected 0 as the first value's number, found 1"),
        (E23 + "enum E { A = 1; }", 1, 32, "expected 0 as the first value's number, found 1"),
        (P3 + "enum E { A = 0; B = 0; }", 1, 40, '"B" has the number 0, as "A" has'),
        (P3 + "enum E { option allow_alias = true; A = 0; }", 1, 36, "expected no allow_alias"),
        (P3 + "enum E { option allow_alias = false; A = 0; }", 1, 36, "which has no effect"),
        (P3 + "enum E { A = 0; B = 2147483648; }", 1, 40, "-2147483648 to 2147483647"),
        (P3 + "enum E { A = 0; reserved 2 to 3; B = 2; }", 1, 57, "2, but 2 to 3 is reserved"),
        (P3 + 'enum E { A = 0; reserved "B"; B = 2; }', 1, 50, 'the name "B" is reserved'),
        (P3 + "enum E { E_A = 0; A = 1; }", 1, 38, '"A" can\'t be told from "E_A"'),
        (P3 + "enum E { A = 0; } enum F { A = 0; }", 1, 47, '"A" is already defined: an enum\'s'),
        (P3 + "service S { rpc A(B); } message B {}", 1, 40, 'expected "returns", found ";"'),
        (P3 + "service S { foo; }", 1, 32, 'expected "rpc" or "option", found "foo"'),
        (P3 + "service S { rpc A(int32) returns (B); }", 1, 38, "expected a message type"),
        (P3 + "service S { rpc A(A) returns (A); } message A {}", 1, 38, "something else here"),
        (P3 + "message A { string a = 1; string a = 2; }", 1, 53, '"a" is already defined in "A"'),
        (
            P3 + "message A { string a = 1; string b = 1; }",
            1,
            57,
            'number 1 is already used by "a"',
        ),
        (P3 + "message A { string a = 0; }", 1, 43, "expected a positive field number, found 0"),
        (P3 + "message A { string a = 19500; }", 1, 43, "in the range 19000 to 19999"),
        (P3 + "message A { string a = 536870912; }", 1, 43, "a field number up to 536870911"),
        (P3 + "message A { string a = 99999999999; }", 1, 43, "a number from 0 to 2147483647"),
        (P3 + "message A { string a = 2; reserved 1 to 3; }", 1, 43, "2, but 1 to 3 is reserved"),
        (P3 + 'message A { string a = 2; reserved "a"; }', 1, 39, 'the name "a" is reserved'),
        (P3 + "message A { string a_b = 1; string aB = 2; }", 1, 55, 'the name "aB" in JSON'),
        (P3 + "message A { map<float, int32> a = 1; }", 1, 32, "an integer type, bool or string"),
        (
            P3 + "message A { map<string, int32> a = 1; message AEntry {} }",
            1,
            66,
            "already defined",
        ),
        (P3 + "message A { B b = 1; }", 1, 32, '"B" is not defined'),
        (P3 + "message A { A.B b = 1; }", 1, 32, '"A.B" is not defined'),
        (P3 + 'import "x"; message A { A.B b = 1; }', 1, 44, '"A.B" is not defined'),
        (P3 + "message A { int32 a = 1 [default = 1]; }", 1, 45, "default values are not allowed"),
        (P2 + "message A { optional int32 a = 1 [default = 1.5]; }", 1, 54, "expected an integer"),
        (P2 + "message A { optional bool a = 1 [default = 1]; }", 1, 53, '"true" or "false"'),
        (P2 + "message A { optional string a = 1 [default = b]; }", 1, 55, "expected a string"),
        (P2 + "message A { optional uint32 a = 1 [default = -1]; }", 1, 55, "from 0 to 4294967295"),
        (P2 + "message A { optional A a = 1 [default = 1]; }", 1, 50, "messages can't have"),
        (P2 + "message A { repeated int32 a = 1 [default = 1]; }", 1, 54, "repeated fields can't"),
        (P2 + "message A { repeated string a = 1 [packed = true]; }", 1, 55, "packed is allowed"),
        (
            P2 + "message A { optional int32 a = 1 [deprecated = true, deprecated = true]; }",
            1,
            73,
            "",
        ),
        (P2 + "message A {} extend A { optional int32 a = 1; }", 1, 63, '"A" has no extension'),
        (P2 + "enum E { A = 1; } extend E { optional int32 a = 1; }", 1, 45, "expected a message"),
        (P3 + "message A { google.protobuf.Any a = 1; }", 1, 32, '"google/protobuf/any.proto"'),
        (P3 + "option (a) = { b: };", 1, 38, 'expected a value, found "}"'),
        (P3 + "option (a) = { b 1 };", 1, 37, 'expected ":", found "1"'),
        (P3 + "message A { string a\u00a0= 1; }", 1, 40, r"space character, found "),
        (
            P3 + "message A { string na\u00efve = 1; }",
            1,
            39,
            "only ASCII outside comments and strings",
        ),
        (P3 + "message \x00A {}", 1, 28, "expected no such control or space character, found ␀"),
        (P3 + 'import "a\x00b";', 1, 29, "NUL characters are not allowed in strings"),
        (P3 + r'import "a\q";', 1, 29, r"expected an escape that Protobuf knows, found \q"),
        (P3 + 'import "abc;\n', 1, 27, "expected the closing quote of this string"),
        (P3 + "/* a /* b */", 1, 25, "inside a block comment"),
        (P3 + "\n  /* never", 2, 3, 'expected "*/": this comment is never closed'),
        (P3 + "message A { string a = 08; }", 1, 43, "expected octal digits"),
        (P3 + "message A { string a = 0x; }", 1, 43, 'expected hexadecimal digits after "0x"'),
        (P3 + "message A { reserved 5to 6; }", 1, 41, "followed by a space or a symbol, found 5to"),
    ],
)
def test_a_problem_is_reported_with_its_position(
    text: str, line: int, column: int, message: str
) -> None:
    first = faults(text)[0]
    assert first[:2] == (line, column)
    assert message in first[2]


def test_a_missing_semicolon_loses_nothing() -> None:
    reading = read_protobuf(
        """syntax = "proto3"
package acme
message A {
  string a = 1
  string b = 2;
  oneof o {
    string c = 3
  }
  string d = 4 [deprecated = true]
}
enum E {
  E_A = 0
  E_B = 1
}"""
    )
    assert [(one.line, one.column) for one in reading.problems] == [
        (2, 1),
        (3, 1),
        (5, 3),
        (8, 3),
        (10, 1),
        (13, 3),
        (14, 1),
    ]
    assert reading.file.package == "acme"
    assert [field.name for field in reading.messages[0].fields] == ["a", "b", "c", "d"]
    assert [value.name for value in reading.enums[0].values] == ["E_A", "E_B"]


def test_a_bad_statement_hides_no_other() -> None:
    reading = read_protobuf(
        """syntax = "proto3";
message A {
  string = 1;
  good.Type good = 2;
  ??? { a { b } } string kept = 3;
  what is this
  message Inner { string x = }
  repeated string last = 4;
}
mesage B { string lost = 1; }
message C {}"""
    )
    assert [one.line for one in reading.problems] == [3, 5, 6, 7, 10]
    assert [field.name for field in reading.messages[0].fields] == ["good", "kept", "last"]
    assert [one.full_name for one in reading.messages] == ["A", "A.Inner", "C"]


def test_unclosed_blocks_are_reported_once_and_shown() -> None:
    reading = read_protobuf('syntax = "proto3"; message A { message B { string a = 1;')
    (problem,) = reading.problems
    assert problem.message == 'expected "}" to close this message, found the end of the text'
    assert [one.full_name for one in reading.messages] == ["A", "A.B"]


def test_names_possibly_lost_in_an_error_are_not_reported_missing() -> None:
    text = 'syntax = "proto3"; message A { B b = 1; } mesage B {} enum E { ??? A = 1; B = 1; }'
    assert not any(
        "not defined" in message or "expected 0" in message for *_, message in faults(text)
    )


def test_a_name_from_an_unknown_import_is_no_problem() -> None:
    assert faults('syntax = "proto3"; import "x.proto"; message A { B b = 1; c.D d = 2; }') == []


def test_an_undefined_name_with_known_imports_is_a_problem() -> None:
    text = 'syntax = "proto3"; import "google/protobuf/any.proto"; message A { B b = 1; }'
    assert [message for *_, message in faults(text)] == ['"B" is not defined']


def test_conflicts_with_only_a_protoc_warning_are_remarks() -> None:
    text = P2 + "message A { optional int32 a_b = 1; optional int32 aB = 2; }"
    (problem,) = read_protobuf(text).problems
    assert not problem.fatal
    assert 'the name "aB" in JSON' in problem.message


def test_an_unknown_option_is_a_remark() -> None:
    (problem,) = read_protobuf(
        P3 + "message A { int32 a = 1 [colour = 1, (my.colour) = 1]; }"
    ).problems
    assert (problem.fatal, problem.column) == (False, 45)
    assert problem.message == '"colour" is no option that Protobuf has for a field'


def test_closed_enums_of_an_edition_may_begin_anywhere() -> None:
    closed = "option features.enum_type = CLOSED; "
    assert faults(E23 + closed + "enum E { A = 1; }") == []
    assert faults(E23 + "enum E { " + closed + "A = 1; }") == []
    assert faults(E23 + "option features = { enum_type: CLOSED }; enum E { A = 1; }") == []


def test_the_number_of_reported_problems_is_limited() -> None:
    problems = read_protobuf(P3 + "message A { " + "string x;" * 200 + "}").problems
    assert len(problems) == MAX_REPORTED + 1
    assert problems[-1].message == f"{200 - MAX_REPORTED} more problems"
    assert problems[-1].fatal


def test_messages_are_clean() -> None:
    for text in ("\x1b]2;x\x07", 'import "\x1b[2J" x', "message \u202eA\u202c {}", '"\ud800"'):
        for problem in read_protobuf(text).problems:
            assert problem.message.isprintable()


def test_only_messages_and_enums_are_exported() -> None:
    for text in ("export service S {}", "message A { local int32 a = 1; }"):
        (fault,) = faults('edition = "2024"; ' + text)
        assert "only messages and enums are exported" in fault[2]


def test_a_text_full_of_errors_is_abandoned() -> None:
    problems = read_protobuf(P3 + "x; " * 10_000).problems
    assert problems[-1].message == "4,950 more problems"
    assert any("parsing stopped after 5,000 errors" in one.message for one in problems)
