"""Detection of a text's schema type, and its lines and outline."""

from __future__ import annotations

import json
import threading
from itertools import islice

import pytest

from cdx_tui.schema.document import SchemaDocument, SchemaKind, read_schema
from tests.schema.outlines import FixedTypes

RECORD = '{"type":"record","name":"a.R","fields":[{"name":"x","type":["null","string"]}]}'
PRETTY = [
    "{",
    '  "type": "record",',
    '  "name": "a.R",',
    '  "fields": [',
    "    {",
    '      "name": "x",',
    '      "type": ["null", "string"]',
    "    }",
    "  ]",
    "}",
]


def filled(text: str, declared_type: str | None = None) -> SchemaDocument:
    document = read_schema(text, declared_type)
    assert [*document.fill()][-1:] == [len(document.lines)]
    assert document.lines.complete
    return document


def shown(document: SchemaDocument) -> list[str]:
    return [document.lines[number] for number in range(len(document.lines))]


@pytest.mark.parametrize(
    ("text", "declared", "kind"),
    [
        (RECORD, "AVRO", SchemaKind.AVRO),
        (RECORD, "avro", SchemaKind.AVRO),
        (RECORD, None, SchemaKind.AVRO),
        ('"string"', "AVRO", SchemaKind.AVRO),
        ('["null", "a.B"]', "AVRO", SchemaKind.AVRO),
        ('{"type": "string"}', None, SchemaKind.AVRO),
        ('{"type": "string"}', "JSON", SchemaKind.JSON),
        ('{"type": "array", "items": {"type": "string"}}', "json", SchemaKind.JSON),
        ("true", "JSON", SchemaKind.JSON),
        ("{}", "JSON", SchemaKind.JSON),
        ('{"type": "object"}', "JSON", SchemaKind.JSON),
        ('syntax = "proto3"; message A {}', "PROTOBUF", SchemaKind.PROTOBUF),
        ("// nothing but words", "PROTOBUF", SchemaKind.PROTOBUF),
        ('"not closed', "PROTOBUF", SchemaKind.PROTOBUF),
        ('[{"description": "a", "original": {"type": "object"}}]', "JSON", SchemaKind.JSON),
    ],
)
def test_a_text_is_read_as_its_declared_type(
    text: str, declared: str | None, kind: SchemaKind
) -> None:
    document = filled(text, declared)
    assert document.kind is kind
    assert document.problems == ()
    assert document.declared_type == (declared or "AVRO").upper()


@pytest.mark.parametrize(
    ("text", "declared", "kind", "words"),
    [
        (RECORD, "JSON", SchemaKind.AVRO, "declared as JSON"),
        (RECORD, "PROTOBUF", SchemaKind.AVRO, "declared as PROTOBUF"),
        ('["null", "int"]', "JSON", SchemaKind.AVRO, "declared as JSON"),
        ('{"type":"array","items":{"type":"long"}}', "JSON", SchemaKind.AVRO, "declared as JSON"),
        ('{"type": "object"}', "AVRO", SchemaKind.JSON, "declared as AVRO"),
        ('{"$ref": "#/definitions/a"}', "AVRO", SchemaKind.JSON, "declared as AVRO"),
        ('{"type": ["object", "null"]}', None, SchemaKind.JSON, "no type declared (AVRO)"),
        ('/* c */ syntax = "proto3";', "AVRO", SchemaKind.PROTOBUF, "declared as AVRO"),
        ("message A {}", None, SchemaKind.PROTOBUF, "no type declared (AVRO)"),
        (RECORD, "THRIFT", SchemaKind.AVRO, "unknown schema type THRIFT"),
    ],
)
def test_a_wrong_declared_type_is_reported_and_the_real_one_shown(
    text: str, declared: str | None, kind: SchemaKind, words: str
) -> None:
    document = filled(text, declared)
    assert document.kind is kind
    (remark,) = document.problems
    assert words in remark.message
    assert not remark.fatal
    assert remark.line == 1


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"schema": RECORD}),
        json.dumps({"schemaType": "AVRO", "schema": RECORD, "id": 3, "version": 1}, indent=2),
        json.dumps({"schema": RECORD, "references": [{"name": "b", "subject": "b-value"}]}),
        json.dumps({"schema": json.loads(RECORD)}),
        json.dumps({"schema": json.dumps({"schema": RECORD})}),
        json.dumps(RECORD),
        '{"schema": "' + RECORD + '"}',
        "\ufeff" + RECORD,
    ],
)
def test_a_wrapped_schema_is_unwrapped_and_reported(text: str) -> None:
    document = filled(text)
    assert shown(document) == PRETTY
    assert document.outline().name == "a.R"
    assert document.parsed
    assert document.problems
    assert not any(problem.fatal for problem in document.problems)


def test_the_published_example_is_read() -> None:
    document = filled('{"schema": "{"type": "string"}"}', "AVRO")
    assert shown(document) == ["{", '  "type": "string"', "}"]
    (remark,) = document.problems
    assert "not valid JSON" in remark.message
    assert (remark.line, remark.column) == (1, 14)


@pytest.mark.parametrize("declared", ["AVRO", None, "THRIFT"])
@pytest.mark.parametrize("name", ["string", "null", " long\n"])
def test_a_primitive_without_quotes_is_read(name: str, declared: str | None) -> None:
    document = filled(name, declared)
    assert document.kind is SchemaKind.AVRO
    assert shown(document) == name.split("\n")
    assert document.outline().name == name.strip()
    assert document.parsed
    assert "double quotes" in document.problems[-1].message


