"""Map responses that are not previews to errors.

A status is the API's verdict on the token only if the body is the API's: JSON with `errors`,
`error`, `message` or `error_code`, or problem details (RFC 9457). A page, a text or any other body
comes from a proxy or gateway, whatever its status, and is an `UnexpectedAnswer`. An empty body
leaves the status alone to go by.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cdx_tui.api.error_messages import (
    body_excerpt,
    body_messages,
    error_document,
    header_messages,
    is_web_page,
    limit_messages,
    page_excerpt,
    status_message,
)
from cdx_tui.api.errors import CdxError, ProxyFailure, RateLimited, UnexpectedAnswer
from cdx_tui.api.explanations import (
    BY_STATUS,
    EMPTY_BODY_HEDGE,
    LOGIN_REQUIRED,
    NOT_FROM_API,
    NOT_FROM_API_5XX,
    PROXY_PASSWORD,
    REDIRECT,
    SERVER_ERROR,
    UNEXPECTED,
    UNREADABLE,
    WEB_PAGE,
    WEB_PAGE_TITLE,
    Explanation,
)
from cdx_tui.api.response import RedactedResponse
from cdx_tui.api.response_headers import rate_limit_of, request_id_of
from cdx_tui.text import counted

__all__ = ["error_for", "unexpected_body"]

_LONGEST_WAIT: Final = 3600
"""Seconds; the longest wait before an automatic retry, even if the server asks for more."""

_DEFAULT_WAIT: Final = 30


def error_for(
    response: RedactedResponse, rejection: str | None = None, *, proxied: bool = False
) -> CdxError:
    """Return the error for a response whose status is not 200.

    Args:
        response: The response, redacted.
        rejection: Why reading the body was given up, if it was.
        proxied: Whether the request went through a proxy, to which a 407 is then attributed.
    """
    request_id = request_id_of(response.headers)
    if response.status == 407 and proxied:
        return ProxyFailure(*PROXY_PASSWORD, status=response.status, request_id=request_id)
    document = error_document(response)
    is_empty = not response.body.strip() and rejection is None
    explanation = _explanation_for(response, from_api=document is not None, is_empty=is_empty)
    messages = list(body_messages(document))
    if explanation.error is UnexpectedAnswer or not messages:
        quoted = messages or [*_reasons(response, rejection), *_excerpt(response)]
        messages = [*status_message(response), *quoted]
    details = _details(response, [*header_messages(response), *messages])
    if explanation.error is RateLimited:
        return _rate_limited(response, explanation, details)
    return explanation.error(
        *explanation[1:], status=response.status, request_id=request_id, details=details
    )


def unexpected_body(response: RedactedResponse, reason: str) -> UnexpectedAnswer:
    """Return the error for a 200 response that is not a preview, for the given reason."""
    explanation = WEB_PAGE if is_web_page(response) else UNREADABLE
    messages = [*_reasons(response, reason), *status_message(response), *_excerpt(response)]
    return UnexpectedAnswer(
        *explanation[1:],
        status=response.status,
        request_id=request_id_of(response.headers),
        details=_details(response, messages),
    )


def _explanation_for(response: RedactedResponse, *, from_api: bool, is_empty: bool) -> Explanation:
    status = response.status
    if 300 <= status <= 399:
        return REDIRECT
    if status not in BY_STATUS and not 500 <= status <= 599:
        return WEB_PAGE if not from_api and is_web_page(response) else UNEXPECTED
    if not from_api and not is_empty:
        explanation = NOT_FROM_API_5XX if status >= 500 and status != 511 else NOT_FROM_API
        title = WEB_PAGE_TITLE if is_web_page(response) else explanation.title
        return explanation._replace(title=title)
    if status >= 500:
        return LOGIN_REQUIRED if status == 511 else SERVER_ERROR
    explanation = BY_STATUS[status]
    if is_empty and explanation.error is not RateLimited:  # the API sends a 429 without a body
        return explanation._replace(cause=explanation.cause + EMPTY_BODY_HEDGE)
    return explanation


def _reasons(response: RedactedResponse, reason: str | None) -> Iterator[str]:
    """Yield why a body was not understood, as sentences."""
    for text in (*response.notes, *([reason] if reason else [])):
        yield f"{text[:1].upper()}{text[1:]}."


def _excerpt(response: RedactedResponse) -> Iterator[str]:
    """Yield what a body says that is not the API's."""
    return page_excerpt(response) if is_web_page(response) else body_excerpt(response)


def _details(response: RedactedResponse, messages: list[str]) -> tuple[str, ...]:
    return tuple(limit_messages(response.redact(message) for message in messages))


def _rate_limited(
    response: RedactedResponse, explanation: Explanation, details: tuple[str, ...]
) -> RateLimited:
    error = RateLimited(
        *explanation[1:],
        wait=_DEFAULT_WAIT,
        rate_limit=rate_limit_of(response.headers),
        status=response.status,
        request_id=request_id_of(response.headers),
        details=details,
    )
    requested = error.retry_after
    if requested is not None:
        error.wait = min(requested, _LONGEST_WAIT)
    if requested:
        error.next_step = f"Wait {counted(requested, 'second')}, then try again."
    return error
