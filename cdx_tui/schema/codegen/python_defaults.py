"""Default values of Python dataclasses, from the defaults of a schema."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Final

from cdx_tui.schema.codegen.model import Field, Kind
from cdx_tui.text import clean

__all__ = ["default_of", "string_literal"]

_MAX_LENGTH: Final = 200
"""Characters of the longest default that is generated; of a longer one a comment says so."""

_ZEROS: Final = {
    Kind.BOOLEAN: "False",
    Kind.INT: "0",
    Kind.LONG: "0",
    Kind.FLOAT: "0.0",
    Kind.DOUBLE: "0.0",
    Kind.STRING: '""',
    Kind.BYTES: 'b""',
    Kind.ARRAY: "field(default_factory=list)",
    Kind.MAP: "field(default_factory=dict)",
}
_EMPTY: Final = {(Kind.ARRAY, "[]"), (Kind.MAP, "{}")}


def default_of(found: Field, symbols: Mapping[str, str]) -> str | None:
    """Return the default of a field as an expression.

    Args:
        found: The field.
        symbols: Expressions of the field's enum, by symbol, the first one first; empty if it has
            none.

    Returns:
        None if there is no default, or none that can be written.
    """
    if found.default is None or len(found.default) > _MAX_LENGTH:
        if found.default is None and found.has_zero:
            return _ZEROS.get(found.type.kind) or next(iter(symbols.values()), None)
        return None
    if (found.type.kind, found.default) in _EMPTY:
        return _ZEROS[found.type.kind]
    try:
        value = json.loads(found.default)
    except ValueError:
        return None
    if found.type.stored is not None:
        return None
    return _expression(value, found, symbols)


def _expression(value: object, found: Field, symbols: Mapping[str, str]) -> str | None:
    kind = found.type.kind
    if value is None:
        return "None" if found.nullable else None
    if isinstance(value, bool):
        return str(value) if kind is Kind.BOOLEAN else None
    if isinstance(value, int) and kind in (Kind.INT, Kind.LONG):
        return str(value)
    if isinstance(value, int | float) and kind in (Kind.FLOAT, Kind.DOUBLE):
        return _float(value)
    if not isinstance(value, str):
        return None
    if kind in (Kind.FLOAT, Kind.DOUBLE) and value in ("NaN", "Infinity", "-Infinity"):
        return f'float("{value}")'
    if kind is Kind.STRING:
        return string_literal(value)
    if kind is Kind.BYTES and all(ord(character) < 256 for character in value):
        return repr(value.encode("latin-1"))
    return symbols.get(value)


def string_literal(text: str) -> str:
    """Return a text as a literal of exactly that text."""
    return json.dumps(text, ensure_ascii=False) if clean(text) == text else ascii(text)


def _float(value: float) -> str | None:
    try:
        number = float(value)
    except OverflowError:
        return None
    return repr(number) if math.isfinite(number) else f'float("{number}")'
