"""`cdx-tui open` in a real terminal: a saved response without a token, a key or a network."""

from __future__ import annotations

from pathlib import Path

from cdx_tui.demo.share_files import share_body
from tests.terminal.conftest import Run

NO_KEY = {"CONFLUENT_CLOUD_API_KEY": "", "CONFLUENT_CLOUD_API_SECRET": ""}


def test_a_saved_response_opens_offline(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_bytes(share_body("stock_trades"))
    terminal = run("open", "saved.json", env=NO_KEY, columns=100, rows=30)
    terminal.wait_for("Stock Trades")
    terminal.wait_for("saved.json · 2 resources")
    terminal.wait_for("trade_id")
    terminal.wait_for("latest")
    terminal.send("]")
    terminal.wait_for(lambda text: "latest" not in text)
    terminal.send("q")
    assert terminal.wait() == 0


def test_an_invalid_file_is_reported_before_the_screen_opens(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_text("<html>")
    terminal = run("open", "saved.json", env=NO_KEY, columns=200)
    assert terminal.wait(20) == 2
    assert "saved.json is not a saved share: it is not JSON" in " ".join(terminal.text.split())
    assert b"\x1b[?1049h" not in terminal.raw


def test_a_share_from_standard_input_leaves_the_keys_to_the_terminal(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "saved.json").write_bytes(share_body("stock_trades"))
    terminal = run("open", "-", env=NO_KEY, stdin=tmp_path / "saved.json", rows=30)
    terminal.wait_for("standard input · 2 resources")
    terminal.send("q")
    assert terminal.wait() == 0


def test_a_terminal_as_standard_input_is_refused(run: Run) -> None:
    terminal = run("open", "-", env=NO_KEY)
    assert terminal.wait(20) == 2
    assert "Standard input is the terminal." in terminal.text
    assert terminal.is_restored
