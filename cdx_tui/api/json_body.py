"""Parse JSON from an untrusted body: leniently, with limits on memory and on parsing time."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any, Final

__all__ = ["NotAPreview", "load_json"]

_LONGEST_INTEGER: Final = 300  # digits; Python itself refuses more than 4,300

_MOST_VALUES: Final = 2_000_000
_MOST_LISTS: Final = 250_000
"""Limits on the parsed values and lists.

The parser holds the GIL while it builds strings and lists, which blocks the user interface.
10,000 resources have 200,000 values; a real response of 46 MB has 30,000.
"""

_COUNT_BLOCK_SIZE: Final = 1 << 16
_COUNTED: Final = b",{["
_NOT_COUNTED: Final = bytes(set(range(256)) - set(_COUNTED))

_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose BOM is its prefix
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class NotAPreview(ValueError):
    """The body is not a response of the operation; the message tells the user why."""


def _ignore(path: str, message: str) -> None:
    """Report no deviation."""


def load_json(body: bytes, problem: Callable[[str, str], None] = _ignore) -> Any:
    """Parse `body` as JSON, and report harmless deviations to `problem(path, message)`.

    These are a byte order mark, invalid UTF-8, NaN, huge integers and duplicate keys.

    Raises:
        NotAPreview: The body is not JSON, or exceeds a limit on nesting or on values.
    """
    text = _text(body, problem)
    _check_size(body)
    try:
        return json.loads(text, **_hooks(problem))
    except RecursionError:
        raise NotAPreview("the response is nested too deeply") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}, column {error.colno:,}"
        raise NotAPreview(f"the response is not JSON ({error.msg}, {where})") from None


def _hooks(problem: Callable[[str, str], None]) -> dict[str, Any]:
    """Return the hooks of `json.loads` as keyword arguments."""

    def constant(name: str) -> None:
        problem("", f"{name} is not JSON; read as null")

    def integer(digits: str) -> int | None:
        if len(digits) <= _LONGEST_INTEGER:
            return int(digits)
        problem("", f"a number of {len(digits):,} digits; read as null")
        return None

    def real(digits: str) -> float:  # unlike `float` itself, lets other threads run
        return float(digits)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            problem("", "duplicate property in an object; the last value is used")
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
            raise NotAPreview(f"the response is {encoding}, but JSON must be UTF-8")
    if body.startswith(codecs.BOM_UTF8):
        problem("", "the response begins with a byte order mark")
        body = body.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = body.decode(errors="replace")
        problem("", "the response is not valid UTF-8; invalid bytes are shown as \ufffd")
    if not text or text.isspace():
        raise NotAPreview("the response is empty")
    return text


def _check_size(body: bytes) -> None:
    """Estimate the number of values in a JSON text before any of them is built.

    Raises:
        NotAPreview: There are more than `_MOST_VALUES` values or `_MOST_LISTS` lists.
    """
    if _has_few_marks(body):
        return
    values = lists = 0
    in_string = False
    escaped = b""
    for start in range(0, len(body), _COUNT_BLOCK_SIZE):
        block = escaped + body[start : start + _COUNT_BLOCK_SIZE]
        escaped = b"\\" if (len(block) - len(block.rstrip(b"\\"))) % 2 else b""
        if escaped:
            block = block[:-1]
        pieces = block.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')
        outside = b"".join(pieces[1 if in_string else 0 :: 2])
        if len(pieces) % 2 == 0:
            in_string = not in_string
        lists += outside.count(b"[")
        values += outside.count(b",") + outside.count(b"{") + outside.count(b"[")
        if values > _MOST_VALUES or lists > _MOST_LISTS:
            raise NotAPreview("the response has more values than cdx-tui can read")


def _has_few_marks(body: bytes) -> bool:
    """Whether the limits hold even if no comma or bracket stands in a string: many times faster."""
    values = lists = 0
    for start in range(0, len(body), _COUNT_BLOCK_SIZE):
        marks = body[start : start + _COUNT_BLOCK_SIZE].translate(None, _NOT_COUNTED)
        values += len(marks)
        lists += marks.count(b"[")
        if values > _MOST_VALUES or lists > _MOST_LISTS:
            return False
    return True
