"""What a proxy says when it refuses to open a tunnel: status, login methods and its page."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import quote

from cdx_tui.text import clean, shorten

__all__ = ["MAX_PAGE_BYTES", "ProxyRefusal"]

MAX_PAGE_BYTES: Final = 16 * 1024
"""Bytes read of a proxy's page."""

_LONGEST_MESSAGE: Final = 300
_MIN_REDACTED_LENGTH: Final = 3
_MIN_SUBSTRING_LENGTH: Final = 7
"""Characters from which on credentials are redacted within words, too."""

_SCHEME: Final = re.compile(r"(?:^|,)\s*([A-Za-z][A-Za-z0-9-]{0,30})(?=\s*(?:,|$)|\s+[^\s=])")
"""A scheme of `Proxy-Authenticate`, once quoted strings are removed (RFC 9110, section 11.3)."""

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_RAW: Final = frozenset(("title", "script", "style", "template", "noscript"))
"""Elements whose content is not part of the visible text."""

_INLINE: Final = frozenset(
    ("a", "abbr", "b", "code", "em", "font", "i", "span", "strong", "tt", "u")
)


@dataclass(frozen=True, slots=True)
class ProxyRefusal:
    """A proxy's response to `CONNECT` that opens no tunnel; all text is cleaned.

    Attributes:
        status: The HTTP status.
        reason: The reason phrase.
        schemes: The authentication schemes that the proxy offers, as it spells them.
        messages: Title and text of its page; empty without a readable one.
    """

    status: int
    reason: str
    schemes: tuple[str, ...]
    messages: tuple[str, ...]

    @classmethod
    def of(
        cls,
        status: int,
        reason: bytes,
        headers: Iterable[tuple[bytes, bytes]],
        body: bytes,
        credentials: tuple[bytes, bytes] | None,
    ) -> Self:
        """Return the refusal, with the credentials redacted that the proxy may have echoed."""
        fields = [(name.lower(), value.decode("latin-1")) for name, value in headers]
        challenges = [value for name, value in fields if name == b"proxy-authenticate"]
        content_type = next((value for name, value in fields if name == b"content-type"), "")
        is_encoded = any(name == b"content-encoding" for name, _ in fields)
        page = "" if is_encoded else body.decode("utf-8", "replace")
        return cls(
            status,
            shorten(clean(_redacted(reason.decode("latin-1"), credentials)), 100),
            _schemes(challenges),
            tuple(
                shorten(clean(_redacted(message, credentials)), _LONGEST_MESSAGE)
                for message in _messages(page, content_type.lower())
            ),
        )

    @property
    def status_line(self) -> str:
        """Status and reason phrase."""
        return f"{self.status} {self.reason}".strip()


def _schemes(challenges: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for challenge in challenges:
        for scheme in _SCHEME.findall(re.sub(r'"(?:[^"\\]|\\.)*"', "x", challenge)):
            found.setdefault(scheme.lower(), scheme)
    return tuple(found.values())


def _redacted(text: str, credentials: tuple[bytes, bytes] | None) -> str:
    if credentials is None:
        return text
    plain = [part.decode("utf-8", "replace") for part in credentials]
    encoded = base64.b64encode(b":".join(credentials)).decode()
    forms = {encoded, *plain, *(quote(part, safe="") for part in plain)}
    forms |= {" ".join(part.split()) for part in plain}  # as `_in_one_line` leaves them
    for form in sorted(forms, key=len, reverse=True):
        if len(form) < _MIN_REDACTED_LENGTH:
            continue
        pattern = re.escape(form)
        if len(form) < _MIN_SUBSTRING_LENGTH:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        text = re.sub(pattern, "[secret]", text)
    return text


def _messages(page: str, content_type: str) -> Iterable[str]:
    """Yield title and text of a page, each on one line."""
    if "html" in content_type or page.lstrip("\ufeff \t\r\n").startswith("<"):
        parts = list(_title_and_text(page))
    elif not content_type or content_type.startswith(("text/", "application/json")):
        parts = [" ".join(page.split())]
    else:
        parts = []
    yield from filter(None, parts)


def _title_and_text(page: str) -> tuple[str, str]:
    """Return the title and the visible text of an HTML page, without headings that repeat it.

    It takes time linear in the page's length, unlike `html.parser` on hostile pages, and is no
    parser of HTML: what it leaves is cleaned as any text.
    """
    title = ""
    blocks = [""]
    position = 0
    while (start := page.find("<", position)) >= 0:
        blocks[-1] += page[position:start]
        closer = "-->" if page.startswith("<!--", start) else ">"
        end = page.find(closer, start)
        if end < 0:
            break
        position = end + len(closer)
        tag = _TAG.match(page, start)
        name = tag[2].lower() if tag else ""
        if name not in _INLINE:
            blocks.append("")
        if tag and name in _RAW and not tag[1]:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(page, position)
            content = page[position : closing.start() if closing else None]
            position += len(content)
            title = title or (_in_one_line(content) if name == "title" else "")
    else:
        blocks[-1] += page[position:]
    text = (_in_one_line(block) for block in blocks)
    return title, " ".join(block for block in text if block and block not in title)


def _in_one_line(text: str) -> str:
    return " ".join(html.unescape(text).split())
