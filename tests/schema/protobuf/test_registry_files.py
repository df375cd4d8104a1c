"""What Schema Registry adds to Protobuf: its files, and `Meta` with tags, doc and parameters."""

from __future__ import annotations

import pytest

from cdx_tui.schema import OutlineNode
from cdx_tui.schema.annotations import MAX_LISTED
from cdx_tui.schema.outline_text import row_cells
from cdx_tui.schema.protobuf import WELL_KNOWN_FILES, read_protobuf
from cdx_tui.schema.protobuf.model import TypeKind
from tests.schema.outlines import find
from tests.schema.protobuf.test_grammar import parse_valid

IMPORTS = """import "confluent/meta.proto"; import "confluent/type/decimal.proto";"""


def field(options: str, type_: str = "string", comment: str = "") -> OutlineNode:
    declared = f"{comment}\n{type_} f = 1 [{options}];"
    text = f'syntax = "proto3"; {IMPORTS} message M {{\n\n{declared} }}'
    return find(parse_valid(text).outline(), "f")


def test_every_file_of_the_registry_resolves_with_its_types() -> None:
    for path, types in WELL_KNOWN_FILES.items():
        fields = "\n".join(f"{name} f{at} = {at};" for at, name in enumerate(types, 1))
        reading = read_protobuf(f'syntax = "proto3"; import "{path}"; message M {{ {fields} }}')
        outline = reading.outline()
        assert (reading.problems, outline.problems, outline.unresolved) == ((), (), ())
        assert not any(node.unresolved for node in (*outline.roots, *outline.roots[1].children))
    assert WELL_KNOWN_FILES["google/type/dayofweek.proto"] == {
        "google.type.DayOfWeek": TypeKind.ENUM
    }


def test_a_type_of_the_registry_without_its_import_is_an_error() -> None:
    (problem,) = read_protobuf('syntax = "proto3"; message M { google.type.Money m = 1; }').problems
    assert problem.message == (
        '"google.type.Money" is not defined: expected an import of "google/type/money.proto"'
    )


@pytest.mark.parametrize(
    "options",
    [
        '(confluent.field_meta) = {doc: "Mail.", tags: "PII" tags: \'GDPR\'}',
        '(confluent.field_meta) = {tags: ["PII", "GD" "PR"], doc: "Ma" /* { */ "il."}',
        '(.confluent.field_meta).tags = "PII", (confluent.field_meta).tags = "GDPR",'
        ' (confluent.field_meta).doc = "Mail."',
    ],
)
def test_doc_and_tags_of_meta(options: str) -> None:
    node = field(options)
    assert (node.doc, node.tags, node.annotations) == ("Mail.", ("PII", "GDPR"), ())
    assert row_cells(node).doc == (("[PII] [GDPR]", "tag"), ("Mail.", "doc"))


def test_documentation_beside_a_comment_is_an_annotation() -> None:
    node = field('(confluent.field_meta).doc = "Mail."', comment="// Where receipts go.")
    assert (node.doc, node.annotations) == ("Where receipts go.", (("doc", "Mail."),))


@pytest.mark.parametrize(
    "params",
    [
        '{params: [{key: "precision", value: "12"}, {value: "2" key: "scale"}]}',
        '{params: {key: "precision" value: "12"} params <key: "scale", value: "2">}',
    ],
)
def test_parameters_say_what_a_decimal_is(params: str) -> None:
    node = field(f"(confluent.field_meta) = {params}", "confluent.type.Decimal")
    assert node.semantic == "decimal(12,2)"
    assert set(node.annotations) == {("precision", "12"), ("scale", "2")}
    assert row_cells(node).type[0] == ("decimal(12,2)", "logical")


@pytest.mark.parametrize(
    ("key", "value", "semantic"),
    [
        ("connect.type", "int16", "int16"),
        ("connect.name", "io.debezium.time.MicroTimestamp", "timestamp-micros"),
        ("flink.version", "1", ""),
    ],
)
def test_parameters_name_types_of_connect(key: str, value: str, semantic: str) -> None:
    written = f'{{params: [{{key: "{key}", value: "{value}"}}]}}'
    node = field(f"(confluent.field_meta) = {written}", "int64")
    assert (node.semantic, node.annotations) == (semantic, ((key, value),))


def test_other_options_are_text() -> None:
    node = field('deprecated = true, json_name = "eM\\x1bail", (acme.rule) = {min: 1}')
    assert node.annotations == (
        ("deprecated", "true"),
        ("json_name", "eM␛ail"),
        ("(acme.rule)", "{min: 1}"),
    )
    assert row_cells(node).doc == (("deprecated", "flag"),)


def test_messages_enums_and_values_have_meta() -> None:
    text = f"""syntax = "proto3"; {IMPORTS}
    message M {{ option (confluent.message_meta) = {{doc: "An M.", tags: "A"}}; }}
    enum E {{ option (confluent.enum_meta).doc = "An E."; ZERO = 0 [
        (confluent.enum_value_meta) = {{rules: [{{name: "r"}}]}}]; }}"""
    outline = parse_valid(text).outline()
    assert (find(outline, "M").doc, find(outline, "M").tags) == ("An M.", ("A",))
    assert find(outline, "E").doc == "An E."
    assert find(outline, "ZERO").annotations == (("rules.name", "r"),)


@pytest.mark.parametrize(
    "hostile",
    [
        "{" * 50 + "}" * 50,
        "{tags: [] params: {} doc: 7}",
        "{params: [{value: 'x'}, {key: 'k'}] tags: -1}",
        "{[a.b/c]: {x: 1} tags: [{}]}",
        "{tags: '\\033[31m\\n'}",
    ],
)
def test_meta_that_is_none_is_read_as_far_as_it_goes(hostile: str) -> None:
    text = f'syntax = "proto3"; message M {{ string f = 1 [(confluent.field_meta) = {hostile}]; }}'
    node = find(read_protobuf(text).outline(), "f")
    shown = (
        node.doc,
        node.semantic,
        *node.tags,
        *(each for pair in node.annotations for each in pair),
    )
    assert all(each.isprintable() for each in shown)


def test_a_hundred_thousand_tags_and_levels_are_bounded() -> None:
    tags = ",".join(f"'{number}'" for number in range(100_000))
    deep = "{a" * 100_000 + "}" * 100_000
    text = f"""syntax = "proto3"; message M {{ string f = 1 [
    (confluent.field_meta) = {{tags: [{tags}]}}, (confluent.field_meta) = {deep}]; }}"""
    node = find(read_protobuf(text).outline(), "f")
    assert len(node.tags) == MAX_LISTED + 1
