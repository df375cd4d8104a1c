"""Which sample of a schema is wanted, and how it is to be written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FIRST", "Encoding", "SampleRequest"]


class Encoding(StrEnum):
    """How a sample is written as JSON."""

    JSON = "json"
    """As people read it: an Avro union's value without its branch, a decimal as a number."""

    AVRO_JSON = "avro-json"
    """Avro's JSON encoding, as `kafka-avro-console-producer` takes it; for Avro only."""


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Which sample is wanted.

    Attributes:
        variant: Its number, from 0.
        encoding: How it is to be written.
        takes_defaults: Whether a value that the schema gives, as a default or an example, is
            preferred to a generated one.
    """

    variant: int = 0
    encoding: Encoding = Encoding.JSON
    takes_defaults: bool = True


FIRST = SampleRequest()
"""The first sample."""
