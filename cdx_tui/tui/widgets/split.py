"""Sizes of the panes of a share.

A separate module, so that using these constants imports no widgets.
"""

from __future__ import annotations

from typing import Final

from textual.geometry import Size

__all__ = ["NARROW_WIDTH", "SPLIT_STEP", "clamp_shift", "list_size"]

NARROW_WIDTH: Final = 100
"""Width in columns below which the list is a strip of tabs, and the full list a drawer."""

SPLIT_STEP: Final = 4
"""Columns, or a quarter as many rows, by which a key moves the edge of the list."""

_MIN_WIDTH: Final = 26
_MAX_NATURAL_WIDTH: Final = 34
_MIN_VIEW_WIDTH: Final = 40
_MIN_ROWS: Final = 4
_MAX_SHIFT: Final = 200


def clamp_shift(shift: int) -> int:
    """Clamp the columns by which a list is larger than it needs to be."""
    return max(-_MAX_SHIFT, min(shift, _MAX_SHIFT))


def list_size(size: Size, natural: int, shift: int, *, narrow: bool) -> int:
    """Return the width of the list in columns; where it is narrow, its height in rows.

    Args:
        size: The size of the panes together.
        natural: The columns, or the rows, that the list needs to show everything.
        shift: By how much the user made it larger.
        narrow: Whether the list is above the views.
    """
    if narrow:
        wanted = min(natural, size.height // 2) + shift // SPLIT_STEP
        return max(_MIN_ROWS, min(wanted, size.height - _MIN_ROWS))
    wanted = max(_MIN_WIDTH, min(natural + 1, _MAX_NATURAL_WIDTH)) + shift
    return max(_MIN_WIDTH // 2, min(wanted, size.width - _MIN_VIEW_WIDTH))
