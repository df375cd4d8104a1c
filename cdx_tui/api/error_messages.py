"""Extract error messages from a response, in any format that was observed; clean and limit them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from cdx_tui.api.json_body import NotAPreview, load_json
from cdx_tui.api.response import RedactedResponse
from cdx_tui.text import clean, shorten

__all__ = [
    "body_excerpt",
    "body_messages",
    "header_messages",
    "is_web_page",
    "limit_messages",
    "status_message",
]

_MOST_DETAILS: Final = 20
_LONGEST_DETAIL: Final = 600
_EXCERPT_LENGTH: Final = 300


def body_messages(body: bytes) -> Iterator[str]:
    """Yield the error messages of a JSON body, in any format that was observed."""
    try:
        document = load_json(body, lambda path, message: None)
    except NotAPreview:
        return
    if not isinstance(document, dict):
        return
    errors = document.get("errors")
    for error in [*(errors if isinstance(errors, list) else [errors]), document.get("error")]:
        if isinstance(error, dict):
            yield from _messages_of_error(error)
        elif isinstance(error, str):
            yield error
    yield from _messages_of_error({name: document.get(name) for name in ("message", "error_code")})


def _messages_of_error(error: dict[str, Any]) -> Iterator[str]:
    """Yield title and detail, with their source in the request and the code; then the details."""
    texts = [error.get(name) for name in ("title", "detail", "message")]
    parts = list(dict.fromkeys(text.strip() for text in texts if isinstance(text, str) and text))
    if not parts:
        parts = [code for code in (error.get("code"),) if isinstance(code, str)]
    notes = []
    source = error.get("source")
    if isinstance(source, dict):
        notes += [
            f"at {source[name]}"
            for name in ("pointer", "parameter")
            if isinstance(source.get(name), str) and source[name]
        ]
    code = error.get("error_code")
    if isinstance(code, int) and not isinstance(code, bool):
        notes.append(f"error code {code}")
    line = ": ".join(parts) + (f" ({', '.join(notes)})" if notes else "")
    if line:
        yield line
    details = error.get("details")
    if isinstance(details, list):
        yield from (detail for detail in details if isinstance(detail, str))


def header_messages(response: RedactedResponse) -> Iterator[str]:
    """Yield messages from `WWW-Authenticate` (401) and `Location` (3xx and 409)."""
    challenge = response.headers.get("www-authenticate")
    if challenge and response.status == 401:
        described = re.search(r'error_description="([^"]*)"', challenge)
        yield described[1] if described else challenge
    location = response.headers.get("location")
    if location and response.status == 409:
        yield f"Conflicting resource: {location}"
    elif location and 300 <= response.status <= 399:
        yield f"Redirect to {location}"


def status_message(response: RedactedResponse) -> Iterator[str]:
    """Yield the HTTP status line and the content type, as one message."""
    content_type = response.headers.get("content-type") or "no content type"
    yield f"HTTP {response.status} {response.reason}".strip() + f", {content_type}"


def body_excerpt(body: bytes) -> Iterator[str]:
    """Yield the beginning of a body that is not an API response, unless it is blank."""
    text = body[: 4 * _EXCERPT_LENGTH].decode("utf-8", "replace")
    text = " ".join(text.split())
    if text:
        yield f"It begins: {shorten(text, _EXCERPT_LENGTH)}"


def is_web_page(response: RedactedResponse) -> bool:
    """Return whether the body is HTML, by its content type or its first character."""
    declared = "html" in response.headers.get("content-type", "").lower()
    return declared or response.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def limit_messages(lines: Iterable[str]) -> Iterator[str]:
    """Yield the unique lines, cleaned and truncated; the last one counts those omitted.

    At most 20 lines of up to 600 characters are kept.
    """
    unique = list(dict.fromkeys(lines))
    for line in unique[:_MOST_DETAILS]:
        yield shorten(clean(shorten(line, 2 * _LONGEST_DETAIL)), _LONGEST_DETAIL)
    if len(unique) > _MOST_DETAILS:
        yield f"… and {len(unique) - _MOST_DETAILS:,} more"
