"""`cdx-tui compat`: output and exit statuses for versions in files."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.cli import main
from cdx_tui.cli.exit_status import ExitStatus

_FIELD = {"name": "a", "type": "int"}
_VERSIONS: dict[str, Any] = {
    "empty.avsc": [],
    "required.avsc": [_FIELD],
    "default.avsc": [{**_FIELD, "default": 1}],
    "long.avsc": [{"name": "a", "type": "long"}],
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, fields in _VERSIONS.items():
        schema = {"type": "record", "name": "n.R", "fields": fields}
        (tmp_path / name).write_text(json.dumps(schema))
    (tmp_path / "old.proto").write_text('syntax = "proto3"; message M { int32 a = 1; }')
    (tmp_path / "bad.avsc").write_text('{"type": "record", "name": "R"}')
    (tmp_path / "user.avsc").write_text(
        '{"type": "record", "name": "U", "fields": [{"name": "r", "type": "n.R"}]}'
    )
    monkeypatch.chdir(tmp_path)


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["compat", *arguments, "-o", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_two_versions_are_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(capsys, "required.avsc", "empty.avsc") == {
        "format_version": 1,
        "type": "AVRO",
        "backward": True,
        "forward": False,
        "full": False,
        "level": "BACKWARD",
        "changes": [
            {
                "kind": "FIELD_REMOVED",
                "path": "n.R.a",
                "old": "int",
                "new": "",
                "backward": True,
                "forward": False,
                "rule": "The older schema requires the field, and has no default for it.",
            }
        ],
    }


def test_more_versions_have_steps_and_a_transitive_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = document(capsys, "required.avsc", "empty.avsc", "default.avsc")
    assert found["level"] == "FULL"
    assert [(step["old"], step["new"], step["level"]) for step in found["steps"]] == [
        ("required.avsc", "empty.avsc", "BACKWARD"),
        ("empty.avsc", "default.avsc", "FULL"),
    ]
    assert found["transitive"] == {"backward": True, "forward": True, "full": True}


def test_a_change_of_the_format_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "required.avsc", "old.proto")
    assert (found["level"], found["backward"], found["forward"]) == ("NONE", False, False)
    assert found["reason"] == "The format has changed from AVRO to PROTOBUF."
    assert main(["compat", "required.avsc", "old.proto"]) == 0
    assert "  The format has changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("required", "versions", "status"),
    [
        ("FULL", "default.avsc empty.avsc", 0),
        ("BACKWARD", "default.avsc empty.avsc", 0),
        ("BACKWARD", "required.avsc empty.avsc", 0),
        ("FORWARD", "required.avsc empty.avsc", 1),
        ("full", "required.avsc empty.avsc", 1),
        ("NONE", "required.avsc old.proto", 0),
        # Against the version before it, and against every earlier one:
        ("FORWARD", "required.avsc empty.avsc default.avsc", 0),
        ("FORWARD", "required.avsc empty.avsc empty.avsc", 0),
        ("FORWARD_TRANSITIVE", "required.avsc empty.avsc empty.avsc", 1),
        ("BACKWARD_TRANSITIVE", "required.avsc empty.avsc empty.avsc", 0),
    ],
)
def test_a_level_can_be_required(
    required: str, versions: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["compat", *versions.split(), "--require", required]
    for output in ("text", "json"):
        assert main([*arguments, "-o", output]) == status
        printed = capsys.readouterr()
        assert printed.out
        assert printed.err == (
            "" if not status else f"cdx-tui: {required.upper()} does not hold.\n"
        )


def test_an_unknown_level_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["compat", "empty.avsc", "empty.avsc", "--require", "BACKWARDS"])
    assert end.value.code == ExitStatus.USAGE
    assert "BACKWARD_TRANSITIVE" in capsys.readouterr().err


def test_text_names_each_change_with_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compat", "required.avsc", "long.avsc"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "required.avsc -> long.avsc  AVRO  BACKWARD",
        "  BACKWARD  yes  readers with the newer schema can read all older data",
        "  FORWARD   no   readers with the older schema can't read all newer data",
        "    TYPE_PROMOTED  n.R.a  int -> long  breaks FORWARD",
        "        Data of type long can't be read as int.",
        "",
    ]


def test_text_names_the_versions_that_the_newest_does_not_fit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compat", "required.avsc", "empty.avsc", "empty.avsc"]) == 0
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "empty.avsc against every earlier version  BACKWARD",
        "  BACKWARD  yes  readers with the newest schema can read all earlier data",
        "  FORWARD   no   readers with every earlier schema can't read all newest data",
        "    required.avsc  BACKWARD",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.avsc", "empty.avsc"],
        ["empty.avsc", "missing.avsc"],
        ["empty.avsc", "missing.avsc", "bad.avsc"],
        ["-", "-"],
        ["-", "empty.avsc", "--reference", "-"],
    ],
)
@pytest.mark.parametrize("output", ["text", "json"])
def test_a_file_that_cannot_be_read(
    arguments: list[str], output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compat", *arguments, "-o", output]) == ExitStatus.USAGE
    printed = capsys.readouterr()
    if output == "json":
        assert json.loads(printed.out)["error"]["title"].startswith("Can't ")
    else:
        assert printed.out == ""
    assert printed.err.startswith("cdx-tui: Can't ")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("bad.avsc empty.avsc", ExitStatus.INVALID_SCHEMA),
        ("text.txt bad.avsc", ExitStatus.INVALID_SCHEMA),
        ("required.avsc bad.avsc empty.avsc", ExitStatus.INVALID_SCHEMA),
        ("required.avsc empty.avsc bad.avsc --require FULL", ExitStatus.INVALID_SCHEMA),
        ("bad.avsc required.avsc missing.avsc empty.avsc", ExitStatus.USAGE),
        ("required.avsc empty.avsc --reference missing.avsc", ExitStatus.USAGE),
        ("required.avsc empty.avsc --reference bad.avsc", ExitStatus.INVALID_SCHEMA),
    ],
)
def test_a_file_that_is_not_understood_is_left_out(
    arguments: str, status: ExitStatus, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("text.txt").write_text("hello")
    left_out = [name for name in ("bad.avsc", "text.txt", "missing.avsc") if name in arguments]
    assert main(["compat", *arguments.split(), "-o", "json"]) == status
    printed = capsys.readouterr()
    lines = [line for line in printed.err.splitlines() if "does not hold" not in line]
    assert len(lines) == len(left_out)
    for name in left_out:
        assert f"cdx-tui: {name} " in printed.err
    if "required.avsc" in arguments:
        found = json.loads(printed.out)
        assert (found["level"], "steps" in found) == ("BACKWARD", False)
        assert {each["file"] for each in found["left_out"]} == set(left_out)
    else:
        assert printed.out == ""


def test_versions_of_other_types_are_told_and_the_rest_is_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = document(capsys, "required.avsc", "old.proto", "required.avsc", "empty.avsc")
    assert [step["level"] for step in found["steps"]] == ["NONE", "NONE", "BACKWARD"]
    assert [step.get("reason", "") for step in found["steps"]] == [
        "The format has changed from AVRO to PROTOBUF.",
        "The format has changed from PROTOBUF to AVRO.",
        "",
    ]
    assert found["transitive"] == {"backward": False, "forward": False, "full": False}


def test_unresolved_references_and_cycles_of_the_newest_version_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compat", "user.avsc", "user.avsc"]) == 0
    warning = capsys.readouterr().err
    assert warning.startswith("user.avsc: warning: line 1, column 66: unknown type n.R: ")
    assert warning.count("\n") == 1
    Path("a.proto").write_text('syntax = "proto3"; import "b.proto"; message A { B b = 1; }')
    Path("b.proto").write_text('syntax = "proto3"; import "a.proto"; message B { A a = 1; }')
    assert main(["compat", "a.proto", "a.proto", "--reference", "b.proto"]) == 0
    cycle = "a.proto: warning: the references form a cycle: a.proto → b.proto → a.proto\n"
    assert capsys.readouterr().err == cycle


def test_references_define_types(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(
        capsys, "required.avsc", "user.avsc", "--type", "avro", "--reference", "required.avsc"
    )
    assert found["level"] == "NONE"  # n.R and U differ by name
    Path("user2.avsc").write_text(
        Path("user.avsc").read_text().replace('"n.R"', '{"type": "map", "values": "n.R"}')
    )
    found = document(capsys, "user.avsc", "user2.avsc", "--reference", "required.avsc")
    assert [change["old"] for change in found["changes"]] == ["record n.R"]


def test_a_version_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = io.TextIOWrapper(io.BytesIO(Path("required.avsc").read_bytes()))
    monkeypatch.setattr(sys, "stdin", schema)
    assert document(capsys, "-", "required.avsc")["level"] == "FULL"


def test_json_schemas_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("cdx_tui.schema.compatibility.json_schema")
    Path("old.json").write_text('{"type": "integer"}')
    Path("new.json").write_text('{"type": "number"}')
    found = document(capsys, "old.json", "new.json", "--type", "JSON")
    assert (found["type"], found["level"]) == ("JSON", "BACKWARD")
    assert [change["path"] for change in found["changes"]] == ["#/"]


def test_hostile_names_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path("e\x1b[2J.avsc").write_text('{"type": "enum", "name": "E", "symbols": ["A\\u001b[2J"]}')
    Path("f.avsc").write_text('{"type": "enum", "name": "E", "symbols": ["B\\u202e"]}')
    main(["compat", "e\x1b[2J.avsc", "f.avsc", "--type", "AVRO"])
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err
    assert "\u202e" not in printed.out + printed.err
