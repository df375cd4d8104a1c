"""Levels of two versions and of many, with each change's verdict in both directions."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from cdx_tui.schema import SchemaDocument, read_schema
from cdx_tui.schema.compatibility.levels import Level, compatibility, history, is_understood
from tests.schema.compatibility.evolutions import evolutions


def record(*fields: Any) -> SchemaDocument:
    written = [{"name": name, "type": kind, **extra} for name, kind, extra in fields]
    return avro({"type": "record", "name": "R", "fields": written})


def avro(schema: Any) -> SchemaDocument:
    return read_schema(json.dumps(schema), "AVRO")


def proto(body: str) -> SchemaDocument:
    return read_schema(f'syntax = "proto3"; message M {{ {body} }}', "PROTOBUF")


NOTHING = record()
WITH_DEFAULT = record(("a", "int", {"default": 1}))
REQUIRED = record(("a", "int", {}))
OTHER = record(("b", "int", {}))


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        (NOTHING, NOTHING, Level.FULL),
        (NOTHING, WITH_DEFAULT, Level.FULL),
        (REQUIRED, NOTHING, Level.BACKWARD),
        (NOTHING, REQUIRED, Level.FORWARD),
        (REQUIRED, OTHER, Level.NONE),
        (proto("int32 a = 1;"), proto("string a = 1;"), Level.NONE),
        (proto("int32 a = 1;"), proto("int64 b = 1;"), Level.FULL),
        (proto(""), proto("message N {}"), Level.BACKWARD),
    ],
)
def test_each_level(old: SchemaDocument, new: SchemaDocument, level: Level) -> None:
    found = compatibility(old, new)
    assert found.level is level
    assert (found.backward, found.forward) == (
        level in (Level.FULL, Level.BACKWARD),
        level in (Level.FULL, Level.FORWARD),
    )
    assert found.full == (level is Level.FULL)
    assert found.holds(level)
    assert found.holds(Level.NONE)
    assert found.holds(Level.FULL) == found.full


def changes(old: SchemaDocument, new: SchemaDocument) -> list[tuple[Any, ...]]:
    return [
        (each.kind, each.path, each.old, each.new, each.backward, each.forward)
        for each in compatibility(old, new).changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (REQUIRED, NOTHING, [("FIELD_REMOVED", "R.a", "int", "", True, False)]),
        (
            NOTHING,
            REQUIRED,
            [("READER_FIELD_MISSING_DEFAULT_VALUE", "R.a", "", "int", False, True)],
        ),
        (avro("int"), avro("long"), [("TYPE_PROMOTED", "", "int", "long", True, False)]),
        (avro("int"), avro("string"), [("TYPE_MISMATCH", "", "int", "string", False, False)]),
        (
            avro({"type": "enum", "name": "E", "symbols": ["A"]}),
            avro({"type": "enum", "name": "E", "symbols": ["A", "B"]}),
            [("SYMBOLS_CHANGED", "E", "A", "A, B", True, False)],
        ),
        (proto(""), proto("message N {}"), [("MESSAGE_ADDED", "#/M/N", "", "N", True, False)]),
        (
            proto("oneof o { int32 a = 1; int32 b = 2; }"),
            proto("oneof o { int32 a = 1; }"),
            [("ONEOF_FIELD_REMOVED", "#/M/o/2", "int32 b", "", False, True)],
        ),
        # Only an older reader minds: nothing is found at this path in the other direction.
        (
            proto("oneof o { int32 a = 1; int32 b = 2; } int32 c = 3;"),
            proto("oneof o { int32 a = 1; } int32 b = 2; int32 c = 3;"),
            [
                ("ONEOF_FIELD_MOVED_TO_TOP_LEVEL", "#/M/2", "o", "", True, True),
                ("FIELD_MOVED_TO_EXISTING_ONEOF", "#/M/o", "o", "", True, False),
            ],
        ),
    ],
)
def test_a_change_has_a_verdict_in_both_directions(
    old: SchemaDocument, new: SchemaDocument, expected: list[tuple[Any, ...]]
) -> None:
    assert changes(old, new) == expected


def test_rules_name_the_reader_by_its_version() -> None:
    (removed,) = compatibility(REQUIRED, NOTHING).changes
    assert removed.rule == "The older schema requires the field, and has no default for it."
    (added,) = compatibility(NOTHING, REQUIRED).changes
    assert added.rule == "The newer schema requires the field, and has no default for it."
    (both,) = compatibility(avro("int"), avro("string")).changes
    assert both.rule == (
        "Data of type int can't be read as string. Data of type string can't be read as int."
    )


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=evolutions())
def test_the_changes_explain_the_verdict(pair: tuple[Any, Any]) -> None:
    old, new = map(avro, pair)
    found = compatibility(old, new)
    assert found.backward == all(change.backward for change in found.changes)
    assert found.forward == all(change.forward for change in found.changes)
    mirrored = compatibility(new, old)
    assert (mirrored.backward, mirrored.forward) == (found.forward, found.backward)


def test_a_change_of_the_format_is_never_compatible() -> None:
    found = compatibility(REQUIRED, proto("int32 a = 1;"))
    assert (found.level, found.type) == (Level.NONE, "PROTOBUF")
    assert found.reason == "The format has changed from AVRO to PROTOBUF."


@pytest.mark.parametrize(
    ("old", "new", "which"),
    [
        (read_schema("@", "AVRO"), REQUIRED, "older"),
        (REQUIRED, avro({"type": "record", "name": "R"}), "newer"),
        (proto("int32 a = ;"), proto(""), "older"),
        (read_schema("[", "JSON"), read_schema("true", "JSON"), "older"),
        (read_schema("{}", "JSON"), read_schema('{"properties": 5}', "JSON"), "newer"),
    ],
)
def test_an_invalid_version_has_no_verdict(
    old: SchemaDocument, new: SchemaDocument, which: str
) -> None:
    found = compatibility(old, new)
    assert (found.backward, found.forward, found.level) == (None, None, Level.NONE)
    assert found.reason == f"The {which} schema is not valid, so the versions can't be compared."


@pytest.mark.parametrize(
    "type_",
    [
        {"type": "record"},
        {"type": "error", "fields": []},
        {"type": "enum", "symbols": ["A"]},
        {"type": "fixed", "size": 3},
        {"type": "record", "name": "1x", "fields": []},
        {"type": "record", "name": "R", "fields": [{"name": "a-b", "type": "int"}]},
        {"type": "record", "name": "", "namespace": "n", "fields": []},
        {"type": "enum", "name": "E", "symbols": ["A"], "default": "B"},
        {"type": "array"},
        {"type": "array", "items": "a b"},
        ["null", ["int"]],
        ["int", "int"],
        ["int", {"type": "int", "logicalType": "date"}],
    ],
    ids=json.dumps,
)
def test_an_invalid_avro_schema_is_not_understood(type_: Any) -> None:
    inside = {"type": "record", "name": "O", "fields": [{"name": "f", "type": type_}]}
    for schema in (type_, inside):
        document = read_schema(json.dumps(schema))
        assert not document.parsed
        assert not is_understood(document)


def test_a_history_is_compared_step_by_step_and_with_the_newest() -> None:
    renamed = record(("b", "int", {"aliases": ["a"]}))
    found = history([REQUIRED, WITH_DEFAULT, NOTHING, REQUIRED])
    assert [step.level for step in found.steps] == [Level.FULL, Level.FULL, Level.FORWARD]
    assert [pair.level for pair in found.newest] == [Level.FULL, Level.FULL, Level.FORWARD]
    assert found.level is Level.FORWARD
    assert found.holds(Level.FORWARD)
    assert not found.holds(Level.FULL)
    # Compatible with the last version, but not with the first:
    found = history([REQUIRED, renamed, OTHER])
    assert found.steps[-1].backward
    assert not found.backward


def test_references_of_each_version_are_used() -> None:
    user = record(("e", "E", {}))
    few, many = (
        avro({"type": "enum", "name": "E", "symbols": symbols}) for symbols in (["A"], ["A", "B"])
    )
    assert compatibility(user, user, [few], [many]).level is Level.BACKWARD
    assert history([user, user, user], [[few], [few], [many]]).level is Level.BACKWARD


@pytest.mark.parametrize("kind", ["AVRO", "PROTOBUF"])
def test_a_hundred_versions_are_compared_in_seconds(kind: str) -> None:
    versions = [(avro_version if kind == "AVRO" else proto_version)(n) for n in range(100)]
    start = time.process_time()
    assert history(versions).full
    assert time.process_time() - start < 8  # one to two seconds; a margin for slow machines


def avro_version(number: int) -> SchemaDocument:
    kinds: list[Any] = ["long", ["null", "string"], {"type": "array", "items": "int"}]
    defaults: list[Any] = [0, None, []]
    return record(
        *(
            (f"field_{n}", kinds[n % 3], {"doc": "a field", "default": defaults[n % 3]})
            for n in range(100 + number)
        )
    )


def proto_version(number: int) -> SchemaDocument:
    return proto("".join(f"  string field_{n} = {n};\n" for n in range(1, 300 + number)))
