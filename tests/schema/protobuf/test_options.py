"""Parsing of options and editions."""

from __future__ import annotations

import pytest

from cdx_tui.schema.protobuf.model import OptionKind
from tests.schema.outlines import find
from tests.schema.protobuf.test_grammar import parse_valid


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("true", OptionKind.WORD, "true"),
        ("-inf", OptionKind.WORD, "-inf"),
        ("- 5", OptionKind.NUMBER, "-5"),
        ("0x1F", OptionKind.NUMBER, "0x1F"),
        (".5e-3", OptionKind.NUMBER, ".5e-3"),
        ("\"a\" /* and */ 'b'", OptionKind.STRING, "\"a\" 'b'"),
        ("{ a: 1, b <c: [1, 2]> }", OptionKind.AGGREGATE, "{ a: 1, b <c: [1, 2]> }"),
        ('{ s: "}" # any thing }', OptionKind.AGGREGATE, '{ s: "}" # any thing }'),
        ("{ [a.b/c.D] { } d: -inf; e: [{}, {}] }", OptionKind.AGGREGATE, None),
    ],
)
def test_values_of_options(written: str, kind: OptionKind, value: str | None) -> None:
    (option,) = parse_valid(
        f'syntax = "proto3"; import "x.proto"; option (x) = {written};'
    ).file.options
    assert (option.name, option.kind) == ("(x)", kind)
    assert option.value == (written if value is None else value)


def test_names_of_options() -> None:
    text = 'import "x"; option a.(.b.c).d.(e) = 1; message M { optional int32 f = 1 [(x).y = 1]; }'
    reading = parse_valid(f'syntax = "proto2"; {text}')
    assert reading.file.options[0].name == "a.(.b.c).d.(e)"
    assert reading.messages[0].fields[0].options[0].name == "(x).y"


def test_editions() -> None:
    reading = parse_valid(
        """edition = "2024";
        import option "custom.proto";
        option features.field_presence = IMPLICIT;
        export message A { local enum E { E_X = 0; } reserved old, older; string export_to = 1; }
        local enum F { F_X = 0; }"""
    )
    assert (reading.file.syntax, reading.file.edition) == ("editions", "2024")
    assert [enum.full_name for enum in reading.enums] == ["F", "A.E"]
    assert [name for name, _ in reading.messages[0].reserved_names] == ["old", "older"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('{ url: "http://x/a" }', '{ url: "http://x/a" }'),
        ("{ url: 'http://x/a' n: 1 }", "{ url: 'http://x/a' n: 1 }"),
        ('{ a: "/* b */"  // c\n /* "d" */ e: 1 }', '{ a: "/* b */" e: 1 }'),
        (r'{ a: "\"//b" c: 2 }', r'{ a: "\"//b" c: 2 }'),
        ('{ a: "b  c" }', '{ a: "b  c" }'),
    ],
)
def test_comments_are_cut_from_values_but_not_from_strings(written: str, shown: str) -> None:
    text = f'syntax = "proto3"; import "x.proto"; message M {{ int32 f = 1 [(o) = {written}]; }}'
    assert parse_valid(text).messages[0].fields[0].options
    field = find(parse_valid(text).outline(), "f")
    assert field.annotations == (("(o)", shown),)


def test_a_long_value_ends_in_a_string() -> None:
    written = '{ a: "' + "//x" * 1_000 + '" }'
    text = f'syntax = "proto3"; import "x.proto"; message M {{ int32 f = 1 [(o) = {written}]; }}'
    ((_, shown),) = find(parse_valid(text).outline(), "f").annotations
    assert shown.startswith('{ a: "//x//x')
    assert shown.endswith("…")
