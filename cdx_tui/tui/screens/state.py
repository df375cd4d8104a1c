"""States of the main screen."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Phase"]


class Phase(StrEnum):
    """State of the main screen; the values are CSS classes of those widgets that differ by it."""

    EMPTY = "-empty"
    VALIDATING = "-validating"
    FAILED = "-failed"
    LOADED = "-loaded"
