"""The app itself: the command when no other is named."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from cdx_tui.api.errors import RefusedInput
from cdx_tui.commands.setup import Setup

if TYPE_CHECKING:
    from textual.screen import Screen

    from cdx_tui.demo.catalogue import DemoToken

__all__ = ["run", "run_app"]


def run(options: argparse.Namespace) -> int:
    """Open the app and return the exit status."""
    return run_app(Setup.of(options))


def run_app(setup: Setup, first_screen: Callable[[], Screen[None]] | None = None) -> int:
    """Open the app, on its main screen where no other is given, and return the exit status.

    Raises:
        RefusedInput: There is no terminal.
    """
    _own_the_terminal()
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]  # they write keys, pastes and values to files
    os.environ["TEXTUAL_ANIMATIONS"] = "none"  # a page down is 350 kB otherwise

    from cdx_tui.app import CdxApp
    from cdx_tui.screens.session import Session

    samples: tuple[DemoToken, ...] = ()
    if setup.demo:
        from cdx_tui.demo.catalogue import CATALOGUE

        samples = CATALOGUE
    session = Session(
        open_client=setup.open_client,
        check=setup.check,
        label=setup.label,
        find_credentials=setup.credentials,
        samples=samples,
        notices=setup.notices,
    )
    app = CdxApp(session, setup.token, first_screen)
    app.run(mouse=setup.settings.mouse)
    if app.crash is not None:
        print(f"cdx-tui has a bug and had to stop: {app.crash}", file=sys.stderr)
        return 1
    return app.return_code or 0


def _own_the_terminal() -> None:
    """Let standard input be the terminal, where the token came through a pipe.

    A token's bytes would be read as keys otherwise.

    Raises:
        RefusedInput: There is no terminal.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        raise RefusedInput(
            "There is no terminal",
            "The app needs one for its screen and keys.",
            "Use `cdx-tui validate` in scripts.",
        ) from None
    for descriptor in (0, 1, 2):
        if not os.isatty(descriptor):
            os.dup2(terminal, descriptor)
    os.close(terminal)
