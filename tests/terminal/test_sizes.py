"""Terminal sizes: resizing at any time, and very small screens."""

from __future__ import annotations

import random
import signal

import pytest

from tests.terminal.actions import quit_app, submit
from tests.terminal.conftest import Run

pytestmark = pytest.mark.forked

# Keys that lead from a validated share to the screen to be resized, with the text they bring up.
SCREENS: dict[str, list[tuple[str, str]]] = {
    "the share": [],
    "one pane alone": [("z", "")],
    "the list": [("b", "Resources 2")],
    "the source": [("2", '"type": "record"')],
    "the checks": [("5", "Value schema registered")],
    "another token": [("t", "Paste it here")],
    "the palette": [("\x10", "Search commands")],
    "the search": [("\t", ""), ("/", "")],
    "the samples": [("d", "Sample shares")],
}


@pytest.mark.parametrize("screen", SCREENS)
def test_resizing_repeatedly(run: Run, screen: str) -> None:
    terminal = run("--demo", env={"CONFLUENT_CLOUD_API_KEY": ""})
    terminal.wait_for("Sample shares")
    terminal.send("\r")
    terminal.wait_for("Stock Trades")
    terminal.wait_for("✓ valid")
    for keys, shown in SCREENS[screen]:
        terminal.send(keys)
        terminal.wait_for(shown)
    rng = random.Random(screen)  # the same sizes in each run
    for columns in (*range(12, 0, -1), *(rng.randint(1, 90) for _ in range(20)), 1):
        terminal.resize(columns, rng.choice((1, 1, 2, 5, 12, 40)))
        terminal.settle(0.02)
    terminal.settle()
    terminal.resize(1, 1)
    terminal.settle()
    terminal.resize(100, 30)
    terminal.wait_for("valid" if screen in ("the share", "the search") else "")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait() == 143
    assert terminal.is_restored


def test_an_api_key_is_asked_for_at_any_size(open_app: Run) -> None:
    terminal = open_app(env={"CONFLUENT_CLOUD_API_KEY": ""})
    submit(terminal)
    terminal.settle()
    for columns, rows in ((40, 12), (4, 4), (1, 1), (3, 30), (200, 1), (80, 24)):
        terminal.resize(columns, rows)
        terminal.settle(0.1)
    quit_app(terminal, "\x03")
