"""Outlines that are drawn, with hostile names everywhere, become code that parses."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.codegen.generate import CodeLanguage, generate
from cdx_tui.schema.document import read_schema
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode, SchemaKind
from tests.schema.codegen.checks import check_each

NAMES = st.one_of(
    st.sampled_from(
        (
            *("class", "a-b", "1st", "", "`", "``; DROP TABLE x", "*/", '"""', "\\u000a", "\\"),
            *("'", "-- x", "//", "#", "__init__", "_", "__", "None", "field", "str", "Order"),
            *("order", "ORDER", "record", "hashCode", "String", "List", "mro", "name", "value"),
            *("a\nb", "\u2028", "ﬁ", "ｃｌａｓｓ", "naïve", "名前", "e\u0301", "🎉", "x" * 300),
            *("${x}", "%s", "{}", "\x00", "coding: utf-7", "\\user", "dt", "self", "\u0301"),
        )
    ),
    st.text(max_size=12),
)
TYPES = st.one_of(
    st.sampled_from(
        (
            *("string", "int", "null | long", "array<string>", "map<null | string | int>", "bytes"),
            *("decimal(12,2)", "decimal(99,0)", "timestamp-micros", "time-micros", "duration", "?"),
            *("array<array<array<Order>>>", "oneOf | null", "tuple<a, b>", "repeated Order", "any"),
            *(
                "map<string, Order>",
                "enum",
                "object",
                "array",
                "map",
                "optional uint64",
                "fixed(8)",
            ),
            *("const 3", 'const "*/"', "string | null", "array<…>", "array<string", "a | | b", "<"),
            *("array<" * 90 + "int" + ">" * 90, "number", "google.protobuf.Timestamp"),
        )
    ),
    NAMES,
)
TEXTS = st.one_of(st.just(""), NAMES)


def nodes(children: st.SearchStrategy[list[OutlineNode]]) -> st.SearchStrategy[OutlineNode]:
    return st.builds(
        OutlineNode,
        kind=st.sampled_from(NodeKind),
        name=NAMES,
        type=TYPES,
        doc=TEXTS,
        nullable=st.booleans(),
        required=st.sampled_from((None, True, False)),
        default=st.one_of(st.none(), st.sampled_from(("null", '"A"', "1e999", "[]", "{}", "NaN"))),
        logical=st.sampled_from(("", "date-time", "uuid", "decimal")),
        symbols=st.lists(NAMES, max_size=4).map(tuple),
        target=st.sampled_from((None, "Order", "x/Order", "google.protobuf.Any", "*/")),
        semantic=st.sampled_from(("", "timestamp-micros", "decimal(12,2)", "*/")),
        tags=st.lists(NAMES, max_size=2).map(tuple),
        constraints=st.sampled_from(((), ("explicit presence",), ("in subject",))),
        number=st.one_of(st.none(), st.integers(-5, 5)),
        children=children,
    )


def outline_of(roots: list[OutlineNode], named: OutlineNode, name: str) -> Outline:
    definitions = {"Order": named, "x/Order": named}
    for root in roots:
        root.kind = NodeKind.RECORD
    return Outline(name, [*roots, OutlineNode(NodeKind.MESSAGE, name, children=roots)], definitions)


TREES = st.recursive(
    nodes(st.just([])), lambda inner: nodes(st.lists(inner, max_size=4)), max_leaves=12
)
OUTLINES = st.builds(outline_of, st.lists(TREES, min_size=1, max_size=3), TREES, NAMES)
DOCUMENTS = {
    SchemaKind.AVRO: read_schema('{"type": "record", "name": "R", "fields": []}', "AVRO"),
    SchemaKind.JSON: read_schema('{"type": "object"}', "JSON"),
    SchemaKind.PROTOBUF: read_schema('syntax = "proto3"; message A {}', "PROTOBUF"),
}


@settings(max_examples=80, deadline=None)
@given(OUTLINES, st.sampled_from(sorted(DOCUMENTS)), TEXTS)
def test_code_of_drawn_outlines_parses(outline: Outline, kind: SchemaKind, topic: str) -> None:
    document = DOCUMENTS[kind]
    check_each(
        {language: generate(language, document, outline, topic).text for language in CodeLanguage}
    )
