"""`cdx-tui diff` for saved responses and exports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from cdx_tui.cli import main


def _save_response(folder: Path, name: str, *resources: Mapping[str, object]) -> str:
    file = folder / name
    file.write_text(json.dumps({"consumer_shared_resources": resources}))
    return str(file)


OLD = {"id": "r-1", "display_name": "Orders", "cloud": "AWS"}


def test_nothing_has_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _save_response(tmp_path, "a.json", OLD)
    assert main(["diff", file, file]) == 0
    assert capsys.readouterr().out == "No changes.\n"


def test_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = (
        _save_response(tmp_path, "a.json", OLD),
        _save_response(
            tmp_path, "b.json", {**OLD, "cloud": "GCP"}, {"display_name": "New\x1b]2;x"}
        ),
    )
    assert main(["diff", *files]) == 1
    out = capsys.readouterr().out
    assert out == "~ Orders\n    ~ cloud: AWS → GCP\n+ New␛]2;x\n"


def test_the_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = (_save_response(tmp_path, "a.json", OLD), _save_response(tmp_path, "b.json"))
    assert main(["diff", "--output", "json", *files]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert (change["changed"], change["name"]) == ("removed", "Orders")


def test_a_changed_subject_has_its_level_and_what_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def share(name: str, kind: str) -> str:
        text = json.dumps({"type": "record", "name": "R", "fields": [{"name": "a", "type": kind}]})
        schema = {"subject": "o-value", "version": 1, "schema_type": "AVRO", "schema": text}
        return _save_response(tmp_path, name, {**OLD, "schemas": [schema]})

    assert main(["diff", "-o", "json", share("a.json", "int"), share("b.json", "long")]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    (schema,) = change["schemas"]
    assert (schema["level"], schema["reason"]) == ("BACKWARD", "")
    (breaking,) = schema["breaking"]
    assert (breaking["path"], breaking["backward"], breaking["forward"]) == ("R.a", True, False)


def test_an_export_and_a_saved_response(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        (tmp_path / "token").write_text(_token())
        folder = str(tmp_path / name)
        arguments = ["--demo", "--token-file", str(tmp_path / "token")]
        assert main(["export", folder, *arguments]) == 0
    capsys.readouterr()
    assert main(["diff", str(tmp_path / "one"), str(tmp_path / "two" / "preview.json")]) == 0


def _token() -> str:
    from tests.tui.driver import sample

    return sample("orders").token


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"error": {"title": "x"}}'])
def test_an_invalid_response_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    good = _save_response(tmp_path, "a.json", OLD)
    (tmp_path / "b.json").write_text(broken)
    assert main(["diff", good, str(tmp_path / "b.json")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("cdx-tui: Can't open the saved share. ")
