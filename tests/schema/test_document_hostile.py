"""Hostile texts: no text raises, and no shown text is unsafe."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.document import SchemaDocument, SchemaKind, read_schema
from cdx_tui.text import clean_lines
from tests.schema.outlines import all_nodes

WORDS = [
    *("type", "name", "fields", "items", "values", "symbols", "size", "namespace", "default"),
    *("doc", "aliases", "order", "logicalType", "precision", "scale", "protocol", "types"),
]
PIECES = st.sampled_from(
    [
        *'{}[]:,"\\/\n 1',
        *("\x1b]0;x\x07", "\u202e", "\x00", "\ud800", "\r\n", "//", "/*", "'", "null", "NaN"),
        *('"type"', '"record"', '"name"', '"fields"', '"symbols"', '"enum"', '"a\x1bb"', '"items"'),
        *('"doc"', '"default"', '"aliases"', '"schema"', '"array"', '"union\u202e"', '{"type":'),
        *('{"name":"\x9bx","type":', '"logicalType"', '"namespace"', '"\\u001b\\u202e"', "\ufeff"),
    ]
)


def shown_strings(document: SchemaDocument) -> Iterator[str]:
    """Yield every string of a document that may be shown."""
    yield from (document.lines[number] for number in range(len(document.lines)))
    outline = document.outline()
    for problem in (*document.problems, *outline.problems):
        yield problem.message
    yield outline.name
    yield from (*outline.unresolved, *outline.definitions)
    for node in all_nodes(outline):
        yield from (node.name, node.type, node.logical, node.default or "", node.target or "")
        yield from (*node.aliases, *node.constraints, *node.symbols, *node.doc.split("\n"))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["AVRO", None, "thrift"]))
def test_any_text_is_read_and_all_of_it_is_clean(text: str, declared: str | None) -> None:
    document = read_schema(text, declared)
    for _ in document.fill():
        pass
    if document.kind is not SchemaKind.AVRO:  # outlines of the other kinds are tested separately
        return
    for shown in shown_strings(document):
        assert "\n" not in shown
        assert clean_lines(shown) == shown
    assert document.parsed in (True, False)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["int", "record", "\x1b", "a.\u202eb", "", None, 1, 1e400, True]),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(WORDS),
                inner,
                max_size=6,
            )
        ),
        max_leaves=30,
    )
)
def test_any_json_is_outlined_and_all_of_it_is_clean(document: object) -> None:
    read = read_schema(json.dumps(document).replace("Infinity", "1e400"), "AVRO")
    if read.kind is SchemaKind.AVRO:
        for shown in shown_strings(read):
            assert clean_lines(shown) == shown


LEVELS = 100_000
RECORDS = 20_000


@pytest.mark.timeout(110)
@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ('{"type":"array","items":' * LEVELS + '"int"' + "}" * LEVELS, True),
        ('{"type":["null",' * LEVELS + '"int"' + "]}" * LEVELS, False),
        ("[" * LEVELS + '"int"' + "]" * LEVELS, False),
        ('{"type":"record","name":"R","fields":[' * RECORDS, False),
        ("[" * 300_000, False),
        ('{"a":' * 60_000, False),
        ('"' * 300_000, False),
        ("\\" * 1_000_000, False),
        ("\x00" * 100_000, False),
        ('{"type":"int",' + ",".join(['"a":1'] * 50_000) + "}", True),
        (json.dumps({"type": "int", "doc": "x" * 1_000_000}), True),
        (json.dumps({"schema": "\\" * 300_000}), False),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, str) else str(value),
)
def test_no_size_or_depth_is_too_much(text: str, parsed: bool) -> None:
    document = read_schema(text, "AVRO")
    assert document.parsed is parsed
    assert len(document.lines) > 0
    assert document.outline().roots or document.kind is SchemaKind.TEXT
