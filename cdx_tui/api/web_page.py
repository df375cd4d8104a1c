"""Extract what a proxy's or gateway's page says: title, first sentence, reference numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

__all__ = ["is_markup", "page_messages", "reference_numbers"]

_MOST_CHARACTERS: Final = 100_000
_MOST_REFERENCES: Final = 5

_HIDDEN_ELEMENTS: Final = ("script", "style", "template", "svg")
_LOWER_CASE: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
"""ASCII only: `str.lower` changes the length of some texts."""

_BLOCKS: Final = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|button|center|dd|div|dl|dt|fieldset|footer|form"
    r"|h[1-6]|head|header|hr|html|label|li|main|nav|noscript|ol|option|p|pre|section|table|tbody|td"
    r"|th|title|tr|ul)"
    r"(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[!?/a-zA-Z][^<>]{0,4000}>")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'(])")

_REFERENCE: Final = re.compile(
    r"\b((?:support|ticket|incident|reference|request|event|error|case|transaction|tracking|trace"
    r"|session|block|attack|ray|correlation|activity|log)"
    r"(?:[ _-](?:id|identifier|number|no|code|reference|ref))?)"
    r"(?:\sis)?\.?\s{0,3}[:#=]?\s{0,3}#?\s?"
    r"(?=[\w.:-]{0,80}[0-9])([A-Za-z0-9](?:[\w.:-]{2,80}[A-Za-z0-9]))",
    re.IGNORECASE,
)
"""A label and a value of at least four characters, one of them a digit."""


def is_markup(text: str) -> bool:
    """Return whether a text is HTML by its beginning; XML counts if it is XHTML."""
    start = text[:1000].lstrip("\ufeff \t\r\n").lower()
    return start.startswith("<") and (not start.startswith("<?xml") or "<html" in start)


def page_messages(text: str) -> Iterator[str]:
    """Yield the title, the first sentence and the reference numbers of a page, not cleaned."""
    text = _without_hidden_parts(text[:_MOST_CHARACTERS])
    title = _title(text)
    if title:
        yield f"Page title: {title}"
    lines = _visible_lines(text)
    sentences = [sentence for line in lines for sentence in _SENTENCE_END.split(line)]
    telling = [sentence for sentence in sentences if _is_telling(sentence, title)]
    whole = [sentence for sentence in telling if sentence.endswith((".", "!", "?"))]
    if telling:
        yield f"It says: {(whole or telling)[0]}"
    yield from reference_numbers("\n".join(lines))


def reference_numbers(text: str) -> list[str]:
    """Return up to five ticket, incident or support numbers, each with its label."""
    text = " ".join(text[:_MOST_CHARACTERS].split())
    found: dict[str, None] = {}
    for match in _REFERENCE.finditer(text):
        label = " ".join(match[1].split())
        found[f"{label[:1].upper()}{label[1:]}: {match[2]}"] = None
    return list(found)[:_MOST_REFERENCES]


def _is_telling(sentence: str, title: str) -> bool:
    """Return whether a sentence says more than the title, a menu entry or a number."""
    return len(sentence.split()) > 1 and sentence.rstrip(".!") != title.rstrip(".!")


def _title(text: str) -> str:
    lower = text.translate(_LOWER_CASE)
    start = lower.find(">", lower.find("<title")) + 1 if "<title" in lower else 0
    end = lower.find("</title", start)
    return _plain(text[start : end if end >= 0 else start + 200]) if start else ""


def _visible_lines(text: str) -> list[str]:
    lower = text.translate(_LOWER_CASE)
    body = lower.find("<body")
    head = lower.find("</head")
    text = text[max(body, head, 0) :]
    lines = (_plain(line) for line in _BLOCKS.sub("\x00", text).split("\x00"))
    return [line for line in lines if line]


def _plain(text: str) -> str:
    """Return a part of a page without tags, entities and runs of white space."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _without_hidden_parts(text: str) -> str:
    text = _without(text, "<!--", "-->")
    for name in _HIDDEN_ELEMENTS:
        text = _without(text, f"<{name}", f"</{name}")
    return text


def _without(text: str, opening: str, closing: str) -> str:
    """Remove each part from `opening` to `closing`, or to the end, in linear time."""
    lower = text.translate(_LOWER_CASE)
    kept = []
    start = 0
    while (found := lower.find(opening, start)) >= 0:
        kept.append(text[start:found])
        end = lower.find(closing, found + len(opening))
        start = len(text) if end < 0 else end + (len(closing) if closing == "-->" else 0)
    return "".join((*kept, text[start:]))
