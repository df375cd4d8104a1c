"""Avro's compatibility, compared with Apache's own checker and with real reading."""

from __future__ import annotations

import io
import json
import os
import time
from typing import Any

import fastavro
import pytest
from avro.compatibility import ReaderWriterCompatibilityChecker, SchemaCompatibilityType
from avro.schema import parse
from hypothesis import HealthCheck, given, settings

from cdx_tui.schema import SchemaDocument, read_schema
from cdx_tui.schema.compatibility.avro import ASPECTS, differences
from cdx_tui.schema.compatibility.model import Difference
from tests.schema.compatibility.evolutions import evolutions

EXAMPLES = int(os.environ.get("CDX_TUI_EXAMPLES", "150"))
"""Number of pairs that are drawn; 2,000 and more find rarer ones."""


def document(schema: Any) -> SchemaDocument:
    return read_schema(json.dumps(schema), "AVRO")


def compare(old: Any, new: Any) -> tuple[Difference, ...]:
    return differences(document(old), document(new))


def breaking(old: Any, new: Any) -> list[tuple[str, str]]:
    return [(each.kind, each.path) for each in compare(old, new) if each.breaks]


def apache(old: Any, new: Any) -> bool:
    checker: Any = ReaderWriterCompatibilityChecker
    verdict = checker().get_compatibility(parse(json.dumps(new)), parse(json.dumps(old)))
    return verdict.compatibility is SchemaCompatibilityType.compatible


def record(*fields: dict[str, Any], name: str = "R", **extra: Any) -> dict[str, Any]:
    return {"type": "record", "name": name, "fields": list(fields), **extra}


def field(name: str, kind: Any = "int", **extra: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, **extra}


def enum(*symbols: str, **extra: Any) -> dict[str, Any]:
    return {"type": "enum", "name": "E", "symbols": list(symbols), **extra}


def fixed(size: int, name: str = "F") -> dict[str, Any]:
    return {"type": "fixed", "name": name, "size": size}


def array(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=evolutions())
def test_the_verdict_is_that_of_apaches_checker(pair: tuple[Any, Any]) -> None:
    old, new = pair
    assert (not breaking(old, new)) == apache(old, new)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=evolutions())
def test_what_is_called_compatible_can_be_read(pair: tuple[Any, Any]) -> None:
    old, new = pair
    if breaking(old, new):
        return
    written = fastavro.parse_schema(json.loads(json.dumps(old)))
    read = fastavro.parse_schema(json.loads(json.dumps(new)))
    named = _named(old)
    for turn in range(4):
        stream = io.BytesIO()
        try:
            value = _value(old, named, turn, 4)
        except EndlessError:
            continue
        fastavro.schemaless_writer(stream, written, value)
        stream.seek(0)
        fastavro.schemaless_reader(stream, written, read)


def _named(node: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(node, list):
        for branch in node:
            found |= _named(branch)
    elif isinstance(node, dict):
        if "name" in node and node["type"] in ("record", "enum", "fixed"):
            found[node["name"]] = node
        for inner in (*node.get("fields", ()), node.get("items"), node.get("values")):
            found |= _named(inner)
        if isinstance(node["type"], list | dict):
            found |= _named(node["type"])
    return found


class EndlessError(Exception):
    """A recursive type has no finite value."""


_VALUES: dict[str, Any] = {"null": None, "boolean": True, "int": 7, "long": 2**40, "float": 0.5}
_VALUES |= {"double": 0.25, "bytes": b"ab", "string": "cd"}


def _value(kind: Any, named: dict[str, Any], turn: int, depth: int) -> Any:
    """Return a value of a type; `turn` selects branches and symbols, `depth` ends a recursion."""
    if depth < -20:
        raise EndlessError
    if isinstance(kind, list):
        branch = "null" if depth <= 0 and "null" in kind else kind[turn % len(kind)]
        value = _value(branch, named, turn, depth)
        return (branch if isinstance(branch, str) else branch.get("name", branch["type"]), value)
    if isinstance(kind, str):
        return _VALUES[kind] if kind in _VALUES else _value(named[kind], named, turn, depth - 1)
    if kind["type"] == "record":
        return {f["name"]: _value(f["type"], named, turn, depth - 1) for f in kind["fields"]}
    if kind["type"] == "enum":
        return kind["symbols"][turn % len(kind["symbols"])]
    if kind["type"] == "fixed":
        return b"\0" * kind["size"]
    if kind["type"] == "array":
        return [_value(kind["items"], named, turn, depth - 1)]
    if kind["type"] == "map":
        return {"k": _value(kind["values"], named, turn, depth - 1)}
    return _value(kind["type"], named, turn, depth)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (record(), record(field("a")), [("READER_FIELD_MISSING_DEFAULT_VALUE", "R.a")]),
        (record(field("a")), record(field("a", "string")), [("TYPE_MISMATCH", "R.a")]),
        ("int", "string", [("TYPE_MISMATCH", "")]),
        (fixed(1), fixed(2), [("FIXED_SIZE_MISMATCH", "F")]),
        (fixed(1), fixed(1, "G"), [("NAME_MISMATCH", "G")]),
        (record(), record(name="S"), [("NAME_MISMATCH", "S")]),
        (record(), record(name="S", aliases=["R"]), []),
        (record(name="a.R"), record(name="b.R"), []),
        (record(name="a.R"), record(name="b.S", aliases=["R"]), [("NAME_MISMATCH", "b.S")]),
        (record(name="a.R"), record(name="b.S", aliases=["a.R"]), []),
        (enum("A", "B"), enum("A"), [("MISSING_ENUM_SYMBOLS", "E")]),
        (enum("A", "B"), enum("A", default="A"), []),
        (enum("A", "B"), enum("A", default="Z"), [("MISSING_ENUM_SYMBOLS", "E")]),
        (["null", "int"], ["null", "string"], [("MISSING_UNION_BRANCH", "")]),
        (["int", "string"], "long", [("TYPE_MISMATCH", "")]),
        (["int", "long"], "double", []),
        ("int", ["string", "double"], []),
        ("string", ["null", "bytes"], []),
        # The reason inside a branch, at its own path:
        (
            ["null", record()],
            ["null", record(field("a"))],
            [("READER_FIELD_MISSING_DEFAULT_VALUE", "R.a")],
        ),
        (array("int"), array("string"), [("TYPE_MISMATCH", "")]),
        (
            {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2},
            {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 1},
            [],
        ),
    ],
)
def test_each_rule(old: Any, new: Any, expected: list[tuple[str, str]]) -> None:
    assert breaking(old, new) == expected


