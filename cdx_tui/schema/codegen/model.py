"""What code is generated from: the records, enums and types of a schema, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["EnumType", "Field", "Kind", "Model", "Record", "Type", "notes_of"]


class Kind(StrEnum):
    """Kind of a type."""

    BOOLEAN = "boolean"
    INT = "int"
    LONG = "long"
    FLOAT = "float"
    DOUBLE = "double"
    STRING = "string"
    BYTES = "bytes"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    TIMESTAMP = "timestamp"
    LOCAL_TIMESTAMP = "local timestamp"
    UUID = "uuid"
    DURATION = "duration"
    ARRAY = "array"
    MAP = "map"
    UNION = "union"
    NAMED = "named"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Type:
    """One type.

    Attributes:
        kind: Its kind.
        precision: Digits of a decimal, or of the fraction of a second.
        scale: Digits of a decimal behind the point.
        inner: The item of an array, key and value of a map, or the branches of a union.
        name: Key of a record or an enum in `Model.types`.
        nullable: Whether null is a value.
        stored: How the value is sent, if the schema itself does not give the type this meaning,
            such as text for a JSON `date` or a `long` for a Debezium timestamp.
        well_known: Full name of the Protobuf type that stands for this one.
        note: What the kind does not express; empty if it says all.
    """

    kind: Kind
    precision: int = 0
    scale: int = 0
    inner: tuple[Type, ...] = ()
    name: str = ""
    nullable: bool = False
    stored: Kind | None = None
    well_known: str = ""
    note: str = ""


@dataclass(slots=True)
class Field:
    """A field of a record.

    Attributes:
        name: Its name as the schema has it.
        type: Its type.
        optional: Whether it may be missing.
        default: Its default as JSON text; None if it has none.
        has_zero: Whether a missing value stands for zero, as in proto3.
        doc: Its documentation.
        tags: The provider's tags.
        notes: Further comments for the generated code.
    """

    name: str
    type: Type
    optional: bool = False
    default: str | None = None
    has_zero: bool = False
    doc: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def nullable(self) -> bool:
        """Whether the field may be null or missing."""
        return self.optional or self.type.nullable


@dataclass(slots=True)
class Record:
    """A record, message or object; the attributes are those of `Field`."""

    name: str
    doc: str = ""
    tags: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)


@dataclass(slots=True)
class EnumType:
    """An enum; `numbers` are those of Protobuf's values, else empty."""

    name: str
    symbols: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    doc: str = ""
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Model:
    """The types of a schema.

    Attributes:
        format: `AVRO`, `JSON` or `PROTOBUF`.
        types: The records and enums by key, in order of appearance.
        roots: Keys of the top-level records; the first one is what the schema is about.
    """

    format: str
    types: dict[str, Record | EnumType] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)


def notes_of(type_: Type) -> Iterator[str]:
    """Yield the notes of a type and of the types in it."""
    waiting = [type_]
    while waiting:
        each = waiting.pop()
        if each.note:
            yield each.note
        waiting.extend(reversed(each.inner))
