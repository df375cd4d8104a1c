"""Kinds of terminals, locales and standard streams: the screen is shown, or one sentence says why
not; the terminal is as it was afterwards, and the exit status is right.
"""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal
from tests.tui.driver import sample

SHOWN: dict[str, dict[str, str]] = {
    "256 colours": {},
    "24-bit colour": {"COLORTERM": "truecolor"},
    "16 colours": {"TERM": "xterm-16color"},
    "the Linux console": {"TERM": "linux"},
    "tmux": {"TERM": "tmux-256color", "TMUX": "/nowhere,1,0"},
    "GNU screen": {"TERM": "screen"},
    "vt100": {"TERM": "vt100"},
    "a terminal nobody knows": {"TERM": "who-knows"},
    "no colour": {"NO_COLOR": "1"},
    "an ASCII-only locale": {"PYTHONUTF8": "0", "LC_ALL": "POSIX"},
    "no locale": {"LANG": ""},
    "a locale that is not there": {"LC_ALL": "xx_YY.UTF-8"},
    "a Latin-1 encoding": {"PYTHONIOENCODING": "latin-1"},
    "Python's development mode": {"PYTHONDEVMODE": "1", "PYTHONASYNCIODEBUG": "1"},
    "COLUMNS and LINES that are wrong": {"COLUMNS": "7", "LINES": "3"},
}


@pytest.mark.parametrize("case", SHOWN)
def test_it_works_on(case: str, run: Run, api: str) -> None:
    terminal = run("--base-url", api, env=SHOWN[case])
    terminal.wait_for("Nothing is redeemed")
    terminal.paste(sample("orders").token)
    terminal.wait_for("308 characters")
    terminal.send("\r")
    terminal.wait_for("valid")
    terminal.wait_for("orders-key")
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.is_restored
    assert b"\\u2" not in terminal.raw
    assert b"Traceback" not in terminal.raw


def test_no_colour_means_none(run: Run, api: str) -> None:
    given = {"NO_COLOR": "1", "COLORTERM": "truecolor"}
    terminal = run("--base-url", api, "--theme", "cdx-light", env=given, columns=100, rows=30)
    _look_around(terminal)
    codes = {
        int(code or 0)
        for sequence in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw)
        for code in sequence.split(b";")
    }
    # Bold, italic, underlined, reversed; 39 and 49 are the terminal's own text and ground.
    assert codes <= {0, 1, 2, 3, 4, 7, 39, 49}
    assert 7 in codes  # the cursor is told all the same


@pytest.mark.parametrize("name", ["cdx-dark", "cdx-light", "cdx-contrast", "terminal"])
def test_every_theme_works_in_16_colours(run: Run, api: str, name: str) -> None:
    arguments = ("--base-url", api, "--theme", name)
    terminal = run(*arguments, env={"TERM": "xterm-16color"}, columns=100, rows=30)
    _look_around(terminal)
    assert b"38;2;" not in terminal.raw


def _is_back(gone: str, text: str) -> bool:
    return gone not in text and " valid " in text


def _look_around(terminal: Terminal) -> None:
    """Go through the screens that there are, by keys alone, and leave."""
    terminal.wait_for("Nothing is redeemed")
    terminal.paste(sample("stock trades").token)
    terminal.send("\r")
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
            terminal.wait_for(partial(_is_back, shown))
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.is_restored


@pytest.mark.parametrize("name", ["dumb", "unknown", "", None])
def test_a_terminal_without_a_screen_gets_a_sentence(run: Run, name: str | None) -> None:
    terminal = run(env={"TERM": "" if name is None else name}, unset=() if name else ("TERM",))
    assert terminal.wait() == 2
    assert "TERM" in terminal.text
    assert "xterm-256color" in " ".join(terminal.text.split())
    assert b"\x1b" not in terminal.raw


def test_a_pipe_for_standard_input_is_not_read_as_keys(run: Run, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("q" * 100)
    terminal = run("--demo", stdin=keys)
    terminal.wait_for("Sample shares")
    terminal.send("\x03")
    assert terminal.wait() == 0
    assert terminal.is_restored


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_redirected_stream_gets_nothing_of_the_screen(
    run: Run, tmp_path: Path, stream: str
) -> None:
    file = tmp_path / "output"
    terminal = run("--demo", **{stream: file})
    terminal.wait_for("Sample shares")
    terminal.send("\x03")
    assert terminal.wait() == 0
    assert terminal.is_restored
    assert file.read_bytes() == b""


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (0, 1, 2)])
def test_streams_that_are_closed(run: Run, closed: tuple[int, ...]) -> None:
    terminal = run("--demo", closed=closed)
    terminal.wait_for("Sample shares")
    terminal.send("\x03")
    assert terminal.wait() == 0
    assert terminal.is_restored


