"""What each language makes of types, names, defaults and documentation."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema.codegen.generate import CodeLanguage
from tests.schema.codegen.checks import check_all, python_module
from tests.schema.codegen.flink_dialect import columns, parse_table

FLINK, PYTHON, JAVA = CodeLanguage.FLINK, CodeLanguage.PYTHON, CodeLanguage.JAVA


def avro(*fields: dict[str, Any]) -> dict[CodeLanguage, str]:
    return check_all(
        json.dumps({"type": "record", "name": "R", "namespace": "shop", "fields": fields}), "AVRO"
    )


def json_schema(properties: dict[str, Any], **more: Any) -> dict[CodeLanguage, str]:
    schema = {"type": "object", "title": "R", "properties": properties, **more}
    return check_all(json.dumps(schema), "JSON")


def proto(body: str, head: str = 'syntax = "proto3";') -> dict[CodeLanguage, str]:
    return check_all(f"{head} package shop; message R {{ {body} }}", "PROTOBUF")


def field(type_: Any, **more: Any) -> dict[str, Any]:
    return {"name": "f", "type": type_, **more}


def logical(base: str, name: str, **more: Any) -> dict[str, Any]:
    return {"type": base, "logicalType": name, **more}


@pytest.mark.parametrize(
    ("type_", "flink", "python", "java"),
    [
        ("boolean", "BOOLEAN NOT NULL", "bool", "boolean"),
        ("int", "INT NOT NULL", "int", "int"),
        ("long", "BIGINT NOT NULL", "int", "long"),
        ("float", "FLOAT NOT NULL", "float", "float"),
        ("double", "DOUBLE NOT NULL", "float", "double"),
        ("string", "STRING NOT NULL", "str", "String"),
        ("bytes", "BYTES NOT NULL", "bytes", "byte[]"),
        (["null", "long"], "BIGINT", "int | None = None", "Long"),
        (
            logical("bytes", "decimal", precision=12, scale=2),
            *("DECIMAL(12, 2) NOT NULL", "Decimal", "BigDecimal"),
        ),
        (logical("bytes", "decimal", precision=50), "BYTES NOT NULL", "Decimal", "BigDecimal"),
        (logical("int", "date"), "DATE NOT NULL", "dt.date", "LocalDate"),
        (logical("int", "time-millis"), "TIME(3) NOT NULL", "dt.time", "LocalTime"),
        (logical("long", "time-micros"), "BIGINT NOT NULL", "dt.time", "LocalTime"),
        (
            logical("long", "timestamp-millis"),
            *("TIMESTAMP_LTZ(3) NOT NULL", "dt.datetime", "Instant"),
        ),
        (
            logical("long", "timestamp-micros"),
            *("TIMESTAMP_LTZ(6) NOT NULL", "dt.datetime", "Instant"),
        ),
        (
            logical("long", "local-timestamp-micros"),
            *("TIMESTAMP(6) NOT NULL", "dt.datetime", "LocalDateTime"),
        ),
        (logical("string", "uuid"), "STRING NOT NULL", "UUID", "UUID"),
        (
            {"type": "fixed", "name": "D", "size": 12, "logicalType": "duration"},
            *("BYTES NOT NULL", "bytes", "byte[]"),
        ),
        (
            {"type": "array", "items": ["null", "int"]},
            *("ARRAY<INT> NOT NULL", "list[int | None]", "List<Integer>"),
        ),
        (
            {"type": "map", "values": {"type": "array", "items": "string"}},
            "MAP<STRING NOT NULL, ARRAY<STRING NOT NULL> NOT NULL> NOT NULL",
            *("dict[str, list[str]]", "Map<String, List<String>>"),
        ),
        (["string", "int"], "STRING NOT NULL", "str | int", "Object"),
        ("elsewhere.Customer", "STRING NOT NULL", "Any", "Object"),
    ],
)
def test_avro_types(type_: Any, flink: str, python: str, java: str) -> None:
    found = avro(field(type_))
    assert f"  `f` {flink}\n" in found[FLINK]
    assert f"    f: {python}\n" in found[PYTHON]
    assert f"        {java} f" in found[JAVA]


@pytest.mark.parametrize(
    ("schema", "flink", "python", "java"),
    [
        ({"type": "integer"}, "BIGINT", "int | None", "Long"),
        ({"type": ["string", "null"]}, "STRING", "str | None", "String"),
        ({"type": "string", "format": "date"}, "DATE", "dt.date | None", "LocalDate"),
        ({"type": "string", "format": "date-time"}, "STRING", "dt.datetime | None", "Instant"),
        ({"const": 3}, "BIGINT", "int | None", "Long"),
        ({"type": "array"}, "ARRAY<STRING NOT NULL>", "list[Any] | None", "List<Object>"),
        (True, "STRING", "Any", "Object"),
        ({"enum": [1, "a"]}, "STRING", "Any", "Object"),
        ({"$ref": "other.json"}, "STRING", "Any", "Object"),
    ],
)
def test_json_schema_types(schema: Any, flink: str, python: str, java: str) -> None:
    found = json_schema({"f": schema})
    assert f"  `f` {flink}\n" in found[FLINK]
    assert f"    f: {python} = None\n" in found[PYTHON]
    assert f"        {java} f  // may be null\n" in found[JAVA]


@pytest.mark.parametrize(
    ("type_", "flink", "python", "java"),
    [
        ("string", "STRING NOT NULL", 'str = ""', "String f"),
        ("optional int64", "BIGINT", "int | None = None", "Long f  // may be null"),
        ("uint32", "BIGINT NOT NULL", "int = 0", "long f"),
        (
            "repeated R",
            *("ARRAY<STRING NOT NULL> NOT NULL", "list[R] = field(default_factory=list)"),
            "List<R> f",
        ),
        (
            "map<int32, bool>",
            "MAP<INT NOT NULL, BOOLEAN NOT NULL> NOT NULL",
            *("dict[int, bool] = field(default_factory=dict)", "Map<Integer, Boolean> f"),
        ),
        (
            "google.protobuf.Timestamp",
            *("ROW<`seconds` BIGINT, `nanos` INT>", "dt.datetime | None = None", "Instant f"),
        ),
        (
            "google.protobuf.Int32Value",
            *("ROW<`value` INT>", "int | None = None", "Integer f"),
        ),
        ("other.Type", "STRING", "Any = None", "Object f"),
    ],
)
def test_protobuf_types(type_: str, flink: str, python: str, java: str) -> None:
    found = proto(f"{type_} f = 1;")
    assert f"  `f` {flink}\n" in found[FLINK]
    assert f"    f: {python}\n" in found[PYTHON]
    assert f"        {java}" in found[JAVA]


def test_nested_records_and_enums_are_defined_before_they_are_used() -> None:
    level = {"type": "enum", "name": "Level", "symbols": ["LOW", "HIGH"]}
    inner = {"type": "record", "name": "Line", "fields": [{"name": "level", "type": level}]}
    found = avro(
        field({"type": "array", "items": inner}),
        {"name": "last", "type": ["null", "Line"], "default": None},
        {"name": "top", "type": "Level", "default": "HIGH"},
    )
    row = "ROW<\n    -- one of LOW, HIGH\n    `level` STRING NOT NULL\n  >"
    assert f"`f` ARRAY<{row} NOT NULL> NOT NULL,\n" in found[FLINK]
    assert f"`last` {row},\n" in found[FLINK]
    assert found[PYTHON].index("class Level(StrEnum)") < found[PYTHON].index("class Line:")
    assert found[PYTHON].index("class Line:") < found[PYTHON].index("class R:")
    assert "    top: Level = Level.HIGH\n" in found[PYTHON]
    assert "    public record Line(\n            Level level\n    ) {\n" in found[JAVA]
    assert "    public enum Level {\n        LOW,\n        HIGH\n    }\n" in found[JAVA]


def test_recursion_is_kept_by_classes_and_told_by_flink() -> None:
    found = avro(field(["null", "R"], default=None))
    assert "-- not expressed: R again (recursive)\n  `f` STRING\n" in found[FLINK]
    assert "    f: R | None = None\n" in found[PYTHON]
    assert "        R f  // may be null\n" in found[JAVA]


@pytest.mark.parametrize(
    ("type_", "default", "written"),
    [
        ("string", 'it\'s "x"', r'str = "it' + r"""'s \"x\"" """.strip()),
        ("long", -3, "int = -3"),
        ("double", 1, "float = 1.0"),
        ("boolean", True, "bool = True"),
        ("bytes", "\u00ff", r"bytes = b'\xff'"),
        ({"type": "array", "items": "int"}, [], "list[int] = field(default_factory=list)"),
        ({"type": "map", "values": "int"}, {}, "dict[str, int] = field(default_factory=dict)"),
        ({"type": "array", "items": "int"}, [1], "list[int]"),
        (logical("int", "date"), 0, "dt.date"),
    ],
)
def test_defaults_of_python(type_: Any, default: object, written: str) -> None:
    found = avro(field(type_, default=default))[PYTHON]
    assert f"    f: {written}\n" in found
    assert ("# default" in found) == ("=" not in written)


