"""A program that runs every command and opens every screen with the packages of one folder alone.

    python -I -S everything.py FOLDER

It ends with a traceback if an import fails, and otherwise prints the commands and screens it ran.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"
if __name__ == "__main__":  # the folder has to be found before the imports below
    sys.path[:0] = [sys.argv[1]]
    sys.path.append(str(Path(__file__).parents[2]))

import cdx_tui
from cdx_tui.cli import main
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.tui.screens.dialogs.commands import collect_commands
from tests.cli.forms import forms, write_files
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app

_SHARES = ("stock trades", "fleet telemetry", "clickstream")
"""Shares with schemas of each format."""

_NOT_RUN = {"Screenshot"}
"""Commands that are run otherwise: this one works after a delay."""


def import_everything() -> None:
    """Import every module of the program."""
    for module in pkgutil.walk_packages(cdx_tui.__path__, "cdx_tui."):
        if module.name != "cdx_tui.__main__":
            import_module(module.name)


def run_commands() -> Iterator[str]:
    """Run the program with every command line of the tests; yield each."""
    write_files(Path.cwd())
    for form in [*forms(), ["validate", "--base-url", "http://[::1]:1", "--token-file", "token"]]:
        with contextlib.suppress(SystemExit):
            assert main(form) != ExitStatus.BUG, form
        yield " ".join(form)


async def open_screens() -> set[str]:
    """Show every view of each format, and run the palette's commands on one."""
    opened: set[str] = set()
    for name in _SHARES:
        app = frozen_app(name, samples=True)
        async with app.run_test(size=(120, 40)) as pilot:
            driver = AppDriver(app, pilot)
            await driver.until("✓ valid")
            await driver.press(*"123456")
            await driver.wait_until_idle()
            if name == _SHARES[0]:
                opened = await _run_palette(driver)
                assert app.export_screenshot()
    return opened


async def _run_palette(driver: AppDriver) -> set[str]:
    """Run each command that the palette offers; return the names of the screens they open."""
    app, opened = driver.app, set()
    main_screen = app.screen
    for command in list(collect_commands(app, main_screen)):
        if command.run is None or command.title in _NOT_RUN:
            continue
        result = command.run()
        if inspect.isawaitable(result):
            await result
        await driver.pilot.pause()
        assert app.crash is None, command
        opened.add(type(app.screen).__name__)
        while app.screen is not main_screen:
            await app.pop_screen()
    return opened


def _use_everything() -> list[str]:
    """Return the commands and screens that were run, in a temporary home and folder."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        os.environ |= {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        Path("token").write_text("YSB0b2tlbg==")
        import_everything()
        return [*run_commands(), *sorted(asyncio.run(open_screens()))]


if __name__ == "__main__":
    output = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    used = _use_everything()
    os.write(output, "\n".join(used).encode())
