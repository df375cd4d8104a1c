"""Times of a response, relative to now. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from cdx_tui.text import counted

__all__ = ["relative_time"]

_RFC_3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,20})?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?\Z"
)
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_UNITS: Final = (
    ("year", 365 * _DAY),
    ("month", 365 * _DAY // 12),
    ("day", _DAY),
    ("hour", _HOUR),
    ("minute", _MINUTE),
)


def relative_time(rfc3339: str, now: datetime) -> str:
    """Return how long ago a time was, or how far off it is: `3 months ago`, `in 2 days`.

    The largest unit that fits is used, rounded down; less than a minute is `just now`.

    Args:
        rfc3339: A time by RFC 3339, with or without an offset; UTC without one.
        now: The current time, with a time zone.

    Returns:
        The relative time; empty if `rfc3339` is not a valid time.
    """
    time = _parse(rfc3339)
    if time is None:
        return ""
    seconds = int((now - time).total_seconds())
    for unit, length in _UNITS:
        number = abs(seconds) // length
        if number:
            text = counted(number, unit)
            return f"{text} ago" if seconds > 0 else f"in {text}"
    return "just now"


def _parse(text: str) -> datetime | None:
    if not _RFC_3339.match(text):
        return None
    text = text.upper()
    leap_second = text[17:19] == "60"
    try:
        time = datetime.fromisoformat(f"{text[:17]}59{text[19:]}" if leap_second else text)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
