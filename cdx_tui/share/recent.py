"""Saved shares that are remembered for the next run."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from cdx_tui.api.models import Preview
from cdx_tui.config.state import RecentShare
from cdx_tui.share.names import share_name
from cdx_tui.text import clean

__all__ = ["recent_share"]


def recent_share(path: Path, preview: Preview) -> RecentShare | None:
    """Return what to remember of a saved share: where it is, its name and the time, no token.

    Returns:
        The share; None if its path can't be shown as it is.
    """
    absolute = os.path.abspath(path)
    if absolute != clean(absolute):
        return None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return RecentShare(absolute, share_name(preview.resources), now)
