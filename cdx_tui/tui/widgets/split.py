"""Sizes of the panes of a share.

A separate module, so that using these constants imports no widgets.
"""

from __future__ import annotations

from typing import Final

__all__ = ["DEFAULT_HEIGHT", "DEFAULT_WIDTH", "NARROW_WIDTH", "SPLIT_STEP", "clamp_split"]

DEFAULT_WIDTH: Final = 34
"""Default width of the list in percent."""

DEFAULT_HEIGHT: Final = 30
"""Default height of the list in percent, if the panes are stacked."""

NARROW_WIDTH: Final = 80
"""Width in columns below which the panes are stacked."""

SPLIT_STEP: Final = 4
"""Percent by which a key moves the edge of the list."""

_LIMITS: Final = (18, 70)


def clamp_split(percent: int) -> int:
    """Clamp `percent` to the range (18 to 70) that keeps all panes usable."""
    return max(_LIMITS[0], min(percent, _LIMITS[1]))
