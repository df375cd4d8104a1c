"""JSON output has the properties that its shipped schema lists: these, and no others."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cdx_tui.api import errors
from cdx_tui.api.errors import CdxError, RateLimited
from cdx_tui.api.models import RateLimit
from cdx_tui.cli import main
from cdx_tui.cli.json_output import json_text
from cdx_tui.cli.validate import error_document
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.share_files import share_body
from cdx_tui.output_schemas import OUTPUTS
from tests.output_documents import schema_errors

_SHARES = sorted({token.share for token in CATALOGUE if token.share})


def _output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(list(arguments))
    return capsys.readouterr().out


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_schema_is_valid_and_describes_an_object(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads(_output(capsys, "output-schema", name))
    Draft202012Validator.check_schema(schema)
    assert schema_errors(name, {}) != []
    assert schema_errors(name, []) != []


@pytest.fixture
def share(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "share.json"
    path.write_bytes(share_body(request.param))
    return path


@pytest.mark.parametrize("share", _SHARES, indirect=True)
def test_every_demo_share(share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(share_body("stock_trades"))
    for name, arguments in {
        "check": (str(share), "--fail-on", "never"),
        "diff": (str(other), str(share)),
        "sample": (str(share),),
    }.items():
        found = _output(capsys, name, *arguments, "--output", "json")
        for line in found.splitlines() if name == "sample" else [found]:
            assert schema_errors(name, json.loads(line)) == []


_TOKENS = [token for token in CATALOGUE if not token.delay]


@pytest.mark.parametrize("token", _TOKENS, ids=lambda token: token.name)
def test_every_demo_token(
    token: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CDX_TUI_TOKEN", token.token)
    found = _output(capsys, "validate", "--demo", "--output", "json")
    assert schema_errors("validate", json.loads(found)) == []
    if token.share:
        main(["export", str(tmp_path / "out"), "--demo"])
        index = (tmp_path / "out" / "index.json").read_text()
        assert schema_errors("export", json.loads(index)) == []


def _kinds(base: type[CdxError]) -> Iterator[type[CdxError]]:
    yield base
    for each in base.__subclasses__():
        yield from _kinds(each)


@pytest.mark.parametrize("kind", _kinds(errors.CdxError), ids=lambda kind: kind.__name__)
def test_every_error(kind: type[CdxError]) -> None:
    limits: Any = {"wait": 7, "rate_limit": RateLimit()} if issubclass(kind, RateLimited) else {}
    error = kind("Title", "Cause.", "Next step.", **limits)
    for wait in (False, True):
        document = error_document(error, argparse.Namespace(wait=wait))
        for name in ("validate", "check", "diff", "sample", "compat"):
            assert schema_errors(name, json.loads(json_text({"error": document}))) == []


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, other = (tmp_path / name for name in ("a.avsc", "b.avsc", "c.proto"))
    good.write_text('{"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}]}')
    bad.write_text('{"type": "record"}')
    other.write_text('syntax = "proto3"; message M { bytes id = 1; }')
    files = [str(path) for path in (good, bad, other, tmp_path / "none")]
    for name in ("schema", "sample"):
        lines = _output(capsys, name, *files[: 4 if name == "schema" else 3], "-o", "json")
        assert lines
        for line in lines.splitlines():
            assert schema_errors(name, json.loads(line)) == []
    lines = _output(capsys, "schema", *files, "--view", "fields", "-o", "json")
    assert [schema_errors("schema", json.loads(line)) for line in lines.splitlines()] == [[]] * 4
    for versions in (files[:1] * 2, files[:1] * 3, [*files, files[0]]):
        found = _output(capsys, "compat", *versions, "-o", "json")
        assert schema_errors("compat", json.loads(found)) == []


@pytest.mark.parametrize("timeout", ["5", "-1"])
def test_doctor(timeout: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = _output(capsys, "doctor", "--output", "json", "--timeout", timeout)
    assert schema_errors("doctor", json.loads(found)) == []


@pytest.mark.parametrize("name", ["check", "diff", "sample", "compat", "schema"])
def test_a_file_that_does_not_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["none"] * (2 if name in ("diff", "compat") else 1)
    assert main([name, *files, "-o", "json"]) == 2
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert schema_errors(name, document) == []
    assert document.get("error", document.get("problem"))
    assert "none" in printed.err
