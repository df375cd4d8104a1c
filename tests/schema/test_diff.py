"""Differences between schema versions, with compatibility verdicts checked against fastavro."""

from __future__ import annotations

import io
import json
from typing import Any

import fastavro
import pytest
from fastavro.schema import SchemaParseException
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from cdx_tui.schema.compatibility.avro import differences
from cdx_tui.schema.diff import ChangeKind, Comparison, compare, nodes_by_path, unified
from cdx_tui.schema.document import read_schema


def record(*fields: dict[str, Any], **extra: Any) -> dict[str, Any]:
    return {"type": "record", "name": "R", "namespace": "n", "fields": list(fields), **extra}


def field(name: str, kind: Any = "int", **extra: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, **extra}


def changes(old: Any, new: Any) -> Comparison:
    return compare(read_schema(json.dumps(old), "AVRO"), read_schema(json.dumps(new), "AVRO"))


def breaking(writer: Any, reader: Any) -> list[str]:
    """Return the paths at which data of one schema cannot be read with the other."""
    old, new = (read_schema(json.dumps(schema), "AVRO") for schema in (writer, reader))
    return [found.path for found in differences(old, new) if found.breaks]


def reported(comparison: Comparison) -> list[tuple[str, str, bool | None]]:
    return [(change.kind.value, change.path, change.readable) for change in comparison.changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (record(), record(field("a")), [("added", "n.R.a", True)]),
        (record(field("a")), record(), [("removed", "n.R.a", False)]),
        (record(field("a", default=1)), record(), [("removed", "n.R.a", True)]),
        (record(field("a", "long")), record(field("a", "int")), [("type", "n.R.a", True)]),
        (record(field("a", "int")), record(field("a", "long")), [("type", "n.R.a", False)]),
        (record(field("a")), record(field("a", doc="x")), [("doc", "n.R.a", True)]),
        (record(field("a")), record(field("a", default=1)), [("default", "n.R.a", True)]),
        (
            record(field("a")),
            record(field("a", ["null", "int"])),
            [("type", "n.R.a", False), ("nullable", "n.R.a", False)],
        ),
        (
            record(field("a"), field("b")),
            record(field("b"), field("a")),
            [("moved", "n.R.a", True)],
        ),
    ],
)
def test_each_kind_of_change_has_a_verdict(
    old: Any, new: Any, expected: list[tuple[str, str, bool]]
) -> None:
    found = reported(changes(old, new))
    if expected[0][0] == "moved":  # it is arbitrary which of the two has moved
        assert [(kind, readable) for kind, _, readable in found] == [("moved", True)]
    else:
        assert found == expected


def test_as_few_fields_as_possible_have_moved() -> None:
    old, new = (record(*map(field, names)) for names in ("abcdefghi", "ghiacebdf"))
    assert [kind for kind, _, _ in reported(changes(old, new))] == ["moved"] * 5


def test_a_renamed_field_is_reported_as_renamed() -> None:
    old = record(field("isin", "string"))
    new = record(field("instrument", "string", aliases=["isin"]))
    kinds = {change.kind: change for change in changes(old, new).changes}
    assert kinds[ChangeKind.RENAMED].old == "n.R.isin"
    assert kinds[ChangeKind.RENAMED].new == "n.R.instrument"
    assert (
        kinds[ChangeKind.RENAMED].readable is False
    )  # an older reader does not know a newer alias
    assert ChangeKind.ADDED not in kinds
    assert ChangeKind.REMOVED not in kinds


def test_an_unknown_symbol_is_named() -> None:
    old = record(field("e", {"type": "enum", "name": "E", "symbols": ["A"]}))
    new = record(field("e", {"type": "enum", "name": "E", "symbols": ["A", "B"]}))
    comparison = changes(old, new)
    (change,) = comparison.changes
    assert change.kind is ChangeKind.SYMBOLS
    assert change.readable is False
    assert change.rule == ("Symbol B is unknown to the older schema, which has no enum default.")
    assert comparison.readable is False


def test_protobuf_and_json_schema_are_compared_without_a_verdict() -> None:
    old = read_schema('syntax = "proto3"; message M { string a = 1; int32 b = 2; }', "PROTOBUF")
    new = read_schema('syntax = "proto3"; message M { string a = 3; }', "PROTOBUF")
    comparison = compare(old, new)
    assert reported(comparison) == [("number", "M.a", None), ("removed", "M.b", None)]
    assert comparison.readable is None


def test_the_text_is_compared_line_by_line() -> None:
    old, new = (read_schema(json.dumps(record(field(name))), "AVRO") for name in "ab")
    diff = unified(old, new, ("v1", "v2"))
    assert diff[:2] == ["--- v1", "+++ v2"]
    assert [line for line in diff if line.startswith("-  ")] == ['-      "name": "a",']


# The verdict must agree with reading by fastavro.

_PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
_VALUES: dict[str, list[Any]] = {
    "null": [None],
    "boolean": [True],
    "int": [7],
    "long": [2**40],
    "float": [0.5],
    "double": [0.25],
    "bytes": [b"ab"],
    "string": ["cd"],
}
_DEFAULTS = {"null": None, "boolean": False, "int": 0, "long": 0, "float": 0.0, "double": 0.0}

