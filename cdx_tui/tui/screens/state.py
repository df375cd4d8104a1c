"""States of the main screen."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Phase"]


class Phase(StrEnum):
    """State of the main screen's body; the values are its CSS classes."""

    EMPTY = "-empty"
    VALIDATING = "-validating"
    FAILED = "-failed"
    LOADED = "-loaded"
