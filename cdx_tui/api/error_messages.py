"""What a server said about a failure, in any of the shapes that were seen, cleaned and cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from cdx_tui.api.json_body import NotAPreview, load_json
from cdx_tui.api.response import ErrorResponse
from cdx_tui.text import clean, shorten

__all__ = [
    "body_messages",
    "bounded",
    "header_messages",
    "is_web_page",
    "start_of",
    "status_message",
]

_MOST_DETAILS: Final = 20
_LONGEST_DETAIL: Final = 600
_START_OF_BODY: Final = 300


def body_messages(body: bytes) -> Iterator[str]:
    """Yield what an error body says, in any of the shapes that were seen."""
    try:
        answer = load_json(body, lambda path, message: None)
    except NotAPreview:
        return
    if not isinstance(answer, dict):
        return
    errors = answer.get("errors")
    for error in [*(errors if isinstance(errors, list) else [errors]), answer.get("error")]:
        if isinstance(error, dict):
            yield from _messages_of_error(error)
        elif isinstance(error, str):
            yield error
    yield from _messages_of_error({name: answer.get(name) for name in ("message", "error_code")})


def _messages_of_error(error: dict[str, Any]) -> Iterator[str]:
    """Yield title and detail, with the place in the request and the code; then the details."""
    words = [error.get(name) for name in ("title", "detail", "message")]
    parts = list(dict.fromkeys(word.strip() for word in words if isinstance(word, str) and word))
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


def header_messages(answer: ErrorResponse) -> Iterator[str]:
    """Yield what `WWW-Authenticate` and `Location` say, for statuses that give them a meaning."""
    challenge = answer.headers.get("www-authenticate")
    if challenge and answer.status == 401:
        described = re.search(r'error_description="([^"]*)"', challenge)
        yield described[1] if described else challenge
    location = answer.headers.get("location")
    if location and answer.status == 409:
        yield f"Conflicting resource: {location}"
    elif location and 300 <= answer.status <= 399:
        yield f"Redirect to {location}"


def status_message(answer: ErrorResponse) -> Iterator[str]:
    """Yield the status as HTTP writes it, and the content type."""
    content_type = answer.headers.get("content-type") or "no content type"
    yield f"HTTP {answer.status} {answer.reason}".strip() + f", {content_type}"


def start_of(body: bytes) -> Iterator[str]:
    """Yield the first words of a body that is no API response, if it has any."""
    text = body[: 4 * _START_OF_BODY].decode("utf-8", "replace")
    text = " ".join(text.split())
    if text:
        yield f"It begins: {shorten(text, _START_OF_BODY)}"


def is_web_page(answer: ErrorResponse) -> bool:
    """Whether the body is HTML, by its type or by its look."""
    named = "html" in answer.headers.get("content-type", "").lower()
    return named or answer.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def bounded(lines: Iterable[str]) -> Iterator[str]:
    """Clean and shorten the lines, and say how many are left out."""
    unique = list(dict.fromkeys(lines))
    for line in unique[:_MOST_DETAILS]:
        yield shorten(clean(shorten(line, 2 * _LONGEST_DETAIL)), _LONGEST_DETAIL)
    if len(unique) > _MOST_DETAILS:
        yield f"… and {len(unique) - _MOST_DETAILS:,} more"
