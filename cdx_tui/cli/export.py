"""`cdx-tui export`: write a share to files."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from cdx_tui.api.errors import CdxError
from cdx_tui.cli.setup import Setup
from cdx_tui.cli.validate import error_text, print_to_stderr, required_token, validate
from cdx_tui.share.export import export_share
from cdx_tui.text import clean

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Validate the token, write the share to files, and return the exit status."""
    try:
        setup = Setup.of(options)
        for notice in setup.notices:
            print_to_stderr(f"cdx-tui: {notice}")
        preview = asyncio.run(validate(setup, required_token(setup)))
        written = export_share(preview, Path(options.folder), force=options.force)
    except CdxError as error:
        print_to_stderr(error_text(error))
        return error.exit_code
    for path in written:
        print(clean(str(path)))
    return 0
