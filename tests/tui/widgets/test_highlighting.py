"""Styles of the tokens of a line in each language."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.tui.widgets.highlighting.highlighter import MAX_LEXED, STYLES
from cdx_tui.tui.widgets.highlighting.languages import Language, highlighter

AVRO = """{
  "type": "record",
  "name": "Order",
  "namespace": "com.acme",
  "doc": "What was ordered.",
  "aliases": ["OldOrder"],
  "fields": [
    {
      "name": "at",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "com.acme.When"
      ],
      "default": null
    },
    {
      "name": "state",
      "type": {
        "type": "enum",
        "name": "State",
        "symbols": [
          "NEW",
          "SENT"
        ],
        "default": "NEW"
      },
      "unit": 12
    }
  ]
}"""

JSON_SCHEMA = """{
  "$ref": "#/$defs/x",
  "title": "A title",
  "type": "object",
  "required": ["type"],
  "properties": {
    "type": {
      "type": "string",
      "format": "date",
      "enum": ["a"],
      "default": 7
    }
  }
}"""

PROTOBUF = """syntax = "proto3";
/* A comment
   message NotOne { */ message Order {  // "no string"
  repeated acme.Item items = 1 [deprecated = true];
  map<string, int64> counts = 0x2;  /* here */ string url = 3 [x = "http://*/*"];
  oneof kind { string a = 4; }
  rpc Get(Order) returns (stream Item);
}
enum State { NEW = 0; }
'it''s \\' one'"""


def shown(text: str, language: Language) -> dict[str, str]:
    """Return every styled token with its style; the last one of equal tokens."""
    lines = Lines.of(text)
    found = highlighter(language, lines)
    return {
        lines[number][span.start : span.end]: span.style
        for number in range(len(lines))
        for span in found.spans(number)
    }


@pytest.mark.parametrize(
    ("piece", "style"),
    [
        ('"type"', "key"),
        ('"record"', "keyword"),
        ('"Order"', "type-name"),
        ('"State"', "type-name"),
        ('"com.acme"', "type"),
        ('"What was ordered."', "doc"),
        ('"OldOrder"', "type"),
        ('"at"', "field"),
        ('"state"', "field"),
        ('"null"', "keyword"),
        ('"long"', "keyword"),
        ('"timestamp-millis"', "logical"),
        ('"com.acme.When"', "type"),
        ("null", "default"),
        ('"SENT"', "symbol"),
        ('"NEW"', "default"),
        ("12", "number"),
    ],
)
def test_avro_tokens(piece: str, style: str) -> None:
    assert shown(AVRO, "avro")[piece] == style


@pytest.mark.parametrize(
    ("piece", "style"),
    [
        ('"#/$defs/x"', "type"),
        ('"A title"', "doc"),
        ('"object"', "keyword"),
        ('"required"', "key"),
        ('"string"', "keyword"),
        ('"date"', "logical"),
        ('"a"', "symbol"),
        ("7", "default"),
    ],
)
def test_json_schema_tokens(piece: str, style: str) -> None:
    assert shown(JSON_SCHEMA, "json")[piece] == style


def test_a_property_is_not_a_keyword_of_the_same_name() -> None:
    lines = Lines.of(JSON_SCHEMA)
    found = highlighter("json", lines)
    assert [found.spans(number)[0].style for number in (4, 6, 7)] == ["key", "field", "key"]
    assert found.spans(4)[1].style == "field"


@pytest.mark.parametrize(
    ("piece", "style"),
    [
        ("/* A comment", "comment"),
        ("   message NotOne { */", "comment"),
        ("message", "keyword"),
        ("Order", "type"),
        ('// "no string"', "comment"),
        ("acme.Item", "type"),
        ("items", "field"),
        ("0x2", "number"),
        ("/* here */", "comment"),
        ('"http://*/*"', "string"),
        ("kind", "field"),
        ("State", "type-name"),
        ("'s \\' one'", "string"),
    ],
)
def test_protobuf_tokens(piece: str, style: str) -> None:
    assert shown(PROTOBUF, "protobuf")[piece] == style


def test_a_symbol_is_known_from_an_enum_far_above() -> None:
    symbols = ",\n".join(f'    "S{number}"' for number in range(3000))
    lines = Lines.of(f'{{\n  "symbols": [\n{symbols}\n  ]\n}}')
    found = highlighter("avro", lines)
    assert found.spans(2500)[0].style == "symbol"
    assert found.spans(2501)[0].style == "symbol"


def test_a_field_is_a_field_however_many_there_are() -> None:
    fields = ",\n".join(
        f'    {{\n      "name": "f{number}",\n      "type": "int"\n    }}' for number in range(4000)
    )
    lines = Lines.of(f'{{\n  "name": "R",\n  "fields": [\n{fields}\n  ]\n}}')
    found = highlighter("avro", lines)
    numbers = [number for number in range(15_000, 15_400) if '"name"' in lines[number]]
    assert {found.spans(number)[1].style for number in numbers} == {"field"}
    assert found.spans(1)[1].style == "type-name"


@pytest.mark.parametrize("blocks", [1, 3, 200])
def test_a_comment_spans_any_number_of_lines(blocks: int) -> None:
    inside = "message M {} // no '\n" * (LINES_PER_BLOCK * blocks)
    lines = Lines.of(f"/*\n{inside}*/ message M {{}}")
    found = highlighter("protobuf", lines)
    assert found.spans(len(lines) - 2)[0].style == "comment"
    assert [span.style for span in found.spans(len(lines) - 1)] == [
        "comment",
        "keyword",
        "type-name",
    ]


def test_comments_across_blocks_are_tracked_or_guessed() -> None:
    block = "/* one\n two */ message M {}\n" * (LINES_PER_BLOCK // 2)
    lines = Lines.of(block * 120 + "/*\nin it")
    last = highlighter("protobuf", lines)
    assert last.spans(len(lines) - 1)[0].style == "comment"
    assert last.spans(len(lines) - 3)[-1].style == "type-name"


def test_a_long_line_is_lexed_in_part_and_continues_its_last_style() -> None:
    long = '  "doc": "' + "x" * 50_000
    (_, doc) = highlighter("avro", Lines.of(long)).spans(0)
    assert (doc.style, doc.end) == ("doc", len(long))
    comment = "// " + "x" * 50_000
    assert highlighter("protobuf", Lines.of(comment)).spans(0)[0].end == len(comment)
    numbers = "[" + "1, " * 20_000
    assert highlighter("json", Lines.of(numbers)).spans(0)[-1].end <= MAX_LEXED


@pytest.mark.parametrize("character", ["/", "\\", '"', "'", "-", "<", "{", "*", "/ ", "'\\"])
def test_no_line_takes_long(character: str) -> None:
    text = character * 50_000
    for language in ("avro", "json", "protobuf", "text"):
        begin = time.perf_counter()
        highlighter(language, Lines.of(text)).spans(0)
        assert time.perf_counter() - begin < 1


@settings(max_examples=100, deadline=None)
@given(
    st.text('{}[]":,\\/*\'-\n aé中"name""type"=;.0', max_size=200),
    st.sampled_from(("avro", "json", "protobuf", "text")),
)
def test_spans_are_in_order_and_within_their_line(text: str, language: Language) -> None:
    lines = Lines.of(text)
    found = highlighter(language, lines)
    for number in range(len(lines)):
        end = 0
        for span in found.spans(number):
            assert end <= span.start < span.end <= len(lines[number])
            assert span.style in STYLES
            end = span.end