primitives = st.sampled_from(_PRIMITIVES)
enums = st.builds(
    lambda symbols, default: {
        "type": "enum",
        "name": "E",
        "symbols": symbols,
        **({"default": symbols[0]} if default else {}),
    },
    st.lists(st.sampled_from("ABCD"), min_size=1, unique=True),
    st.booleans(),
)
fixeds = st.builds(lambda size: {"type": "fixed", "name": "F", "size": size}, st.integers(1, 2))
simple = primitives | enums | fixeds
arrays = st.builds(lambda items: {"type": "array", "items": items}, simple)
maps = st.builds(lambda values: {"type": "map", "values": values}, simple)
unions = st.lists(primitives, min_size=1, max_size=3, unique=True)
types = st.one_of(simple, arrays, maps, unions)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    fields = []
    named: set[str] = set()
    for name in draw(st.lists(st.sampled_from("xyz"), unique=True, min_size=1)):
        kind = draw(types)
        if any(mark in json.dumps(kind) and mark in named for mark in ('"E"', '"F"')):
            kind = "int"  # a name is defined only once
        named |= {mark for mark in ('"E"', '"F"') if mark in json.dumps(kind)}
        default = {}
        if isinstance(kind, str) and kind in _DEFAULTS and draw(st.booleans()):
            default = {"default": _DEFAULTS[kind]}
        fields.append(field(name, kind, **default))
    return record(*fields)


def values(kind: Any) -> list[Any]:
    if isinstance(kind, list):
        return [value for branch in kind for value in values(branch)]
    if isinstance(kind, str):
        return _VALUES[kind]
    if kind["type"] == "enum":
        return list(kind["symbols"])
    if kind["type"] == "fixed":
        return [b"\0" * kind["size"]]
    if kind["type"] == "array":
        return [[value] for value in values(kind["items"])]
    return [{"k": value} for value in values(kind["values"])]


def can_be_read(writer: dict[str, Any], reader: dict[str, Any]) -> bool:
    """Write values of every kind with one schema, and return whether the other can read them."""
    choices = {f["name"]: values(f["type"]) for f in writer["fields"]}
    written, read = fastavro.parse_schema(writer), fastavro.parse_schema(reader)
    for turn in range(max(map(len, choices.values()))):
        datum = {name: options[turn % len(options)] for name, options in choices.items()}
        stream = io.BytesIO()
        fastavro.schemaless_writer(stream, written, datum)
        stream.seek(0)
        try:
            fastavro.schemaless_reader(stream, written, read)
        except (fastavro.read.SchemaResolutionError, ValueError, KeyError):
            return False
    return True


@settings(max_examples=400, deadline=None)
@given(writer=records(), reader=records())
def test_the_verdict_is_that_of_fastavro(writer: dict[str, Any], reader: dict[str, Any]) -> None:
    try:
        expected = can_be_read(json.loads(json.dumps(writer)), json.loads(json.dumps(reader)))
    except SchemaParseException:
        reject()
    assert (not breaking(writer, reader)) == expected


def test_recursive_schemas_terminate() -> None:
    node = record(field("next", ["null", "R"]), field("list", {"type": "array", "items": "n.R"}))
    assert breaking(node, node) == []
    other = record(field("next", ["null", "R"]), field("list", {"type": "array", "items": "int"}))
    assert breaking(node, other) == ["n.R.list"]


def test_a_logical_type_is_part_of_the_type() -> None:
    decimal = {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 4}
    found = changes(record(field("a", "long")), record(field("a", decimal))).changes
    assert [(each.kind, each.old, each.new) for each in found] == [
        (ChangeKind.TYPE, "long", "decimal(18,4), stored as bytes"),
    ]
    found = changes(record(field("a", decimal)), record(field("a", decimal | {"scale": 2}))).changes
    assert [(each.old, each.new) for each in found] == [("decimal(18,4)", "decimal(18,2)")]
    unknown = {"type": "string", "logicalType": "country"}
    found = changes(record(field("a", "string")), record(field("a", unknown))).changes
    assert [(each.kind, each.new) for each in found] == [(ChangeKind.CONSTRAINTS, "country")]


def test_a_change_of_the_logical_type_alone_is_no_promotion() -> None:
    millis = {"type": "long", "logicalType": "timestamp-millis"}
    (change,) = changes(record(field("a", millis)), record(field("a", "long"))).changes
    assert change.rule == "Logical types are ignored, and the underlying types are compatible."


def test_the_rule_names_every_unknown_symbol() -> None:
    old, new = (
        {"type": "enum", "name": "E", "symbols": symbols} for symbols in (["A"], ["A", "B", "C"])
    )
    (change,) = changes(old, new).changes
    assert change.rule == (
        "Symbols B, C are unknown to the older schema, which has no enum default."
    )


def test_a_required_field_is_named_as_such() -> None:
    (change,) = changes(record(field("a")), record()).changes
    assert change.rule == "The older schema requires the field, and has no default for it."


def test_paths_are_those_of_the_changes() -> None:
    inner = {"type": "record", "name": "m.Inner", "fields": [field("x")]}
    text = json.dumps(record(field("a"), field("b", inner)))
    paths = nodes_by_path(read_schema(text, "AVRO").outline())
    assert list(paths) == ["n.R", "n.R.a", "n.R.b", "m.Inner", "m.Inner.x"]
    assert paths["m.Inner.x"].name == "x"


def test_tags_meanings_and_annotations_are_compared() -> None:
    names = ("MicroTimestamp", "Timestamp")
    old, new = (
        record(field("a", {"type": "long", "connect.name": f"io.debezium.time.{name}"}, **tags))
        for name, tags in zip(names, ({}, {"confluent:tags": ["PII"]}), strict=True)
    )
    found = changes(old, new)
    assert [(each.kind, each.old, each.new) for each in found.changes] == [
        (ChangeKind.MEANING, "timestamp-micros", "timestamp-millis"),
        (ChangeKind.TAGS, "", "PII"),
        (
            ChangeKind.ANNOTATIONS,
            "connect.name: io.debezium.time.MicroTimestamp",
            "connect.name: io.debezium.time.Timestamp",
        ),
    ]
    assert found.readable is True
