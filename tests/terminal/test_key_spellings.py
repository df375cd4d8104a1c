"""Keys as kitty, xterm and foreign layouts spell them, in the real program."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.terminal.conftest import Run

pytestmark = pytest.mark.forked

CTRL_C = {
    "plain": "\x03",
    "kitty": "\x1b[99;5u",
    "kitty, pressed": "\x1b[99;5:1u",
    "kitty, Cyrillic layout": "\x1b[1089::99;5u",
    "kitty, NumLock": "\x1b[99;133u",
    "kitty, CapsLock": "\x1b[99;69u",
    "xterm's modifyOtherKeys": "\x1b[27;5;99~",
}
OPENS = {
    "help, kitty": ("\x1b[63;;63u", "Keyboard shortcuts"),
    "help, shifted key": ("\x1b[47:63;2u", "Keyboard shortcuts"),
    "help, xterm": ("\x1b[27;2;63~", "Keyboard shortcuts"),
    "palette, shifted key": ("\x1b[59:58;2u", "Search commands"),
    "palette, Ctrl+P of kitty": ("\x1b[112;5u", "Search commands"),
}
CLOSES = {
    "plain": "\x1b",
    "kitty": "\x1b[27u",
    "Ctrl+[ of kitty": "\x1b[91;5u",
    "xterm": "\x1b[27;5;91~",
}


def _lacks(shown: str) -> Callable[[str], bool]:
    return lambda text: shown not in text


@pytest.mark.parametrize("name", CTRL_C)
def test_control_c(run: Run, name: str) -> None:
    terminal = run("--demo", columns=100, rows=30)
    terminal.wait_for("Sample shares")
    terminal.send(CTRL_C[name])
    assert terminal.wait(5) == 0


@pytest.mark.parametrize("closing", CLOSES)
def test_what_opens_and_closes_a_dialog(run: Run, closing: str) -> None:
    terminal = run("--demo", columns=100, rows=30)
    terminal.wait_for("Sample shares")
    for key, shown in OPENS.values():
        terminal.send(key)
        terminal.wait_for(shown)
        terminal.send(CLOSES[closing])
        terminal.wait_for(_lacks(shown))
    terminal.send("\x1b[1;1:3B\x1b[57441;1:3u")  # releases
    terminal.send("\x1b[1;129B\x1b[1;1:2B\x1b[13u")  # down twice, Enter
    terminal.wait_for("✓ valid")
