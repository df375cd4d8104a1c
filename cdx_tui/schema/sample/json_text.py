"""Write a sample as JSON; unlike the standard library's, decimals keep their digits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

__all__ = ["json_text"]

_LONGEST_PLAIN = 100
"""Digits after the point up to which a decimal is written without an exponent."""


def json_text(value: object, *, compact: bool = False, ascii_only: bool = False) -> str:
    """Return a value of dicts, lists, strings, numbers, bools, None and `Decimal` as JSON.

    Args:
        value: The value, which must not be nested deeper than the stack allows.
        compact: Whether to write it on one line.
        ascii_only: Whether to escape all characters outside ASCII.

    Raises:
        ValueError: A number is infinite.
    """
    return "".join(_parts(value, None if compact else "\n", ascii_only))


def _parts(value: object, line: str | None, ascii_only: bool) -> Iterator[str]:
    """Yield the pieces of a value; `line` begins each line, None stands for a single line."""
    if not isinstance(value, dict | list):
        yield _scalar(value, ascii_only)
        return
    opener, closer = "{}" if isinstance(value, dict) else "[]"
    if not value:
        yield opener + closer
        return
    inner = None if line is None else f"{line}  "
    separator = opener
    for key in value:
        yield separator + ("" if inner is None else inner)
        if isinstance(value, dict):
            yield f"{_scalar(key, ascii_only)}: "
        yield from _parts(value[key] if isinstance(value, dict) else key, inner, ascii_only)
        separator = ", " if inner is None else ","
    yield ("" if line is None else line) + closer


def _scalar(value: object, ascii_only: bool) -> str:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        short = isinstance(exponent, int) and -exponent <= _LONGEST_PLAIN
        return format(value, "f") if short else str(value)
    return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)
