"""The exception of a sample that can't be made."""

from __future__ import annotations

__all__ = ["NoSample"]


class NoSample(ValueError):
    """No value can be generated; the message is a clause with the reason."""
