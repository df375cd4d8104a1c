"""Generate a sample value for an Avro schema, as JSON.

The encoding is Avro's JSON encoding, except that union values are not wrapped in an object with the
name of their branch. `bytes` and `fixed` are strings whose characters U+0000 to U+00FF represent
the bytes; decimals are big-endian two's complement. Dates and times are the numbers that Avro
stores: days, milliseconds, microseconds or nanoseconds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress

from cdx_tui.schema.avro import AvroField, AvroNode, AvroSchema, symbols_of
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import plain_value
from cdx_tui.schema.sample.plausible_values import SAMPLE_TIME_MS, number_for, text_for

__all__ = ["sample_avro"]

_OPTIONAL_LIMIT = 10_000
"""Number of values after which optional parts are omitted."""

_MAX_VALUES = 300_000
_MAX_DEPTH = 60
_MAX_FIXED_SIZE = 100_000
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


class _NoValue(Exception):
    """No value can be generated; the message gives the reason."""


def sample_avro(root: JsonNode, others: Iterable[JsonNode] = ()) -> object:
    """Return a value that matches an Avro schema: dicts, lists, strings, numbers, bools and None.

    A field has its default unless that is null, an empty array or an empty map, which would be
    uninformative. An enum has its first symbol, a union its first branch that isn't null. Arrays
    and maps have one element. A recursive record ends at a null, an empty array or an empty map.

    Args:
        root: The document.
        others: Documents of the same share, whose named types it may refer to.

    Raises:
        ValueError: No value can be generated: a type is unknown, unconditionally recursive, or too
            large.
    """
    schema = AvroSchema(root, others)
    try:
        return _Sampler(schema).value(schema.root, "", 0)
    except _NoValue as missing:
        raise ValueError(str(missing)) from None


class _Sampler:
    def __init__(self, schema: AvroSchema) -> None:
        self._schema = schema
        self._ancestors: set[str] = set()
        self._made = 0

    def value(self, type_: AvroNode, hint: str, depth: int) -> object:
        """Return a value of a type, for a field whose name is `hint`."""
        self._made += 1
        if self._made > _MAX_VALUES:
            raise _NoValue("a sample would be too large")
        if depth > _MAX_DEPTH:
            raise _NoValue("the types are too deep")
        if type_.kind == "record":
            return self._record(type_, depth)
        if type_.kind == "union":
            return self._union(type_, hint, depth)
        if type_.kind in ("array", "map"):
            return self._container(type_, hint, depth)
        if type_.kind == "enum":
            symbols = symbols_of(type_)
            if symbols:
                return symbols[0]
            raise _NoValue(f"the enum {type_.name} has no symbols")
        if type_.kind:
            return _scalar(type_, hint)
        raise _NoValue(f"the type {type_.name or '?'} is not known")

    def _record(self, type_: AvroNode, depth: int) -> object:
        if type_.name in self._ancestors:
            raise _NoValue(f"{type_.name} always holds itself")
        self._ancestors.add(type_.name)
        try:
            fields = self._schema.fields(type_)
            return {field.name: self._field(field, depth) for field in fields}
        finally:
            self._ancestors.discard(type_.name)

    def _field(self, field: AvroField, depth: int) -> object:
        default = field.default
        if default is not None and default.kind is not JsonKind.NULL and not _is_empty(default):
            with suppress(_NoValue):
                return self._default(default, field.type, depth)
        try:
            return self.value(field.type, field.name, depth + 1)
        except _NoValue:
            if default is None or self._made > _MAX_VALUES:
                raise
            return self._default(default, field.type, depth)

    def _union(self, type_: AvroNode, hint: str, depth: int) -> object:
        branches = self._schema.branches(type_)
        nullable = any(branch.kind == "null" for branch in branches)
        if nullable and self._made > _OPTIONAL_LIMIT:
            return None
        missing = _NoValue("a union of nothing")
        for branch in branches:
            if branch.kind != "null":
                try:
                    return self.value(branch, hint, depth + 1)
                except _NoValue as found:
                    missing = found
        if nullable:
            return None
        raise missing

    def _container(self, type_: AvroNode, hint: str, depth: int) -> object:
        inner: list[object] = []
        if self._made <= _OPTIONAL_LIMIT:
            with suppress(_NoValue):  # an empty container is valid as well
                inner.append(self.value(self._schema.items(type_), hint, depth + 1))
        if type_.kind == "array":
            return inner
        return {"key": inner[0]} if inner else {}

    def _default(self, default: JsonNode, type_: AvroNode, depth: int) -> object:
        """Return the value of a default, matched against the branches of its type.

        Raises:
            _NoValue: It matches no branch, or a limit is exceeded.
        """
        self._made += 1
        if self._made > _MAX_VALUES:
            raise _NoValue("a sample would be too large")
        if depth > _MAX_DEPTH:
            raise _NoValue("the default is too deep")
        for branch in self._schema.branches(type_):
            try:
                return self._branch_default(default, branch, depth)
            except _NoValue:
                continue
        raise _NoValue("the default does not fit its type")

    def _branch_default(self, default: JsonNode, type_: AvroNode, depth: int) -> object:
        if type_.kind == "array" and default.kind is JsonKind.ARRAY:
            items = self._schema.items(type_)
            return [self._default(item, items, depth + 1) for item in default.items]
        if type_.kind == "map" and default.kind is JsonKind.OBJECT:
            values = self._schema.items(type_)
            return {m.name: self._default(m.value, values, depth + 1) for m in default.members}
        if type_.kind == "record" and default.kind is JsonKind.OBJECT:
            fields = self._schema.fields(type_)
            return {field.name: self._field_default(default, field, depth) for field in fields}
        if default.members or default.items:
            raise _NoValue("the default does not fit its type")
        value = plain_value(default)
        if not _fits(value, type_):
            raise _NoValue("the default does not fit its type")
        return value

    def _field_default(self, default: JsonNode, field: AvroField, depth: int) -> object:
        written = default.get(field.name) or field.default
        if written is None:
            raise _NoValue("a field is not in the default")
        return self._default(written, field.type, depth + 1)


def _is_empty(node: JsonNode) -> bool:
    containers = (JsonKind.ARRAY, JsonKind.OBJECT)
    return node.kind in containers and not node.items and not node.members


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


def _scalar(type_: AvroNode, hint: str) -> object:
    kind, logical = type_.kind, type_.logical
    if logical in _NUMBERS:
        return _NUMBERS[logical]
    if logical == "uuid":
        return _UUID if kind == "string" else _latin(bytes.fromhex(_UUID.replace("-", "")))
    if logical == "decimal":
        return _decimal(type_, hint)
    if logical == "duration":
        return _latin(b"".join(part.to_bytes(4, "little") for part in (1, 15, 34_200_000)))
    if kind == "fixed":
        return _fixed(type_)
    if kind in ("int", "long"):
        guess = number_for(hint)
        value = 1 if guess is None else int(guess)
        return value if value < _BOUNDS[kind] else value // 1_000  # ms exceed an int, s fit
    if kind in ("float", "double"):
        return float(number_for(hint) or 1.5)
    plain: dict[str, object] = {"null": None, "boolean": True, "bytes": "bytes"}
    return plain[kind] if kind in plain else text_for(hint)


def _fixed(type_: AvroNode) -> str:
    size = type_.number("size")
    if size is None or not 0 <= size <= _MAX_FIXED_SIZE:
        raise _NoValue(f"the size of {type_.name} is missing or too large")
    return ("0123456789abcdef" * (size // 16 + 1))[:size]


def _decimal(type_: AvroNode, hint: str) -> str:
    precision, scale = type_.number("precision") or 1, type_.number("scale") or 0
    guess = number_for(hint)
    unscaled = round((123.45 if guess is None else guess) * 10 ** min(scale, 18))
    if unscaled >= 10 ** min(precision, 18):
        unscaled = 1
    size = type_.number("size") if type_.kind == "fixed" else unscaled.bit_length() // 8 + 1
    size = min(size or 0, _MAX_FIXED_SIZE)
    return _latin(unscaled.to_bytes(size, "big", signed=True))


def _latin(data: bytes) -> str:
    return data.decode("latin-1")
