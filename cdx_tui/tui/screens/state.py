"""The four states of the main screen."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Phase"]


class Phase(StrEnum):
    """What the screen shows below the token; also its style class."""

    EMPTY = "-empty"
    VALIDATING = "-validating"
    FAILED = "-failed"
    LOADED = "-loaded"
