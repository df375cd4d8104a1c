"""`cdx-tui check`: output and exit statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.cli import main
from cdx_tui.cli.exit_status import ExitStatus


def _record(*names: str) -> str:
    fields = [{"name": name, "type": "string"} for name in names]
    return json.dumps({"type": "record", "name": "R", "fields": fields})


def _share(folder: Path, *texts: str, network: object = ()) -> str:
    schemas = [
        {"subject": "o-value", "version": number, "schema_type": "AVRO", "schema": text}
        for number, text in enumerate(texts, 1)
    ]
    resource: dict[str, Any] = {"display_name": "Or\x1bders", "schemas": schemas, "cloud": "AWS"}
    resource["network_connection_types"] = network
    file = folder / "share.json"
    file.write_text(json.dumps({"consumer_shared_resources": [resource]}))
    return str(file)


GOOD = (_record("a"), _record("a"))
PERSONAL = (_record("email"),)
INCOMPATIBLE = (_record("a"), _record("a", "b"))
INVALID = ("{",)


def test_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", _share(tmp_path, *INCOMPATIBLE)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Ready to use, 1 warning",
        "",
        "Or␛ders",
        "  ✓ Public internet (AWS)",
        "  o-value",
        "    ! v2 is not BACKWARD compatible with v1. R.b: The newer schema requires the field, and"
        " has no default for it.",
        "    ✓ Value schema registered",
        "",
        "0 blocking issues, 1 warning, 0 fields with possible PII, 1 incompatible subject",
    ]


def test_the_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _share(tmp_path, *INCOMPATIBLE)
    assert main(["check", file, "-o", "json", "--fail-on", "incompatible"]) == 1
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert (document["verdict"], document["failed_on"]) == (
        "Ready to use, 1 warning",
        ["incompatible"],
    )
    assert {each["severity"] for each in document["findings"]} == {"ok", "warning"}
    (subject,) = document["compatibility"]
    assert (subject["older"], subject["newer"], subject["level"]) == (1, 2, "FORWARD")
    assert [each["kind"] for each in subject["breaking"]] == ["READER_FIELD_MISSING_DEFAULT_VALUE"]
    assert printed.err == "cdx-tui: The check failed on incompatible.\n"


@pytest.mark.parametrize(
    ("texts", "fails_on"),
    [
        (GOOD, set()),
        (PERSONAL, {"warning", "personal-data"}),
        (INCOMPATIBLE, {"warning", "incompatible"}),
        (INVALID, {"blocking", "warning"}),
    ],
)
def test_each_condition_fails_on_what_it_names(
    texts: tuple[str, ...], fails_on: set[str], tmp_path: Path
) -> None:
    file = _share(tmp_path, *texts)
    conditions = ("never", "blocking", "warning", "personal-data", "incompatible")
    status = {each: main(["check", file, "--fail-on", each]) for each in conditions}
    assert {each for each in conditions if status[each]} == fails_on
    assert set(status.values()) <= {ExitStatus.SUCCESS, ExitStatus.DIFFERENT}
    assert main(["check", file]) == status["blocking"]


def test_several_conditions_may_be_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _share(tmp_path, *PERSONAL)
    conditions = ["--fail-on", "blocking", "--fail-on", "personal-data", "--fail-on", "warning"]
    assert main(["check", file, *conditions]) == 1
    assert capsys.readouterr().err == "cdx-tui: The check failed on personal-data, warning.\n"


def test_a_token_is_validated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--demo"]) == 0
    assert "v3 is neither FORWARD nor BACKWARD" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["none.json"], ["--demo", "share.json"]])
def test_what_can_not_be_checked_is_one_document(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments, "-o", "json"]) == ExitStatus.USAGE
    printed = capsys.readouterr()
    assert json.loads(printed.out)["error"]["kind"] == "RefusedInput"
    assert printed.err.startswith("cdx-tui: Can't")
