"""Generate a sample record for a Protobuf message, as JSON by proto3's mapping.

Source: "ProtoJSON Format" of the Protocol Buffers documentation: lowerCamelCase names, 64-bit
integers as strings, bytes in base64, enum values by name, special forms of the well-known types.
"""

from __future__ import annotations

import base64
from copy import deepcopy

from cdx_tui.schema.protobuf import (
    ProtobufReading,
    decode_bytes,
    decode_string,
    is_required,
    json_name,
    number_text,
)
from cdx_tui.schema.protobuf.model import Enum, Field, Message, Option, OptionKind, TypeKind
from cdx_tui.text import clean

__all__ = ["sample_protobuf"]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_MOST_VALUES = 2_000
"""Number of values in a sample after which only required fields are filled in."""

_MAX_DEPTH = 12
"""Deepest nesting of messages in a sample."""

_LONG = frozenset(("int64", "uint64", "sint64", "fixed64", "sfixed64"))

_SCALARS: dict[str, Json] = {
    **dict.fromkeys(("int32", "uint32", "sint32", "fixed32", "sfixed32"), 1),
    **dict.fromkeys(_LONG, "1"),
    **dict.fromkeys(("double", "float"), 1.5),
    "bool": True,
    "bytes": base64.b64encode(b"bytes").decode(),
    "string": "text",
}

_WELL_KNOWN: dict[str, Json] = {
    "Any": {"@type": "type.googleapis.com/google.protobuf.StringValue", "value": "text"},
    "BoolValue": True,
    "BytesValue": _SCALARS["bytes"],
    "DoubleValue": 1.5,
    "Duration": "1.5s",
    "Empty": {},
    "FieldMask": "name",
    "FloatValue": 1.5,
    "Int32Value": 1,
    "Int64Value": "1",
    "ListValue": ["text"],
    "NullValue": None,
    "StringValue": "text",
    "Struct": {"key": "text"},
    "Timestamp": "2026-01-15T09:30:00Z",
    "UInt32Value": 1,
    "UInt64Value": "1",
    "Value": "text",
}

_SPECIAL_FLOATS = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN", "-nan": "NaN"}


def sample_protobuf(reading: ProtobufReading, name: str | None = None) -> object:
    """Return a sample value for a message: dicts, lists, strings, numbers, bools and None.

    Every field is set; lists and maps have one element, and a oneof has its first member that can
    be filled in. A field is omitted if its type is unknown or is a message that contains it.

    Args:
        reading: The parsed source.
        name: The message's full name; None for the first top-level message.

    Returns:
        The value, its strings cleaned; None if there is no such message.
    """
    sampler = _Sampler(reading)
    for message in reading.messages:
        if name in (None, message.full_name):
            return sampler.message(message)
    return None


class _NoValue(Exception):
    """No value can be generated: the type is unknown, recursive or nested too deep."""


class _Sampler:
    """Generator of messages; limits the number of values, since types may branch exponentially."""

    def __init__(self, reading: ProtobufReading) -> None:
        self._file = reading.file
        self._messages = {message.full_name: message for message in reading.messages}
        self._enums = {enum.full_name: enum for enum in reading.enums}
        self._ancestors: list[str] = []
        self._values_left = _MOST_VALUES

    def message(self, message: Message) -> dict[str, Json]:
        """Return a value for `message`, its strings cleaned."""
        self._ancestors.append(message.full_name)
        value: dict[str, Json] = {}
        filled: set[str] = set()
        for field in message.fields:
            if field.oneof in filled or (
                self._values_left <= 0 and not is_required(self._file, field)
            ):
                continue
            self._values_left -= 1
            try:
                value[clean(json_name(field))] = self._field(field)
            except _NoValue:
                continue
            if field.oneof:
                filled.add(field.oneof)
        self._ancestors.pop()
        return value

    def _field(self, field: Field) -> Json:
        if field.key:
            key = {"string": "key", "bool": "true"}.get(field.key, "1")
            return {key: self._single(field)}
        if field.label == "repeated":
            return [self._single(field)]
        default = field.option("default")
        return self._single(field) if default is None else _default(field, default)

    def _single(self, field: Field) -> Json:
        if field.kind is TypeKind.SCALAR:
            return _SCALARS[field.type]
        if field.target in self._enums:
            return _symbol(self._enums[field.target])
        if field.target in self._messages:
            if field.target in self._ancestors or len(self._ancestors) >= _MAX_DEPTH:
                raise _NoValue
            return self.message(self._messages[field.target])
        package, _, name = field.target.rpartition(".")
        if package == "google.protobuf" and name in _WELL_KNOWN:
            return deepcopy(_WELL_KNOWN[name])
        raise _NoValue


def _symbol(enum: Enum) -> Json:
    return enum.values[0].name if enum.values else 0


def _default(field: Field, option: Option) -> Json:
    """Return a field's default, or its usual sample if the default is invalid for its type."""
    value, type_ = option.value, field.type
    plain = _SCALARS.get(type_)
    if field.kind is not TypeKind.SCALAR:
        return value if option.kind is OptionKind.WORD else plain
    if type_ == "bool":
        return value == "true"
    if option.kind is OptionKind.STRING:
        if type_ == "bytes":
            return base64.b64encode(decode_bytes(value)).decode()
        return clean(decode_string(value)) if type_ == "string" else plain
    is_float = type_ in ("double", "float")
    if option.kind is OptionKind.WORD:
        return _SPECIAL_FLOATS.get(value, plain) if is_float else plain
    text = number_text(value)
    try:
        return float(text) if is_float else text if type_ in _LONG else int(text)
    except ValueError:
        return plain