@pytest.mark.parametrize("text", ["", " \n\t", '{"schema": ""}', "\ufeff"])
def test_a_missing_text_is_reported(text: str) -> None:
    document = filled(text)
    assert document.kind is SchemaKind.TEXT
    fatal = [problem.message for problem in document.problems if problem.fatal]
    assert fatal == ["the provider sent no schema text"]
    assert not document.parsed
    assert len(document.lines) >= 1


@pytest.mark.parametrize(
    ("text", "column", "found"),
    [("hello world", 1, "'hello'"), ("  <!DOCTYPE html>", 3, "'<!DOCTYPE'"), ("\x00", 1, "U+0000")],
)
def test_garbage_is_shown_as_text_with_the_reason(text: str, column: int, found: str) -> None:
    document = filled(text, "AVRO")
    assert document.kind is SchemaKind.TEXT
    (problem,) = document.problems
    assert problem.fatal
    assert (problem.line, problem.column) == (1, column)
    assert problem.message.endswith(f"found {found}" if found[0] == "'" else ")")
    assert found in problem.message
    assert document.pretty() == text
    assert not document.parsed
    assert document.outline().roots == []


def test_positions_refer_to_the_original_text() -> None:
    inner = '{"type": "record",\n "name": "é😀\\u00e9", "x" 1}'
    wrapped = json.dumps({"version": 1, "schema": inner}, indent=1)
    for text in (inner, "\ufeff" + inner, wrapped, json.dumps(inner)):
        document = filled(text)
        problem = next(problem for problem in document.problems if problem.fatal)
        assert problem.line is not None
        assert problem.column is not None
        line = text.split("\n")[problem.line - 1]
        assert line[problem.column - 1 :].startswith("1}")
        assert problem.shown == 3
        assert '"x" 1' in document.lines[problem.shown]


@pytest.mark.parametrize(
    "text", ["[1, 2", '{"a"', '{"a":', "[", '{"a": 1} x', "[1,", "[1 2]", '{"a']
)
def test_an_error_has_the_line_on_which_it_is_shown(text: str) -> None:
    document = filled(text)
    for problem in document.problems:
        assert problem.shown is not None
        assert problem.shown < len(document.lines)


def test_outline_problems_have_positions() -> None:
    text = json.dumps(
        {"schema": '{"type": "record", "name": "R", "fields": [\n {"name": "a", "type": "B"}]}'}
    )
    (problem,) = read_schema(text).outline().problems
    assert problem.line == 1
    assert problem.column is not None
    assert text[problem.column - 1 :].startswith('\\"B\\"')
    assert problem.shown == 6


def test_shown_text_is_cleaned_and_exported_text_is_unchanged() -> None:
    text = '{"doc": "\x1b]0;x\u202e\\u001b", "type": "int"}'
    document = filled(text)
    assert shown(document)[1] == '  "doc": "␛]0;x\\u202e\\u001b",'
    assert document.pretty().split("\n")[1] == '  "doc": "\x1b]0;x\u202e\\u001b",'


def test_line_breaks_of_any_kind_make_no_extra_lines() -> None:
    text = "message A {\r\n  int32 b = 1;\u2028\r\n}\r\n\x85" + "// x\r\n" * 600
    document = filled(text, "PROTOBUF")
    assert len(document.lines) == text.count("\n") + 1
    assert shown(document)[:3] == ["message A {", "  int32 b = 1;\\u2028", "}"]
    assert not any("\r" in line or "␍" in line for line in shown(document))


@pytest.mark.parametrize("kind", ["AVRO", "JSON"])
@pytest.mark.parametrize("blocks", [1, 1_000])
def test_a_text_is_read_once_for_lines_and_outline(
    kind: str, blocks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = [{"name": f"f{n}", "type": "long", "doc": "d"} for n in range(2_000)]
    properties = {field["name"]: {"type": "integer"} for field in fields}
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    if kind == "JSON":
        text = json.dumps({"type": "object", "properties": properties})
    expected = read_schema(text, kind).outline()
    late = read_schema(text, kind)
    next(late.fill())
    assert list(late.fill(keep_tree=True))
    assert late.outline() == expected
    monkeypatch.setattr("cdx_tui.schema.document.read_json", None)
    document = read_schema(text, kind)
    for _ in islice(document.fill(keep_tree=True), blocks):
        pass
    assert document.outline() == expected


def test_filling_twice_or_from_two_threads_repeats_no_work() -> None:
    document = read_schema(json.dumps(list(range(50_000))))
    counts: list[list[int]] = [[], []]

    def fill(mine: list[int]) -> None:
        mine.extend(document.fill())

    threads = [threading.Thread(target=fill, args=(mine,)) for mine in counts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(document.lines) == 50_002
    assert [document.lines[n] for n in (0, 1, 50_001)] == ["[", "  0,", "]"]
    assert list(document.fill()) == []


def test_the_first_lines_are_available_before_the_rest() -> None:
    document = read_schema(json.dumps(["x" * 50] * 20_000))
    first = next(document.fill())
    assert 0 < first <= 1024
    assert not document.lines.complete
    assert document.lines[1].startswith('  "xxx')


def test_the_outline_is_cached_until_the_known_documents_change() -> None:
    document = read_schema('{"type":"array","items":"a.B"}')
    outline = document.outline()
    assert outline.unresolved == ("a.B",)
    assert document.outline() is outline
    others = FixedTypes({"a.B": "b-value"})
    known = document.outline(others)
    assert known.unresolved == ()
    assert document.parsed
    assert document.outline(others) is known
