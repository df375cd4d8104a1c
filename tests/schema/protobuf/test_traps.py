"""Texts made to exhaust a parser; each must be read in time linear in its size."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.sample.place import NoSample
from cdx_tui.schema.sample.protobuf import sample_protobuf
from tests.schema.outlines import FixedTypes

MEGABYTE = 1_000_000

MOST_SECONDS = 10.0
"""Processor time for 1 MB: many times what it takes, far from what a square would."""

REPEATED = {
    "slashes": "/",
    "braces": "{",
    "closing braces": "}",
    "quotes": '"',
    "escaped quotes": '"\\',
    "open comments": "/*",
    "stars": "*/",
    "backslashes": "\\",
    "dots": ".",
    "digits": "1",
    "hexadecimal digits": "0x",
    "exponents": "1e+",
    "letters": "a",
    "accents": "é",
    "NULs": "\0",
    "blanks": " ",
    "lines": "\n",
    "no-break spaces": "\u00a0",
    "surrogates": "\ud800",
    "semicolons": ";",
    "words": "a ",
    "messages in messages": "message A{",
    "messages and oneofs": "message A{oneof a{",
    "groups in oneofs": "oneof a{group A=1{",
    "groups in extensions": "extend a{optional group A=1{",
    "enums": "enum a{",
    "aggregates": "option a={a{",
    "lists in aggregates": "option a={a:[",
    "options": "[a=",
    "parts of a name": "a.",
    "keywords": "\nmessage ",
    "faults": "a b=1;",
    "doubles": "message A{}",
    "extensions": "extend a{optional int32 a=1;}",
    "packages": "package a;",
    "imports": 'import "a";',
}


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED.keys())
def test_a_megabyte_of_one_thing(unit: str) -> None:
    read_whole(unit * (MEGABYTE // len(unit)))


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED.keys())
def test_much_of_one_thing_in_a_message(unit: str) -> None:
    read_whole('syntax = "proto3"; message M { ' + unit * (MEGABYTE // 5 // len(unit)))


def read_whole(text: str) -> None:
    begin = time.process_time()
    reading = read_protobuf(text)
    reading.outline(FixedTypes({"a.B": "b"}))
    with suppress(NoSample):
        sample_protobuf(reading)
    assert time.process_time() - begin < MOST_SECONDS
    assert len(reading.problems) < 110


def read_in_time(text: str) -> None:
    begin = time.process_time()
    read_protobuf(text).outline()
    assert time.process_time() - begin < MOST_SECONDS


def test_a_hundred_thousand_levels() -> None:
    read_in_time("message A {" * 100_000 + "}" * 100_000)
    read_in_time("option a = " + "{ a " * 100_000 + "}" * 100_000 + ";")


def test_fifty_thousand_fields() -> None:
    text = "".join(f"  string field_{number} = {number};\n" for number in range(20_000, 70_000))
    begin = time.process_time()
    reading = read_protobuf(f'syntax = "proto3";\nmessage A {{\n{text}}}\n')
    outline = reading.outline()
    assert time.process_time() - begin < MOST_SECONDS
    assert (reading.problems, outline.fields) == ((), 50_000)
    assert outline.roots[0].children[-1].line == 50_001


def test_fifty_thousand_types_that_name_each_other() -> None:
    many = range(1, 30_000)
    read_in_time("".join(f"message A{n} {{ optional A{n + 1} a = 1; }}\n" for n in many))


def test_many_ranges() -> None:
    reserved = ", ".join(str(number * 2) for number in range(1, 30_000))
    kept = ", ".join(str(number * 2 + 1) for number in range(1, 30_000))
    read_in_time(f"message A {{ reserved {reserved}; extensions {kept}; }}")


def test_many_enum_values() -> None:
    read_in_time("enum E {" + "".join(f"E_{n} = {n};" for n in range(30_000)) + "}")


def test_long_names_are_not_multiplied() -> None:
    package = ".".join(["a" * 1_000] * 500)
    read_in_time(f"package {package};" + "message A { optional B b = 1; }" * 5_000)
    read_in_time("".join(f"message {'a' * 15_000} {{" for _ in range(64)) + "}" * 64)
    read_in_time("package " + "a." * 400_000 + "a; import 'x'; message A { optional B b = 1; }")
    outer = "".join(f"message {'a' * 250} {{" for _ in range(31))
    read_in_time(outer + "message B {}" * 20_000 + "}" * 31)


def test_a_long_type_name_in_many_fields() -> None:
    name = "a." * 5_000 + "B"
    read_in_time('import "x"; message A {' + f"optional {name} b = 1;" * 100 + "}")
