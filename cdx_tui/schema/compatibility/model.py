"""Model of the comparison of two versions, the same for all formats."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Difference"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the schema of the data and that of its reader; all strings are clean.

    Attributes:
        kind: The difference, as Schema Registry calls it for JSON Schema and Protobuf
            (`FIELD_REMOVED`); for Avro as its Java library does
            (`READER_FIELD_MISSING_DEFAULT_VALUE`), or a name of ours for a harmless one.
        path: JSON Schema: `#/properties/a`; Protobuf: `#/Message/3`; Avro: full name of the record
            and name of the field.
        old: The old value, as displayed; empty if something was added.
        new: The new value, as displayed; empty if something was removed.
        breaks: Whether a reader with the newer schema cannot read all data of the older one.
        rule: The rule behind `breaks`, in one sentence.
    """

    kind: str
    path: str
    old: str = ""
    new: str = ""
    breaks: bool = False
    rule: str = ""
