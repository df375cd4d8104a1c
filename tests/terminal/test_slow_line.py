"""A line that is slow: every key is answered by the time that its bytes need for one round trip.

What could cost a second one is a question to the terminal whose answer a key waits for. So here is
a terminal that answers nothing, and every key still brings its whole screen. How long that takes
with 600 ms each way is measured by `python -m tests.bench.slow_line`.
"""

from __future__ import annotations

import re

import pytest

from tests.bench.slow_line import KEYS
from tests.terminal.conftest import Run
from tests.tui.driver import sample

_QUESTIONS = re.compile(
    rb"\x1b\[[0-9;]*n|\x1b\[[>=]?[0-9;]*c|\x1b\[\?[0-9;]*\$p|\x1b\[\?u|\x1b\][0-9;]*;\?"
)
"""Reports of status and cursor, device attributes, modes, the Kitty protocol, colours."""


@pytest.mark.parametrize("answers", [False, True])
def test_no_key_waits_for_the_terminal(run: Run, api: str, answers: bool) -> None:
    terminal = run("--base-url", api, columns=100, rows=30, answers=answers)
    terminal.wait_for("Nothing is redeemed")
    terminal.settle()
    started = len(terminal.raw)
    terminal.paste(sample("stock trades").token)
    terminal.wait_for("308 characters")
    for keys, shown in KEYS:
        terminal.send(keys)
        terminal.wait_for(shown)
        terminal.settle(0.1)
    assert not _QUESTIONS.findall(terminal.raw[started:])
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.is_restored
