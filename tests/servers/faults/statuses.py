"""Responses with a status other than 200, with bodies of every shape, and rate limit headers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from tests.servers.faults.fault import Exchange, Fault, answering, http, json_fault

__all__ = ["KIND_OF_STATUS", "STATUSES", "status_fault"]

KIND_OF_STATUS: Final[Mapping[int, str]] = {
    400: "InvalidToken",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    429: "RateLimited",
    **dict.fromkeys(range(500, 600), "ServerError"),
}
"""Error class names by status; any other status is an `UnexpectedAnswer`."""

_HOSTILE = "\x1b]52;c;AAAA\x07\x9b31m\xff[/]"


def status_fault(status: int, *, body: bool) -> Fault:
    """Build the fault of a status, with or without an error body."""
    kind = KIND_OF_STATUS.get(status, "UnexpectedAnswer")
    message = "Out of gas" if body and status not in (204, 304) else str(status)
    body_sent = json.dumps({"errors": [{"title": "Out of gas", "detail": "No plutonium"}]}).encode()
    return answering(kind, message, body_sent if body else b"", status=status)


def _retry(message: str, **headers: str) -> Fault:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answering("RateLimited", message, status=429, headers=named)


def _errors(status: int, message: str, answer: Any) -> Fault:
    return json_fault(KIND_OF_STATUS[status], message, answer, status)


def _echo(exchange: Exchange) -> None:
    """Send the whole request back including its secrets, as a careless proxy does."""
    body_sent = {"message": f"bad request: {exchange.head.decode()} {exchange.body.decode()}"}
    exchange.send(http(json.dumps(body_sent).encode(), 400, {"X-Request-Id": "req-echo"}))


def _echo_as_answer(exchange: Exchange) -> None:
    exchange.send(http(exchange.body))


def _echo_in_headers(exchange: Exchange) -> None:
    token = json.loads(exchange.body)["token"]
    exchange.send(http(status=307, headers={"Location": f"/login?token={token}"}))


_INTERESTING = (201, 202, 204, 205, 206, 299, 300, 304, 305, 399, 400, 401, 402, 403, 404, 405)
_MORE = (406, 408, 409, 410, 413, 415, 418, 420, 422, 429, 451, 499, 500, 501, 503, 511, 599)
_ODD = (600, 777, 999)

STATUSES: Final[Mapping[str, Fault]] = {
    **{
        f"status-{status}{'' if body else '-bodiless'}": status_fault(status, body=body)
        for status in (*_INTERESTING, *_MORE, *_ODD)
        for body in (True, False)
    },
    "html-502": answering(
        "UnexpectedAnswer",
        "It says: 502 Bad Gateway",
        b"<html><body><h1>502 Bad Gateway</h1></body></html>",
        status=502,
        content_type="text/html",
    ),
    "html-403": answering(
        "UnexpectedAnswer",
        "Support ID: 10467532",
        b"<html><head><title>Request Rejected</title></head><body>The requested URL was rejected."
        b"<br>Your support ID is: 10467532</body></html>",
        status=403,
        content_type="text/html",
    ),
    "text-503": answering(
        "UnexpectedAnswer",
        "no healthy upstream",
        b"no healthy upstream",
        status=503,
        content_type="text/plain",
    ),
    "problem-403": answering(
        "Forbidden",
        "Not invited: Ask the provider",
        b'{"title": "Not invited", "detail": "Ask the provider", "status": 403}',
        status=403,
        content_type="application/problem+json",
    ),
    "redirect-elsewhere": answering(
        "UnexpectedAnswer",
        "Redirect to http://attacker",
        status=307,
        headers={"Location": "http://attacker.invalid/take"},
    ),
    "redirect-loop": answering(
        "UnexpectedAnswer",
        "not followed",
        status=308,
        headers={"Location": "/cdx/v1/shared-tokens:resources"},
    ),
    "redirect-nonsense": answering(
        "UnexpectedAnswer", "not followed", status=302, headers={"Location": "https://[::bad:\x1b"}
    ),
    "redirect-nowhere": answering("UnexpectedAnswer", "not followed", status=303),
    "hostile-headers": answering(
        "Unauthenticated",
        "␛",
        status=401,
        headers={"X-Request-Id": _HOSTILE, "WWW-Authenticate": _HOSTILE, "Location": _HOSTILE},
    ),
    "hostile-reason": answering(
        "UnexpectedAnswer", "418 ", status=f"418 {_HOSTILE}", content_type=_HOSTILE
    ),
    "errors-no-list": _errors(400, "no list at all", {"errors": "no list at all"}),
    "errors-an-object": _errors(400, "just one", {"errors": {"title": "just one"}}),
    "errors-of-odd-types": _errors(
        400, "a string", {"errors": [None, 7, [], "a string", {}, {"title": 7, "detail": []}]}
    ),
    "errors-500": _errors(
        403, "and 480 more", {"errors": [{"title": f"Fault {n}"} for n in range(500)]}
    ),
    "error-without-title": _errors(
        404, "Gone: see /token", {"errors": [{"detail": "Gone: see /token", "source": {}}]}
    ),
    "error-with-details": _errors(
        409, "first thing", {"errors": [{"message": "x", "details": ["first thing", 7]}]}
    ),
    "error-message-alone": _errors(401, "No key", {"message": "No key"}),
    "error-code-and-message": _errors(
        401, "error code 40101", {"error_code": 40101, "message": "Unauthorized"}
    ),
    "error-nested": _errors(500, "Kaput", {"error": {"message": "Kaput", "code": 13}}),
    "error-as-string": _errors(500, "Kaput", {"error": "Kaput"}),
    "error-is-a-list": json_fault("UnexpectedAnswer", "It begins", ["Kaput"], 500),
    "error-nested-deep": answering("UnexpectedAnswer", "[[[[", b"[" * 200_000, status=500),
    "error-of-hostile-text": _errors(
        403, "␛]2;x␇", {"errors": [{"title": "\x1b]2;x\x07", "detail": "\u202e[/]" * 10**4}]}
    ),
    "echo": Fault(_echo, "InvalidToken", "bad request"),
    "echo-as-answer": Fault(_echo_as_answer, "UnexpectedAnswer", "is missing"),
    "echo-in-location": Fault(_echo_in_headers, "UnexpectedAnswer", "Redirect to /login"),
    "retry-after": _retry("Wait", Retry_After="7", X_RateLimit_Reset="9", X_RateLimit_Limit="60"),
    "retry-after-past-date": _retry("Wait", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "retry-after-future-date": _retry("Wait", Retry_After="Wed, 21 Oct 2099 07:28:00 GMT"),
    "retry-after-no-date": _retry("Wait", Retry_After="Wed, 99 Foo 20155 77:28:00 +9999"),
    "retry-after-words": _retry("Wait", Retry_After="when it suits you"),
    "retry-after-negative": _retry("Wait", Retry_After="-60"),
    "retry-after-10^14": _retry("Wait", Retry_After="1" + "0" * 14),
    "retry-after-10^5000": _retry("Wait", Retry_After="1" + "0" * 5000),
    "retry-after-twice": _retry("Wait", **{"Retry-After": "5", "retry-after": "9"}),
    "rate-limit-reset-only": _retry("Wait", X_RateLimit_Reset="3", X_RateLimit_Remaining="0"),
}
