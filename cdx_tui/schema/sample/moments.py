"""The date and time of a sample, in every form that schemas ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["DATE", "INSTANT", "Moment"]

_FIRST: Final = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
_STEP: Final = timedelta(days=1, minutes=7)
_MOST: Final = 100_000
"""Samples after which the time begins again: a date has its limits."""

DATE: Final = "date"
INSTANT: Final = "zoned-timestamp"


class Moment:
    """The time of one sample; of the first, 2026-01-15T09:30:00Z.

    Args:
        variant: The number of the sample, from 0.
    """

    def __init__(self, variant: int) -> None:
        self._time = _FIRST + _STEP * (variant % _MOST)
        seconds = int(self._time.timestamp())
        days, of_day = divmod(seconds, 86_400)
        length = 5_400 + variant
        self._numbers: dict[str, int] = {
            "date": days,
            "year": self._time.year,
            **_in_units("time", of_day),
            **_in_units("timestamp", seconds),
            **_in_units("local-timestamp", seconds),
            **_in_units("duration", length),
        }
        date, clock = self._time.strftime("%Y-%m-%d %H:%M:%S").split()
        self._texts: dict[str, str] = {
            DATE: date,
            "time": f"{clock}Z",
            "zoned-time": f"{clock}Z",
            "timestamp": f"{date}T{clock}Z",
            "iso-datetime": f"{date}T{clock}Z",
            "date-time": f"{date}T{clock}Z",
            INSTANT: f"{date}T{clock}Z",
            "interval": f"P0Y0M0DT1H30M{variant}S",
            "year": str(self._time.year),
        }

    def number(self, semantic: str) -> int | None:
        """Return the time as the number that a meaning asks for, such as `timestamp-micros`."""
        return self._numbers.get(semantic)

    def text(self, semantic: str) -> str | None:
        """Return the time as the text that a meaning asks for, such as `zoned-timestamp`."""
        return self._texts.get(semantic)


def _in_units(name: str, seconds: int) -> dict[str, int]:
    return {
        f"{name}-millis": seconds * 1_000,
        f"{name}-micros": seconds * 1_000_000,
        f"{name}-nanos": seconds * 1_000_000_000,
    }
