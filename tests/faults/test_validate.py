"""`cdx-tui validate` against every fault: an exit status, one document, words, and no secret."""

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
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.networks import NETWORKS, Route

_ROOT = Path(__file__).parent.parent.parent
_TIMEOUT = "1"
_AMPLE = "20"
"""Seconds; only what hangs is for the deadline to end, on however slow a machine."""


@dataclass(frozen=True)
class Printed:
    """What one run came to."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        assert self.out.isascii()
        assert self.out.count("\n") == 1
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the marked token and key."""
    for name, value in _secrets().items():
        monkeypatch.setenv(name, value)


def _secrets() -> dict[str, str]:
    return {
        "CDX_TUI_TOKEN": TOKEN,
        "CONFLUENT_CLOUD_API_KEY": KEY,
        "CONFLUENT_CLOUD_API_SECRET": API_SECRET,
    }


def _arguments(way: Route, *, hangs: bool = False) -> list[str]:
    found = ["validate", "--base-url", way.base_url, "--timeout", _TIMEOUT if hangs else _AMPLE]
    if way.proxy:
        found += ["--proxy", way.proxy]
    if way.ca_bundle:
        found += ["--ca-bundle", str(way.ca_bundle)]
    return found


def _run(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> Printed:
    capsys.readouterr()
    status = main(arguments)
    captured = capsys.readouterr()
    return Printed(status, captured.out, captured.err)


def _assert_told(printed: Printed, kind: str, words: str) -> None:
    document = printed.document
    assert printed.status == exit_code(kind)
    assert_shown_safely(printed.err)
    assert_shown_safely(printed.out)
    if kind == "Preview":
        problems = [f"{problem['path']} {problem['message']}" for problem in document["problems"]]
        assert words in "\n".join(problems)
        assert not printed.err
    else:
        error = document["error"]
        assert error["kind"] == kind
        assert error["title"]
        assert error["detail"]
        assert error["next_step"]
        assert words in printed.err
        assert error["title"] in printed.err
        assert error["next_step"] in printed.err


@pytest.mark.parametrize("name", list(FAULTS))
def test_every_fault_is_one_document_and_an_exit_status(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        arguments = _arguments(Route(server.url), hangs=fault.hangs)
        _assert_told(_run([*arguments, "--output", "json"], capsys), fault.kind, fault.words)


@pytest.mark.parametrize("name", NAMES_OF_NETWORKS)
def test_every_network_is_one_document_and_an_exit_status(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    network = NETWORKS[name]
    with network.way() as way:
        arguments = _arguments(way, hangs=network.hangs)
        _assert_told(_run([*arguments, "--output", "json"], capsys), network.kind, network.words)


_QUICK = [name for name, fault in FAULTS.items() if fault.most_sent <= 2**20 and not fault.hangs]


@pytest.mark.parametrize("name", _QUICK)
def test_every_fault_is_a_table_or_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        printed = _run(_arguments(Route(server.url)), capsys)
    assert printed.status == exit_code(fault.kind)
    assert_shown_safely(printed.out)
    assert_shown_safely(printed.err)
    assert ("valid: " in printed.out) == (fault.kind == "Preview")
    assert bool(printed.err) == (fault.kind != "Preview")


_PROGRAMS = (
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
) -> Printed:
    """Run the program itself, its standard streams redirected as a shell does that."""
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
    return Printed(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("name", _PROGRAMS)
def test_the_program_itself_does_so_in_an_ascii_locale(name: str, tmp_path: Path) -> None:
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
    ("redirection", "status", "said"),
    [
        ("<&-", 0, ""),
        (">&-", 0, ""),
        ("2>&-", 0, ""),
        (">/dev/full", 2, "could not be written: No space left on device"),
        ("2>/dev/full", 0, ""),
    ],
)
def test_standard_streams_may_be_closed_or_full(
    redirection: str, status: int, said: str, output: str, tmp_path: Path
) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with FaultServer() as server:
        arguments = [*_arguments(Route(server.url)), "--output", output]
        printed = _program(arguments, tmp_path, redirection)
    assert (printed.status, said in printed.err) == (status, True), printed.err
    assert_shown_safely(printed.err)
    assert ("Stock Trades" in printed.out) == (not redirection.startswith(">"))


def test_an_error_does_not_go_where_the_document_goes(tmp_path: Path) -> None:
    with FaultServer("status-401") as server:
        arguments = [*_arguments(Route(server.url)), "--output", "json"]
        for redirection in ("2>&-", "2>/dev/null"):
            printed = _program(arguments, tmp_path, redirection)
            assert printed.status == exit_code("Unauthenticated")
            assert printed.document["error"]["status"] == 401


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    with FaultServer() as server:
        arguments = [*_arguments(Route(server.url)), "--output", "table"]
        printed = _program(arguments, tmp_path, "| true")
    assert printed == Printed(0, "", "")
