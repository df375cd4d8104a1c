"""The types that a Protobuf source and its imports define, by full name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from cdx_tui.schema.compatibility.sources import per_document
from cdx_tui.schema.document import SchemaDocument
from cdx_tui.schema.protobuf import (
    WELL_KNOWN_FILES,
    WELL_KNOWN_PACKAGES,
    ProtobufReading,
    candidates,
    is_required,
    read_protobuf,
)
from cdx_tui.schema.protobuf.model import Enum, Field, Message, TypeKind

__all__ = ["Declared", "FieldKind", "FieldType", "Side", "is_map_entry", "read"]

_SCALARS: Final = {
    **dict.fromkeys(("int32", "int64", "uint32", "uint64", "bool"), "varint"),
    **dict.fromkeys(("sint32", "sint64"), "zigzag"),
    **dict.fromkeys(("string", "bytes"), "string or bytes"),
    **dict.fromkeys(("fixed32", "sfixed32"), "fixed32"),
    **dict.fromkeys(("fixed64", "sfixed64"), "fixed64"),
    "float": "float",
    "double": "double",
}
"""Scalar types by group: those of one group can be read as each other."""

FieldKind = Literal["scalar", "message", "map", "group"]
"""Kind of a field's type; an enum counts as a scalar."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A type with its package; `message` is None for an enum and for a type known only by name."""

    full_name: str
    package: str
    is_enum: bool
    is_local: bool
    message: Message | None = None

    @property
    def local_name(self) -> str:
        """The name without the package."""
        prefix = f"{self.package}."
        inside = self.package and self.full_name.startswith(prefix)
        return self.full_name.removeprefix(prefix) if inside else self.full_name


@dataclass(frozen=True, slots=True)
class FieldType:
    """The type of a field.

    Attributes:
        kind: Its kind.
        name: The type as written; empty for a map.
        group: The group of a scalar.
        declared: The message, if its name is defined.
        inner: The types of a map's keys and values.
    """

    kind: FieldKind
    name: str = ""
    group: str = ""
    declared: Declared | None = None
    inner: tuple[FieldType, ...] = ()


@per_document
def read(document: SchemaDocument) -> ProtobufReading:
    """Parse a document."""
    return read_protobuf(document.source)


class Side:
    """The types that one version can refer to.

    Args:
        document: The version.
        references: The documents that it imports, and those that they import.
    """

    def __init__(self, document: SchemaDocument, references: Iterable[SchemaDocument]) -> None:
        self.file = read(document).file
        self._scalars = _scalars(document)
        self._types = dict(_KNOWN_TYPES)
        for reference in references:
            self._types.update(_declared(read(reference), is_local=False))
        self._types.update(_declared(read(document), is_local=True))

    def scalars(self, message: Message) -> tuple[object, ...] | None:
        """Return the fields of a message without other declarations, if all are scalars; or None.

        Messages of which this is the same do not differ, wherever they are.
        """
        return self._scalars.get(id(message))

    def requires(self, field: Field) -> bool:
        """Return whether a field must be set."""
        return is_required(self.file, field)

    def type_of(self, field: Field, scope: str) -> FieldType:
        """Return the type of a field of the message with the full name `scope`."""
        if field.key:
            return _map(self._named(field.key, scope), self._named(field.type, scope))
        if field.group:
            return FieldType("group", field.type)
        found = self._named(field.type, scope)
        entry = found.declared.message if found.declared is not None else None
        if entry is not None and is_map_entry(entry):
            inner = [
                self._named(each.type, entry.full_name)
                for name in ("key", "value")
                for each in entry.fields
                if each.name == name
            ]
            return _map(*inner)
        return found

    def _named(self, name: str, scope: str) -> FieldType:
        if name in _SCALARS:
            return FieldType("scalar", name, _SCALARS[name])
        names = candidates(name, scope)
        found = next((self._types[each] for each in names if each in self._types), None)
        if found is not None and found.is_enum:
            return FieldType("scalar", name, _SCALARS["int32"])
        return FieldType("message", name, declared=found)


@per_document
def _scalars(document: SchemaDocument) -> dict[int, tuple[object, ...]]:
    return {
        id(message): tuple(
            (each.number, each.name, each.type, each.label) for each in message.fields
        )
        for message in read(document).messages
        if all(isinstance(each, Field) and _is_scalar(each) for each in message.members)
    }


def _is_scalar(field: Field) -> bool:
    return field.kind is TypeKind.SCALAR and not field.key and field.number is not None


def is_map_entry(message: Message) -> bool:
    """Return whether a message is written as the entries of a map, as descriptors have it."""
    return any(one.name == "map_entry" and one.value == "true" for one in message.options)


def _map(*inner: FieldType) -> FieldType:
    return FieldType("map", inner=inner)


def _declared(reading: ProtobufReading, *, is_local: bool) -> Iterator[tuple[str, Declared]]:
    declarations: tuple[Message | Enum, ...] = (*reading.messages, *reading.enums)
    for each in declarations:
        message = each if isinstance(each, Message) else None
        found = Declared(each.full_name, reading.file.package, message is None, is_local, message)
        yield each.full_name, found


def _known_types() -> Iterator[tuple[str, Declared]]:
    for types in WELL_KNOWN_FILES.values():
        for name, kind in types.items():
            package = next(each for each in WELL_KNOWN_PACKAGES if name.startswith(f"{each}."))
            yield name, Declared(name, package, kind is TypeKind.ENUM, is_local=False)


_KNOWN_TYPES: Final = dict(_known_types())
