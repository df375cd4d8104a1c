"""Slow lines: every key takes at most one round trip.

A second round trip would be a terminal query whose reply a key waits for. So this terminal replies
to nothing, and every key must still bring up its complete screen. Times over a line with 600 ms
each way are measured by `python -m tests.bench.slow_line`.
"""

from __future__ import annotations

import re

import pytest

from tests.bench.slow_line import KEYS
from tests.terminal.actions import quit_app
from tests.terminal.conftest import Run
from tests.tui.driver import sample

pytestmark = pytest.mark.forked

_QUERIES = re.compile(
    rb"\x1b\[[0-9;]*n|\x1b\[[>=]?[0-9;]*c|\x1b\[\?[0-9;]*\$p|\x1b\[\?u|\x1b\][0-9;]*;\?"
)
"""Queries of status and cursor, device attributes, modes, the Kitty protocol, and colours."""


@pytest.mark.parametrize("answers", [False, True])
def test_no_key_waits_for_the_terminal(open_app: Run, answers: bool) -> None:
    terminal = open_app(columns=100, rows=30, answers=answers)
    terminal.settle()
    started = len(terminal.raw)
    terminal.paste(sample("stock trades").token)
    terminal.wait_for("308 characters")
    for keys, shown in KEYS:
        terminal.send(keys)
        terminal.wait_for(shown)
        terminal.settle(0.1)
    assert not _QUERIES.findall(terminal.raw[started:])
    quit_app(terminal)
