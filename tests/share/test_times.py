"""Relative times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.share.times import relative_time

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2026-03-01T12:00:00Z", "just now"),
        ("2026-03-01T11:59:01Z", "just now"),
        ("2026-03-01T11:59:00Z", "1 minute ago"),
        ("2026-03-01T12:45:30Z", "in 45 minutes"),
        ("2026-03-01T14:00:00+02:00", "just now"),
        ("2026-03-01t09:00:00.123456789z", "2 hours ago"),
        ("2026-02-28 12:00:00Z", "1 day ago"),
        ("2026-03-03T12:00:00Z", "in 2 days"),
        ("2026-01-31T11:00:00Z", "29 days ago"),
        ("2025-12-01T00:00:00Z", "2 months ago"),
        ("2025-11-24T00:00:00", "3 months ago"),
        ("2025-03-02T12:00:00Z", "11 months ago"),
        ("2025-03-01T12:00:00Z", "1 year ago"),
        ("2016-12-31T23:59:60Z", "9 years ago"),
        ("0001-01-01T00:00:00+23:59", "2,026 years ago"),
        ("9999-12-31T23:59:59-23:59", "in 7,979 years"),
    ],
)
def test_the_largest_unit_is_used(time: str, expected: str) -> None:
    assert relative_time(time, NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2026-03-01", "2026-13-01T00:00:00Z", "2026-03-01T25:00:00Z"),
        *("20260301", "2026-W09-7T00:00:00Z", "٢٠٢٦-03-01T00:00:00Z", "2026-03-01T00:00:00Z\n"),
        "9" * 10_000,
    ],
)
def test_other_texts_have_no_relative_time(text: str) -> None:
    assert relative_time(text, NOW) == ""


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=-7)))), st.text(max_size=30))
def test_every_time_has_one_and_every_text_is_accepted(time: datetime, text: str) -> None:
    assert relative_time(time.isoformat(), NOW)
    relative_time(text, NOW)
