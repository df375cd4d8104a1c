"""Wide, deep and self-similar schemas take bounded time and no stack; javac takes what we write."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.schema.codegen import builder, flink_sql, types
from cdx_tui.schema.codegen.generate import CodeLanguage
from tests.schema.codegen.checks import check_all, code, java_errors
from tests.schema.codegen.test_names import HOSTILE


def record(name: str, *types: Any) -> dict[str, Any]:
    fields = [{"name": f"f{number}", "type": type_} for number, type_ in enumerate(types)]
    return {"type": "record", "name": name, "fields": fields}


def nested(before: str, inner: str, after: str, levels: int) -> str:
    """Return a schema in itself, as text: `json.dumps` takes stack for each level."""
    return before * levels + inner + after * levels


def test_3_000_fields() -> None:
    found = check_all(json.dumps(record("Wide", *["long"] * 3_000)), "AVRO")
    assert found[CodeLanguage.FLINK].count("BIGINT NOT NULL") == 3_000
    assert "A record has at most 254 components" in found[CodeLanguage.JAVA]


@pytest.mark.parametrize("levels", [200, 3_000])
def test_deep_nesting_ends_in_a_placeholder(levels: int) -> None:
    before = '{"type": "object", "properties": {"a": '
    found = check_all(nested(before, '{"type": "string"}', "}}", levels), "JSON")
    assert "not expressed: A, nested" in found[CodeLanguage.FLINK]


def test_deep_arrays_end_in_a_placeholder() -> None:
    type_ = nested('{"type": "array", "items": ', '"int"', "}", 2_000)
    text = json.dumps(record("R", "TYPE")).replace('"TYPE"', type_)
    found = check_all(text, "AVRO")
    assert "too long or too deeply nested" in found[CodeLanguage.PYTHON]


def test_rows_that_double_with_each_level_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flink_sql, "_MAX_COLUMNS", 1_000)
    schema = record("R0", "int")
    for level in range(1, 26):
        schema = record(f"R{level}", schema, f"R{level - 1}")
    found = code(CodeLanguage.FLINK, json.dumps(schema), "AVRO").text
    assert 500 < found.count("`f0`") <= 1_000
    assert "more than 1,000 columns" in found


def test_a_chain_of_references_and_a_circle_end() -> None:
    chain = {f"d{n}": {"$ref": f"#/definitions/d{n + 1}"} for n in range(500)}
    circle = {"x": {"$ref": "#/definitions/y"}, "y": {"$ref": "#/definitions/x"}}
    schema = {
        "type": "object",
        "properties": {
            "chain": {"$ref": "#/definitions/d0"},
            "circle": {"$ref": "#/definitions/x"},
            "merged": {"allOf": [{"$ref": "#/definitions/m"}]},
        },
        "definitions": {**chain, **circle, "m": {"allOf": [{"$ref": "#/definitions/m"}]}},
    }
    found = check_all(json.dumps(schema), "JSON")
    assert found[CodeLanguage.PYTHON].count("nested too deeply to be expressed") == 1
    assert "# x again (recursive)\n    circle: Any" in found[CodeLanguage.PYTHON]
    assert "# m again (recursive)\n    merged: Any" in found[CodeLanguage.PYTHON]


def test_types_that_double_with_each_level_are_bounded() -> None:
    definitions: dict[str, Any] = {"d30": {"type": "string"}}
    for level in range(30):
        inner = {"$ref": f"#/$defs/d{level + 1}"}
        definitions[f"d{level}"] = {"oneOf": [inner, {"type": "array", "items": inner}]}
    properties = {f"p{level}": {"$ref": f"#/$defs/d{level}"} for level in range(31)}
    schema = {"type": "object", "properties": properties, "$defs": definitions}
    found = check_all(json.dumps(schema), "JSON")
    assert "too large to be expressed" in found[CodeLanguage.PYTHON]
    assert "    p28: str | list[str] | list[str | list[str]]" in found[CodeLanguage.PYTHON]


def test_the_fields_of_a_base_that_many_records_have_are_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(builder, "_MAX_REPEATED", 50)
    base = {"type": "object", "properties": {f"f{n}": {"type": "string"} for n in range(20)}}
    derived = {"allOf": [{"$ref": "#/$defs/base"}], "properties": {"own": {"type": "string"}}}
    properties = {f"p{n}": derived for n in range(10)}
    schema = {"type": "object", "properties": properties, "$defs": {"base": base}}
    found = check_all(json.dumps(schema), "JSON")[CodeLanguage.PYTHON]
    assert found.count("    own: str") == 10
    assert found.count("    f0: str") == 4
    assert found.count("further fields, which other types have, too, are left out") == 7


def test_the_symbols_of_an_enum_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def decoded(text: str) -> object:
        read.append(text)
        return json.loads(text)

    monkeypatch.setattr(types, "_decoded", decoded)
    enum = {"type": "string", "enum": [f"s{n}" for n in range(20)]}
    properties = {f"p{n}": {"$ref": "#/$defs/e"} for n in range(20)}
    schema = {"type": "object", "properties": properties, "$defs": {"e": enum}}
    code(CodeLanguage.JAVA, json.dumps(schema), "JSON")
    assert len(read) == 2 * 20  # once to see that they are texts, once for the enum


def test_a_union_of_280_types() -> None:
    branches = [record(f"B{number}", "int") for number in range(280)]
    found = check_all(json.dumps(record("R", branches)), "AVRO")
    assert "a union of many types" in found[CodeLanguage.PYTHON]


@pytest.mark.skipif(shutil.which("javac") is None, reason="needs javac")
def test_javac_compiles_it(tmp_path: Path) -> None:
    fields = {name: {"type": ["integer", "null"], "description": name} for name in HOSTILE}
    enum = {"type": "enum", "name": "Many", "symbols": [f"S{number}" for number in range(3_000)]}
    schemas = {
        "hostile": ({"type": "object", "properties": fields}, "JSON"),
        "wide": (record("Wide", *["long"] * 127), "AVRO"),
        "wider": (record("Wider", *["long"] * 5_000), "AVRO"),
        "many": (record("R", enum), "AVRO"),
        "letters": (record("R", record("line", "int"), record("Line", "R")), "AVRO"),
    }
    paths = []
    for package, (schema, kind) in schemas.items():
        found = code(CodeLanguage.JAVA, json.dumps(schema), kind)
        assert java_errors(found.text) == []
        paths.append(tmp_path / package / found.file_name)
        paths[-1].parent.mkdir()
        paths[-1].write_text(f"package {package};\n{found.text}", encoding="utf-8")
    compiled = subprocess.run(
        ["javac", "-encoding", "UTF-8", "-proc:none", "-d", tmp_path / "classes", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert compiled.returncode == 0, compiled.stdout + compiled.stderr
