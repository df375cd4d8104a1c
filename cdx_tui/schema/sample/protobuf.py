"""Generate a sample record for a Protobuf message, as JSON by Protobuf's mapping.

Source: "ProtoJSON Format" of the Protocol Buffers documentation: lowerCamelCase names, 64-bit
integers as strings, bytes in base64, enum values by name, special forms of the well-known types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from cdx_tui.schema.outline import NodeKind, OutlineNode
from cdx_tui.schema.protobuf import (
    ProtobufReading,
    annotate,
    candidates,
    decode_bytes,
    decode_string,
    is_required,
    json_name,
    number_text,
)
from cdx_tui.schema.protobuf.model import (
    Field,
    Message,
    Option,
    OptionKind,
    ProtoFile,
    TypeKind,
)
from cdx_tui.schema.sample.place import NoSample, Place
from cdx_tui.schema.sample.plausible_values import PlausibleValues
from cdx_tui.schema.sample.protobuf_values import LONG_TYPES, Json, ProtobufValues, base64_text
from cdx_tui.schema.sample.request import FIRST, SampleRequest
from cdx_tui.text import clean

__all__ = ["sample_protobuf"]

_MOST_VALUES = 2_000
"""Number of values in a sample after which only required fields are filled in."""

_MOST_REQUIRED = 100_000
"""Number of values after which required fields fail as well."""

_MAX_DEPTH = 12
"""Deepest nesting of messages in a sample."""

_SPECIAL_FLOATS = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN", "-nan": "NaN"}


class ProtobufSample(NamedTuple):
    """A sample value for a message.

    Attributes:
        value: The value: dicts, lists, strings, numbers, bools and None, its strings cleaned.
        unknown: Names of the unknown types that it leaves out.
        decimal: The first of Confluent's decimals in it: the number, and its bytes as JSON has
            them; None if there is none.
    """

    value: dict[str, Json]
    unknown: tuple[str, ...]
    decimal: tuple[Decimal, str] | None


def sample_protobuf(
    reading: ProtobufReading,
    others: Iterable[ProtobufReading] = (),
    request: SampleRequest = FIRST,
    name: str | None = None,
) -> ProtobufSample:
    """Return a sample value for a message.

    Every field is set; lists and maps have one element, and a oneof has its first member that can
    be filled in; in further samples a later one. A field is omitted if its type is unknown or is a
    message that contains it.

    Args:
        reading: The parsed source.
        others: The sources that it may import.
        request: Which sample.
        name: The message's full name; None for the first top-level message.

    Raises:
        NoSample: There is no such message, or a required field of it can't be filled in.
    """
    sampler = _Sampler(reading, others, request)
    first = next((each for each in reading.file.members if isinstance(each, Message)), None)
    message = first if name is None else sampler.messages.get(name, (None, None))[0]
    if message is None:
        raise NoSample(f"{name} is not defined" if name else "this file defines no message")
    value = sampler.message(message, Place())
    return ProtobufSample(value, tuple(sampler.unknown), sampler.values.decimal)


class _Sampler:
    """Generator of messages; limits the number of values, since types may branch exponentially.

    Attributes:
        messages: The known messages by full name, with the files that define them.
        values: The generator of scalars and well-known types.
        unknown: Names of types that no known file defines, in order of appearance.
    """

    def __init__(
        self, reading: ProtobufReading, others: Iterable[ProtobufReading], request: SampleRequest
    ) -> None:
        self._plausible = PlausibleValues(request.variant)
        self.values = ProtobufValues(self._plausible)
        self._takes_defaults = request.takes_defaults
        self.messages: dict[str, tuple[Message, ProtoFile]] = {}
        self._symbols: dict[str, tuple[str, ...]] = {}
        for each in (reading, *others):
            for message in each.messages:
                self.messages.setdefault(message.full_name, (message, each.file))
            for enum in each.enums:
                self._symbols.setdefault(enum.full_name, tuple(v.name for v in enum.values))
        self.unknown: dict[str, None] = {}
        self._ancestors: list[str] = []
        self._values_left = _MOST_VALUES

    def message(self, message: Message, place: Place) -> dict[str, Json]:
        """Return a value for `message`, its strings cleaned.

        Raises:
            NoSample: A required field can't be filled in.
        """
        if message.full_name in self._ancestors:
            raise NoSample(f"{message.full_name} always holds itself", place)
        if len(self._ancestors) >= _MAX_DEPTH:
            raise NoSample(f"messages are nested deeper than {_MAX_DEPTH} levels", place)
        file = self.messages[message.full_name][1]
        self._ancestors.append(message.full_name)
        try:
            value: dict[str, Json] = {}
            filled: set[str] = set()
            for field in self._in_turn(message):
                required = is_required(file, field)
                if field.oneof in filled or (self._values_left <= 0 and not required):
                    continue
                try:
                    value[clean(json_name(field))] = self._field(field, message, place)
                except NoSample:
                    if required:
                        raise
                    continue
                if field.oneof:
                    filled.add(field.oneof)
            return value
        finally:
            self._ancestors.pop()

    def _in_turn(self, message: Message) -> Iterator[Field]:
        """Yield the fields; those of a oneof together, in the order in which they are tried."""
        oneofs = {oneof.name: oneof.fields for oneof in message.oneofs()}
        for field in message.fields:
            if not field.oneof:
                yield field
                continue
            members = oneofs.pop(field.oneof, [])
            start = self._plausible.variant % max(len(members), 1)
            yield from (*members[start:], *members[:start])

    def _field(self, field: Field, message: Message, outer: Place) -> Json:
        self._values_left -= 1
        place = outer.field(field.name, message.name, *_annotations(field))
        if self._values_left < -_MOST_REQUIRED:
            raise NoSample(f"the sample would have more than {_MOST_REQUIRED:,} values", place)
        scope = message.full_name
        if field.key:
            key = {"string": "key", "bool": "true"}.get(field.key, "1")
            return {key: self._single(field, scope, place.item(".*"))}
        if field.label == "repeated":
            return [self._single(field, scope, place.item())]
        default = field.option("default")
        if default is not None and self._takes_defaults:
            given = self._default(field, scope, default)
            if given is not None:
                return given
        return self._single(field, scope, place)

    def _single(self, field: Field, scope: str, place: Place) -> Json:
        if field.kind is TypeKind.SCALAR:
            return self.values.scalar(field.type, place)
        names = _names(field, scope)
        for name in names:
            if name in self._symbols:
                symbols = self._symbols[name]
                return self._plausible.symbol(symbols) if symbols else 0
            if name in self.messages:
                return self.message(self.messages[name][0], place)
            known = self.values.well_known(name, place)
            if known is not None:
                in_list = known[0] is None and (field.label == "repeated" or field.key)
                return "NULL_VALUE" if in_list else known[0]  # null is no item of a list
        self.unknown[field.target or field.type] = None
        raise NoSample(f"the type {field.type} is in none of the known schemas", place)

    def _default(self, field: Field, scope: str, option: Option) -> Json:
        """Return a field's default; None if it is invalid for its type."""
        if field.kind is TypeKind.SCALAR:
            return _scalar_default(field.type, option)
        enums = (self._symbols.get(name, ()) for name in _names(field, scope))
        return option.value if any(option.value in symbols for symbols in enums) else None


