"""How the panes of a share divide the screen: figures that need no pane to be imported."""

from __future__ import annotations

from typing import Final

__all__ = ["HEIGHT", "NARROW", "STEP", "WIDTH", "within_limits"]

WIDTH: Final = 34
"""Default width of the list in percent."""

HEIGHT: Final = 30
"""Default height of the list in percent, if the panes are stacked."""

NARROW: Final = 80
"""Columns below which the panes are stacked."""

STEP: Final = 4
"""By how many percent a key moves the edge."""

_LIMITS: Final = (18, 70)


def within_limits(percent: int) -> int:
    """Return `percent`, or the nearest that leaves all panes of use."""
    return max(_LIMITS[0], min(percent, _LIMITS[1]))
