"""Numbers of things in messages."""

from __future__ import annotations

__all__ = ["counted"]


def counted(number: int, noun: str) -> str:
    """Return such as `1 field` or `1,200 fields`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
