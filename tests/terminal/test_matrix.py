"""Kinds of terminals, locales and standard streams: the screen is shown, or one sentence says why
not; the terminal is as it was afterwards, and the exit status is right.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.app.scene import sample
from tests.terminal.conftest import Run

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
    terminal = run("--base-url", api, env={"NO_COLOR": "1", "COLORTERM": "truecolor"})
    terminal.wait_for("Nothing is redeemed")
    terminal.send("\x03")
    terminal.wait()
    colours = {bytes(part) for part in terminal.raw.split(b"38;2;")[1:]}
    channels = [part.split(b"m")[0].split(b";")[:3] for part in colours]
    assert all(red == green == blue for red, green, blue in channels)


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


def test_nothing_but_ascii_is_drawn_where_that_is_asked_for(
    run: Run, api: str, own_home: Path
) -> None:
    folder = own_home / ".config" / "cdx-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("ascii = true\n")
    (folder / "config.toml").chmod(0o600)
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    terminal.paste(sample("orders").token)
    terminal.send("\r")
    terminal.wait_for("+ valid")
    terminal.wait_for("orders-key")
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.is_restored
    assert terminal.raw.isascii()


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
