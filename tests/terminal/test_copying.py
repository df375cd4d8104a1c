"""Copying to a real clipboard: tmux's paste buffer and the OSC 52 sequence."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal


def select_the_first_sample(terminal: Terminal) -> None:
    terminal.wait_for("Sample shares")
    terminal.send("\r")
    terminal.wait_for("trade_id")
    terminal.send("2")
    terminal.wait_for('"type": "record"')


def test_over_ssh_the_copy_is_sent_to_the_terminal(run: Run) -> None:
    terminal = run("--demo", env={"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, columns=120)
    select_the_first_sample(terminal)
    terminal.send("y")
    terminal.wait_for("(OSC 52)")
    sent = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.raw))
    assert sent is not None
    assert json.loads(base64.b64decode(sent[1]))["type"] == "record"
    terminal.send("q")
    assert terminal.wait() == 0


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize(
    ("is_nested", "destination"), [(False, "(tmux buffer)"), (True, "(buffer of the inner tmux;")]
)
def test_in_tmux_the_copy_is_in_the_paste_buffer(
    environment: dict[str, str], tmp_path: Path, is_nested: bool, destination: str
) -> None:
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    argv = [*tmux, "new-session", sys.executable, "-m", "cdx_tui", "--demo"]
    if is_nested:
        outer = ["tmux", "-S", str(tmp_path / "outer"), "-f", "/dev/null", "new-session"]
        argv = [*outer, "env", "-u", "TMUX", *argv]
    with Terminal(argv, columns=120, env=environment, cwd=str(tmp_path)) as terminal:
        select_the_first_sample(terminal)
        terminal.send("y")
        terminal.wait_for(destination)
        shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, check=True)
        assert json.loads(shown.stdout)["type"] == "record"
        terminal.send("q")
        assert terminal.wait() == 0
