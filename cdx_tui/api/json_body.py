"""Bytes in, JSON values out: leniently, but never at the price of memory or of a frozen screen."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any, Final

__all__ = ["NotAPreview", "load_json"]

_LONGEST_INTEGER: Final = 300  # digits; Python itself refuses more than 4,300

_MOST_VALUES: Final = 2_000_000
_MOST_LISTS: Final = 250_000
"""The parser holds Python's one lock while it makes strings and lists, so that for their time no
key is answered. 10,000 resources have 200,000 values; a real answer of 46 MB has 30,000."""

_COUNTED_AT_ONCE: Final = 1 << 16

_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class NotAPreview(ValueError):
    """The body is no answer to the operation at all; its text says why, for the user."""


def load_json(body: bytes, problem: Callable[[str, str], None]) -> Any:
    """Parse `body` as JSON and report oddities that do not matter to `problem(path, message)`.

    A byte order mark, broken UTF-8, NaN, endless integers and duplicate keys are such oddities.

    Raises:
        NotAPreview: It is not JSON, or holds too much of it.
    """
    text = _text(body, problem)
    _check_size(body)
    try:
        return json.loads(text, **_hooks(problem))
    except RecursionError:
        raise NotAPreview("the answer is nested too deeply to be read") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}, column {error.colno:,}"
        raise NotAPreview(f"the answer is not JSON ({error.msg}, {where})") from None


def _hooks(problem: Callable[[str, str], None]) -> dict[str, Any]:
    """Return what `json.loads` calls for each value of a kind."""

    def constant(name: str) -> None:
        problem("", f"{name} is not JSON; read as null")

    def integer(digits: str) -> int | None:
        if len(digits) <= _LONGEST_INTEGER:
            return int(digits)
        problem("", f"a number of {len(digits):,} digits; read as null")
        return None

    def real(digits: str) -> float:  # not `float` itself: this lets other threads have a turn
        return float(digits)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            problem("", "an object names a property twice; the last one counts")
        return found

    return {
        "parse_constant": constant,
        "parse_int": integer,
        "parse_float": real,
        "object_pairs_hook": members,
    }


def _text(body: bytes, problem: Callable[[str, str], None]) -> str:
    for mark, encoding in _OTHER_ENCODINGS:
        if body.startswith(mark):
            raise NotAPreview(f"the answer is {encoding}, where JSON has to be UTF-8")
    if body.startswith(codecs.BOM_UTF8):
        problem("", "the answer begins with a byte order mark")
        body = body.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = body.decode(errors="replace")
        problem("", "the answer is not valid UTF-8; bytes that could not be read show as \ufffd")
    if not text or text.isspace():
        raise NotAPreview("the answer is empty")
    return text


def _check_size(body: bytes) -> None:
    """Count the values of a JSON text, about, before any of them is made."""
    values = lists = 0
    within = False  # a string
    escaped = b""
    for start in range(0, len(body), _COUNTED_AT_ONCE):
        block = escaped + body[start : start + _COUNTED_AT_ONCE]
        escaped = b"\\" if (len(block) - len(block.rstrip(b"\\"))) % 2 else b""
        if escaped:
            block = block[:-1]
        pieces = block.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')
        outside = b"".join(pieces[1 if within else 0 :: 2])
        if len(pieces) % 2 == 0:
            within = not within
        lists += outside.count(b"[")
        values += outside.count(b",") + outside.count(b"{") + outside.count(b"[")
        if values > _MOST_VALUES or lists > _MOST_LISTS:
            raise NotAPreview("the answer holds more values than can be read")
