"""Run the app, the default command."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli.early_input import original_attributes
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.privacy import harden_process
from cdx_tui.cli.setup import Setup
from cdx_tui.cli.terminal import TerminalGuard, require_capable_terminal
from cdx_tui.config.state import load_state, save_state
from cdx_tui.config.values import THEMES

if TYPE_CHECKING:
    import argparse

    from textual.screen import Screen

    from cdx_tui.clipboard import CopyMethod
    from cdx_tui.config.values import Clipboard
    from cdx_tui.demo.catalogue import DemoToken
    from cdx_tui.tui.app import CdxApp

__all__ = ["run", "run_app"]

_IDLE_LIMIT: Final = 30.0
"""Seconds for which a connection is kept: less than load balancers keep it, which is a minute."""


def run(options: argparse.Namespace) -> int:
    """Run the app with the given options and return the exit status.

    Raises:
        RefusedInput: A setting or the token is invalid, or there is no capable terminal.
    """
    harden_process()
    if options.tour and "token_file" in vars(options):
        raise RefusedInput(
            "Can't give the tour",
            "It shows the demo's sample shares, but --token-file names a token.",
            "Leave out --token-file or --tour.",
        )
    require_capable_terminal()
    setup = Setup.of(options)
    if options.tour:
        setup = setup._replace(demo=True, tour=True, token=None)
    return run_app(setup)


def run_app(setup: Setup, first_screen: Callable[[], Screen[None]] | None = None) -> int:
    """Run the app, by default on its main screen, and return the exit status.

    It is `ExitStatus.BUG` after a crash, and 128 plus the signal's number after a signal.

    Raises:
        RefusedInput: There is no terminal, or `TERM` does not support a screen.
    """
    harden_process()
    require_capable_terminal()
    with TerminalGuard(ascii_only=setup.settings.ascii) as guard:
        app = _make_app(setup, first_screen, lacks_signs=guard.lacks_signs)
        app.exit_started = guard.exit_started
        report = _crash_reporter(app)
        guard.watch(app.request_exit, report)
        _catch_in_threads(app)
        app.run(mouse=setup.settings.mouse)
    app.crash = app.crash or guard.bug
    report()
    if app.crash is None:
        return app.return_code or 0
    return ExitStatus.BUG if guard.received is None else 128 + guard.received


def _make_app(
    setup: Setup, first_screen: Callable[[], Screen[None]] | None, *, lacks_signs: bool
) -> CdxApp:
    os.environ["TEXTUAL_ANIMATIONS"] = "none"  # with them a page down writes 350 kB

    from cdx_tui.tui.app import CdxApp
    from cdx_tui.tui.driver import TerminalDriver
    from cdx_tui.tui.screens.session import Session

    TerminalDriver.initial_attributes = original_attributes()
    samples: tuple[DemoToken, ...] = ()
    if setup.demo:
        from cdx_tui.demo.catalogue import CATALOGUE

        samples = CATALOGUE
    state = load_state()
    remembers = setup.settings.recent_shares and not setup.tour
    session = Session(
        open_client=partial(setup.open_client, idle_limit=_IDLE_LIMIT),
        find_token=setup.find_token,
        token_note=setup.token_note,
        label=setup.label,
        key_source=setup.key_source,
        demo=setup.open_demo,
        find_credentials=setup.credentials,
        samples=samples,
        notices=setup.notices,
        clipboard=partial(_choose_copy_method, setup.settings.clipboard),
        theme=setup.settings.theme or (state.theme if state.theme in THEMES else THEMES[0]),
        present=setup.present,
        ascii_only=lacks_signs,
        keys=setup.settings.keys,
        # A tour begins with the default layout, and does not save its own.
        layout={} if setup.tour else state.layout,
        recent=state.recent if remembers else (),
        folders=state.folders if remembers else {},
        remember=(lambda share, folders: save_state(share=share, folders=folders))
        if remembers
        else None,
        save=lambda theme, layout: save_state(theme=theme, layout=None if setup.tour else layout),
    )
    app = CdxApp(session, setup.token, first_screen)
    if setup.tour:
        from cdx_tui.tui.tour import Tour

        app.tour = Tour()
    return app


def _choose_copy_method(setting: Clipboard) -> CopyMethod:
    from cdx_tui.clipboard import choose_copy_method

    return choose_copy_method(setting, os.environ, shutil.which)


def _catch_in_threads(app: CdxApp) -> None:
    """Set the hooks that end the app on an unhandled exception in a thread."""

    def crashed(bug: threading.ExceptHookArgs) -> None:
        if bug.exc_value is not None and not isinstance(bug.exc_value, SystemExit):
            app.handle_thread_crash(bug.exc_value)

    threading.excepthook = crashed
    # By default an unraisable exception, including its message, is printed over the screen.
    sys.unraisablehook = lambda _: None


def _crash_reporter(app: CdxApp) -> Callable[[], None]:
    """Return a thread-safe function that reports the app's crash, if any, exactly once."""
    lock = threading.Lock()
    reported = False

    def report() -> None:
        nonlocal reported
        with lock:
            if app.crash is not None and not reported:
                from cdx_tui.config.crash_report import report_crash

                reported = True
                report_crash(app.crash, tuple(app.last_actions))

    return report
