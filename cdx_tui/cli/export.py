"""`cdx-tui export`: write a share to files."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from cdx_tui.api.errors import CdxError
from cdx_tui.api.models import Preview
from cdx_tui.cli.privacy import harden_process
from cdx_tui.cli.progress_line import progress
from cdx_tui.cli.setup import given_settings
from cdx_tui.cli.validate import report_error, validate_token
from cdx_tui.config.settings import load_settings
from cdx_tui.config.state import save_state
from cdx_tui.share.export import export_share
from cdx_tui.share.recent import recent_share
from cdx_tui.text import clean

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Validate the token, write the share to files, print their paths; return the exit status."""
    harden_process()
    try:
        preview = validate_token(options)
        with progress("Writing the schemas and their fields", quiet=options.quiet):
            written = export_share(preview, Path(options.folder), force=options.force)
    except CdxError as error:
        return report_error(error, options)
    _remember(Path(options.folder), preview, options)
    for path in written:
        print(clean(str(path)))
    return 0


def _remember(folder: Path, preview: Preview, options: argparse.Namespace) -> None:
    """Offer the share at the next start of the app, unless that is switched off."""
    settings, _ = load_settings(given_settings(options))
    if settings.recent_shares:
        with suppress(OSError):  # the export itself has succeeded
            save_state(
                share=recent_share(folder, preview), folders={"share": str(folder.absolute())}
            )
