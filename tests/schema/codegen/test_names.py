"""Names that providers choose become identifiers; a comment has the original name."""

from __future__ import annotations

import dataclasses
import json

import pytest

from cdx_tui.schema.codegen.generate import CodeLanguage
from cdx_tui.schema.codegen.names import UniqueNames, field_identifier, type_identifier
from tests.schema.codegen.checks import check_all, python_module
from tests.schema.codegen.flink_dialect import columns, parse_table


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("order_id", "order_id"),
        ("a-b c", "a_b_c"),
        ("1st", "_1st"),
        ("", "field"),
        ("***", "field"),
        ("__init__", "_init__"),
        ("ﬁeld", "field"),
        ("naïve", "naïve"),
        ("名前", "名前"),
        ("🎉x", "_x"),
        ("x" * 300, "x" * 60),
    ],
)
def test_field_identifiers(name: str, identifier: str) -> None:
    assert field_identifier(name) == identifier


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("order_line", "OrderLine"), ("名前", "Record"), ("3d", "_3d"), ("a/b", "AB"), ("", "Record")],
)
def test_type_identifiers(name: str, identifier: str) -> None:
    assert type_identifier(name) == identifier


def test_names_are_unique_and_not_reserved() -> None:
    names = UniqueNames(frozenset(["class"]), ignore_case=True)
    assert [names.add(each) for each in ("Class", "a", "A", "A_2", "a")] == [
        *("Class_", "a", "A_2", "A_2_2", "a_3"),
    ]


def test_10_000_equal_names_are_distinguished_in_linear_time() -> None:
    names = UniqueNames()
    assert len({names.add("x") for _ in range(10_000)}) == 10_000


HOSTILE = [
    *("class", "a-b", "a_b", "1st", "`x`", "*/", '"""', "\\u000a", "\\users", "'; --", "//"),
    *("x\ny", "field", "String", "hashCode", "ﬁ", "fi", "__class__", "ID", "id"),
]


def test_hostile_names_are_kept_in_comments_and_by_flink() -> None:
    properties = {name: {"type": "string", "description": name} for name in HOSTILE}
    found = check_all(json.dumps({"type": "object", "properties": properties}), "JSON")
    table = columns(parse_table(found[CodeLanguage.FLINK]))
    assert [name.replace("\u240a", "\n") for name in table] == HOSTILE
    module = python_module(found[CodeLanguage.PYTHON])
    names = [each.name for each in dataclasses.fields(module.Value)]
    assert len(names) == len(HOSTILE)
    assert names[:4] == ["class_", "a_b", "a_b_2", "_1st"]
    for name in ("a-b", "1st", "*/", '"""', "'; --"):
        assert f'named "{name}" in the schema' in found[CodeLanguage.PYTHON]
        assert f'named "{name}" in the schema' in found[CodeLanguage.JAVA]
    assert r'named "\\u000a" in the schema' in found[CodeLanguage.JAVA]


def test_hostile_symbols_keep_their_values() -> None:
    symbols = ["a-b", "a_b", "", "__x__", "mro", "name", "it's", "\u202ex", "🎉", "\\", "\u0301"]
    found = check_all(
        json.dumps({"type": "object", "properties": {"e": {"type": "string", "enum": symbols}}}),
        "JSON",
    )
    module = python_module(found[CodeLanguage.PYTHON])
    values = [each.value for each in module.E]
    assert values[:7] == symbols[:7]
    assert values[8:] == symbols[8:]


def test_no_comment_names_an_encoding() -> None:
    text = json.dumps({"type": "record", "name": "coding", "doc": "coding: utf-7", "fields": []})
    lines = check_all(text, "AVRO")[CodeLanguage.PYTHON].splitlines()
    assert not any("coding:" in line or "coding=" in line for line in lines[:2])
