"""Keys typed ahead of the screen have the same effect as keys typed slowly."""

from __future__ import annotations

import random
import select
import shutil
import termios
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from cdx_tui.demo.catalogue import demo_token
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal

SLOWLY = 0.35
"""Seconds between two keys; people are rarely faster in these sequences."""

DOWN = "\x1b[B"
ORDERS, TRADES = demo_token("orders"), demo_token("stock trades")


def paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


ON_THE_FIRST_SCREEN = {
    "Ctrl+U, paste, Enter": ("\x15", paste(TRADES), "\r"),
    "paste, Ctrl+U, paste, Enter": (paste(ORDERS), "\x15", paste(TRADES), "\r"),
    "typed token, Enter": (ORDERS, "\r"),
    "paste, Enter": (paste(ORDERS), "\r"),
    "help and back, paste, Enter": ("\x1bOP", "\x1b", paste(ORDERS), "\r"),
    "d, down, Enter": ("d", DOWN, "\r"),
}
OVER_A_SHARE = {
    "t, paste, Enter": ("t", paste(ORDERS), "\r"),
    "t, typed token, Enter": ("t", ORDERS, "\r"),
    "/clo, Enter, 5": (*"/clo", "\r", "5"),
    "/x, Ctrl+U, clo": (*"/x", "\x15", *"clo"),
    "/clo, Enter, b, c": (*"/clo", "\r", "b", "c"),
    "/isin, Enter, y": (*"/isin", "\r", "y"),
    "Tab, /side, Enter, n": ("\t", *"/side", "\r", "n"),
    "Tab, ojjjj, 1": ("\t", *"ojjjj", "1"),
    "Tab, 2, /side, Enter, o": ("\t", *"2/side", "\r", "o"),
    "123456": (*"123456",),
    "6, Esc, 5, Esc, 4": ("6", "\x1b", "5", "\x1b", "4"),
    "4j": ("4", "j"),
    "s, Esc, v": ("s", "\x1b", "v"),
    "3jj, ], k": (*"3jj", "]", "k"),
    "2jjjj, ), (": (*"2jjjj", ")", "("),
    "b, j, Enter": ("b", "j", "\r"),
    "b, j, Enter, b, k, Enter, 3": ("b", "j", "\r", "b", "k", "\r", "3"),
    "Y, down, Enter": ("Y", DOWN, "\r"),
    "Y, Esc, j": ("Y", "\x1b", "j"),
    "d, down, Enter": ("d", DOWN, "\r"),
    "d, Esc, ?": ("d", "\x1b", "?"),
    "e, Ctrl+U, path, Enter": ("e", "\x15", *"out", "\r"),
    "e, Ctrl+U, pasted path, Enter": ("e", "\x15", paste("out"), "\r"),
    "E, Ctrl+U, path, Enter, Enter": ("E", "\x15", *"all", "\r", "\r"),
    "e, Esc, ?": ("e", "\x1b", "?"),
    ":check, Enter": (*":check", "\r"),
    ":zzz, Enter": (*":zzz", "\r"),
    ":zzz, Esc, 5": (*":zzz", "\x1b", "5"),
    ":redeem, Enter, Esc, j": (*":redeem", "\r", "\x1b", "j"),
    "i, Esc, R, Esc, ?": ("i", "\x1b", "R", "\x1b", "?"),
    "?, q, ?": ("?", "q", "?"),
    "j, v, ], Esc, k": ("j", "k", "v", "]", "\x1b", "k"),
    "]]o": ("]", "]", "o"),
    "z, z, j": ("z", "z", "j"),
    "p, 5, Esc": ("p", "5", "\x1b"),
    "D, path, Enter": ("D", "\x15", *"nowhere", "\r"),
    "D, Esc, E, Esc": ("D", "\x1b", "E", "\x1b"),
    "t, Esc, j": ("t", "\x1b", "j"),
    "t, paste, Esc, 5": ("t", paste(ORDERS), "\x1b", "5"),
    "m, m, j": ("m", "m", "j"),
    "jk<<>": ("j", "k", "<", "<", ">"),
    "Tab, Shift+Tab, j": ("\t", "\x1b[Z", "j"),
}


def test_there_are_forty_sequences() -> None:
    assert len(ON_THE_FIRST_SCREEN) + len(OVER_A_SHARE) >= 40


WHERE_IT_IS_NARROW = {
    "b, j, Enter": ("b", "j", "\r"),
    "b, j, Enter, o": ("b", "j", "\r", "o"),
    "/clo, Enter, 5": (*"/clo", "\r", "5"),
    "right, j, 2": ("\x1b[C", "j", "2"),
    "t, paste, Enter": ("t", paste(ORDERS), "\r"),
    "123456": (*"123456",),
}


def open_demo(run: Run, columns: int = 100, rows: int = 30) -> Terminal:
    terminal = run("--demo", columns=columns, rows=rows)
    terminal.wait_for("Sample shares")
    terminal.send("\x1b")
    terminal.wait_for(lambda text: "Sample shares" not in text)
    terminal.settle()
    return terminal


def open_share(run: Run, columns: int = 100, rows: int = 30) -> Terminal:
    terminal = run("--demo", columns=columns, rows=rows, env={"CDX_TUI_TOKEN": TRADES})
    terminal.wait_for("trade_id")
    terminal.settle()
    return terminal


