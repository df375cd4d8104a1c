"""Actions of a user in the terminal tests."""

from __future__ import annotations

from functools import partial

from tests.terminal.emulator import Terminal
from tests.tui.driver import sample

__all__ = ["quit_app", "submit", "visit_screens"]


def submit(terminal: Terminal, name: str = "orders") -> None:
    """Paste the token of the sample share called `name` and press Enter."""
    terminal.paste(sample(name).token)
    terminal.send("\r")


def quit_app(terminal: Terminal, keys: str = "q", seconds: float = 5.0) -> None:
    """Quit by `keys`; assert that the exit status is 0 and the terminal restored."""
    terminal.send(keys)
    assert terminal.wait(seconds) == 0
    assert terminal.is_restored


def _is_closed(gone: str, text: str) -> bool:
    return gone not in text and " valid " in text


def visit_screens(terminal: Terminal) -> None:
    """Visit every screen by keys alone, then quit."""
    terminal.wait_for("Nothing is redeemed")
    submit(terminal, "stock trades")
    terminal.wait_for("1 of 4")
    terminal.wait_for(" valid ")
    for place in ("2 of 4", "3 of 4"):
        terminal.send("]")
        terminal.wait_for(place)
    for keys, shown, back in (
        ("v", "cannot read", "\x1b"),
        ("s", "unions without", "\x1b"),
        ("?", "Previous schema", "?"),
        ("R", "confluent", "\x1b"),
        ("E", "Enter saves", "\x1b"),
        ("\t\t", " valid ", ""),
        ("/Trade", "End search", "\x1b"),
        ("o", "northgate.Trade ", ""),
    ):
        terminal.send(keys)
        terminal.settle(0.1)
        terminal.wait_for(shown)
        if back:
            terminal.send(back)
            terminal.wait_for(partial(_is_closed, shown))
    quit_app(terminal)
