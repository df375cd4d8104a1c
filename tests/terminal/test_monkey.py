"""Any keys at any speed: screens that open and close in each other's way leave the app alive."""

from __future__ import annotations

import random
import select

import pytest

from cdx_tui.demo.catalogue import demo_token
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal

pytestmark = pytest.mark.forked

KEYS = (
    *"abcdefghijklmnoprstuvwxyzCDEGNPRY123456[]()<>/?:;-+#",
    *("\x1b", "\r", "\t", "\x1b[Z", "\x7f", "\x15", "\x10", " "),
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F"),
    *("\x1b[<0;10;8M\x1b[<0;10;8m", "\x1b[<0;60;12M\x1b[<0;60;12m", "\x1b[<65;60;12M"),
    f"\x1b[200~{demo_token('orders')}\x1b[201~",
)
"""Every key but those that quit."""


def pause(terminal: Terminal, seconds: float) -> None:
    """Let time pass without work of our own that would slow the keys down."""
    select.select([], [], [], seconds)
    terminal.read()


def open_share(run: Run) -> Terminal:
    token = demo_token("stock trades")
    terminal = run("--demo", columns=100, rows=30, env={"CDX_TUI_TOKEN": token})
    terminal.wait_for("Closing Prices")
    return terminal


def assert_alive(terminal: Terminal) -> None:
    terminal.settle()
    assert terminal.status is None, terminal.text
    terminal.send("\x03")
    # In the plain view, Ctrl+C is the terminal's own interrupt.
    assert terminal.wait(20) in (0, 130), terminal.text
    assert "because of a bug" not in terminal.text


@pytest.fixture(scope="module")
def rounds(request: pytest.FixtureRequest) -> int:
    """Return how many times as many keys to press."""
    return int(request.config.getoption("--monkey-rounds"))


@pytest.mark.parametrize("seed", range(4))
def test_six_hundred_keys_at_one_to_five_milliseconds(run: Run, rounds: int, seed: int) -> None:
    draw = random.Random(seed)
    terminal = open_share(run)
    for _ in range(600 * rounds):
        terminal.send(draw.choice(KEYS))
        pause(terminal, draw.uniform(0.001, 0.005))
    assert_alive(terminal)


@pytest.mark.parametrize(
    "opening", ["d", "?", "i", "s", "v", "R", "Y", "e", "D", ":", "t"], ids=lambda key: key
)
def test_a_dialog_closed_while_it_opens(run: Run, rounds: int, opening: str) -> None:
    terminal = open_share(run)
    for _ in range(15 * rounds):
        for key in (opening, "\x1b"):
            terminal.send(key)
            pause(terminal, 0.003)
    assert_alive(terminal)
