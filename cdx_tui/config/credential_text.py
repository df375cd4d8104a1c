"""Find an API key and its secret in one paste; `credential_shape` tells one from the other."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from cdx_tui.config.credential_shape import (
    is_complete_key,
    is_older_secret,
    looks_like_key,
    looks_like_secret,
)
from cdx_tui.config.token.pasted_text import clean_paste, unquote_lines

__all__ = ["split_credentials"]

_SHORTEST_SECRET = 16
_LONGEST_SECRET = 128  # a token that was cut in two is longer
_LONGEST_PASTE = 64 * 1024

_PREFIXED_SECRET = re.compile("(?i:cflt)[A-Za-z0-9+/=_-]{12,}")
_RUN = re.compile("[A-Za-z0-9+/=_.~-]+")
_ASSIGNMENT = re.compile("[A-Za-z_-][A-Za-z0-9_.-]{0,60}=(?!=|$)")
_LABEL = re.compile("([A-Za-z][A-Za-z0-9_-]{0,40})[\"']?\\s{0,4}[:=]\\s{0,20}[\"'`“]?$")
_LABEL_WIDTH = 70
_BASIC = re.compile("\\bbasic\\s{1,20}+([A-Za-z0-9+/_-]{16,8192}+={0,2})", re.IGNORECASE)


def split_credentials(text: str) -> tuple[str, str] | None:
    """Return the API key and its secret in `text`; None unless there is exactly one of each.

    The forms are: two lines or words in either order; `KEY:SECRET` and `KEY,SECRET`; lines with
    labels, such as assignments of variables and the file that Confluent's console downloads; JSON;
    the `-u` option of curl; and the header of HTTP Basic authentication.
    """
    if len(text) > _LONGEST_PASTE:
        return None
    text = unquote_lines(clean_paste(text)).strip()
    for match in _BASIC.finditer(text):
        pair = _decode_basic(match[1])
        if pair:
            return pair
    runs = list(_runs(text))
    return _by_shape(runs) or _by_label(runs) or _by_number(runs)


def _decode_basic(encoded: str) -> tuple[str, str] | None:
    encoded = encoded.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        decoded = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except ValueError:
        return None
    key, _, secret = decoded.partition(":")
    return (key, secret) if looks_like_key(key) and secret.strip() else None


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of the characters of secrets in `text`, each after its label or nothing."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        while assignment := _ASSIGNMENT.match(text, start, end):
            start = assignment.end()
        before = text[max(0, start - _LABEL_WIDTH) : start]
        label = _LABEL.search(before)
        name = re.sub("[_-]", "", label[1].lower()) if label else ""
        yield name, text[start:end].strip(".")


def _by_shape(runs: list[tuple[str, str]]) -> tuple[str, str] | None:
    # A shared token is longer than the older secrets, so that their exact length tells them apart.
    keys = {value for _, value in runs if is_complete_key(value)}
    secrets = {
        value for _, value in runs if _PREFIXED_SECRET.fullmatch(value) or is_older_secret(value)
    }
    return (keys.pop(), secrets.pop()) if len(keys) == len(secrets) == 1 else None


def _by_label(runs: list[tuple[str, str]]) -> tuple[str, str] | None:
    keys = {value for name, value in runs if name.endswith(("key", "id")) and looks_like_key(value)}
    secrets = {
        value
        for name, value in runs
        if name.endswith(("secret", "password")) and looks_like_secret(value)
    }
    return (keys.pop(), secrets.pop()) if len(keys) == len(secrets) == 1 else None


def _by_number(runs: list[tuple[str, str]]) -> tuple[str, str] | None:
    if len(runs) != 2:
        return None
    first, second = runs[0][1], runs[1][1]
    key, secret = (first, second) if looks_like_key(first) else (second, first)
    is_secret = _SHORTEST_SECRET <= len(secret) <= _LONGEST_SECRET and looks_like_secret(secret)
    return (key, secret) if looks_like_key(key) and is_secret else None
