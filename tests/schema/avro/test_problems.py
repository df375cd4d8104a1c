"""Problems of Avro schemas: reported with their position, while the rest is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema.document import SchemaProblem, read_schema
from cdx_tui.schema.outline import Outline


def record(*fields: object, **more: object) -> dict[str, Any]:
    return {"type": "record", "name": "R", "fields": list(fields), **more}


def field(type_: object, **more: object) -> dict[str, Any]:
    return {"name": "f", "type": type_, **more}


def read(schema: object) -> tuple[Outline, tuple[SchemaProblem, ...], str]:
    text = json.dumps(schema)
    outline = read_schema(text, "AVRO").outline()
    return outline, outline.problems, text


@pytest.mark.parametrize(
    ("schema", "at", "words"),
    [
        ({"name": "R"}, '{"name"', "expected 'type'"),
        ({"type": "record", "fields": []}, "{", "expected 'name', a string, for this record"),
        ({"type": "record", "name": 3, "fields": []}, "3", "expected 'name', a string"),
        ({"type": "record", "name": "R"}, "{", "expected 'fields'"),
        ({"type": "record", "name": "R", "fields": {}}, "{}", "expected 'fields'"),
        ({"type": "record", "name": "a-b", "fields": []}, '"a-b"', "found 'a-b'"),
        ({"type": "record", "name": "a..b", "fields": []}, '"a..b"', "found 'a..b'"),
        ({"type": "record", "name": "string", "fields": []}, '"string"', "primitive type"),
        (record(None), "null", "expected a field, an object, found null"),
        (record({"type": "int"}), '{"type": "int"', "expected 'name'"),
        (record({"name": "f"}), '{"name": "f"', "expected 'type' for the field f"),
        (record({"name": "1f", "type": "int"}), '"1f"', "found '1f'"),
        (record(field("int"), field("int")), '"f", "type": "int"}]', "duplicate field f"),
        (record(field(None)), "null", 'did you mean "null" in quotes'),
        (record(field(7)), "7", "found 7"),
        (record(field("record", fields=[])), '"record", "fields"', "as the type"),
        (record(field("array", items="int")), '"array"', "as the type"),
        (record(field({"type": "array"})), '{"type": "array"}', "expected 'items'"),
        (record(field({"type": "map"})), '{"type": "map"}', "expected 'values'"),
        ({"type": "enum", "name": "E"}, "{", "expected 'symbols'"),
        ({"type": "enum", "name": "E", "symbols": [1]}, "1", "expected a symbol, a string"),
        ({"type": "enum", "name": "E", "symbols": ["a b"]}, '"a b"', "found 'a b'"),
        ({"type": "enum", "name": "E", "symbols": ["a", "a"]}, '"a"]', "duplicate symbol a"),
        ({"type": "enum", "name": "E", "symbols": ["A"], "default": "B"}, '"B"', "its symbols"),
        ({"type": "fixed", "name": "F"}, "{", "expected 'size'"),
        ({"type": "fixed", "name": "F", "size": "16"}, '"16"', "expected 'size'"),
        ({"type": "fixed", "name": "F", "size": -1}, "-1", "expected 'size'"),
        (record(field(["int", ["string"]])), '["string"]', "no union directly in a union"),
        (record(field(["int", "int"])), '"int"]', "duplicate branch int in this union"),
        (record(field(["R", "R"])), '"R"]', "duplicate branch R in this union"),
        (record(field({"type": "record", "name": "R", "fields": []})), '{"type": "record", "name"',
         "R is defined twice"),
        (42, "42", "expected a type"),
    ],
)  # fmt: skip
def test_violations_of_the_specification_are_fatal(schema: object, at: str, words: str) -> None:
    outline, problems, text = read(schema)
    first = problems[0]
    assert words in first.message
    assert first.fatal
    assert (first.line, text[(first.column or 0) - 1 :].startswith(at)) == (1, True)
    assert outline.roots


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (record(field("a.B")), "unknown type a.B: not defined in this schema"),
        (record(field("integer")), "did you mean 'int'?"),
        (record(field("String")), "did you mean 'string'?"),
        (record(field("datetime")), "a logical type"),
        (record(field("E"), {"name": "g", "type": {"type": "enum", "name": "E", "symbols": []}}),
         "E is used before it is defined"),
        (record(field("int", default="1")), "the default is string, but the type is int"),
        (record(field("int", default=1.5)), "the default is number, but the type is int"),
        (record(field(["null", "int"], default=1)), "not of the union's first type, null"),
        (record(field(["null", "int"], default="x")), "matches no branch of null | int"),
        (record(field({"type": "array", "items": "int"}, default={})), "default is object"),
        (record(field({"type": "enum", "name": "E", "symbols": ["A"]}, default="B")), "default"),
        (record(field("R", default=[])), "default is array"),
        (record(field("int", order="up")), "'order'"),
        (record(field("int", aliases="g")), "'aliases'"),
        (record(field("long", logicalType="timestamp-millis")), "beside a field's type"),
        (record(field([])), "expected a union to have a type"),
        (record(field({"type": ["null", "int"]})), "a type nested in 'type'"),
        (record(field({"type": "R"})), "a type's name in an object"),
        ({"type": "string", "logicalType": "date"}, "date needs int"),
        ({"type": "bytes", "logicalType": "decimal"}, "'precision'"),
        ({"type": "bytes", "logicalType": "decimal", "precision": 2, "scale": 3}, "'scale'"),
        ({"type": "fixed", "name": "F", "size": 2, "logicalType": "decimal", "precision": 9},
         "holds 4 digits, not 9"),
        ({"type": "fixed", "name": "F", "size": 2, "logicalType": "duration"}, "of size 12"),
        ({"type": "int", "logicalType": 3}, "'logicalType' to be a string"),
    ],
)  # fmt: skip
def test_tolerated_deviations_are_remarks(schema: object, words: str) -> None:
    _outline, problems, _text = read(schema)
    (remark,) = problems
    assert words in remark.message
    assert not remark.fatal
    assert remark.line == 1


@pytest.mark.parametrize(
    "schema",
    [
        record(field("int", default=99999999999999999999)),
        record(field("float", default=1)),
        record(field("bytes", default="\u00ff")),
        record(field(["null", "R"], default=None)),
        record(field({"type": "enum", "name": "E", "symbols": ["A"]}, default="A"), x={"y": [1]}),
        record(field({"type": "string", "avro.java.string": "String"})),
        record(field({"type": "string", "logicalType": "my-own"})),
        record(field({"type": "fixed", "name": "F", "size": 0})),
        record(),
        {"type": "enum", "name": "E", "symbols": []},
    ],
)
def test_valid_schemas_have_no_problems(schema: object) -> None:
    _outline, problems, _text = read(schema)
    assert problems == ()


def test_many_remarks_do_not_displace_fatal_problems() -> None:
    fields = [{"name": f"f{n}", "type": f"T{n}"} for n in range(500)]
    document = read_schema(json.dumps(record(*fields, None)), "AVRO")
    assert any(problem.fatal for problem in document.outline().problems)
    assert not document.parsed
    assert len(document.outline().unresolved) == 500


def test_a_misplaced_definition_is_shown() -> None:
    inner = {"name": "inner", "type": "record", "fields": [{"name": "a", "type": "int"}]}
    outline, problems, _ = read(record(inner))
    assert [problem.fatal for problem in problems] == [True]
    node = outline.roots[0].children[0].children[0]
    assert [child.name for child in node.children] == ["a"]
