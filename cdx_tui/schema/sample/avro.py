"""Generate a sample value for an Avro schema, plain or in Avro's JSON encoding.

In both, `bytes` and `fixed` are strings whose characters U+0000 to U+00FF represent the bytes, and
dates and times are the numbers that Avro stores. Plain, a union's value stands alone and a decimal
is a number. In Avro's JSON encoding the value of a union is in an object with the name of its
branch, and a decimal is the bytes of its unscaled value.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from cdx_tui.schema.avro import NAMED, AvroField, AvroNode, AvroSchema, symbols_of
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import plain_value
from cdx_tui.schema.sample.avro_values import ScalarValues
from cdx_tui.schema.sample.encoding import Encoding
from cdx_tui.schema.sample.failure import NoSample
from cdx_tui.schema.sample.json_text import json_text

__all__ = ["sample_avro"]

_OPTIONAL_LIMIT = 10_000
"""Number of values after which optional parts are omitted."""

_MAX_VALUES = 300_000
_MAX_DEPTH = 60
_LONGEST_SHOWN = 20


def sample_avro(
    root: JsonNode, others: Iterable[JsonNode] = (), encoding: Encoding = Encoding.JSON
) -> tuple[object, str]:
    """Return a value that matches an Avro schema, and a note on how it is written.

    The value is made of dicts, lists, strings, numbers, bools, None and `Decimal`.

    A field has its default unless that is null, an empty array or an empty map, which would be
    uninformative. An enum has its first symbol, a union its first branch that isn't null. Arrays
    and maps have one element. A recursive record ends at a null, an empty array or an empty map.

    Args:
        root: The document.
        others: Documents of the same share, whose named types it may refer to.
        encoding: How to write unions and decimals.

    Raises:
        NoSample: No value can be generated: a type is unknown, unconditionally recursive, or too
            large.
    """
    schema = AvroSchema(root, others)
    sampler = _Sampler(schema, encoding)
    value = sampler.value(schema.root, "", 0)
    if encoding is Encoding.AVRO_JSON:
        return value, "Avro's JSON encoding, as kafka-avro-console-producer takes it"
    return value, f"Plain JSON: unions are untagged, {_on_the_wire(sampler.scalars)}"


def _on_the_wire(scalars: ScalarValues) -> str:
    text = "bytes are ISO-8859-1 strings"
    if scalars.decimal is None:
        return text
    number, data = scalars.decimal
    shown = json_text(number)
    if len(shown) > _LONGEST_SHOWN or len(data) > _LONGEST_SHOWN:
        return f"{text}, decimals are numbers (on the wire bytes of the unscaled value)"
    return f"{text}, decimals are numbers (on the wire {shown} is the bytes {data.hex(' ')})"


class _Sampler:
    def __init__(self, schema: AvroSchema, encoding: Encoding) -> None:
        self.scalars = ScalarValues(encoding)
        self._schema = schema
        self._tagged = encoding is Encoding.AVRO_JSON
        self._ancestors: set[str] = set()
        self._made = 0

    def value(self, type_: AvroNode, hint: str, depth: int) -> object:
        """Return a value of a type, for a field whose name is `hint`."""
        self._made += 1
        if self._made > _MAX_VALUES:
            raise NoSample("a sample would be too large")
        if depth > _MAX_DEPTH:
            raise NoSample("the types are too deep")
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
            raise NoSample(f"the enum {type_.name} has no symbols")
        if type_.kind:
            return self.scalars.generated(type_, hint)
        raise NoSample(f"the type {type_.name or '?'} is not known")

    def _record(self, type_: AvroNode, depth: int) -> object:
        if type_.name in self._ancestors:
            raise NoSample(f"{type_.name} always holds itself")
        self._ancestors.add(type_.name)
        try:
            fields = self._schema.fields(type_)
            return {field.name: self._field(field, depth) for field in fields}
        finally:
            self._ancestors.discard(type_.name)

    def _field(self, field: AvroField, depth: int) -> object:
        default = field.default
        if default is not None and default.kind is not JsonKind.NULL and not _is_empty(default):
            with suppress(NoSample):
                return self._default(default, field.type, depth)
        try:
            return self.value(field.type, field.name, depth + 1)
        except NoSample:
            if default is None or self._made > _MAX_VALUES:
                raise
            return self._default(default, field.type, depth)

    def _union(self, type_: AvroNode, hint: str, depth: int) -> object:
        branches = self._schema.branches(type_)
        nullable = any(branch.kind == "null" for branch in branches)
        if nullable and self._made > _OPTIONAL_LIMIT:
            return None
        missing = NoSample("a union of nothing")
        for branch in branches:
            if branch.kind != "null":
                try:
                    return self._tag(self.value(branch, hint, depth + 1), branch)
                except NoSample as found:
                    missing = found
        if nullable:
            return None
        raise missing

    def _tag(self, value: object, branch: AvroNode) -> object:
        """Return a union's value, with the name of its branch if the encoding asks for it."""
        if not self._tagged or branch.kind == "null":
            return value
        return {branch.name if branch.kind in NAMED else branch.kind: value}

    def _container(self, type_: AvroNode, hint: str, depth: int) -> object:
        inner: list[object] = []
        if self._made <= _OPTIONAL_LIMIT:
            with suppress(NoSample):  # an empty container is valid as well
                inner.append(self.value(self._schema.items(type_), hint, depth + 1))
        if type_.kind == "array":
            return inner
        return {"key": inner[0]} if inner else {}

    def _default(self, default: JsonNode, type_: AvroNode, depth: int) -> object:
        """Return the value of a default, matched against the branches of its type.

        Raises:
            NoSample: It matches no branch, or a limit is exceeded.
        """
        self._made += 1
        if self._made > _MAX_VALUES:
            raise NoSample("a sample would be too large")
        if depth > _MAX_DEPTH:
            raise NoSample("the default is too deep")
        for branch in self._schema.branches(type_):
            try:
                value = self._branch_default(default, branch, depth)
                return self._tag(value, branch) if type_.kind == "union" else value
            except NoSample:
                continue
        raise NoSample("the default does not fit its type")

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
            raise NoSample("the default does not fit its type")
        return self.scalars.written(plain_value(default), type_)

    def _field_default(self, default: JsonNode, field: AvroField, depth: int) -> object:
        written = default.get(field.name) or field.default
        if written is None:
            raise NoSample("a field is not in the default")
        return self._default(written, field.type, depth + 1)


def _is_empty(node: JsonNode) -> bool:
    containers = (JsonKind.ARRAY, JsonKind.OBJECT)
    return node.kind in containers and not node.items and not node.members
