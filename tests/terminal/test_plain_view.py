"""Printing a schema on the terminal outside the app's screen, and returning to the app."""

from __future__ import annotations

import signal

import pytest

from tests.terminal.actions import quit_app, submit
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal

pytestmark = pytest.mark.forked

_LEAVE = b"\x1b[?1049l"
_ENTER = b"\x1b[?1049h"


def _print_schema(open_app: Run) -> Terminal:
    terminal = open_app()
    submit(terminal)
    terminal.wait_for(" valid ")
    terminal.wait_for("order_id")
    terminal.settle()
    terminal.raw.clear()
    terminal.send("P")
    terminal.wait_for("Enter goes back")
    return terminal


def test_the_text_is_printed_and_enter_returns_to_the_app(open_app: Run) -> None:
    terminal = _print_schema(open_app)
    before, _, printed = terminal.raw.partition(_LEAVE)
    assert _ENTER not in before + printed
    assert b'"name": "Order"' in printed
    terminal.send("\r")
    terminal.wait_for(lambda _: terminal.raw.rfind(_ENTER) > terminal.raw.rfind(_LEAVE))
    terminal.wait_for("order_id")
    terminal.send("(")
    terminal.wait_for("orders-key")
    quit_app(terminal)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_while_it_waits(
    open_app: Run, number: signal.Signals, status: int
) -> None:
    terminal = _print_schema(open_app)
    terminal.kill(number)
    assert terminal.wait(4) == status
    assert terminal.is_restored


def test_ctrl_c_ends_it_while_it_waits(open_app: Run) -> None:
    terminal = _print_schema(open_app)
    terminal.send("\x03")
    assert terminal.wait(4) == 130
    assert terminal.is_restored


def test_ctrl_c_right_behind_the_key_ends_it(open_app: Run) -> None:
    terminal = open_app()
    submit(terminal)
    terminal.wait_for("order_id")
    terminal.send("P\x03")
    assert terminal.wait(4) in (0, 130)
    assert terminal.is_restored


def test_a_hang_up_ends_it_while_it_waits(open_app: Run) -> None:
    terminal = _print_schema(open_app)
    terminal.hang_up()
    assert terminal.wait(4) == 129


def test_end_of_input_returns_to_the_app(open_app: Run) -> None:
    terminal = _print_schema(open_app)
    terminal.send("\x04")
    terminal.wait_for("order_id")
    terminal.send("q")
    assert terminal.wait() == 0
