"""Settings, options and home directories in a real terminal."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.terminal.actions import quit_app, submit, visit_screens
from tests.terminal.conftest import Run, WriteSettings

pytestmark = pytest.mark.forked

HOMES: dict[str, dict[str, Any]] = {
    "no home": {"HOME": ""},
    "a home that is not there": {"HOME": "/nonexistent/home"},
    "a read-only home": {"HOME": "/proc/self"},
    "a home that is no folder": {"HOME": "/dev/full"},
}


@pytest.mark.parametrize("case", HOMES)
def test_an_unwritable_home(open_app: Run, case: str) -> None:
    terminal = open_app(env=HOMES[case])
    submit(terminal)
    terminal.wait_for("✓ valid")
    quit_app(terminal)


@pytest.mark.parametrize("by", ["option", "settings"])
def test_ascii_mode_draws_only_ascii(
    run: Run, api: str, write_settings: WriteSettings, by: str
) -> None:
    if by == "settings":
        write_settings("ascii = true\n")
    options = ("--ascii",) if by == "option" else ()
    terminal = run("--base-url", api, *options, columns=100, rows=30)
    visit_screens(terminal)
    assert b"* valid" in terminal.raw
    assert b"..." in terminal.raw
    assert b"Enter" in terminal.raw
    assert terminal.raw.isascii()


def test_the_mouse_option_leaves_the_mouse_to_the_terminal(open_app: Run) -> None:
    terminal = open_app("--no-mouse")
    terminal.send("\x03")
    assert terminal.wait() == 0
    assert not [mode for mode in (b"1000h", b"1003h", b"1015h", b"1006h") if mode in terminal.raw]


@pytest.mark.parametrize("times", [1, 2])
def test_a_key_toggles_mouse_capture(open_app: Run, times: int) -> None:
    terminal = open_app()
    terminal.send("\t")
    submit(terminal)
    terminal.wait_for(" valid ")
    terminal.settle(0.1)
    for press in range(times):
        terminal.send("m")
        terminal.wait_for("Mouse capture on" if press else "Mouse capture off")
        switches = re.findall(rb"\x1b\[\?1000([hl])", terminal.raw)
        assert switches[-1] == (b"h" if press else b"l")
    quit_app(terminal)


@pytest.mark.parametrize("command", [[], ["open", "nowhere.json"]])
def test_an_unknown_theme_option_is_reported(run: Run, command: list[str]) -> None:
    terminal = run(*command, "--theme", "nord")
    assert terminal.wait() == 2
    assert "cdx-contrast" in terminal.text
    assert "nord" in terminal.text


def test_an_unknown_theme_in_the_settings_is_reported(
    run: Run, api: str, write_settings: WriteSettings
) -> None:
    write_settings('theme = "cdx-drak"\n')
    terminal = run("--base-url", api)
    terminal.wait_for("1 configuration warning")
    terminal.wait_for('"cdx-dark"?')
    terminal.send("\x03")
    assert terminal.wait() == 0


def test_problems_of_the_settings_are_reported_at_startup(
    run: Run, api: str, write_settings: WriteSettings
) -> None:
    write_settings('colour = "[@click=app.quit]x[/]"\n', mode=0o666)
    terminal = run("--base-url", api)
    terminal.wait_for("2 configuration warnings")
    terminal.wait_for("colour")
    terminal.send("\x03")
    assert terminal.wait() == 0
