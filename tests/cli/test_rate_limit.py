"""A rate limit: how long to wait is reported, and `--wait` waits and retries once."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.cli import main
from tests.servers.contract_server import ContractServer, Reply
from tests.terminal.emulator import Terminal

Captured = pytest.CaptureFixture[str]
ROOT = Path(__file__).parent.parent.parent
SECRETS = {
    "CDX_TUI_TOKEN": "token-mark-" + "x" * 80,
    "CONFLUENT_CLOUD_API_KEY": "CLOUDKEY",
    "CONFLUENT_CLOUD_API_SECRET": "cloud-secret",
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ContractServer]:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    with ContractServer() as running:
        yield running


@pytest.fixture
def waits(server: ContractServer, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Record waits without waiting; after the first, the server accepts requests."""
    recorded: list[float] = []

    async def sleep(seconds: float) -> None:
        recorded.append(seconds)
        server.reply = Reply()

    monkeypatch.setattr("cdx_tui.cli.rate_limit.sleep", sleep)
    return recorded


def _validate(server: ContractServer, *options: str) -> int:
    return main(["validate", "--base-url", server.url, "-o", "json", *options])


@pytest.mark.parametrize(
    ("headers", "seconds", "advice"),
    [
        ({"Retry_After": "17"}, 17, "Wait 17 seconds, then try again, or use --wait"),
        ({"Retry_After": "1", "X_RateLimit_Reset": "9"}, 1, "Wait 1 second, then"),
        ({"X_RateLimit_Reset": "7200"}, 7200, "Wait 7,200 seconds, then"),
        ({"Retry_After": "9" * 40}, 2_147_483_647, "Wait 2,147,483,647 seconds, then"),
        ({}, None, "Wait, then try again, or"),
    ],
)
def test_the_time_to_wait_is_reported_and_nothing_is_promised(
    headers: dict[str, str],
    seconds: int | None,
    advice: str,
    server: ContractServer,
    capsys: Captured,
) -> None:
    server.reply = Reply.of(None, 429, **headers)
    assert _validate(server) == 8
    printed = capsys.readouterr()
    error = json.loads(printed.out)["error"]
    assert (error["kind"], error["retry_after"]) == ("RateLimited", seconds)
    assert error["next_step"].startswith(advice)
    assert error["next_step"] in printed.err
    for promise in ("by itself", "automatic", "cdx-tui retries"):
        assert promise not in printed.out + printed.err
    assert len(server.requests) == 1


def test_other_errors_have_no_time_to_wait(server: ContractServer, capsys: Captured) -> None:
    server.reply = Reply.of(None, 404, Retry_After="5")
    assert _validate(server) == 6
    assert json.loads(capsys.readouterr().out)["error"]["retry_after"] is None


@pytest.mark.parametrize(
    ("headers", "seconds"), [({"Retry_After": "3"}, 3), ({}, 30), ({"Retry_After": "99999"}, 3600)]
)
def test_waiting_succeeds_on_the_second_request(
    headers: dict[str, str],
    seconds: int,
    server: ContractServer,
    waits: list[float],
    capsys: Captured,
) -> None:
    server.reply = Reply.of(None, 429, **headers)
    assert _validate(server, "--wait") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["resources"] == []
    assert printed.err == ""
    assert sum(waits) == seconds
    assert len(server.requests) == 2


def test_it_retries_only_once(server: ContractServer, capsys: Captured) -> None:
    server.reply = Reply.of(None, 429, Retry_After="0")
    assert _validate(server, "--wait") == 8
    assert len(server.requests) == 2
    assert "--wait" not in capsys.readouterr().err


def test_an_export_waits_too(
    server: ContractServer, waits: list[float], tmp_path: Path, capsys: Captured
) -> None:
    server.reply = Reply.of(None, 429, Retry_After="2")
    folder = tmp_path / "out"
    assert main(["export", str(folder), "--base-url", server.url, "--wait"]) == 0
    assert waits == [1, 1]
    assert (folder / "index.json").exists()


def test_the_wait_is_counted_down_in_a_terminal_and_ends_with_ctrl_c(
    server: ContractServer, own_home: Path, tmp_path: Path
) -> None:
    server.reply = Reply.of(None, 429, Retry_After="3000")
    environment: dict[str, Any] = {
        **SECRETS,
        "HOME": str(own_home),
        "TERM": "xterm",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "cdx_tui", "validate", "--base-url", server.url, "--wait"]
    out = tmp_path / "out"
    with Terminal(command, env=environment, stdout=out) as terminal:
        terminal.wait_for("retrying in 3000 s (Ctrl+C cancels)")
        terminal.send("\x03")
        assert terminal.wait() == 128 + signal.SIGINT
        assert "retrying" not in terminal.text
        assert "Traceback" not in terminal.text
    assert out.read_text() == ""
