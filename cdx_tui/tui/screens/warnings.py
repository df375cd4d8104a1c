"""Startup warnings about the configuration."""

from __future__ import annotations

from typing import Final

from cdx_tui.text import clean

__all__ = ["describe_warnings"]

_SHOWN: Final = 4


def describe_warnings(notices: tuple[str, ...]) -> str:
    """Return the first of them, a line each, and how many more there are."""
    lines = [clean(notice) for notice in notices[:_SHOWN]]
    if len(notices) > _SHOWN:
        lines.append(f"… and {len(notices) - _SHOWN:,} more; `cdx-tui validate` tells them all")
    return "\n".join(lines)
