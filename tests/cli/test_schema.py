"""`cdx-tui schema`: output for files of every kind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.cli import main
from cdx_tui.cli.exit_status import ExitStatus

AVRO = (
    '{"type":"record","name":"a.Trade","fields":'
    '[{"name":"id","type":"long"},{"name":"who","type":"b.Who"}]}'
)
PROTO = 'syntax = "proto3";\nmessage M {\n  string a = 1;\n  map<string, int64> b = 2;\n}\n'
JSON = (
    '{"$schema":"http://json-schema.org/draft-07/schema#","title":"T",'
    '"type":"object","properties":{"a":{"type":"string"}}}'
)


def output_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_each_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        write(tmp_path, "trade.avsc", AVRO),
        write(tmp_path, "m.proto", PROTO),
        write(tmp_path, "t.json", JSON),
        write(tmp_path, "also-avro.json", AVRO),
    ]
    assert main(["schema", "--output", "json", *files]) == 0
    lines = output_lines(capsys)
    assert [line["file"] for line in lines] == files
    assert [line["schema_type"] for line in lines] == ["AVRO", "PROTOBUF", "JSON", "AVRO"]
    assert [line["name"] for line in lines] == ["a.Trade", "M", "T", "a.Trade"]
    assert [(line["records"], line["fields"]) for line in lines] == [(1, 2), (1, 2), (1, 1), (1, 2)]
    assert all(line["parsed"] for line in lines)
    assert lines[0]["unresolved"] == ["b.Who"]
    assert lines[1]["problem"] is None


def test_files_refer_to_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who = write(tmp_path, "who.avsc", '{"type": "enum", "name": "b.Who", "symbols": ["A"]}')
    trade = write(tmp_path, "trade.avsc", AVRO)
    assert main(["schema", trade, str(tmp_path / "gone.avsc"), who]) == ExitStatus.USAGE
    shown = capsys.readouterr()
    assert f"Who enum →  in {who}" in shown.out
    assert "unknown type" not in shown.err
    assert main(["schema", "-o", "json", trade, who]) == 0
    assert [line["unresolved"] for line in output_lines(capsys)] == [[], []]


@pytest.mark.parametrize(
    ("names", "where"),
    [
        (["trade.avsc"], "no other file was given"),
        (["trade.avsc", "m.proto"], "not found in the other file given"),
        (["m.proto", "trade.avsc", "t.json"], "not found in the 2 other files given"),
    ],
)
def test_an_unknown_name_says_where_it_was_looked_for(
    names: list[str], where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"trade.avsc": AVRO, "m.proto": PROTO, "t.json": JSON}
    files = [write(tmp_path, name, texts[name]) for name in names]
    assert main(["schema", *files]) == 0
    assert f"unknown type b.Who: not defined in this schema, and {where}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.avsc", ""),
        ("garbage.avsc", "\x00\x01 what is this"),
        ("cut.avsc", AVRO[:-10]),
        ("cut.proto", PROTO[:-6]),
        ("nameless.avsc", '{"type":"record","fields":[]}'),
    ],
)
def test_errors_are_reported_with_their_position(
    name: str, content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["schema", "--output", "json", write(tmp_path, name, content)])
    assert status == ExitStatus.INVALID_SCHEMA
    (line,) = output_lines(capsys)
    assert not line["parsed"]
    assert line["problem"]["message"]
    if content:
        assert line["problem"]["line"] >= 1
        assert line["problem"]["column"] >= 1


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write(tmp_path, "m.proto", PROTO)
    assert main(["schema", "--output", "json", "/nowhere/at/all", str(tmp_path), good]) == 2
    captured = capsys.readouterr()
    lines = [json.loads(line) for line in captured.out.splitlines()]
    assert [line["parsed"] for line in lines] == [False, False, True]
    assert "No such file" in captured.err


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_other_encodings_are_read_and_reported(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '{"type":"enum","name":"E","symbols":["A"],"doc":"é"}'
    assert (
        main(["schema", "--output", "json", write(tmp_path, "e.avsc", text.encode(encoding))]) == 0
    )
    (line,) = output_lines(capsys)
    assert line["parsed"]
    assert "UTF-" in line["problem"]["message"]


def test_pretty_is_the_same_document(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = '{"a":1e400,"b":[12345678901234567890,"\\u202e"],"a":{"c":[]}}'
    main(["schema", "--view", "pretty", "--type", "JSON", write(tmp_path, "x.json", text)])
    out = capfdbinary.readouterr().out.decode()
    assert json.loads(out) == json.loads(text)
    assert "1e400" in out
    assert "12345678901234567890" in out


@pytest.mark.parametrize(
    ("view", "expected"),
    [("flink", "  `id` BIGINT NOT NULL\n"), ("python", "    id: int\n"), ("java", "long id\n")],
)
def test_code_is_printed_as_a_file_has_it(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], view: str, expected: str
) -> None:
    text = '{"type": "record", "name": "R", "fields": [{"name": "id", "type": "long"}]}'
    assert main(["schema", "--view", view, write(tmp_path, "r.avsc", text)]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert expected in out
    assert out.endswith("\n")
    assert not out.endswith("\n\n")


def test_no_code_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "x.proto", 'syntax = "proto3"; enum E { A = 0; }')
    assert main(["schema", "--view", "java", path]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "the schema has no fields to generate code from" in captured.err


def test_raw_is_exact_but_never_to_a_terminal(tmp_path: Path) -> None:
    hostile = write(tmp_path, "x.proto", "// \x1b]2;owned\x07\nmessage A {}\n")
    command = [sys.executable, "-m", "cdx_tui", "schema", "--view", "raw", hostile]
    piped = subprocess.run(command, capture_output=True, check=False).stdout
    assert b"\x1b]2;owned" in piped
    from tests.terminal.emulator import Terminal

    with Terminal(command) as terminal:
        terminal.wait()
        assert b"\x1b" not in terminal.raw
        assert "␛]2;owned␇" in terminal.raw.decode()


def test_the_outline_shows_types_and_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["schema", write(tmp_path, "m.proto", PROTO)])
    out = capsys.readouterr().out
    assert "PROTOBUF" in out
    assert "map<string, int64>" in out
    assert "#2" in out


def test_an_error_of_the_text_is_the_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.avsc"
    path.write_text('{"type": "record", "name": "R", "fields": []} // why')
    assert main(["schema", "--output", "json", str(path)]) == ExitStatus.INVALID_SCHEMA
    (line,) = output_lines(capsys)
    assert line["problem"] is not None
    assert (line["parsed"], line["problem"]["line"]) == (False, 1)


def test_real_schemas_are_all_read(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in (corpus / "manifest.jsonl").read_text().splitlines()]
    references = {
        "avro": ("fastavro", "avro_py", "avsc"),
        "json": ("jsonschema", "ajv_meta"),
        "proto": ("protoc_tree", "proto_schema_parser", "protobufjs"),
    }
    main(["schema", "--output", "json", *(str(corpus / row["file"]) for row in rows)])
    for row, line in zip(rows, output_lines(capsys), strict=True):
        names = references[row["file"].partition("/")[0]]
        verdicts = [row["parses"][name] == "ok" for name in names if name in row["parses"]]
        if verdicts and all(verdicts):
            assert line["parsed"], line
        if not any(verdicts):
            assert line["problem"], line
