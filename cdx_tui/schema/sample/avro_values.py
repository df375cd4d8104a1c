"""Sample values of Avro's scalar types, and how bytes and decimals are written in each encoding."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal

from cdx_tui.schema.avro import AvroNode
from cdx_tui.schema.sample.place import NoSample, Place
from cdx_tui.schema.sample.plausible_values import PlausibleValues, fitted
from cdx_tui.schema.sample.request import Encoding

__all__ = ["ScalarValues"]

_MAX_FIXED_SIZE = 100_000
_LONGEST_DECIMAL = 400
"""Bytes of the largest decimal that is written as a number."""

_MOST_DIGITS = 100
"""Digits of the largest decimal that is generated."""

_MOST_SCALED = 20
"""Digits behind the point to which a generated decimal is rounded, of a larger scale."""

_BOUNDS = {"int": 2**31, "long": 2**63}
_LARGEST_FLOAT = 3.4e38


class ScalarValues:
    """Generator of scalar values in one encoding.

    Attributes:
        decimal: The first decimal that was written as a number, and its bytes; None if none was.
        has_bytes: Whether bytes were written as a string.
    """

    def __init__(self, encoding: Encoding, plausible: PlausibleValues) -> None:
        self._encoding = encoding
        self._plausible = plausible
        self.decimal: tuple[Decimal, bytes] | None = None
        self.has_bytes = False

    def generated(self, type_: AvroNode, place: Place) -> object:
        """Return a value of a scalar type.

        Raises:
            NoSample: A fixed type has no usable size.
        """
        kind = type_.kind
        if kind in ("bytes", "fixed"):
            return self._bytes(type_, place)
        if kind == "null":
            return None
        if kind == "boolean":
            return self._plausible.flag
        if kind == "string":
            return self._plausible.uuid if type_.logical == "uuid" else self._plausible.text(place)
        guess = self._plausible.number(place)
        if kind in ("float", "double"):
            return float(self._plausible.any_number(1.5) if guess is None else guess)
        value = int(self._plausible.any_number(1) if guess is None else guess)
        return fitted(value, _BOUNDS[kind])

    def _bytes(self, type_: AvroNode, place: Place) -> object:
        logical = type_.logical
        if _is_decimal(type_, place):
            return self._decimal(type_, place)
        self.has_bytes = True
        if logical == "uuid":
            return _latin(bytes.fromhex(self._plausible.uuid.replace("-", "")))
        if logical == "duration":
            parts = (1, 15, 34_200_000 + self._plausible.variant)
            return _latin(b"".join(part.to_bytes(4, "little") for part in parts))
        number = self._plausible.variant
        if type_.kind == "bytes":
            return f"bytes {number + 1}" if number else "bytes"
        size = _size(type_, place)
        text = f"{number:x}" if number else ""
        return (text + "0123456789abcdef" * (size // 16 + 1))[:size]

    def written(self, value: object, type_: AvroNode, place: Place) -> object:
        """Return the value of a scalar default.

        Raises:
            NoSample: It does not fit the type.
        """
        if not _fits(value, type_):
            raise NoSample("the default does not fit its type", place)
        if type_.kind not in ("bytes", "fixed") or not isinstance(value, str):
            return value
        if not _is_decimal(type_, place):
            self.has_bytes = True
            return value
        if len(value) > _LONGEST_DECIMAL:
            raise NoSample("the default is too long for a number", place)
        data = value.encode("latin-1")
        unscaled = int.from_bytes(data, "big", signed=True)
        return self._of_unscaled(unscaled, _digits(type_, place)[1], data)

    def _decimal(self, type_: AvroNode, place: Place) -> object:
        precision, scale = _digits(type_, place)
        guess = self._plausible.number(replace(place, semantic=""))
        number = Decimal(str(self._plausible.any_number(123.45) if guess is None else guess))
        # Rounded to the scale, and the first digits of that if it has too many.
        digits = str(int(number.scaleb(min(scale, _MOST_SCALED))))
        unscaled = int(digits[: min(precision, _MOST_DIGITS)])
        size = unscaled.bit_length() // 8 + 1
        if type_.kind == "fixed":
            size = _size(type_, place)
            unscaled = min(unscaled, 256**size // 2 - 1)
        return self._of_unscaled(unscaled, scale, unscaled.to_bytes(size, "big", signed=True))

    def _of_unscaled(self, unscaled: int, scale: int, data: bytes) -> object:
        """Return a decimal as its number, or as its bytes where the encoding asks for them."""
        if self._encoding is Encoding.AVRO_JSON:
            return _latin(data)
        sign, digits, _ = Decimal(unscaled).as_tuple()
        number = Decimal((sign, digits, -scale))
        self.decimal = self.decimal or (number, data)
        return number


def _is_decimal(type_: AvroNode, place: Place) -> bool:
    by_connect = type_.kind == "bytes" and place.semantic.startswith("decimal(")
    return by_connect or type_.logical == "decimal"


def _digits(type_: AvroNode, place: Place) -> tuple[int, int]:
    """Return the precision and the scale of a decimal, by its logical type or by Connect's."""
    if type_.logical == "decimal":
        return type_.number("precision") or 1, type_.number("scale") or 0
    precision, _, scale = place.semantic.removeprefix("decimal(").removesuffix(")").partition(",")
    return (
        int(precision) if precision.isdecimal() else _MOST_DIGITS,
        int(scale) if scale.isdecimal() else 0,
    )


def _size(type_: AvroNode, place: Place) -> int:
    size = type_.number("size")
    if size is None:
        raise NoSample(f"the size of the fixed {type_.name} is missing", place)
    if not 0 <= size <= _MAX_FIXED_SIZE:
        limit = f"at most {_MAX_FIXED_SIZE:,} bytes can be made"
        raise NoSample(f"the fixed {type_.name} has a size of {size:,}, and {limit}", place)
    return size


def _fits(value: object, type_: AvroNode) -> bool:
    """Return whether a scalar is a valid value of a type."""
    kind = type_.kind
    if value is None or isinstance(value, bool):
        return kind == ("null" if value is None else "boolean")
    if isinstance(value, str):
        if kind in ("bytes", "fixed"):
            size = type_.number("size") if kind == "fixed" else len(value)
            return len(value) == size and all(character <= "\xff" for character in value)
        return kind == "string" or (kind == "enum" and value in type_.symbols)
    if isinstance(value, int) and kind in _BOUNDS:
        return -_BOUNDS[kind] <= value < _BOUNDS[kind]
    largest = {"float": _LARGEST_FLOAT, "double": sys.float_info.max}.get(kind, -1.0)
    return isinstance(value, int | float) and abs(value) <= largest


def _latin(data: bytes) -> str:
    return data.decode("latin-1")
