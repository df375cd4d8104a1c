"""Format startup warnings about the configuration."""

from __future__ import annotations

from typing import Final

from cdx_tui.text import clean

__all__ = ["describe_warnings"]

_MAX_SHOWN: Final = 4


def describe_warnings(notices: tuple[str, ...]) -> str:
    """Return the first four warnings, cleaned, one per line, and the number of the others."""
    lines = [clean(notice) for notice in notices[:_MAX_SHOWN]]
    if len(notices) > _MAX_SHOWN:
        lines.append(
            f"… and {len(notices) - _MAX_SHOWN:,} more; `cdx-tui config show` prints all of them"
        )
    return "\n".join(lines)
