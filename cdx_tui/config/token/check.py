"""Decide whether a string can be sent as a shared token."""

from __future__ import annotations

import re

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.values import SECRET_PREFIX

__all__ = ["COPY_AGAIN", "check_token"]

COPY_AGAIN = "Copy the whole token from the invitation again."
"""The next step after most refusals."""

_LONGEST_TOKEN = 64 * 1024
_INVALID_IN_TOKEN = re.compile("[^!-~]")


def check_token(token: str) -> None:
    """Raise an error if `token` cannot be a shared token, before it is sent.

    Raises:
        RefusedInput: It is empty, an API secret, longer than 64 KiB, or contains a character other
            than visible ASCII. The message includes that character's code point, and nothing else
            of the token.
    """
    if not token:
        raise RefusedInput("There is no token", "What was given is empty.", COPY_AGAIN)
    if token.startswith(SECRET_PREFIX):
        raise RefusedInput(
            "That is an API secret, not a shared token",
            f"The secrets of API keys begin with {SECRET_PREFIX}. It was not sent.",
            "Paste the invitation's token. If others have seen the secret, replace its API key.",
        )
    match = _INVALID_IN_TOKEN.search(token)
    if match:
        raise RefusedInput(
            "That is not a shared token",
            f"Character {match.start() + 1}, not counting white space, is U+{ord(match[0]):04X}, "
            "which no token holds.",
            COPY_AGAIN,
        )
    if len(token) > _LONGEST_TOKEN:
        raise RefusedInput(
            "That is too long for a shared token",
            f"It has {len(token):,} characters; the maximum is {_LONGEST_TOKEN:,}.",
            COPY_AGAIN,
        )
