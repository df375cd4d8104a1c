"""Sample values of Avro's scalar types, and how bytes and decimals are written in each encoding."""

from __future__ import annotations

import sys
from decimal import Decimal

from cdx_tui.schema.avro import AvroNode, symbols_of
from cdx_tui.schema.sample.encoding import Encoding
from cdx_tui.schema.sample.failure import NoSample
from cdx_tui.schema.sample.plausible_values import SAMPLE_TIME_MS, number_for, text_for

__all__ = ["ScalarValues"]

_MAX_FIXED_SIZE = 100_000
_LONGEST_DECIMAL = 400
"""Bytes of the largest decimal that is written as a number."""
_MOST_DIGITS = 100
"""Digits after the point up to which a decimal is scaled."""
_EPOCH_DAYS = SAMPLE_TIME_MS // 86_400_000
_MILLISECONDS_OF_DAY = SAMPLE_TIME_MS % 86_400_000
_NUMBERS = {
    "date": _EPOCH_DAYS,
    "time-millis": _MILLISECONDS_OF_DAY,
    "time-micros": _MILLISECONDS_OF_DAY * 1_000,
    **{f"{local}timestamp-millis": SAMPLE_TIME_MS for local in ("", "local-")},
    **{f"{local}timestamp-micros": SAMPLE_TIME_MS * 1_000 for local in ("", "local-")},
    **{f"{local}timestamp-nanos": SAMPLE_TIME_MS * 1_000_000 for local in ("", "local-")},
}
_UUID = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
_BOUNDS = {"int": 2**31, "long": 2**63}
_LARGEST_FLOAT = 3.4e38


class ScalarValues:
    """Generator of scalar values in one encoding.

    Attributes:
        decimal: The first decimal that was written as a number, and its bytes; None if none was.
    """

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self.decimal: tuple[Decimal, bytes] | None = None

    def generated(self, type_: AvroNode, hint: str) -> object:
        """Return a value of a scalar type, for a field whose name is `hint`.

        Raises:
            NoSample: A fixed type has no usable size.
        """
        kind, logical = type_.kind, type_.logical
        if logical in _NUMBERS:
            return _NUMBERS[logical]
        if logical == "uuid":
            return _UUID if kind == "string" else _latin(bytes.fromhex(_UUID.replace("-", "")))
        if logical == "decimal":
            return self._decimal(type_, hint)
        if logical == "duration":
            return _latin(b"".join(part.to_bytes(4, "little") for part in (1, 15, 34_200_000)))
        if kind == "fixed":
            return ("0123456789abcdef" * (_size(type_) // 16 + 1))[: _size(type_)]
        if kind in ("int", "long"):
            guess = number_for(hint)
            value = 1 if guess is None else int(guess)
            return value if value < _BOUNDS[kind] else value // 1_000  # ms exceed an int, s fit
        if kind in ("float", "double"):
            return float(number_for(hint) or 1.5)
        plain: dict[str, object] = {"null": None, "boolean": True, "bytes": "bytes"}
        return plain[kind] if kind in plain else text_for(hint)

    def written(self, value: object, type_: AvroNode) -> object:
        """Return the value of a scalar default.

        Raises:
            NoSample: It does not fit the type.
        """
        if not _fits(value, type_):
            raise NoSample("the default does not fit its type")
        if type_.logical != "decimal" or not isinstance(value, str):
            return value
        if len(value) > _LONGEST_DECIMAL:
            raise NoSample("the default is too long for a number")
        unscaled = int.from_bytes(value.encode("latin-1"), "big", signed=True)
        return self._of_unscaled(unscaled, type_, value.encode("latin-1"))

    def _decimal(self, type_: AvroNode, hint: str) -> object:
        precision, scale = type_.number("precision") or 1, type_.number("scale") or 0
        guess = number_for(hint)
        number = Decimal(str(123.45 if guess is None else guess))
        digits = str(int(number.scaleb(min(scale, _MOST_DIGITS - 80))))
        unscaled = int(digits[: min(precision, _MOST_DIGITS)])
        size = _size(type_) if type_.kind == "fixed" else unscaled.bit_length() // 8 + 1
        return self._of_unscaled(unscaled, type_, unscaled.to_bytes(size, "big", signed=True))

    def _of_unscaled(self, unscaled: int, type_: AvroNode, data: bytes) -> object:
        """Return a decimal as its number, or as its bytes where the encoding asks for them."""
        if self._encoding is Encoding.AVRO_JSON:
            return _latin(data)
        sign, digits, _ = Decimal(unscaled).as_tuple()
        number = Decimal((sign, digits, -(type_.number("scale") or 0)))
        self.decimal = self.decimal or (number, data)
        return number


def _size(type_: AvroNode) -> int:
    size = type_.number("size")
    if size is None or not 0 <= size <= _MAX_FIXED_SIZE:
        raise NoSample(f"the size of {type_.name} is missing or too large")
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
        return kind == "string" or (kind == "enum" and value in symbols_of(type_))
    if isinstance(value, int) and kind in _BOUNDS:
        return -_BOUNDS[kind] <= value < _BOUNDS[kind]
    largest = {"float": _LARGEST_FLOAT, "double": sys.float_info.max}.get(kind, -1.0)
    return isinstance(value, int | float) and abs(value) <= largest


def _latin(data: bytes) -> str:
    return data.decode("latin-1")
