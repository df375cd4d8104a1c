"""Sample values of Protobuf's scalars and well-known types, in its JSON mapping.

Sources: "ProtoJSON Format" of the Protocol Buffers documentation, the files of `google/type` and
Confluent's `confluent/type`, which Schema Registry knows without a reference.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal
from typing import Final

from cdx_tui.schema.sample.place import Place
from cdx_tui.schema.sample.plausible_values import PlausibleValues, fitted

__all__ = ["LONG_TYPES", "Json", "ProtobufValues", "base64_text"]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

LONG_TYPES: Final = frozenset(("int64", "uint64", "sint64", "fixed64", "sfixed64"))
"""The integers that are strings in JSON."""

_FLOATS: Final = ("double", "float")
_MAX_INT: Final = 2**31
_WRAPPED: Final = {
    "BoolValue": "bool",
    "BytesValue": "bytes",
    "DoubleValue": "double",
    "FloatValue": "float",
    "Int32Value": "int32",
    "Int64Value": "int64",
    "StringValue": "string",
    "UInt32Value": "uint32",
    "UInt64Value": "uint64",
}
_MONTHS: Final = ("JANUARY", "FEBRUARY", "MARCH", "APRIL")
_DAYS: Final = ("THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY")
_PERIODS: Final = ("DAY", "WEEK", "MONTH", "YEAR")
# An object without members, by Parquet's specification of variants.
_EMPTY_VARIANT: Final[dict[str, Json]] = {"metadata": "AQAA", "value": "AgAA"}


class ProtobufValues:
    """Generator of the values of one sample that are not messages of the schema's own.

    Attributes:
        plausible: The plausible values.
        decimal: The first of Confluent's decimals, and its bytes as JSON has them; None if there
            was none.
    """

    def __init__(self, plausible: PlausibleValues) -> None:
        self.plausible = plausible
        self.decimal: tuple[Decimal, str] | None = None

    def scalar(self, type_: str, place: Place) -> Json:
        """Return a value of a scalar type."""
        if type_ == "bool":
            return self.plausible.flag
        if type_ == "bytes":
            return base64_text(f"bytes {self.plausible.variant + 1}".removesuffix(" 1").encode())
        if type_ == "string":
            return self.plausible.text(place)
        guess = self.plausible.number(place)
        if type_ in _FLOATS:
            return float(self.plausible.any_number(1.5) if guess is None else guess)
        number = int(self.plausible.any_number(1) if guess is None else guess)
        if type_ in LONG_TYPES:
            return str(number)
        return fitted(number, _MAX_INT)

    def well_known(self, full_name: str, place: Place) -> tuple[Json] | None:
        """Return a value of a type that Schema Registry always knows, or None for any other."""
        package, _, name = full_name.rpartition(".")
        if package == "google.protobuf" and name in _WRAPPED:
            return (self.scalar(_WRAPPED[name], place),)
        if full_name == "confluent.type.Decimal":
            return (self._decimal(place),)
        if full_name == "confluent.type.Variant":
            return (dict(_EMPTY_VARIANT),)
        tables = {"google.protobuf": self._protobuf, "google.type": self._google_type}
        values = tables[package](place) if package in tables else {}
        return (values[name],) if name in values else None

    def _instant(self) -> str:
        return self.plausible.moment.text("timestamp") or ""

    def _protobuf(self, place: Place) -> dict[str, Json]:
        text = self.plausible.text(replace(place, name=""))
        return {
            "Any": {"@type": "type.googleapis.com/google.protobuf.StringValue", "value": text},
            "Duration": f"{self.plausible.variant + 1}.5s",
            "Empty": {},
            "FieldMask": "name",
            "ListValue": [text],
            "NullValue": None,
            "Struct": {"key": text},
            "Timestamp": self._instant(),
            "Value": text,
        }

    def _google_type(self, place: Place) -> dict[str, Json]:
        """Return a value of each type of `google/type`: messages, and enums by name."""
        variant, word = self.plausible.variant, self._word
        price = self._price(place)
        units, cents = divmod(int(price * 100), 100)
        year, month, day = map(int, (self.plausible.moment.text("date") or "").split("-"))
        hours, minutes, _ = (self.plausible.moment.text("time") or "").split(":")
        date: dict[str, Json] = {"year": year, "month": month, "day": day}
        time: dict[str, Json] = {"hours": int(hours), "minutes": int(minutes)}
        return {
            "CalendarPeriod": _PERIODS[variant % len(_PERIODS)],
            "Color": {"red": 0.25, "green": 0.5, "blue": variant % 100 / 100},
            "Date": dict(date),
            "DateTime": {**date, **time, "utcOffset": "3600s"},
            "DayOfWeek": _DAYS[variant % len(_DAYS)],
            "Decimal": {"value": str(price)},
            "Expr": {"expression": f"value > {variant}", "title": "An example"},
            "Fraction": {"numerator": str(variant + 1), "denominator": "2"},
            "Interval": {"startTime": self._instant(), "endTime": "2126-01-15T09:30:00Z"},
            "LatLng": {
                "latitude": self.plausible.number(Place("latitude")),
                "longitude": self.plausible.number(Place("longitude")),
            },
            "LocalizedText": {"text": word("description"), "languageCode": word("language")},
            "Money": {
                "currencyCode": word("currency"),
                "units": str(units),
                "nanos": cents * 10_000_000,
            },
            "Month": _MONTHS[variant % len(_MONTHS)],
            "PhoneNumber": {"e164Number": word("phone").replace(" ", "")},
            "PostalAddress": {
                "regionCode": word("country"),
                "postalCode": word("zip"),
                "locality": word("city"),
                "addressLines": [word("street")],
            },
            "Quaternion": {"x": 0.0, "y": 0.0, "z": 0.0, "w": 1.0},
            "TimeOfDay": dict(time),
            "TimeZone": {"id": word("timezone")},
        }

    def _decimal(self, place: Place) -> Json:
        """Return a `confluent.type.Decimal`, with the scale that the field's options give."""
        price = self._price(place)
        written = place.semantic.removeprefix("decimal(").removesuffix(")").partition(",")[2]
        scale = min(int(written), 20) if written.isdecimal() else 2
        unscaled = int(price.scaleb(scale))
        data = unscaled.to_bytes(unscaled.bit_length() // 8 + 1, "big", signed=True)
        self.decimal = self.decimal or (Decimal(unscaled).scaleb(-scale), base64_text(data))
        return {
            "value": base64_text(data),
            "precision": len(str(unscaled)),
            "scale": scale,
        }

    def _word(self, name: str) -> str:
        return self.plausible.text(Place(name))

    def _price(self, place: Place) -> Decimal:
        guess = self.plausible.number(replace(place, semantic=""))
        price = guess if guess is not None else self.plausible.number(Place("price"))
        return Decimal(str(round(min(price or 0, 1e9), 2)))


def base64_text(data: bytes) -> str:
    """Return bytes as JSON has them."""
    return base64.b64encode(data).decode()
