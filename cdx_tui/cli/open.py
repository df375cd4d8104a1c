"""`cdx-tui open`: run the app on a saved share, without a token, a key or a network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli.explore import run_app
from cdx_tui.cli.saved_share import load_argument
from cdx_tui.cli.setup import STDIN, Setup, given_settings
from cdx_tui.config.settings import load_settings
from cdx_tui.text import clean, shorten

if TYPE_CHECKING:
    from cdx_tui.api.models import Preview
    from cdx_tui.tui.screens.saved_share import SavedShareScreen

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Run the app on a saved share and return the exit status.

    Raises:
        RefusedInput: The share cannot be read, or there is no terminal.
    """
    settings, problems = load_settings(given_settings(options))
    notices = tuple(str(problem) for problem in problems)
    setup = Setup(settings, None, notices, demo=False, present="present" in options)
    preview = _load(options.file)
    name = "standard input" if options.file == STDIN else shorten(clean(options.file), 200)
    path = None if options.file == STDIN else Path(options.file)

    def screen() -> SavedShareScreen:
        from cdx_tui.tui.screens.saved_share import SavedShareScreen

        return SavedShareScreen(preview, name, path)

    return run_app(setup, screen)


def _load(file: str) -> Preview:
    if file == STDIN and sys.stdin is not None and sys.stdin.isatty():
        # Early input has turned line editing off, so that Ctrl+D would not end the input.
        raise RefusedInput(
            "Can't open the saved share",
            "Standard input is the terminal.",
            "Pipe a saved share in, or give the path of one.",
        )
    return load_argument(file)