def _annotations(field: Field) -> tuple[str, tuple[str, ...]]:
    """Return what a field means by its options, and its tags."""
    if not field.options:
        return "", ()
    node = OutlineNode(NodeKind.FIELD, target=field.target)
    annotate(node, field.options)
    return node.semantic, node.tags


def _names(field: Field, scope: str) -> list[str]:
    """Return the full names that a field's type may have, the most likely one first."""
    if field.kind is not TypeKind.UNKNOWN:
        return [field.target]
    return [*candidates(field.type, scope), field.target]


def _scalar_default(type_: str, option: Option) -> Json:
    value = option.value
    if type_ == "bool":
        return value == "true"
    if option.kind is OptionKind.STRING:
        if type_ == "bytes":
            return base64_text(decode_bytes(value))
        return clean(decode_string(value)) if type_ == "string" else None
    is_float = type_ in ("double", "float")
    if option.kind is OptionKind.WORD:
        return _SPECIAL_FLOATS.get(value) if is_float else None
    text = number_text(value)
    try:
        if is_float:
            return float(text) if isfinite(float(text)) else "Infinity"
        if not -(2**31) <= int(text) < 2 ** (64 if type_ in LONG_TYPES else 32):
            return None
        return text if type_ in LONG_TYPES else int(text)
    except ValueError:
        return None
