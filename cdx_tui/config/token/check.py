"""Decide whether a string can be sent as a shared token."""

from __future__ import annotations

import re

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.values import SECRET_PREFIX

__all__ = ["COPY_AGAIN", "USE_INVITATION", "check_token"]

COPY_AGAIN = "Copy the whole token from the invitation again."
"""The next step after most refusals."""

USE_INVITATION = (
    "Paste the token from the invitation. If others have seen the secret, replace the API key."
)
"""The next step if an API secret was pasted."""

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
        raise RefusedInput("No token given", "The input is empty.", COPY_AGAIN)
    if token.startswith(SECRET_PREFIX):
        raise RefusedInput(
            "This is an API secret, not a shared token",
            f"API secrets begin with {SECRET_PREFIX}. It was not sent.",
            USE_INVITATION,
        )
    match = _INVALID_IN_TOKEN.search(token)
    if match:
        raise RefusedInput(
            "Not a valid token",
            f"Character {match.start() + 1} (not counting white space) is U+{ord(match[0]):04X}; "
            "tokens contain only visible ASCII characters.",
            COPY_AGAIN,
        )
    if len(token) > _LONGEST_TOKEN:
        raise RefusedInput(
            "Too long for a token",
            f"It has {len(token):,} characters; the maximum is {_LONGEST_TOKEN:,}.",
            COPY_AGAIN,
        )
