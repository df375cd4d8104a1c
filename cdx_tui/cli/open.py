"""`cdx-tui open`: run the app on a saved response, without a token, a key or a network."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cdx_tui.cli.explore import run_app
from cdx_tui.cli.setup import Setup, given_settings
from cdx_tui.config.settings import load_settings
from cdx_tui.share.saved import load_saved
from cdx_tui.text import clean, shorten

if TYPE_CHECKING:
    from cdx_tui.tui.screens.saved_share import SavedShareScreen

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Run the app on a saved response and return the exit status.

    Raises:
        RefusedInput: The response cannot be read, or there is no terminal.
    """
    settings, problems = load_settings(given_settings(options))
    notices = tuple(str(problem) for problem in problems)
    setup = Setup(settings, None, notices, demo=False, present="present" in options)
    preview = load_saved(Path(options.file))
    name = shorten(clean(options.file), 200)

    def screen() -> SavedShareScreen:
        from cdx_tui.tui.screens.saved_share import SavedShareScreen

        return SavedShareScreen(preview, name)

    return run_app(setup, screen)
