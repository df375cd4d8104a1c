"""Load the saved share that an argument names."""

from __future__ import annotations

from pathlib import Path

from cdx_tui.api.models import Preview
from cdx_tui.cli.setup import STDIN, standard_input
from cdx_tui.share.saved import load_saved, load_saved_stream

__all__ = ["load_argument"]


def load_argument(name: str) -> Preview:
    """Load a saved share from a file, a folder, or standard input if `name` is `-`.

    Raises:
        RefusedInput: It can't be read, or is not a saved share.
    """
    return load_saved_stream(standard_input()) if name == STDIN else load_saved(Path(name))
