"""Map responses that are not previews to errors, and parse response headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from cdx_tui.api.error_messages import (
    body_excerpt,
    body_messages,
    header_messages,
    is_web_page,
    limit_messages,
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
from cdx_tui.api.response import RedactedResponse
from cdx_tui.text import clean, shorten

__all__ = ["error_for", "header_problems", "rate_limit_of", "request_id_of", "unexpected_body"]

LONGEST_WAIT: Final = 3600
"""Seconds; the longest wait before an automatic retry, even if the server asks for more."""

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


def error_for(response: RedactedResponse, *, proxied: bool = False) -> CdxError:
    """Return the error for a response whose status is not 200.

    Args:
        response: The response, redacted.
        proxied: Whether the request went through a proxy, to which a 407 is then attributed.
    """
    request_id = request_id_of(response.headers)
    if response.status == 407 and proxied:
        return ProxyFailure(*_PROXY_PASSWORD, status=response.status, request_id=request_id)
    explanation = _explanation_for(response)
    messages = list(body_messages(response.body))
    if explanation.error is UnexpectedAnswer or not messages:
        messages = [*status_message(response), *(messages or body_excerpt(response.body))]
    details = tuple(limit_messages([*header_messages(response), *messages]))
    if explanation.error is RateLimited:
        limit = rate_limit_of(response.headers)
        return RateLimited(
            *explanation[1:],
            wait=_wait(limit),
            rate_limit=limit,
            status=response.status,
            request_id=request_id,
            details=details,
        )
    return explanation.error(
        *explanation[1:], status=response.status, request_id=request_id, details=details
    )


def unexpected_body(response: RedactedResponse, reason: str) -> UnexpectedAnswer:
    """Return the error for a 200 response that is not a preview, for the given reason."""
    explanation = _WEB_PAGE if is_web_page(response) else _UNREADABLE
    details = (
        f"{reason[:1].upper()}{reason[1:]}.",
        *status_message(response),
        *body_excerpt(response.body),
    )
    return UnexpectedAnswer(
        *explanation[1:],
        status=response.status,
        request_id=request_id_of(response.headers),
        details=tuple(limit_messages(details)),
    )


def rate_limit_of(headers: Mapping[str, str]) -> RateLimit:
    """Parse `X-RateLimit-*` and `Retry-After`; a value that is not a number becomes None."""
    return RateLimit(
        limit=_count(headers.get("x-ratelimit-limit")),
        remaining=_count(headers.get("x-ratelimit-remaining")),
        reset=_count(headers.get("x-ratelimit-reset")),
        retry_after=_retry_after(headers),
    )


def header_problems(response: RedactedResponse) -> tuple[Problem, ...]:
    """Return warnings about the headers of a successful response."""
    found = response.headers.get("content-type")
    media_type = (found or "").partition(";")[0].strip().lower()
    if media_type == "application/json" or media_type.endswith("+json"):
        return ()
    description = f"the content type “{shorten(clean(found), 100)}”" if found else "no content type"
    return (Problem("", f"{description} where application/json is promised"),)


def request_id_of(headers: Mapping[str, str]) -> str | None:
    """Return `X-Request-Id`, cleaned and truncated to 255 characters, the maximum of an id."""
    value = headers.get("x-request-id")
    return shorten(clean(shorten(value, 256)), 255) if value else None


def _explanation_for(response: RedactedResponse) -> _Explanation:
    status = response.status
    if status in _EXPLANATIONS:
        return _EXPLANATIONS[status]
    if 500 <= status <= 599:
        return _SERVER_ERROR
    if 300 <= status <= 399:
        return _REDIRECT
    return _WEB_PAGE if is_web_page(response) else _UNEXPECTED


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


def _wait(limit: RateLimit) -> int:
    requested = limit.retry_after if limit.retry_after is not None else limit.reset
    return min(requested if requested is not None else _DEFAULT_WAIT, LONGEST_WAIT)