def test_a_field_that_matches_several_is_refused_as_java_does() -> None:
    old = record(field("a"), field("b"))
    new = record(field("a", aliases=["b"]))
    assert breaking(old, new) == [("READER_FIELD_MATCHES_MULTIPLE_FIELDS", "R.a")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (record(), record(field("a", default=1)), [("FIELD_ADDED", "R.a", "", "int")]),
        (record(field("a")), record(), [("FIELD_REMOVED", "R.a", "int", "")]),
        (
            record(field("a")),
            record(field("b", aliases=["a"])),
            [("FIELD_RENAMED", "R.b", "a", "b")],
        ),
        (
            record(field("a")),
            record(field("a", "long")),
            [("TYPE_PROMOTED", "R.a", "int", "long")],
        ),
        (
            record(field("a")),
            record(field("a", ["null", "int"])),
            [("TYPE_CHANGED", "R.a", "int", "null | int")],
        ),
        (enum("A"), enum("A", "B"), [("SYMBOLS_CHANGED", "E", "A", "A, B")]),
        (
            {"type": "long", "logicalType": "timestamp-millis"},
            {"type": "long", "logicalType": "timestamp-micros"},
            [("LOGICAL_TYPE_CHANGED", "", "timestamp-millis", "timestamp-micros")],
        ),
        (
            record(field("a", default=1)),
            record(field("a", default=2)),
            [("DEFAULT_CHANGED", "R.a", "1", "2")],
        ),
        (record(doc="x"), record(doc="y"), [("DOC_CHANGED", "R", "x", "y")]),
        (
            record(aliases=["x"]),
            record(aliases=["x", "y"]),
            [("ALIASES_CHANGED", "R", "x", "x, y")],
        ),
        (record(name="n.R"), record(name="m.R"), [("NAME_CHANGED", "m.R", "n.R", "m.R")]),
        (
            record(field("a"), field("b")),
            record(field("b"), field("a")),
            [("FIELDS_REORDERED", "R", "", "")],
        ),
    ],
)
def test_harmless_differences_are_named_too(old: Any, new: Any, expected: list[Any]) -> None:
    found = compare(old, new)
    assert [(each.kind, each.path, each.old, each.new) for each in found] == expected
    assert not any(each.breaks for each in found)
    assert all(each.rule for each in found)
    assert {each.kind for each in found} <= ASPECTS.keys()


def test_equal_schemas_do_not_differ() -> None:
    node = record(field("next", ["null", "R"]), field("list", array("R")), field("e", enum("A")))
    assert compare(node, node) == ()


def test_mutually_recursive_types_fail_where_one_of_them_does() -> None:
    def pair(kind: str) -> dict[str, Any]:
        inner = record(field("back", ["null", "R"]), field("value", kind), name="S")
        return record(field("there", ["null", inner]))

    assert breaking(pair("int"), pair("long")) == []
    assert breaking(pair("long"), pair("int")) == [("TYPE_MISMATCH", "S.value")]


def test_types_of_references_are_compared() -> None:
    user = document(record(field("e", "E")))
    before, after = document(enum("A", "B")), document(enum("A"))
    found = differences(user, user, [before], [after])
    assert [(each.kind, each.path) for each in found] == [("MISSING_ENUM_SYMBOLS", "E")]
    assert differences(user, user) == ()


def test_text_that_is_no_json_has_no_differences() -> None:
    assert differences(read_schema("{", "AVRO"), document("int")) == ()


def test_wide_unions_are_fast() -> None:
    def union(kind: str) -> SchemaDocument:
        branches = []
        for number in range(280):
            after = ["null", f"R{(number + 1) % 280}"]
            fields = [field("a", kind), field("next", after)]
            branches.append(record(*fields, name=f"R{number}"))
        return document(branches)

    old, new = union("long"), union("int")
    start = time.process_time()
    found = differences(old, new)
    assert sum(each.breaks for each in found) == 280
    assert time.process_time() - start < 3  # a tenth of a second, unless it grows with the square


def test_contrived_unions_end_with_a_difference_that_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [f"n{number}.R" for number in range(40)]
    old, new = (
        [
            record(field("u", names[number % 7 :]), field("x", kind), name=name)
            for number, name in enumerate(names)
        ]
        for kind in ("int", "long")
    )
    assert breaking(old, new) == []
    monkeypatch.setattr("cdx_tui.schema.compatibility.avro_matching._MAX_COMPARED", 10_000)
    assert ("NOT_COMPARED", "") in breaking(old, new)


def test_deeply_nested_types_are_compared_without_recursion() -> None:
    old, new = "int", "string"
    for _ in range(200):
        old, new = array(old), array(new)  # type: ignore[assignment]
    assert breaking(old, new) == [("TYPE_MISMATCH", "")]
