"""The shapes of API keys and of their secrets.

Confluent Cloud API keys are 16 capital letters and digits, and their secrets 64 characters of
base64. Since 30 July 2025, secrets begin with `cflt`; older ones remain valid. Source of the prefix
and of the example `ABCD1234567890AB`: "API key format" in
https://docs.confluent.io/cloud/current/using/api-keys.html. The lengths are those that
secret scanners look for. They are not documented, so the checks here are lenient.
"""

from __future__ import annotations

import re

from cdx_tui.config.invisible import INVISIBLE
from cdx_tui.config.values import SECRET_PREFIX

__all__ = [
    "is_complete_key",
    "is_older_secret",
    "looks_like_key",
    "looks_like_secret",
]

_SHORTEST_KEY = 8
_LONGEST_KEY = 24
_KEY = re.compile("[A-Z0-9]+")
_COMPLETE_KEY = re.compile(rf"[\s{INVISIBLE}]*+[A-Z0-9]{{16}}[\s{INVISIBLE}]*+")
_OLDER_SECRET = re.compile("[A-Za-z0-9+/]{64}")


def is_complete_key(text: str) -> bool:
    """Return whether `text` can be nothing but an API key, so that it may be shown.

    White space and invisible characters around it do not matter.
    """
    return _COMPLETE_KEY.fullmatch(text) is not None


def is_older_secret(text: str) -> bool:
    """Return True if `text` has the exact shape of a secret without the prefix `cflt`.

    That is 64 characters of standard base64. Shared tokens are several times as long.
    """
    return _OLDER_SECRET.fullmatch(text) is not None


def looks_like_key(text: str) -> bool:
    """Return True if `text` has the shape of an API key: 8 to 24 capital letters and digits."""
    return _SHORTEST_KEY <= len(text) <= _LONGEST_KEY and bool(_KEY.fullmatch(text))


def looks_like_secret(text: str) -> bool:
    """Return True if `text` is an API secret rather than an API key.

    It begins with `cflt` in any case, is longer than any key, or holds characters that keys lack.
    Nothing is no secret. White space around the text does not matter.
    """
    text = text.strip()
    return bool(text) and (
        text.lower().startswith(SECRET_PREFIX)
        or len(text) > _LONGEST_KEY
        or not _KEY.fullmatch(text)
    )
