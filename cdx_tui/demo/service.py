"""The demo's API: map requests to responses, independent of the transport.

It implements `POST /cdx/v1/shared-tokens:resources`, including errors, and no other operation. Any
non-empty key and secret are accepted. `DemoTransport` runs it in process, `cdx_tui.demo.server`
over loopback HTTP.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from cdx_tui.demo.catalogue import DemoToken, Wait, find
from cdx_tui.demo.error_responses import (
    FAILURES,
    MALFORMED,
    METHOD_NOT_ALLOWED,
    NO_SUCH_PATH,
    Failure,
    bad_request,
)
from cdx_tui.demo.share_files import share_body

__all__ = ["OPERATION", "DemoRequest", "DemoResponse", "DemoService"]

OPERATION: Final = "/cdx/v1/shared-tokens:resources"

_REQUESTS_PER_WINDOW: Final = 60
_WAIT_SECONDS: Final = 5

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """An HTTP request; a query in `path` is ignored, and so is the case of header names."""

    method: str
    path: str
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class DemoResponse:
    """An HTTP response, to be sent after `delay` seconds."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    delay: float = 0.0


class DemoService:
    """Responds to requests, and tracks which rate-limited tokens got a 429 response last.

    Requests with a rate-limited token get 429 and 200 responses alternately. Thread-safe.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._rate_limited: set[str] = set()
        self._lock = threading.Lock()

    def answer(self, request: DemoRequest) -> DemoResponse:
        """Return the response to `request`. Never raises, whatever it contains."""
        number = next(self._numbers)
        request_id = hashlib.sha256(f"cdx-tui demo request {number}".encode()).hexdigest()[:32]
        common = (("X-Request-Id", request_id), *_rate_limit(number))
        outcome = self._outcome(request)
        if isinstance(outcome, Failure):
            return _error_response(outcome, request_id, common)
        if outcome.wait is not None and self._toggle_rate_limit(outcome):
            return DemoResponse(429, (("X-Request-Id", request_id), *_limit_reached(outcome.wait)))
        if outcome.status in FAILURES:
            return _error_response(FAILURES[outcome.status], request_id, common)
        headers = (*common, ("Content-Type", "application/json"))
        return DemoResponse(200, headers, share_body(outcome.share), outcome.delay)

    def _outcome(self, request: DemoRequest) -> DemoToken | Failure:
        if unquote(request.path.partition("?")[0]) != OPERATION:
            return NO_SUCH_PATH
        if request.method != "POST":
            return METHOD_NOT_ALLOWED
        if not _has_credentials(request.headers):
            return FAILURES[401]
        return _named_token(request.body)

    def _toggle_rate_limit(self, entry: DemoToken) -> bool:
        with self._lock:
            if entry.token in self._rate_limited:
                self._rate_limited.remove(entry.token)
                return False
            self._rate_limited.add(entry.token)
            return True


def _error_response(failure: Failure, request_id: str, common: Headers) -> DemoResponse:
    headers = (*common, *failure.headers, ("Content-Type", "application/json"))
    return DemoResponse(failure.status, headers, failure.body(request_id))


def _named_token(body: bytes) -> DemoToken | Failure:
    try:
        document = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):  # ValueError: not UTF-8, not JSON, or too long an integer
        return MALFORMED
    if not isinstance(document, dict):
        return MALFORMED
    if "token" not in document:
        return bad_request("The property 'token' is required")
    token = document["token"]
    if not isinstance(token, str):
        return bad_request("The property 'token' must be a string")
    return find(token) or FAILURES[400]


def _has_credentials(headers: Headers) -> bool:
    """Return whether there are HTTP Basic credentials (RFC 7617) with neither part empty."""
    for name, value in headers:
        if name.lower() != "authorization":
            continue
        scheme, _, encoded = value.strip().partition(" ")
        try:
            decoded = base64.b64decode(encoded.strip(), validate=True)
        except ValueError:
            return False
        key, _, secret = decoded.partition(b":")
        return scheme.lower() == "basic" and bool(key) and bool(secret)
    return False


def _rate_limit(number: int) -> Headers:
    """Return the headers of a rate limit window that restarts before it is exhausted."""
    left = _REQUESTS_PER_WINDOW - 1 - number % (_REQUESTS_PER_WINDOW - 1)
    return (
        ("X-RateLimit-Limit", str(_REQUESTS_PER_WINDOW)),
        ("X-RateLimit-Remaining", str(left)),
        ("X-RateLimit-Reset", str(left)),
    )


def _limit_reached(wait: Wait) -> Headers:
    headers = [
        ("X-RateLimit-Limit", str(_REQUESTS_PER_WINDOW)),
        ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", str(_WAIT_SECONDS)),
    ]
    if wait is Wait.RETRY_AFTER:
        headers.append(("Retry-After", str(_WAIT_SECONDS)))
    return headers
