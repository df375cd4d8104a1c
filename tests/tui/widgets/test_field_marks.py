"""The marks of fields: what differs from the version before, and what looks personal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest

from cdx_tui.api.models import Schema
from cdx_tui.schema import SchemaDocument, read_schema
from cdx_tui.schema.compatibility.levels import compatibility
from cdx_tui.schema.diff import Change, ChangeKind, compare
from cdx_tui.tui.widgets.schema.field_marks import (
    BREAKING,
    FieldMarks,
    VersionComparison,
    lines_of,
    mark_fields,
    mark_of,
)
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

OLD: list[dict[str, object]] = [
    {"name": "id", "type": "string"},
    {"name": "size", "type": "int"},
    {"name": "isin", "type": "string"},
    {"name": "gone", "type": ["null", "int"], "default": None},
    {"name": "needed", "type": "int"},
    {"name": "side", "type": {"type": "enum", "name": "Side", "symbols": ["BUY"]}},
]
NEW: list[dict[str, object]] = [
    {"name": "id", "type": "string"},
    {"name": "size", "type": "string"},
    {"name": "code", "type": "string", "aliases": ["isin"]},
    {"name": "side", "type": {"type": "enum", "name": "Side", "symbols": ["BUY", "SELL"]}},
    {"name": "email", "type": "string", "doc": "Contact."},
]


def record(fields: Sequence[Mapping[str, object]]) -> SchemaDocument:
    return read_schema(json.dumps({"type": "record", "name": "x.R", "fields": fields}), "AVRO")


def marks(old: SchemaDocument | None, new: SchemaDocument) -> tuple[OutlineRows, FieldMarks]:
    outline = new.outline()
    rows = OutlineRows(outline)
    return rows, mark_fields(outline, rows, compare(old, new) if old else None)


def named(rows: OutlineRows, signs: dict[int, str]) -> dict[str, str]:
    return {rows.nodes[index].name: sign for index, sign in signs.items()}


def test_each_field_has_the_sign_of_its_change() -> None:
    rows, found = marks(record(OLD), record(NEW))
    assert named(rows, dict(found.signs)) == {
        "size": BREAKING,
        "code": BREAKING,  # readers of the older version need isin
        "side": BREAKING,
        "email": "+",
        "x.R": BREAKING,  # it lost a field without a default
    }
    by_name = {rows.nodes[index].name: every for index, every in found.changes.items()}
    assert [each.kind for each in by_name["size"]] == [ChangeKind.TYPE]
    assert ChangeKind.RENAMED in [each.kind for each in by_name["code"]]
    assert [each.kind for each in by_name["side"]] == [ChangeKind.SYMBOLS]
    assert [each.path for each in by_name["x.R"]] == ["x.R.gone", "x.R.needed"]


def test_removed_fields_are_marked_at_their_type() -> None:
    kept = [OLD[0]]
    rows, found = marks(record([*kept, OLD[3]]), record(kept))
    assert named(rows, dict(found.signs)) == {"x.R": "~"}


def test_several_changes_of_one_field_have_one_sign() -> None:
    old = [{"name": "a", "type": "int", "doc": "x", "default": 0}]
    new = [{"name": "a", "type": "int", "doc": "y", "default": 1}]
    rows, found = marks(record(old), record(new))
    assert named(rows, dict(found.signs)) == {"a": "~"}
    ((_, every),) = found.changes.items()
    assert len(every) == 2


def test_personal_fields_are_marked_without_an_older_version() -> None:
    rows, found = marks(None, record(NEW))
    assert (found.signs, found.changes) == ({}, {})
    ((index, field),) = found.personal.items()
    assert (rows.nodes[index].name, field.path) == ("email", "email")


def test_fields_of_inner_types_are_marked() -> None:
    def nested(*names: str) -> SchemaDocument:
        fields = [{"name": name, "type": "string"} for name in names]
        inner = {"type": "record", "name": "Contact", "fields": fields}
        return record([{"name": "who", "type": inner}, {"name": "id", "type": "int"}])

    rows, found = marks(nested("note"), nested("note", "email"))
    assert named(rows, dict(found.signs)) == {"email": "+"}
    assert [rows.path_of(index) for index in found.personal] == ["who.email"]
    rows, found = marks(nested("note", "email"), nested("note"))
    assert named(rows, dict(found.signs)) == {"who": BREAKING}  # the row of the type, too


def test_a_change_elsewhere_marks_nothing() -> None:
    same = record(OLD)
    _, found = marks(same, record(OLD))
    assert found == FieldMarks()


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        (Change(ChangeKind.ADDED, "a"), "+"),
        (Change(ChangeKind.ADDED, "a", readable=True), "+"),
        (Change(ChangeKind.ADDED, "a", readable=False), BREAKING),
        (Change(ChangeKind.REMOVED, "a"), "-"),
        (Change(ChangeKind.REMOVED, "a", readable=False), BREAKING),
        (Change(ChangeKind.RENAMED, "a"), "~"),
        (Change(ChangeKind.DOC, "a", readable=True), "~"),
    ],
)
def test_the_sign_of_a_change(change: Change, sign: str) -> None:
    assert mark_of(change) == sign


def test_the_versions_of_a_comparison_have_labels() -> None:
    comparison = compare(record(OLD), record(NEW))
    assert VersionComparison(Schema(version=2), Schema(), comparison).labels == ("v2", "v?")


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        (
            "PROTOBUF",
            'syntax = "proto3"; message M { int32 a = 1; int32 b = 2; }',
            'syntax = "proto3"; message M { string a = 1; int32 b = 2; message N {} }',
            {"a": BREAKING, "M.N": BREAKING},
        ),
        (
            "JSON",
            '{"properties": {"a": {"type": "string", "maxLength": 5}, "b": {"type": "null"}}}',
            '{"properties": {"a": {"type": "string", "maxLength": 9}, "b": {"type": "null"}}}',
            {"a": BREAKING},
        ),
    ],
)
def test_fields_that_break_consumers_are_marked_in_every_format(
    kind: str, old: str, new: str, expected: dict[str, str]
) -> None:
    before, after = (read_schema(text, kind) for text in (old, new))
    outline = after.outline()
    rows = OutlineRows(outline)
    found = mark_fields(outline, rows, compare(before, after), compatibility(before, after))
    assert named(rows, dict(found.signs)) == expected
    assert all(not change.forward for every in found.broken.values() for change in every)


def test_a_renamed_field_leads_to_its_new_name() -> None:
    before, after = record(OLD), record(NEW)
    comparison, levels = compare(before, after), compatibility(before, after)
    lines = lines_of(levels, comparison, after.outline())
    by_name = {node.name: node.line for node in OutlineRows(after.outline()).nodes}
    assert lines["x.R.isin"] == by_name["code"]
    assert lines["x.R.needed"] == by_name["x.R"]  # it is gone, so the record is shown
