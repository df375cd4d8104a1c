"""The tour in a real terminal: started by `--tour`, stopped by a key."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.actions import quit_app
from tests.terminal.conftest import Run


def test_the_tour_starts_by_itself_and_a_key_stops_it(run: Run) -> None:
    terminal = run("--tour", columns=100, rows=30, env={"CDX_TUI_TOKEN": "YSB0b2tlbg=="})
    terminal.wait_for("any key stops")
    terminal.wait_for("Sample shares")
    terminal.send("x")
    terminal.wait_for(lambda text: "any key stops" not in text)
    assert "Sample shares" in terminal.text
    terminal.send("\r")
    terminal.wait_for("trade_id")
    quit_app(terminal)


def test_it_refuses_a_token_file(run: Run, tmp_path: Path) -> None:
    terminal = run("--tour", "--token-file", str(tmp_path / "token"))
    terminal.wait_for("--token-file or --tour")
    assert terminal.wait() == 2
