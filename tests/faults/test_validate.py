"""`cdx-tui validate` against every fault: exit status, one document, error message, no secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.cli import main
from tests.api.responses import API_SECRET, KEY, TOKEN
from tests.faults.shared import NAMES_OF_NETWORKS, assert_shown_safely, exit_code
from tests.output_documents import schema_errors
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.networks import NETWORKS, Route

_ROOT = Path(__file__).parent.parent.parent
_TIMEOUT = "1"
_AMPLE = "20"
"""Timeout in seconds for cases that do not hang, long enough for a slow machine."""


@dataclass(frozen=True)
class CompletedRun:
    """Exit status and output of one run."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The single JSON document on standard output."""
        assert self.out.isascii()
        assert self.out.count("\n") == 1
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the marked token and key in the environment."""
    for name, value in _secrets().items():
        monkeypatch.setenv(name, value)


def _secrets() -> dict[str, str]:
    return {
        "CDX_TUI_TOKEN": TOKEN,
        "CONFLUENT_CLOUD_API_KEY": KEY,
        "CONFLUENT_CLOUD_API_SECRET": API_SECRET,
    }


def _arguments(route: Route, *, hangs: bool = False) -> list[str]:
    found = ["validate", "--base-url", route.base_url, "--timeout", _TIMEOUT if hangs else _AMPLE]
    if route.proxy:
        found += ["--proxy", route.proxy]
    if route.ca_bundle:
        found += ["--ca-bundle", str(route.ca_bundle)]
    return found


def _run(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> CompletedRun:
    capsys.readouterr()
    status = main(arguments)
    captured = capsys.readouterr()
    return CompletedRun(status, captured.out, captured.err)


def _assert_reported(printed: CompletedRun, kind: str, message: str) -> None:
    document = printed.document
    assert schema_errors("validate", document) == []
    assert printed.status == exit_code(kind)
    assert_shown_safely(printed.err)
    assert_shown_safely(printed.out)
    if kind == "Preview":
        problems = [f"{problem['path']} {problem['message']}" for problem in document["problems"]]
        assert message in "\n".join(problems)
        assert not printed.err
    else:
        error = document["error"]
        assert error["kind"] == kind
        assert error["title"]
        assert error["detail"]
        assert error["next_step"]
        assert message in printed.err
        assert error["title"] in printed.err
        assert error["next_step"] in printed.err


@pytest.mark.parametrize("name", list(FAULTS))
def test_every_fault_is_one_document_and_an_exit_status(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        arguments = _arguments(Route(server.url), hangs=fault.hangs)
        _assert_reported(_run([*arguments, "--output", "json"], capsys), fault.kind, fault.message)


@pytest.mark.parametrize("name", NAMES_OF_NETWORKS)
def test_every_network_is_one_document_and_an_exit_status(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    network = NETWORKS[name]
    with network.open_route() as route:
        arguments = _arguments(route, hangs=network.hangs)
        _assert_reported(
            _run([*arguments, "--output", "json"], capsys), network.kind, network.message
        )


_QUICK = [name for name, fault in FAULTS.items() if fault.most_sent <= 2**20 and not fault.hangs]


@pytest.mark.parametrize("name", _QUICK)
def test_every_fault_prints_a_table_or_an_error(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        printed = _run(_arguments(Route(server.url)), capsys)
    assert printed.status == exit_code(fault.kind)
    assert_shown_safely(printed.out)
    assert_shown_safely(printed.err)
    assert ("Valid: " in printed.out) == (fault.kind == "Preview")
    assert bool(printed.err) == (fault.kind != "Preview")


_RUN_AS_PROGRAM = (
    "status-401",
    "echo",
    "hostile-headers",
    "hostile-names",
    "nested-200000-deep",
    "gzip-bomb",
    "silence",
)


def _program(
    arguments: Sequence[str], folder: Path, redirection: str = "", **environment: str
) -> CompletedRun:
    """Run the program in a subprocess with its standard streams redirected by a shell."""
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(_ROOT)}
    script = f'"$0" -m cdx_tui "$@" {redirection}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, sys.executable, *arguments],
        env={**kept, "LC_ALL": "C.UTF-8", **_secrets(), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return CompletedRun(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("name", _RUN_AS_PROGRAM)
def test_the_program_does_the_same_in_an_ascii_locale(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        arguments = _arguments(Route(server.url), hangs=fault.hangs)
        for output in ("json", "table"):
            printed = _program(
                [*arguments, "--output", output], tmp_path, PYTHONUTF8="0", LC_ALL="POSIX"
            )
            assert printed.status == exit_code(fault.kind), printed.err
            assert printed.out.isascii()
            assert_shown_safely(printed.out)
            assert_shown_safely(printed.err)
            if output == "json":
                assert printed.document


@pytest.mark.parametrize("output", ["json", "table"])
@pytest.mark.parametrize(
    ("redirection", "status", "message"),
    [
        ("<&-", 0, ""),
        (">&-", 74, "Can't write the output: standard output is closed"),
        ("2>&-", 0, ""),
        (">/dev/full", 74, "Can't write the output: No space left on device"),
        ("2>/dev/full", 0, ""),
    ],
)
def test_standard_streams_may_be_closed_or_full(
    redirection: str, status: int, message: str, output: str, tmp_path: Path
) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with FaultServer() as server:
        arguments = [*_arguments(Route(server.url)), "--output", output]
        printed = _program(arguments, tmp_path, redirection)
    assert (printed.status, message in printed.err) == (status, True), printed.err
    assert_shown_safely(printed.err)
    assert ("Stock Trades" in printed.out) == (not redirection.startswith(">"))


def test_closing_standard_error_keeps_the_document_intact(tmp_path: Path) -> None:
    with FaultServer("status-401") as server:
        arguments = [*_arguments(Route(server.url)), "--output", "json"]
        for redirection in ("2>&-", "2>/dev/null"):
            printed = _program(arguments, tmp_path, redirection)
            assert printed.status == exit_code("Unauthenticated")
            assert printed.document["error"]["status"] == 401


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    with FaultServer() as server:
        arguments = [*_arguments(Route(server.url)), "--output", "table"]
        printed = _program(arguments, tmp_path, "| true")
    assert printed == CompletedRun(0, "", "")
