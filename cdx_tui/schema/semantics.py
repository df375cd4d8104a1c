"""What values mean by the conventions of Kafka Connect and Debezium.

Both name the type behind a stored value by `connect.name`: a `long` may be the microseconds of a
timestamp, and `bytes` a decimal. The names here are those of Avro's logical types where one fits.

Source: the schemas of Kafka Connect (`org.apache.kafka.connect.data`), and "Data type mappings" of
Debezium's connectors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from cdx_tui.text import clean, shorten

__all__ = ["decimal_text", "semantic_of"]

_WIDTH: Final = 80
_MAX_READ: Final = 4_000
"""Characters of a list of values that are read."""

_DECIMAL: Final = "org.apache.kafka.connect.data.Decimal"
_LISTS: Final = {"io.debezium.data.Enum": "enum", "io.debezium.data.EnumSet": "set"}
_BITS: Final = "io.debezium.data.Bits"

_WORDS: Final = {
    "org.apache.kafka.connect.data.Date": "date",
    "org.apache.kafka.connect.data.Time": "time-millis",
    "org.apache.kafka.connect.data.Timestamp": "timestamp-millis",
    "io.debezium.data.Json": "json",
    "io.debezium.data.Ltree": "ltree",
    "io.debezium.data.SparseDoubleVector": "sparse-vector<double>",
    "io.debezium.data.TsVector": "tsvector",
    "io.debezium.data.Uuid": "uuid",
    "io.debezium.data.VariableScaleDecimal": "decimal",
    "io.debezium.data.Xml": "xml",
    "io.debezium.data.geometry.Geography": "geography",
    "io.debezium.data.geometry.Geometry": "geometry",
    "io.debezium.data.geometry.Point": "point",
    "io.debezium.data.vector.DoubleVector": "vector<double>",
    "io.debezium.data.vector.FloatVector": "vector<float>",
    "io.debezium.time.Date": "date",
    "io.debezium.time.Interval": "interval",
    "io.debezium.time.IsoDate": "date",
    "io.debezium.time.IsoTime": "time",
    "io.debezium.time.IsoTimestamp": "timestamp",
    "io.debezium.time.MicroDuration": "duration-micros",
    "io.debezium.time.MicroTime": "time-micros",
    "io.debezium.time.MicroTimestamp": "timestamp-micros",
    "io.debezium.time.NanoDuration": "duration-nanos",
    "io.debezium.time.NanoTime": "time-nanos",
    "io.debezium.time.NanoTimestamp": "timestamp-nanos",
    "io.debezium.time.Time": "time-millis",
    "io.debezium.time.Timestamp": "timestamp-millis",
    "io.debezium.time.Year": "year",
    "io.debezium.time.ZonedTime": "zoned-time",
    "io.debezium.time.ZonedTimestamp": "zoned-timestamp",
}

_NUMBER: Final = re.compile(r"-?[0-9]{1,9}\Z")


def semantic_of(name: str, parameter: Callable[[str], str] = lambda _: "") -> str:
    """Return the meaning of the type called `name`; empty if the name is not known.

    Args:
        name: The value of `connect.name`, or a full name.
        parameter: Returns a parameter of the type, NOT cleaned; an empty string for a missing one.
    """
    word = _WORDS.get(name)
    if word is not None:
        return word
    if name == _DECIMAL:
        precision = parameter("connect.decimal.precision") or parameter("precision")
        return decimal_text(precision, parameter("scale"))
    if name in _LISTS:
        allowed = clean(parameter("allowed")[:_MAX_READ]).split(",")
        values = ", ".join(filter(None, allowed))
        return f"{_LISTS[name]}({shorten(values, _WIDTH)})" if values else _LISTS[name]
    if name == _BITS:
        length = parameter("length")
        return f"bits({length})" if _NUMBER.match(length) else "bits"
    return ""


def decimal_text(precision: str, scale: str) -> str:
    """Return `decimal(12,2)`, with `*` for an unknown precision; `decimal` without a scale."""
    if not _NUMBER.match(scale):
        return "decimal"
    return f"decimal({precision if _NUMBER.match(precision) else '*'},{scale})"
