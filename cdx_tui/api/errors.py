"""Exceptions raised when a token cannot be validated.

The first sentence of each class that sets `exit_code` is its entry in the manual page.

CdxError
├── RefusedInput         the token or the settings are invalid; no request was made
├── AnsweredError        there was a response, but not a preview
│   ├── InvalidToken       400
│   ├── Unauthenticated    401
│   ├── Forbidden          403
│   ├── NotFound           404
│   ├── Conflict           409
│   ├── RateLimited        429
│   ├── ServerError        5xx
│   └── UnexpectedAnswer   any other status, or a 200 that is not a preview
└── Unreachable          there was no response
    ├── NameNotResolved    DNS
    ├── ConnectionRefused  the host refuses connections
    ├── TlsFailure         certificate or protocol
    ├── ProxyFailure       the proxy refused the connection, or could not be reached
    ├── TimedOut           the timeout expired
    └── CutOff             the connection broke, or the response was not HTTP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from cdx_tui.api.models import RateLimit

__all__ = [
    "AnsweredError",
    "CdxError",
    "Conflict",
    "ConnectionRefused",
    "CutOff",
    "Forbidden",
    "InvalidToken",
    "NameNotResolved",
    "NotFound",
    "ProxyFailure",
    "RateLimited",
    "RefusedInput",
    "ServerError",
    "TimedOut",
    "TlsFailure",
    "Unauthenticated",
    "UnexpectedAnswer",
    "Unreachable",
]


class CdxError(Exception):
    """Base class of the errors of a validation, with messages for the user.

    Args:
        title: What happened, in a few words.
        cause: The most likely cause, in one or two sentences.
        next_step: What to do about it.
        status: The HTTP status, if there was a response.
        request_id: The value of `X-Request-Id`, for Confluent's support.
        details: The server's error messages, one per line, cleaned.

    Attributes:
        exit_code: The exit status of `cdx-tui validate`.
    """

    exit_code: ClassVar[int] = 2

    def __init__(
        self,
        title: str,
        cause: str,
        next_step: str,
        *,
        status: int | None = None,
        request_id: str | None = None,
        details: tuple[str, ...] = (),
    ) -> None:
        super().__init__(title)
        self.title = title
        self.cause = cause
        self.next_step = next_step
        self.status = status
        self.request_id = request_id
        self.details = details

    @property
    def kind(self) -> str:
        """The name of the class, a stable identifier for programs that read `--output json`."""
        return type(self).__name__


class RefusedInput(CdxError):
    """The token, the credentials or the settings are invalid; nothing was sent."""


class AnsweredError(CdxError):
    """The server answered, but not with a preview."""

    exit_code = 10


class InvalidToken(AnsweredError):
    """400: the token is malformed or cut short."""

    exit_code = 3


class Unauthenticated(AnsweredError):
    """401: the API key is not accepted."""

    exit_code = 4


class Forbidden(AnsweredError):
    """403: the key is valid, but may not see this share."""

    exit_code = 5


class NotFound(AnsweredError):
    """404: there is no such share any more."""

    exit_code = 6


class Conflict(AnsweredError):
    """409: most likely redeemed already. `details` includes the conflicting resource's URI."""

    exit_code = 7


class RateLimited(AnsweredError):
    """429: too many requests. `wait` is the time to wait in seconds, at most one hour."""

    exit_code = 8

    def __init__(
        self,
        title: str,
        cause: str,
        next_step: str,
        *,
        wait: int,
        rate_limit: RateLimit,
        status: int | None = None,
        request_id: str | None = None,
        details: tuple[str, ...] = (),
    ) -> None:
        super().__init__(
            title, cause, next_step, status=status, request_id=request_id, details=details
        )
        self.wait = wait
        self.rate_limit = rate_limit


class ServerError(AnsweredError):
    """5xx: the fault is on the server's side."""

    exit_code = 9


class UnexpectedAnswer(AnsweredError):
    """Unexpected response: another status, HTML, not JSON, or no list of resources."""


class Unreachable(CdxError):
    """No answer at all."""

    exit_code = 11


class NameNotResolved(Unreachable):
    """The host's name could not be resolved."""


class ConnectionRefused(Unreachable):
    """The host is unreachable, or nothing listens on the port."""


class TlsFailure(Unreachable):
    """The TLS handshake failed."""


class ProxyFailure(Unreachable):
    """The proxy refused the connection, or could not be reached."""


class TimedOut(Unreachable):
    """The timeout expired."""


class CutOff(Unreachable):
    """The connection broke, or the response was not HTTP."""
