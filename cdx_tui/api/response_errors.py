"""Map a response that is not a preview to the error that explains it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from cdx_tui.api.error_messages import (
    body_messages,
    bounded,
    header_messages,
    is_web_page,
    start_of,
    status_message,
)
from cdx_tui.api.errors import (
    AnsweredError,
    CdxError,
    Conflict,
    Forbidden,
    InvalidToken,
    NotFound,
    ProxyFailure,
    RateLimited,
    ServerError,
    Unauthenticated,
    UnexpectedAnswer,
)
from cdx_tui.api.models import Problem, RateLimit
from cdx_tui.api.response import ErrorResponse
from cdx_tui.text import clean, shorten

__all__ = ["error_for", "header_problems", "rate_limit_of", "request_id_of", "unexpected_body"]

LONGEST_WAIT: Final = 3600
"""Seconds; the longest wait before an automatic retry, whatever the server asks for."""

_DEFAULT_WAIT: Final = 30


class _Explanation(NamedTuple):
    error: type[AnsweredError]
    title: str
    cause: str
    next_step: str


_EXPLANATIONS: Final = {
    400: _Explanation(
        InvalidToken,
        "The token is not valid",
        "It is malformed, or was cut short on its way: mail and chat programs break long lines.",
        "Copy the whole token again, from the first character to the last, and paste it once more.",
    ),
    401: _Explanation(
        Unauthenticated,
        "The API key is not accepted",
        "The key is wrong or deleted, its secret does not belong to it, or it is a Kafka or Schema"
        " Registry key where a Cloud API key is needed.",
        "Make a Cloud API key with `confluent api-key create --resource cloud` and use that.",
    ),
    403: _Explanation(
        Forbidden,
        "This key may not see this share",
        "An invitation is bound to the email address that it was sent to.",
        "Use an API key of the invited user, or ask the provider to invite your address.",
    ),
    404: _Explanation(
        NotFound,
        "There is no such share",
        "The provider has deleted or revoked it, or the invitation is over: it lasts a week"
        " unless the provider chose otherwise.",
        "Ask the provider for a new invitation.",
    ),
    409: _Explanation(
        Conflict,
        "The share cannot be looked at any more",
        "Most likely the token has been redeemed already: it can be redeemed once.",
        "Look under Stream shares in Confluent Cloud, or run"
        " `confluent stream-share consumer share list`.",
    ),
    429: _Explanation(
        RateLimited,
        "Too many requests",
        "The API limits how often a key may ask.",
        "Wait; the token is validated again by itself.",
    ),
}

_SERVER_ERROR: Final = _Explanation(
    ServerError,
    "The server has failed",
    "The request was fine as far as can be told; the fault is on the server's side.",
    "Try again in a moment. If it stays, give Confluent's support the request id.",
)
_UNEXPECTED: Final = _Explanation(
    UnexpectedAnswer,
    "This is not an answer of the API",
    "The API does not answer with this status. A proxy or another program may have answered in its"
    " place, or the address is not that of the API.",
    "Check --base-url and the proxy settings with `cdx-tui doctor`.",
)
_WEB_PAGE: Final = _Explanation(
    UnexpectedAnswer,
    "A web page came in place of an answer",
    "A proxy, a login page or a network's portal answered in the API's place, or the address is"
    " that of a website.",
    "Open the network's login page in a browser, or check --base-url and the proxy settings with"
    " `cdx-tui doctor`.",
)
_UNREADABLE: Final = _Explanation(
    UnexpectedAnswer,
    "The answer cannot be read",
    "The server accepted the request, but what it sent back is not what the API promises, or was"
    " damaged on the way.",
    "Try again. If it stays, check --base-url, and give the request id to Confluent's support.",
)
_REDIRECT: Final = _Explanation(
    UnexpectedAnswer,
    "The server wants to send the token elsewhere",
    "The API does not redirect. A login page or a proxy may be in the way. It was not followed, and"
    " the token was not sent on.",
    "Check --base-url and the proxy settings.",
)

_PROXY_PASSWORD: Final = (
    "The proxy wants a password",
    "It answered 407: the proxy setting has no user and password, or not the right ones.",
    "Put them into the proxy's URL: http://USER:PASSWORD@HOST:PORT.",
)


def error_for(answer: ErrorResponse, *, proxied: bool = False) -> CdxError:
    """Return the error for a response whose status is not 200.

    Args:
        answer: What came, without secrets.
        proxied: Whether a proxy was asked, which a 407 then blames.
    """
    request_id = request_id_of(answer.headers)
    if answer.status == 407 and proxied:
        return ProxyFailure(*_PROXY_PASSWORD, status=answer.status, request_id=request_id)
    words = _explanation_for(answer)
    said = list(body_messages(answer.body))
    if words.error is UnexpectedAnswer or not said:
        said = [*status_message(answer), *(said or start_of(answer.body))]
    details = tuple(bounded([*header_messages(answer), *said]))
    if words.error is RateLimited:
        limit = rate_limit_of(answer.headers)
        return RateLimited(
            *words[1:],
            wait=_wait(limit),
            rate_limit=limit,
            status=answer.status,
            request_id=request_id,
            details=details,
        )
    return words.error(*words[1:], status=answer.status, request_id=request_id, details=details)


def unexpected_body(answer: ErrorResponse, why: str) -> UnexpectedAnswer:
    """Return the error for a 200 that is not a preview; `why` says what was wrong with it."""
    words = _WEB_PAGE if is_web_page(answer) else _UNREADABLE
    details = (f"{why[:1].upper()}{why[1:]}.", *status_message(answer), *start_of(answer.body))
    return UnexpectedAnswer(
        *words[1:],
        status=answer.status,
        request_id=request_id_of(answer.headers),
        details=tuple(bounded(details)),
    )


def rate_limit_of(headers: Mapping[str, str]) -> RateLimit:
    """Parse `X-RateLimit-*` and `Retry-After`; a value that is not a number becomes None."""
    return RateLimit(
        limit=_count(headers.get("x-ratelimit-limit")),
        remaining=_count(headers.get("x-ratelimit-remaining")),
        reset=_count(headers.get("x-ratelimit-reset")),
        retry_after=_retry_after(headers),
    )


def header_problems(answer: ErrorResponse) -> tuple[Problem, ...]:
    """Return warnings about the headers of a response that could be read."""
    found = answer.headers.get("content-type")
    media_type = (found or "").partition(";")[0].strip().lower()
    if media_type == "application/json" or media_type.endswith("+json"):
        return ()
    told = f"the content type “{shorten(clean(found), 100)}”" if found else "no content type"
    return (Problem("", f"{told} where application/json is promised"),)


def request_id_of(headers: Mapping[str, str]) -> str | None:
    """Read `X-Request-Id`, cleaned and cut to the 255 characters that an id may have."""
    value = headers.get("x-request-id")
    return shorten(clean(shorten(value, 256)), 255) if value else None


def _explanation_for(answer: ErrorResponse) -> _Explanation:
    status = answer.status
    if status in _EXPLANATIONS:
        return _EXPLANATIONS[status]
    if 500 <= status <= 599:
        return _SERVER_ERROR
    if 300 <= status <= 399:
        return _REDIRECT
    return _WEB_PAGE if is_web_page(answer) else _UNEXPECTED


def _count(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"[0-9]{1,300}", value.strip()) else None


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """Read `Retry-After` as seconds; RFC 9110 (10.2.3) also allows a date."""
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


def _wait(limit: RateLimit) -> int:
    asked = limit.retry_after if limit.retry_after is not None else limit.reset
    return min(asked if asked is not None else _DEFAULT_WAIT, LONGEST_WAIT)
