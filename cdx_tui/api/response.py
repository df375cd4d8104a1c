"""Responses with the secrets redacted that a server may have echoed."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import quote

import httpx

from cdx_tui.secret import Secret

__all__ = ["RedactedResponse", "Redaction", "basic_credentials"]

_MIN_REDACTED_LENGTH: Final = 8
"""Characters; shorter secrets, used by tests and the demo, occur in ordinary words."""

_HIDDEN: Final = "[secret]"


def basic_credentials(key: str, secret: Secret) -> str:
    """Return the credentials of HTTP Basic authentication, in Base64 (RFC 7617, UTF-8).

    A lone surrogate, which UTF-8 cannot encode, is sent as a question mark, so the server rejects
    the credentials.
    """
    return base64.b64encode(f"{key}:{secret.reveal()}".encode(errors="replace")).decode()


class Redaction:
    """Redactor of secrets in every encoding in which a server is likely to echo them."""

    __slots__ = ("_forms",)

    def __init__(self, key: str, secret: Secret, token: Secret) -> None:
        plain = (token.reveal(), secret.reveal(), basic_credentials(key, secret))
        encoders = (str, json.dumps, _as_slashed_json, html.escape, _in_url)
        forms = {encode(text).strip('"') for text in plain for encode in encoders}
        long_enough = (form for form in forms if len(form) >= _MIN_REDACTED_LENGTH)
        self._forms = tuple(sorted(long_enough, key=len, reverse=True))

    def __repr__(self) -> str:
        return "Redaction(…)"

    def text(self, text: str) -> str:
        """Return `text` with each secret replaced by `[secret]`."""
        for form in self._forms:
            text = text.replace(form, _HIDDEN)
        return text

    def body(self, body: bytes) -> bytes:
        """Return `body` with each secret replaced by `[secret]`."""
        for form in self._forms:
            body = body.replace(form.encode("utf-8", "surrogatepass"), _HIDDEN.encode())
        return body


def _as_slashed_json(text: str) -> str:
    return json.dumps(text).replace("/", "\\/")


def _in_url(text: str) -> str:
    return quote(text, safe="", errors="replace")


@dataclass(frozen=True, slots=True)
class RedactedResponse:
    """A response with its secrets redacted.

    Attributes:
        status: The HTTP status.
        reason: The reason phrase, not cleaned.
        headers: The headers by name in lower case, not cleaned.
        body: The decompressed body as far as it was received; may be truncated.
        truncated: Whether the end of the body was not read.
        notes: What was unusual about its compression, cleaned.
        redaction: Redactor for text that is decoded from the body, where a secret may have been
            split by tags or escaped.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    truncated: bool = False
    notes: tuple[str, ...] = ()
    redaction: Redaction | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        response: httpx.Response,
        body: bytes,
        redaction: Redaction,
        *,
        truncated: bool = False,
        notes: tuple[str, ...] = (),
    ) -> Self:
        """Return a copy of `response` with its decompressed body, both redacted."""
        return cls(
            response.status_code,
            redaction.text(response.reason_phrase),
            {name: redaction.text(value) for name, value in response.headers.items()},
            redaction.body(body),
            truncated,
            notes,
            redaction,
        )

    def redact(self, text: str) -> str:
        """Return text that was decoded from the body with each secret replaced."""
        return self.redaction.text(text) if self.redaction else text
