"""`cdx-tui export`: write a share to files."""

from __future__ import annotations

import argparse
from pathlib import Path

from cdx_tui.api.errors import CdxError
from cdx_tui.cli.privacy import harden_process
from cdx_tui.cli.validate import print_error, validate_token
from cdx_tui.share.export import export_share
from cdx_tui.text import clean

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Validate the token, write the share to files, print their paths; return the exit status."""
    harden_process()
    try:
        preview = validate_token(options)
        written = export_share(preview, Path(options.folder), force=options.force)
    except CdxError as error:
        print_error(error, options)
        return error.exit_code
    for path in written:
        print(clean(str(path)))
    return 0
