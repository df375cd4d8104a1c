"""Parse the response headers: request ID, rate limit and content type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from cdx_tui.api.models import Problem, RateLimit
from cdx_tui.api.response import RedactedResponse
from cdx_tui.text import clean, shorten

__all__ = ["header_problems", "media_type", "rate_limit_of", "request_id_of"]


def rate_limit_of(headers: Mapping[str, str]) -> RateLimit:
    """Parse `X-RateLimit-*` and `Retry-After`; a value that is not a number becomes None."""
    return RateLimit(
        limit=_count(headers.get("x-ratelimit-limit")),
        remaining=_count(headers.get("x-ratelimit-remaining")),
        reset=_count(headers.get("x-ratelimit-reset")),
        retry_after=_retry_after(headers),
    )


def header_problems(response: RedactedResponse) -> tuple[Problem, ...]:
    """Return warnings about the content type and the compression of a successful response."""
    problems = tuple(Problem("", note) for note in response.notes)
    found = media_type(response.headers)
    if found == "application/json" or found.endswith("+json"):
        return problems
    declared = response.headers.get("content-type")
    description = (
        f"content type is “{shorten(clean(declared), 100)}”" if declared else "no content type"
    )
    return (Problem("", f"{description}, expected application/json"), *problems)


def media_type(headers: Mapping[str, str]) -> str:
    """Return the media type of `Content-Type` in lower case, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def request_id_of(headers: Mapping[str, str]) -> str | None:
    """Return `X-Request-Id`, cleaned and truncated to 255 characters, the maximum of an ID."""
    value = headers.get("x-request-id")
    return shorten(clean(shorten(value, 256)), 255) if value else None


def _count(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"[0-9]{1,300}", value.strip()) else None


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """Return `Retry-After` in seconds; it may also be an HTTP date (RFC 9110, section 10.2.3)."""
    value = headers.get("retry-after")
    seconds = _count(value)
    if seconds is not None or not value:
        return seconds
    until, now = _date(value), _date(headers.get("date")) or datetime.now(UTC)
    return max(0, round((until - now).total_seconds())) if until else None


def _date(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