def test_no_terminal_at_all(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cdx_tui"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("cdx-tui: There is no terminal.")
    assert done.stdout == ""


def test_bytes_that_are_no_text_are_typed(run: Run, api: str) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    terminal.send(b"\xff\xfe\x80\xc3(\xf0\x9f\x1b[200~\xff\xed\xa0\x80\x1b[201~\x00\x9b\xe2\x82")
    terminal.send(b"\x1b[<999999;99999;1M\x1b[M\xff\xff\xff\x1b[?9999;1$y\x1b[27;5;\x1b]11;\x1b")
    terminal.wait_for("characters")
    terminal.send("\x15")
    terminal.wait_for("Paste a shared token")
    terminal.send("\x1b")
    terminal.paste(sample("orders").token)
    terminal.wait_for("characters")
    terminal.send("\x03")
    assert terminal.wait() == 0
    assert terminal.is_restored


# What is on the screen when its size goes mad: keys that lead there from a validated token.
SCREENS: dict[str, list[tuple[str, str]]] = {
    "the share": [],
    "one pane alone": [("z", "")],
    "the palette": [("\x10", "Search for commands")],
    "the search": [("\t", ""), ("/", "")],
    "the samples": [("d", "Sample shares")],
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_storm_of_sizes(run: Run, screen: str) -> None:
    terminal = run("--demo", env={"CONFLUENT_CLOUD_API_KEY": ""})
    terminal.wait_for("Sample shares")
    terminal.send("\r")
    terminal.wait_for("Stock Trades")
    terminal.wait_for("✓ valid")
    for keys, words in SCREENS[screen]:
        terminal.send(keys)
        terminal.wait_for(words)
    weather = random.Random(screen)  # the same storm in each run
    for columns in (*range(12, 0, -1), *(weather.randint(1, 90) for _ in range(20)), 1):
        terminal.resize(columns, weather.choice((1, 1, 2, 5, 12, 40)))
        terminal.settle(0.02)
    terminal.settle()
    terminal.resize(1, 1)
    terminal.settle()
    terminal.resize(100, 30)
    terminal.wait_for("valid" if screen in ("the share", "the search") else "")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait() == 143
    assert terminal.is_restored


def test_an_api_key_is_asked_for_at_any_size(run: Run, api: str) -> None:
    terminal = run("--base-url", api, env={"CONFLUENT_CLOUD_API_KEY": ""})
    terminal.wait_for("Nothing is redeemed")
    terminal.paste(sample("orders").token)
    terminal.send("\r")
    terminal.settle()
    for columns, rows in ((40, 12), (4, 4), (1, 1), (3, 30), (200, 1), (80, 24)):
        terminal.resize(columns, rows)
        terminal.settle(0.1)
    terminal.send("\x03")
    assert terminal.wait() == 0
    assert terminal.is_restored


HOMES: dict[str, dict[str, Any]] = {
    "no home": {"HOME": ""},
    "a home that is not there": {"HOME": "/nonexistent/home"},
    "a read-only home": {"HOME": "/proc/self"},
    "a home that is no folder": {"HOME": "/dev/full"},
}


@pytest.mark.parametrize("case", HOMES)
def test_a_home_where_nothing_can_be_kept(run: Run, api: str, case: str) -> None:
    terminal = run("--base-url", api, env=HOMES[case])
    terminal.wait_for("Nothing is redeemed")
    terminal.paste(sample("orders").token)
    terminal.send("\r")
    terminal.wait_for("✓ valid")
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.is_restored


@pytest.mark.parametrize("by", ["option", "settings"])
def test_nothing_but_ascii_is_drawn_where_that_is_asked_for(
    run: Run, api: str, own_home: Path, by: str
) -> None:
    if by == "settings":
        folder = own_home / ".config" / "cdx-tui"
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text("ascii = true\n")
        (folder / "config.toml").chmod(0o600)
    options = ("--ascii",) if by == "option" else ()
    terminal = run("--base-url", api, *options, columns=100, rows=30)
    _look_around(terminal)
    assert b"+ valid" in terminal.raw
    assert terminal.raw.isascii()


def test_the_mouse_is_left_to_the_terminal_where_that_is_asked_for(run: Run, api: str) -> None:
    terminal = run("--base-url", api, "--no-mouse")
    terminal.wait_for("Nothing is redeemed")
    terminal.send("\x03")
    assert terminal.wait() == 0
    assert not [mode for mode in (b"1000h", b"1003h", b"1015h", b"1006h") if mode in terminal.raw]


@pytest.mark.parametrize("times", [1, 2])
def test_a_key_gives_the_mouse_to_the_terminal_and_takes_it(run: Run, api: str, times: int) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    terminal.send("\t")
    terminal.paste(sample("orders").token)
    terminal.send("\r")
    terminal.wait_for(" valid ")
    terminal.settle(0.1)
    for press in range(times):
        terminal.send("m")
        terminal.wait_for("The app has" if press else "The terminal has")
        switches = re.findall(rb"\x1b\[\?1000([hl])", terminal.raw)
        assert switches[-1] == (b"h" if press else b"l")
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.is_restored


@pytest.mark.parametrize("command", [[], ["open", "nowhere.json"]])
def test_a_theme_that_is_not_there_is_told(run: Run, command: list[str]) -> None:
    terminal = run(*command, "--theme", "nord")
    assert terminal.wait() == 2
    assert "cdx-contrast" in terminal.text
    assert "nord" in terminal.text


def test_a_theme_of_the_settings_that_is_not_there_is_told(
    run: Run, api: str, own_home: Path
) -> None:
    folder = own_home / ".config" / "cdx-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('theme = "cdx-drak"\n')
    (folder / "config.toml").chmod(0o600)
    terminal = run("--base-url", api)
    terminal.wait_for("1 thing to know about the settings")
    terminal.wait_for('mean "cdx-dark"?')
    terminal.send("\x03")
    assert terminal.wait() == 0


def test_what_is_wrong_with_the_settings_is_told_at_the_start(
    run: Run, api: str, own_home: Path
) -> None:
    folder = own_home / ".config" / "cdx-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('colour = "[@click=app.quit]x[/]"\n')
    (folder / "config.toml").chmod(0o666)
    terminal = run("--base-url", api)
    terminal.wait_for("2 things to know about the settings")
    terminal.wait_for("colour")
    terminal.send("\x03")
    assert terminal.wait() == 0
