"""The main flow in a real terminal: from the paste to the schema, over real HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.actions import submit
from tests.terminal.conftest import Run
from tests.tui.driver import sample

LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l")
"""Sequences that leave the alternate screen, show the cursor and disable bracketed paste."""


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_from_the_paste_to_the_schema(open_app: Run, columns: int, rows: int) -> None:
    terminal = open_app(columns=columns, rows=rows)
    terminal.paste(sample("orders").token)
    terminal.wait_for("308 characters")
    terminal.send("\r")
    terminal.wait_for("✓ valid")
    terminal.wait_for("orders-value")
    for shown in ("order_id", "currency", "timestamp", "v4", "AWS"):
        terminal.wait_for(shown)
    if columns == 120:
        terminal.wait_for("Linden & Daughters")
        terminal.wait_for("Orders placed through the")
    terminal.send("2")
    terminal.wait_for('"type": "record"')
    terminal.send("q")
    assert terminal.wait() == 0
    assert all(sequence in terminal.raw for sequence in LEFT)
    assert b"cloud-secret-mark" not in terminal.raw
    assert sample("orders").token.encode() not in terminal.raw


def test_the_demo_opens_no_port_and_needs_no_key(run: Run) -> None:
    terminal = run("--demo", env={"CONFLUENT_CLOUD_API_KEY": "", "CONFLUENT_CLOUD_API_SECRET": ""})
    terminal.wait_for("Sample shares")
    terminal.send("\r")
    terminal.wait_for("✓ valid")
    terminal.wait_for("trade_id")


@pytest.mark.forked
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_enter_is_all_that_it_takes_to_see_the_fields(run: Run, columns: int, rows: int) -> None:
    terminal = run("--demo", columns=columns, rows=rows)
    terminal.wait_for("Sample shares")
    terminal.send("\x1b[B\r")
    terminal.wait_for("order_id")
    terminal.settle()
    wanted = ["order_id", "currency", "timestamp", "v4", "AWS"]
    wanted += ["Linden"] if columns == 120 else []
    assert [text for text in wanted if text not in terminal.text] == []


@pytest.mark.forked
def test_a_token_without_bracketed_paste_is_sent_once_and_completely(open_app: Run) -> None:
    terminal = open_app()
    token = sample("stock trades").token
    terminal.send("\r".join(token[i : i + 76] for i in range(0, len(token), 76)) + "\r")
    terminal.wait_for("✓ valid")


@pytest.mark.forked
def test_an_idle_screen_writes_nothing(open_app: Run) -> None:
    terminal = open_app()
    submit(terminal, "stock trades")
    terminal.wait_for("✓ valid")
    terminal.settle(1.0)
    before = len(terminal.raw)
    terminal.settle(2.0)
    assert len(terminal.raw) == before


def test_a_token_from_standard_input_leaves_the_keys_to_the_terminal(
    run: Run, api: str, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text(sample("clickstream").token)
    terminal = run("--base-url", api, "--token-file", "-", stdin=token)
    terminal.wait_for("✓ valid")
    terminal.send("q")
    assert terminal.wait() == 0


BAD_INPUT = {
    "no such file": (["--token-file", "missing"], "missing"),
    "a folder as a file": (["--token-file", "."], "Is a directory"),
    "an unknown profile": (["--profile", "nobody"], "nobody"),
    "http to another host": (["--base-url", "http://example.com"], "https://"),
    "no address": (["--base-url", "nonsense"], "must begin with https://"),
    "a time-out of nothing": (["--timeout", "0"], "timeout"),
}


@pytest.mark.parametrize("case", BAD_INPUT)
@pytest.mark.parametrize("command", [[], ["validate", "--output", "json"]], ids=["app", "validate"])
def test_bad_input_prints_an_error_message(
    case: str, command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    arguments, message = BAD_INPUT[case]
    done = subprocess.run(
        [sys.executable, "-m", "cdx_tui", *command, *arguments],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    if command:
        assert json.loads(done.stdout)["error"]["kind"]
