"""An error response with every secret redacted that an echoing server may have included."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import quote

import httpx

from cdx_tui.secret import Secret

__all__ = ["ErrorResponse", "Redaction", "basic_credentials"]

_SHORTEST: Final = 8
"""Characters; a shorter secret is a test's or the demo's, and occurs in ordinary words."""

_HIDDEN: Final = "[secret]"


def basic_credentials(key: str, secret: Secret) -> str:
    """Return user and password as HTTP Basic writes them (RFC 7617, UTF-8).

    A lone surrogate, which UTF-8 has no bytes for, is sent as a question mark and so refused.
    """
    return base64.b64encode(f"{key}:{secret.reveal()}".encode(errors="replace")).decode()


class Redaction:
    """Takes secrets out of text in every form in which a server is likely to echo them."""

    __slots__ = ("_forms",)

    def __init__(self, key: str, secret: Secret, token: Secret) -> None:
        plain = (token.reveal(), secret.reveal(), basic_credentials(key, secret))
        written = (str, json.dumps, _as_slashed_json, html.escape, _in_url)
        forms = {form(text).strip('"') for text in plain for form in written}
        told_apart = (form for form in forms if len(form) >= _SHORTEST)
        self._forms = tuple(sorted(told_apart, key=len, reverse=True))

    def __repr__(self) -> str:
        return "Redaction(…)"

    def text(self, text: str) -> str:
        """Return `text` without the secrets."""
        for form in self._forms:
            text = text.replace(form, _HIDDEN)
        return text

    def body(self, body: bytes) -> bytes:
        """Return `body` without the secrets."""
        for form in self._forms:
            body = body.replace(form.encode("utf-8", "surrogatepass"), _HIDDEN.encode())
        return body


def _as_slashed_json(text: str) -> str:
    return json.dumps(text).replace("/", "\\/")


def _in_url(text: str) -> str:
    return quote(text, safe="", errors="replace")


@dataclass(frozen=True, slots=True)
class ErrorResponse:
    """An error response, safe to show: secrets are redacted.

    Attributes:
        status: The HTTP status.
        reason: The reason phrase, which may hold anything.
        headers: With names in lower case.
        body: What came of the body; may be cut.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, response: httpx.Response, body: bytes, redaction: Redaction) -> Self:
        """Return `response` with its `body`, redacted."""
        return cls(
            response.status_code,
            redaction.text(response.reason_phrase),
            {name: redaction.text(value) for name, value in response.headers.items()},
            redaction.body(body),
        )
