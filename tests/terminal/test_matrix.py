"""Terminal types, locales and standard streams: the app works or ends with an error message."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.terminal.actions import quit_app, visit_screens
from tests.terminal.conftest import Run
from tests.tui.driver import sample

ENVIRONMENTS: dict[str, dict[str, str]] = {
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


def _environments() -> Iterator[ParameterSet]:
    """Yield each environment; those of the interpreter itself need one that starts in it."""
    for name, given in ENVIRONMENTS.items():
        of_python = any(each.startswith(("PYTHON", "LC_", "LANG")) for each in given)
        yield pytest.param(name, marks=[] if of_python else [pytest.mark.forked])


@pytest.mark.parametrize("case", _environments())
def test_it_works_on(case: str, open_app: Run) -> None:
    terminal = open_app(env=ENVIRONMENTS[case])
    terminal.paste(sample("orders").token)
    terminal.wait_for("308 characters")
    terminal.send("\r")
    terminal.wait_for("valid")
    terminal.wait_for("order_id")
    quit_app(terminal)
    assert b"\\u2" not in terminal.raw
    assert b"Traceback" not in terminal.raw


@pytest.mark.forked
def test_no_color_disables_all_colours(run: Run, api: str) -> None:
    given = {"NO_COLOR": "1", "COLORTERM": "truecolor"}
    terminal = run("--base-url", api, "--theme", "cdx-light", env=given, columns=100, rows=30)
    visit_screens(terminal)
    codes = {
        int(code or 0)
        for sequence in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw)
        for code in sequence.split(b";")
    }
    # Text attributes and their ends; 39 and 49 are the terminal's own foreground and background.
    assert codes <= {0, 1, 2, 3, 4, 7, 22, 23, 24, 27, 39, 49}
    assert 7 in codes  # the cursor is shown reversed


@pytest.mark.forked
@pytest.mark.parametrize("name", ["cdx-dark", "cdx-light", "cdx-contrast", "terminal"])
def test_every_theme_works_in_16_colours(run: Run, api: str, name: str) -> None:
    arguments = ("--base-url", api, "--theme", name)
    terminal = run(*arguments, env={"TERM": "xterm-16color"}, columns=100, rows=30)
    visit_screens(terminal)
    assert b"38;2;" not in terminal.raw


@pytest.mark.forked
def test_the_terminal_theme_uses_only_the_colours_of_the_terminal(run: Run, api: str) -> None:
    given = {"COLORTERM": "truecolor"}
    terminal = run("--base-url", api, "--theme", "terminal", env=given, columns=100, rows=30)
    visit_screens(terminal)
    assert not re.search(rb"\x1b\[(?:[0-9;]*;)?[34]8;[25];", terminal.raw)


@pytest.mark.parametrize("name", ["dumb", "unknown", "", None])
def test_an_incapable_terminal_gets_an_error_message(run: Run, name: str | None) -> None:
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
    quit_app(terminal, "\x03")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_redirected_stream_gets_no_screen_output(run: Run, tmp_path: Path, stream: str) -> None:
    file = tmp_path / "output"
    terminal = run("--demo", **{stream: file})
    terminal.wait_for("Sample shares")
    quit_app(terminal, "\x03")
    assert file.read_bytes() == b""


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (0, 1, 2)])
def test_closed_streams(run: Run, closed: tuple[int, ...]) -> None:
    terminal = run("--demo", closed=closed)
    terminal.wait_for("Sample shares")
    quit_app(terminal, "\x03")


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
    assert done.stderr.startswith("cdx-tui: No terminal found.")
    assert done.stdout == ""


@pytest.mark.forked
def test_invalid_input_bytes_are_harmless(open_app: Run) -> None:
    terminal = open_app()
    terminal.send(b"\xff\xfe\x80\xc3(\xf0\x9f\x1b[200~\xff\xed\xa0\x80\x1b[201~\x00\x9b\xe2\x82")
    terminal.send(b"\x1b[<999999;99999;1M\x1b[M\xff\xff\xff\x1b[?9999;1$y\x1b[27;5;\x1b]11;\x1b")
    terminal.wait_for("characters")
    terminal.send("\x15")
    terminal.wait_for("Paste it here")
    terminal.send("\x1b")
    terminal.paste(sample("orders").token)
    terminal.wait_for("characters")
    quit_app(terminal, "\x03")
