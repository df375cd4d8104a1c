"""Generate a sample value for an Avro schema, plain or in Avro's JSON encoding.

In both, `bytes` and `fixed` are strings whose characters U+0000 to U+00FF represent the bytes, and
dates and times are the numbers that Avro stores. Plain, a union's value stands alone and a decimal
is a number. In Avro's JSON encoding the value of a union is in an object with the name of its
branch, and a decimal is the bytes of its unscaled value.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from cdx_tui.schema.avro import NAMED, AvroField, AvroNode, AvroSchema
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import plain_value
from cdx_tui.schema.sample.avro_values import ScalarValues
from cdx_tui.schema.sample.json_text import json_text
from cdx_tui.schema.sample.meaning import semantic, tags
from cdx_tui.schema.sample.place import NoSample, Place
from cdx_tui.schema.sample.plausible_values import PlausibleValues
from cdx_tui.schema.sample.request import FIRST, Encoding, SampleRequest

__all__ = ["sample_avro"]

_OPTIONAL_LIMIT = 10_000
"""Number of values after which optional parts are omitted."""

_MAX_VALUES = 300_000
_MAX_DEPTH = 60
_LONGEST_SHOWN = 20


def sample_avro(schema: AvroSchema, request: SampleRequest = FIRST) -> tuple[object, str]:
    """Return a value that matches an Avro schema, and a note on how it is written.

    The value is made of dicts, lists, strings, numbers, bools, None and `Decimal`.

    A field has its default unless that is null, an empty array or an empty map, which would be
    uninformative. An enum has its first symbol that says something, a union its first branch that
    isn't null; the next ones in further samples. Arrays and maps have one element. A recursive
    record ends at a null, an empty array or an empty map.

    Args:
        schema: The schema.
        request: Which sample, and how to write it.

    Raises:
        NoSample: No value can be generated: a type is unknown, unconditionally recursive, or too
            large.
    """
    sampler = _Sampler(schema, request)
    value = sampler.value(schema.root, Place())
    if request.encoding is Encoding.AVRO_JSON:
        return value, "Avro's JSON encoding, as kafka-avro-console-producer takes it"
    notes = [
        "unions are untagged" if sampler.has_union else "",
        "bytes are ISO-8859-1 strings" if sampler.scalars.has_bytes else "",
        _on_the_wire(sampler.scalars),
    ]
    noted = ", ".join(filter(None, notes))
    return value, f"Plain JSON: {noted}" if noted else ""


def _on_the_wire(scalars: ScalarValues) -> str:
    """Return how decimals are written, and how Avro stores them; empty if there are none."""
    if scalars.decimal is None:
        return ""
    number, data = scalars.decimal
    shown = json_text(number)
    if len(shown) > _LONGEST_SHOWN or len(data) > _LONGEST_SHOWN:
        return "decimals are numbers (on the wire bytes of the unscaled value)"
    return f"decimals are numbers (on the wire {shown} is the bytes {data.hex(' ')})"


class _Sampler:
    """Generator of the values of one sample.

    Attributes:
        scalars: The generator of its scalars.
        has_union: Whether the sample has a value of a union.
    """

    def __init__(self, schema: AvroSchema, request: SampleRequest) -> None:
        self._plausible = PlausibleValues(request.variant)
        self.scalars = ScalarValues(request.encoding, self._plausible)
        self.has_union = False
        self._schema = schema
        self._tagged = request.encoding is Encoding.AVRO_JSON
        self._takes_defaults = request.takes_defaults
        self._ancestors: set[str] = set()
        self._meanings: dict[int, str] = {}
        self._annotations: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._made = 0

    def value(self, type_: AvroNode, place: Place) -> object:
        """Return a value of a type."""
        self._made += 1
        if self._made > _MAX_VALUES:
            raise NoSample(f"the sample would have more than {_MAX_VALUES:,} values", place)
        if place.depth > _MAX_DEPTH:
            raise NoSample(f"the types are nested deeper than {_MAX_DEPTH} levels", place)
        meaning = self._meaning(type_)
        if meaning and meaning != place.semantic:
            place = replace(place, semantic=meaning)
        if type_.kind == "record":
            return self._record(type_, place)
        if type_.kind == "union":
            return self._union(type_, place)
        if type_.kind in ("array", "map"):
            return self._container(type_, place)
        if type_.kind == "enum":
            if type_.symbols:
                return self._plausible.symbol(type_.symbols)
            raise NoSample(f"the enum {type_.name} has no symbols", place)
        if type_.kind:
            return self.scalars.generated(type_, place)
        raise NoSample(_unknown(type_), place)

    def _record(self, type_: AvroNode, place: Place) -> object:
        if type_.name in self._ancestors:
            raise NoSample(f"{type_.name} always holds itself", place)
        self._ancestors.add(type_.name)
        try:
            owner = type_.name.rpartition(".")[2]
            return {
                field.name: self._field(
                    field, place.field(field.name, owner, *self._annotations_of(field))
                )
                for field in self._schema.fields(type_)
            }
        finally:
            self._ancestors.discard(type_.name)

    def _meaning(self, type_: AvroNode) -> str:
        """Return what a type means, or its logical type; cached, since types repeat."""
        key = id(type_.source)
        if key not in self._meanings:
            self._meanings[key] = semantic(type_.source) or type_.logical
        return self._meanings[key]

    def _annotations_of(self, field: AvroField) -> tuple[str, tuple[str, ...]]:
        """Return the meaning and the tags of a field; cached, since records repeat."""
        key = id(field.source)
        if key not in self._annotations:
            self._annotations[key] = (semantic(field.source), tags(field.source))
        return self._annotations[key]

    def _field(self, field: AvroField, place: Place) -> object:
        default = field.default
        if (
            self._takes_defaults
            and default is not None
            and not self._is_uninformative(default, field, place)
        ):
            with suppress(NoSample):
                return self._default(default, field.type, place)
        try:
            return self.value(field.type, place)
        except NoSample:
            if default is None or self._made > _MAX_VALUES:
                raise
            return self._default(default, field.type, place)

    def _is_uninformative(self, default: JsonNode, field: AvroField, place: Place) -> bool:
        """Return whether a default is null, empty, or the beginning of 1970."""
        if default.kind is JsonKind.NULL or _is_empty(default):
            return True
        meant = place.semantic or self._meaning(field.type)
        return default.raw == "0" and self._plausible.moment.number(meant) is not None

    def _union(self, type_: AvroNode, place: Place) -> object:
        branches = self._schema.branches(type_)
        nullable = any(branch.kind == "null" for branch in branches)
        if nullable and self._made > _OPTIONAL_LIMIT:
            return None
        first = None
        for branch in self._in_turn([branch for branch in branches if branch.kind != "null"]):
            try:
                return self._tag(self.value(branch, place.branch()), branch)
            except NoSample as found:
                first = first or found
        if nullable:
            return None
        raise first or NoSample("the union is empty", place)

    def _in_turn(self, branches: list[AvroNode]) -> list[AvroNode]:
        """Return the branches in the order in which this sample tries them."""
        start = self._plausible.variant % max(len(branches), 1)
        return branches[start:] + branches[:start]

    def _tag(self, value: object, branch: AvroNode) -> object:
        """Return a union's value, with the name of its branch if the encoding asks for it."""
        self.has_union = True
        if not self._tagged or branch.kind == "null":
            return value
        return {branch.name if branch.kind in NAMED else branch.kind: value}

    def _container(self, type_: AvroNode, place: Place) -> object:
        inner: list[object] = []
        if self._made <= _OPTIONAL_LIMIT:
            with suppress(NoSample):  # an empty container is valid as well
                step = "[]" if type_.kind == "array" else ".*"
                inner.append(self.value(self._schema.items(type_), place.item(step)))
        if type_.kind == "array":
            return inner
        return {"key": inner[0]} if inner else {}

    def _default(self, default: JsonNode, type_: AvroNode, place: Place) -> object:
        """Return the value of a default, matched against the branches of its type.

        Raises:
            NoSample: It matches no branch, or a limit is exceeded.
        """
        self._made += 1
        if self._made > _MAX_VALUES:
            raise NoSample(f"the sample would have more than {_MAX_VALUES:,} values", place)
        if place.depth > _MAX_DEPTH:
            raise NoSample(f"the default is nested deeper than {_MAX_DEPTH} levels", place)
        for branch in self._schema.branches(type_):
            try:
                value = self._branch_default(default, branch, place)
                return self._tag(value, branch) if type_.kind == "union" else value
            except NoSample:
                continue
        raise NoSample("the default does not fit its type", place)

    def _branch_default(self, default: JsonNode, type_: AvroNode, place: Place) -> object:
        if type_.kind == "array" and default.kind is JsonKind.ARRAY:
            items, item = self._schema.items(type_), place.item()
            return [self._default(each, items, item) for each in default.items]
        if type_.kind == "map" and default.kind is JsonKind.OBJECT:
            values, item = self._schema.items(type_), place.item(".*")
            return {m.name: self._default(m.value, values, item) for m in default.members}
        if type_.kind == "record" and default.kind is JsonKind.OBJECT:
            fields = self._schema.fields(type_)
            return {field.name: self._field_default(default, field, place) for field in fields}
        if default.members or default.items:
            raise NoSample("the default does not fit its type", place)
        meant = replace(place, semantic=semantic(type_.source))
        return self.scalars.written(plain_value(default), type_, meant)

    def _field_default(self, default: JsonNode, field: AvroField, place: Place) -> object:
        written = default.get(field.name) or field.default
        inner = place.field(field.name)
        if written is None:
            raise NoSample("the default of the record lacks this field", inner)
        return self._default(written, field.type, inner)


def _unknown(type_: AvroNode) -> str:
    if type_.name:
        return f"the type {type_.name} is in none of the known schemas"
    return "the type is missing or invalid"


def _is_empty(node: JsonNode) -> bool:
    containers = (JsonKind.ARRAY, JsonKind.OBJECT)
    return node.kind in containers and not node.items and not node.members
