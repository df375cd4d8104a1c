"""Exceptions raised when a token cannot be validated.

`cdx_tui.cli.exit_status` explains each `exit_code` for the manual page.

CdxError
├── RefusedInput         the token or the settings are invalid; no request was made
├── AnsweredError        there was a response, but not a preview
│   ├── InvalidToken       400, with the API's error body or without a body; so are the next six
│   ├── Unauthenticated    401
│   ├── Forbidden          403
│   ├── NotFound           404
│   ├── Conflict           409
│   ├── RateLimited        429
│   ├── ServerError        5xx
│   └── UnexpectedAnswer   any other status or body
└── Unreachable          there was no response
    ├── NameNotResolved    DNS
    ├── ConnectionRefused  the host refuses connections
    ├── TlsFailure         certificate or protocol
    ├── ProxyFailure       the proxy refused the connection, or could not be reached
    ├── TimedOut           the timeout expired
    └── CutOff             the connection broke, or the response was not HTTP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

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

_INT32_MAX: Final = 2**31 - 1


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
    """There was a response, but not a preview."""


class InvalidToken(AnsweredError):
    """400: the token is malformed or truncated."""

    exit_code = 3


class Unauthenticated(AnsweredError):
    """401: invalid API key."""

    exit_code = 4


class Forbidden(AnsweredError):
    """403: the key's user is not a recipient of this share."""

    exit_code = 5


class NotFound(AnsweredError):
    """404: share not found."""

    exit_code = 6


class Conflict(AnsweredError):
    """409: token probably redeemed already. `details` includes the conflicting resource's URI."""

    exit_code = 7


class RateLimited(AnsweredError):
    """429: rate limit reached.

    `wait` is the time to wait before a retry in seconds, at most one hour.
    """

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

    @property
    def retry_after(self) -> int | None:
        """Seconds that the server asks to wait; None if it does not say.

        `Retry-After`, else `X-RateLimit-Reset`, of which nothing above 2,147,483,647 is believed.
        """
        limit = self.rate_limit
        seconds = limit.retry_after if limit.retry_after is not None else limit.reset
        return None if seconds is None else min(seconds, _INT32_MAX)


class ServerError(AnsweredError):
    """5xx: server error."""

    exit_code = 9


class UnexpectedAnswer(AnsweredError):
    """Unexpected response: a proxy, a login page, or anything else that is not the API's."""

    exit_code = 10


class Unreachable(CdxError):
    """No response: DNS, refused, TLS, proxy, timeout or connection lost."""

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
