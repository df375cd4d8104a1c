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


def _lacks(gone: str, text: str) -> bool:
    return gone not in text


def visit_screens(terminal: Terminal) -> None:
    """Visit every view and dialog by keys alone, then quit."""
    terminal.wait_for("Nothing is redeemed")
    submit(terminal, "stock trades")
    for keys, shown in (
        ("", "trade_id"),
        ("[", "ID 100007"),
        ("]", "latest"),
        ("2", "com.example.northgate"),
        ("3", "can't read"),
        ("4", "unions are untagged"),
        ("5", "Value schema registered"),
        ("6", "crn://"),
        ("1", "conditions"),
        ("/side", "1 of "),
        ("\r", " View"),
        (")", "TradeKey"),
        ("b", "Closing Prices"),
    ):
        terminal.send(keys)
        terminal.settle(0.1)
        terminal.wait_for(shown)
    for keys, shown, back in (
        ("?", "Show fields", "?"),
        ("R", "consumer redeem", "\x1b"),
        ("E", "cdx-export", "\x1b"),
    ):
        terminal.send(keys)
        terminal.wait_for(shown)
        terminal.send(back)
        terminal.wait_for(partial(_lacks, shown))
    quit_app(terminal)