def type_slowly(terminal: Terminal, keys: Sequence[str]) -> str:
    for key in keys:
        terminal.send(key)
        terminal.settle(SLOWLY)
    return shown(terminal)


def type_at_once(terminal: Terminal, keys: Sequence[str]) -> str:
    terminal.send("".join(keys))
    return shown(terminal)


def shown(terminal: Terminal) -> str:
    """Return the screen once it is quiet, without the line that tells how long a request took."""
    terminal.settle(0.7)
    return "\n".join(line for line in terminal.text.split("\n") if " ms" not in line)


@pytest.fixture
def reset_files(own_home: Path, tmp_path: Path) -> Callable[[], None]:
    """Return a function that removes everything a run has saved."""

    def remove() -> None:
        for path in (*own_home.iterdir(), *tmp_path.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return remove


def screens(
    run: Run,
    opened: Callable[[Run], Terminal],
    keys: Sequence[str],
    reset_files: Callable[[], None],
) -> tuple[str, str]:
    """Return the screens after typing the keys slowly, and after sending them in one write."""
    terminal = opened(run)
    slow = type_slowly(terminal, keys)
    terminal.close()
    reset_files()
    return slow, type_at_once(opened(run), keys)


@pytest.mark.forked
@pytest.mark.parametrize("name", ON_THE_FIRST_SCREEN)
def test_on_the_first_screen(run: Run, reset_files: Callable[[], None], name: str) -> None:
    slow, fast = screens(run, open_demo, ON_THE_FIRST_SCREEN[name], reset_files)
    assert fast == slow


@pytest.mark.forked
@pytest.mark.parametrize("name", OVER_A_SHARE)
def test_over_a_share(run: Run, reset_files: Callable[[], None], name: str) -> None:
    slow, fast = screens(run, open_share, OVER_A_SHARE[name], reset_files)
    assert fast == slow


@pytest.mark.forked
@pytest.mark.parametrize("name", WHERE_IT_IS_NARROW)
def test_where_it_is_narrow(run: Run, reset_files: Callable[[], None], name: str) -> None:
    opened = partial(open_share, columns=80, rows=24)
    slow, fast = screens(run, opened, WHERE_IT_IS_NARROW[name], reset_files)
    assert fast == slow


# Keys in one write, and what they bring up.
ENDS = {
    "what was found is checked": ("/clo\r5", ("closing-prices-value", "Value schema registered")),
    "the pasted token is validated": (f"t{paste(ORDERS)}\r", ("order_id", "✓ valid")),
    "the list opens, and closes with a choice": ("bj\r", ("closing-prices-value", "ClosingPrice")),
    "six views end at the last": ("123456", ("csr-", "crn://")),
}


@pytest.mark.forked
@pytest.mark.parametrize("name", ENDS)
def test_keys_in_one_write_end_where_they_should(run: Run, name: str) -> None:
    keys, wanted = ENDS[name]
    terminal = open_share(run, columns=80, rows=24)
    terminal.send(keys)
    for text in wanted:
        terminal.wait_for(text)
    terminal.settle()
    assert [text for text in wanted if text not in terminal.text] == []


BEFORE_THE_FIRST_PAINT = {
    "Enter": (("\r",), "✓ valid"),
    "Esc, a letter": (("\x1b", "x"), "1 character "),
    "down, Enter": ((DOWN, "\r"), "✓ valid"),
    "Esc, paste without brackets, Enter": (("\x1b", TRADES, "\r"), "Closing Prices"),
}


@pytest.mark.parametrize("name", BEFORE_THE_FIRST_PAINT)
def test_before_the_first_paint(run: Run, name: str) -> None:
    keys, shown = BEFORE_THE_FIRST_PAINT[name]
    terminal = run("--demo", columns=100, rows=30)
    wait_for_silence(terminal)
    assert not terminal.raw
    terminal.send("".join(keys))
    terminal.wait_for(shown)
    assert TRADES[:8].encode() not in terminal.raw


def wait_for_silence(terminal: Terminal) -> None:
    """Wait until the program, which has not painted yet, has turned the echo off."""
    deadline = time.monotonic() + 20
    while termios.tcgetattr(terminal.fd)[3] & termios.ECHO:
        assert time.monotonic() < deadline
        select.select([], [], [], 0.001)


INPUTS = (
    *("j", "k", "g", "G", "o", "v", "s", "i", "R", "?", "Y", "z", "]", "[", "t", "d", "c", "C"),
    *("1", "2", "3", "4", "5", "6", "b", "(", ")"),
    *("\t", "\x1b[Z", "\x1b", "\r", DOWN, "\x1b[A", "\x7f", "\x15"),
    *("/clo", "/isin", ":redeem", ":zzz", paste(ORDERS), "\x1b[<0;10;12M\x1b[<0;10;12m"),
)


def draw_inputs(seed: int) -> list[str]:
    """Return three to eight inputs, without Esc and `[` in a row: that begins a sequence."""
    draw = random.Random(seed)
    while True:
        inputs = draw.choices(INPUTS, k=draw.randint(3, 8))
        if ("\x1b", "[") not in pairwise(inputs):
            return inputs


@pytest.mark.forked
@pytest.mark.parametrize("seed", range(5))
def test_any_sequence(run: Run, reset_files: Callable[[], None], seed: int) -> None:
    """One write shows what slow typing shows."""
    inputs = draw_inputs(seed)
    slow, fast = screens(run, open_share, inputs, reset_files)
    assert fast == slow, inputs