def test_documentation_is_a_comment_of_bounded_length() -> None:
    found = avro(field("string", doc="prose " * 5_000))
    for language, marker in ((FLINK, "--"), (PYTHON, "#"), (JAVA, "//")):
        lines = [line for line in found[language].splitlines() if "prose" in line]
        assert 2 <= len(lines) <= 6
        assert all(line.strip().startswith(marker) and len(line) <= 90 for line in lines)
        assert lines[-1].endswith("…")


def test_a_oneof_is_told_in_every_language() -> None:
    found = proto("oneof pay { string card = 1; R cash = 2; }")
    for each in found.values():
        assert each.count("oneof pay: at most one of card, cash") == 2
    assert columns(parse_table(found[FLINK]))["card"].args.get("nullable") is not False


def test_all_of_merges_what_it_refers_to() -> None:
    found = json_schema(
        {"own": {"type": "string"}},
        allOf=[{"$ref": "#/definitions/Base"}, {"properties": {"more": {"type": "integer"}}}],
        definitions={"Base": {"type": "object", "properties": {"id": {"type": "string"}}}},
    )
    assert list(columns(parse_table(found[FLINK]))) == ["own", "id", "more"]


BASE = {"Base": {"type": "object", "properties": {"id": {"type": "string"}}}}


@pytest.mark.parametrize(
    "reference", [{"$ref": "#/$defs/Base"}, {"allOf": [{"$ref": "#/$defs/Base"}]}]
)
def test_a_record_has_its_own_fields_and_those_of_its_only_reference(
    reference: dict[str, Any],
) -> None:
    derived = {**reference, "properties": {"own": {"type": "integer"}}}
    found = json_schema(
        {
            "inline": derived,
            "items": {"type": "array", "items": derived},
            "nullable": {"oneOf": [derived, {"type": "null"}]},
            "named": {"$ref": "#/$defs/Derived"},
        },
        **{"$defs": BASE | {"Derived": derived}},
    )[PYTHON]
    for name in ("Inline", "ItemsItem", "Nullable", "Derived"):
        fields = "    own: int | None = None\n    id: str | None = None\n"
        assert f"class {name}:\n{fields}" in found
    assert "    nullable: Nullable | None = None\n" in found


