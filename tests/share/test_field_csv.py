"""Fields as CSV: read back by Python's reader, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema.fields import SchemaField
from cdx_tui.share import field_csv
from cdx_tui.share.dictionary import FieldIndex
from cdx_tui.share.field_csv import FIELD_COLUMNS, csv_lines, field_values, fields_csv


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize(
    "formula",
    [
        *(
            '=cmd|" /C calc"!A0',
            "+1+1",
            "-1+1",
            "@SUM(A1)",
            "  =1",
            "\t=1",
            "\n=1",
            "\x1f=1",
            "\u200b\xa0=1",
            "＝1+1",
            "－2+3",
        ),
        *('=HYPERLINK("http://evil.example")', "\r\n@x", "-", "="),
    ],
)
def test_formulas_are_inert(formula: str) -> None:
    (line,) = csv_lines([(formula, "next")])
    (row,) = read(line)
    assert len(row) == 2
    assert row[0].startswith("'")
    assert row[0][1:].split() == formula.split()


@pytest.mark.parametrize("text", ["-1", "-12.5e3", "a=b", "x", "", "null", "[]", '"quoted"', "a,b"])
def test_other_text_is_unchanged(text: str) -> None:
    assert read("".join(csv_lines([(text, "next")]))) == [[text, "next"]]


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=4), min_size=1, max_size=4))
@settings(deadline=None, max_examples=150)
def test_every_text_stays_in_its_cell(rows: list[list[str]]) -> None:
    lines = list(csv_lines(rows))
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        (found,) = read(line)
        assert len(found) == len(row)
        for cell, text in zip(found, row, strict=True):
            assert (
                cell.removeprefix("'").split() == text.replace("\0", "").removeprefix("'").split()
            )
            assert cell.lstrip()[:1] not in tuple("=+@＝＋－＠")


def test_a_field_is_told_in_full() -> None:
    field = SchemaField(
        "a.b", "string", True, False, "null", ("PII", "GDPR"), "One.\nTwo.", 6, (("x", "y"),)
    )
    assert dict(zip(FIELD_COLUMNS, field_values(field), strict=True)) == {
        "field": "a.b",
        "type": "string",
        "nullable": "yes",
        "required": "no",
        "default": "null",
        "tags": "PII, GDPR",
        "doc": "One.\nTwo.",
        "line": "7",
        "annotations": "x: y",
    }


def test_more_rows_than_a_spreadsheet_has_make_several_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(field_csv, "MAX_ROWS", 2)
    fields = [{"name": f"f{number}", "type": "int"} for number in range(5)]
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    schemas = (Schema("s-value", 3, 1, "AVRO", text),)
    share = Preview((ConsumerSharedResource(display_name="=S", schemas=schemas),))
    tables = [read(file) for file in fields_csv(FieldIndex(share).rows())]
    assert [len(table) for table in tables] == [3, 3, 2]
    assert {tuple(table[0]) for table in tables} == {
        ("resource", "subject", "version", "schema_type", *FIELD_COLUMNS)
    }
    assert tables[0][1][:6] == ["'=S", "s-value", "3", "AVRO", "f0", "int"]
    assert [row[4] for table in tables for row in table[1:]] == ["f0", "f1", "f2", "f3", "f4"]
    assert [read(file)[1:] for file in fields_csv([])] == [[]]
