"""Extract error messages from a response, in any format that was observed; clean and limit them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, Final

from cdx_tui.api.json_body import NotAPreview, load_json
from cdx_tui.api.response import RedactedResponse
from cdx_tui.api.response_headers import media_type
from cdx_tui.api.web_page import is_markup, page_messages, reference_numbers
from cdx_tui.text import clean, shorten

__all__ = [
    "body_excerpt",
    "body_messages",
    "error_document",
    "header_messages",
    "is_web_page",
    "limit_messages",
    "page_excerpt",
    "status_message",
]

_OWN_PROPERTIES: Final = ("title", "detail", "message", "error_code", "details", "type", "instance")
_ERROR_PROPERTIES: Final = ("errors", "error", "message", "error_code", "title", "detail")
"""Properties of which an API error has at least one; the last two are those of RFC 9457."""

_MOST_DETAILS: Final = 20
_LONGEST_DETAIL: Final = 600
_EXCERPT_LENGTH: Final = 300


def error_document(response: RedactedResponse) -> dict[str, Any] | None:
    """Return the body of an API error, in any format that was observed; None for another body.

    A truncated JSON object counts as one: its end was lost on the way.
    """
    try:
        document = load_json(response.body)
    except NotAPreview:
        cut_off = response.truncated and response.body.lstrip().startswith(b"{")
        return {} if cut_off else None
    if not isinstance(document, dict):
        return None
    is_problem = media_type(response.headers) == "application/problem+json"
    return document if is_problem or any(name in document for name in _ERROR_PROPERTIES) else None


def body_messages(document: dict[str, Any] | None) -> Iterator[str]:
    """Yield the error messages of an API error's body."""
    if document is None:
        return
    errors = document.get("errors")
    for error in [*(errors if isinstance(errors, list) else [errors]), document.get("error")]:
        if isinstance(error, dict):
            yield from _messages_of_error(error)
        elif isinstance(error, str):
            yield error
    yield from _messages_of_error({name: document.get(name) for name in _OWN_PROPERTIES})


def _messages_of_error(error: dict[str, Any]) -> Iterator[str]:
    """Yield title and detail, with their source in the request and the code; then the details."""
    texts = [error.get(name) for name in ("title", "detail", "message")]
    parts = list(dict.fromkeys(text.strip() for text in texts if isinstance(text, str) and text))
    if not parts:
        parts = [code for code in (error.get("code"),) if isinstance(code, str)]
    notes = list(_notes_on_error(error))
    line = ": ".join(parts) + (f" ({', '.join(notes)})" if notes else "")
    if line:
        yield line.strip()
    details = error.get("details")
    for detail in details if isinstance(details, list) else [details]:
        if isinstance(detail, str):
            yield detail


def _notes_on_error(error: dict[str, Any]) -> Iterator[str]:
    """Yield the source of an error in the request, its code, and RFC 9457's identifiers."""
    source = error.get("source")
    places = (source if isinstance(source, dict) else {}, error)
    for place, name in product(places, ("pointer", "parameter")):
        if isinstance(place.get(name), str) and place[name]:
            yield f"at {place[name]}"
    code = error.get("error_code")
    if isinstance(code, int) and not isinstance(code, bool):
        yield f"error code {code}"
    problem_type, instance = error.get("type"), error.get("instance")
    if isinstance(problem_type, str) and problem_type not in ("", "about:blank"):
        yield f"type {problem_type}"
    if isinstance(instance, str) and instance:
        yield f"instance {instance}"


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


def body_excerpt(response: RedactedResponse) -> Iterator[str]:
    """Yield the beginning of a body that is not an API response, and reference numbers in it."""
    text = response.redact(response.body.decode("utf-8", "replace"))
    start = " ".join(text[: 4 * _EXCERPT_LENGTH].split())
    if start:
        yield f"It begins: {shorten(start, _EXCERPT_LENGTH)}"
    yield from (number for number in reference_numbers(text) if number not in start)


def page_excerpt(response: RedactedResponse) -> Iterator[str]:
    """Yield the title, the first sentence and the reference numbers of a web page."""
    messages = list(page_messages(_page_text(response.body)))
    yield from messages or body_excerpt(response)


def is_web_page(response: RedactedResponse) -> bool:
    """Return whether the body is HTML, by its content type or its beginning."""
    declared = "html" in media_type(response.headers) and bool(response.body.strip())
    return declared or is_markup(response.body[:1000].decode("utf-8", "replace"))


def _page_text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        was_cut = error.start >= len(body) - 3
        return body.decode("utf-8" if was_cut else "cp1252", "replace")


def limit_messages(lines: Iterable[str]) -> Iterator[str]:
    """Yield the unique lines, cleaned and truncated; the last one counts those omitted.

    At most 20 lines of up to 600 characters are kept.
    """
    unique = list(dict.fromkeys(lines))
    for line in unique[:_MOST_DETAILS]:
        yield shorten(clean(shorten(line, 2 * _LONGEST_DETAIL)), _LONGEST_DETAIL)
    if len(unique) > _MOST_DETAILS:
        yield f"… and {len(unique) - _MOST_DETAILS:,} more"
