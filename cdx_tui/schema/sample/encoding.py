"""The encodings of a sample."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Encoding"]


class Encoding(StrEnum):
    """How a sample is written as JSON."""

    JSON = "json"
    """As people read it: an Avro union's value without its branch, a decimal as a number."""

    AVRO_JSON = "avro-json"
    """Avro's JSON encoding, as `kafka-avro-console-producer` takes it; for Avro only."""