def test_a_record_or_a_text_is_a_union() -> None:
    properties = {"id": {"type": "string"}}
    found = json_schema({"f": {"type": ["object", "string"], "properties": properties}})
    assert "    f: F | str | None = None\n" in found[PYTHON]


def test_a_type_that_is_recursive_without_a_record_is_written_once() -> None:
    self = {"$ref": "#/$defs/json"}
    choices = [
        {"type": "string"},
        {"type": "array", "items": self},
        {"type": "object", "additionalProperties": self},
    ]
    found = json_schema({"f": self}, **{"$defs": {"json": {"oneOf": choices}}})[PYTHON]
    written = "    f: str | list[Any] | dict[str, Any] | None = None\n"
    assert f"    # json again (recursive)\n{written}" in found


def test_a_schema_that_is_no_record_becomes_one_value() -> None:
    found = check_all('{"type": "array", "items": "string"}', "AVRO")
    assert "the schema is no record but array<string>" in found[FLINK]
    assert "    value: list[str]\n" in found[PYTHON]


def test_editions_know_whether_a_field_is_set() -> None:
    found = proto("string f = 1;", 'edition = "2023";')
    assert "    f: str | None = None\n" in found[PYTHON]
    required = proto("required string f = 1; optional int32 g = 2;", 'syntax = "proto2";')
    assert "    f: str\n    g: int | None = None\n" in required[PYTHON]


def test_enums_of_protobuf_have_their_numbers() -> None:
    found = proto("enum E { A = 0; B = 7; } E f = 1;")[PYTHON]
    module = python_module(found)
    assert module.E.B == 7
    assert module.R().f is module.E.A


def test_a_message_beyond_the_first_is_told() -> None:
    text = 'syntax = "proto3"; message A { int32 x = 1; } message B { int32 y = 1; }'
    found = check_all(text, "PROTOBUF")
    assert "-- not in this table: B\n" in found[FLINK]
    assert "class B:" in found[PYTHON]
    assert "public record B(" in found[JAVA]
