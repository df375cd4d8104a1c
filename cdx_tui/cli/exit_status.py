"""Exit statuses of all commands: the table of the help topic and the manual page."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

__all__ = ["ExitStatus"]


class ExitStatus(IntEnum):
    """Exit status of `cdx-tui`, with its meaning for the documentation.

    Those of errors of the API equal `exit_code` of the classes in `cdx_tui.api.errors`. A signal
    ends the app with 128 plus its number, as a shell reports it.

    Attributes:
        meaning: When a command ends with this status.
    """

    meaning: str

    def __new__(cls, value: int, meaning: str) -> Self:  # noqa: D102 - a magic method
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    SUCCESS = 0, "success; `diff`: no changes"
    DIFFERENT = (
        1,
        "`diff`: the shares differ; `compat`: the required level does not hold; `check`: failed",
    )
    USAGE = (
        2,
        "a command-line argument, a setting, the token, the API key or a file can't be used;"
        " `doctor`: errors found",
    )
    INVALID_TOKEN = 3, "400: the token is malformed or truncated"
    UNAUTHENTICATED = 4, "401: the API key is invalid"
    FORBIDDEN = 5, "403: the API key's user is not a recipient of the share"
    NOT_FOUND = 6, "404: the share does not exist, or the invitation has expired"
    CONFLICT = 7, "409: the token has probably been redeemed already"
    RATE_LIMITED = 8, "429: rate limit reached"
    SERVER_ERROR = 9, "5xx: server error"
    UNEXPECTED_RESPONSE = 10, "unexpected response: a proxy, a login page or another program"
    UNREACHABLE = 11, "no response: DNS, connection refused, TLS, proxy, timeout, connection lost"
    INVALID_SCHEMA = (
        12,
        "`schema`, `compat`: a file was read, but is not a valid schema;"
        " `sample`: there is no sample",
    )
    BUG = 70, "a bug in cdx-tui; a crash report is written"
    OUTPUT_FAILED = 74, "standard output can't be written, such as to a full disk"
    INTERRUPTED = 130, "interrupted by Ctrl+C"
    BROKEN_PIPE = 141, "the reader of the output closed the pipe, as `head` does"
