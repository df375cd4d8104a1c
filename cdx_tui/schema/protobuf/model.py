"""Data model of a Protobuf source: created by the parser, completed by name resolution.

Names are clean. Documentation and option values are as written in the source, NOT cleaned.
Every `at` is a character offset in the source, from 0; `ProtobufReading.line` returns its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

__all__ = [
    *("Enum", "EnumValue", "Extend", "Field", "Import", "Message", "Method", "Oneof", "Option"),
    *("OptionKind", "ProtoFile", "Range", "Reference", "Service", "TypeKind"),
]


class OptionKind(StrEnum):
    """Lexical kind of an option's value."""

    WORD = "word"
    NUMBER = "number"
    STRING = "string"
    AGGREGATE = "aggregate"


class TypeKind(StrEnum):
    """Kind of a resolved type."""

    SCALAR = "scalar"
    MESSAGE = "message"
    ENUM = "enum"
    UNKNOWN = "unknown"  # defined neither in the document nor in a file that comes with Protobuf


@dataclass(slots=True)
class Option:
    """An option; `value` is as written, with a string's quotes or an aggregate's braces."""

    name: str
    value: str
    kind: OptionKind
    at: int


@dataclass(slots=True)
class Range:
    """A range of `reserved` or `extensions`: `start` to `end`, both inclusive."""

    start: int
    end: int
    at: int

    def __str__(self) -> str:
        return f"{self.start}" if self.start == self.end else f"{self.start} to {self.end}"


@dataclass(slots=True)
class Reference:
    """A reference to a message, by a method or by `extend`.

    `type` is the name as written; `target` is the full name it resolves to, or, if it is
    unresolved, the name as written without its leading dot.
    """

    type: str
    type_at: int
    target: str = ""
    kind: TypeKind = TypeKind.UNKNOWN


@dataclass(slots=True)
class Field:
    """A field of a message, of a oneof, or of an `extend`.

    `label` is `optional`, `required`, `repeated` or empty, and always empty for a map. `type` is
    the type as written, for a map its value type; `key` is a map's key type, else empty. The name
    of a group's field is the group's name in lower case, as in Protobuf, and its `type` is the
    group's name. `number` is None if it could not be parsed. `target` and `kind` are as in
    `Reference`; `target` is empty for a scalar.
    """

    name: str
    label: str
    type: str
    key: str
    number: int | None
    options: Sequence[Option]
    doc: str
    at: int
    type_at: int
    number_at: int
    oneof: str = ""
    group: bool = False
    target: str = ""
    kind: TypeKind = TypeKind.UNKNOWN

    def option(self, name: str) -> Option | None:
        """Return the first option called `name`, or None."""
        for option in self.options:
            if option.name == name:
                return option
        return None


@dataclass(slots=True)
class Oneof:
    """A oneof; its fields are also in the message's `fields`."""

    name: str
    at: int
    doc: str = ""
    fields: list[Field] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


@dataclass(slots=True)
class EnumValue:
    """A value of an enum; `number` is None if it could not be parsed."""

    name: str
    number: int | None
    options: Sequence[Option]
    doc: str
    at: int
    number_at: int


@dataclass(slots=True)
class Enum:
    """An enum."""

    name: str
    at: int
    doc: str = ""
    full_name: str = ""
    values: list[EnumValue] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    reserved: list[Range] = field(default_factory=list)
    reserved_names: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """A message or a group.

    `members` holds its declarations in source order, with the fields of a oneof in their oneof;
    `fields` holds all its fields, including those of its oneofs. `skipped_levels` counts the
    levels of nesting below it that exceeded the depth limit and were skipped.
    """

    name: str
    at: int
    doc: str = ""
    full_name: str = ""
    group: bool = False
    members: list[Field | Oneof | Message | Enum | Extend] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    reserved: list[Range] = field(default_factory=list)
    reserved_names: list[tuple[str, int]] = field(default_factory=list)
    extension_ranges: list[Range] = field(default_factory=list)
    skipped_levels: int = 0

    def oneofs(self) -> Iterator[Oneof]:
        """Yield the oneofs of the message."""
        yield from (member for member in self.members if isinstance(member, Oneof))


@dataclass(slots=True)
class Extend:
    """An `extend` block, which adds fields to a message defined outside of it.

    `groups` are the messages defined by group fields.
    """

    extendee: Reference
    at: int
    doc: str = ""
    fields: list[Field] = field(default_factory=list)
    groups: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class Method:
    """A method of a service."""

    name: str
    at: int
    request: Reference
    response: Reference
    doc: str = ""
    client_streaming: bool = False
    server_streaming: bool = False
    options: list[Option] = field(default_factory=list)


@dataclass(slots=True)
class Service:
    """A service."""

    name: str
    at: int
    doc: str = ""
    full_name: str = ""
    methods: list[Method] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


@dataclass(slots=True)
class Import:
    """An imported file; `modifier` is empty or `public`, `weak`, `option`; `path` NOT cleaned."""

    path: str
    modifier: str
    at: int
    doc: str = ""


_Kind = TypeVar("_Kind", Enum, Extend)


@dataclass
class ProtoFile:
    """A parsed source.

    `syntax` is `proto2`, `proto3` or `editions`; `edition` is set only for `editions`.
    `syntax_given` is whether the source states its syntax or edition; without one it is proto2.

    `members` holds the top-level declarations in source order. The properties return
    declarations at any depth, and are cached on first access.
    """

    syntax: str = "proto2"
    syntax_given: bool = False
    edition: str = ""
    package: str = ""
    imports: list[Import] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    members: list[Message | Enum | Service | Extend] = field(default_factory=list)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """All messages and groups, nested ones after the enclosing one."""
        found: list[Message] = []
        stack = _message_containers(self.members)
        while stack:
            member = stack.pop()
            if isinstance(member, Message):
                found.append(member)
                stack += _message_containers(member.members)
            else:
                stack += reversed(member.groups)
        return tuple(found)

    @cached_property
    def enums(self) -> tuple[Enum, ...]:
        """All enums: top-level ones first, then those of each message."""
        return tuple(enum for _, enum in self._declared(Enum))

    @cached_property
    def extends(self) -> tuple[tuple[str, Extend], ...]:
        """All `extend` blocks, each with the full name of the enclosing package or message.

        Access this only after `collect_symbols` has set the full names.
        """
        return tuple(self._declared(Extend))

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """All services, in source order."""
        return tuple(member for member in self.members if isinstance(member, Service))

    def take_members(self) -> Iterator[Message | Enum | Service | Extend]:
        """Yield the top-level declarations, and give up each before the next."""
        for cached in ("messages", "enums", "extends", "services"):
            self.__dict__.pop(cached, None)
        left, self.members = self.members[::-1], []
        while left:
            yield left.pop()

    def _declared(self, kind: type[_Kind]) -> Iterator[tuple[str, _Kind]]:
        """Yield the declarations of type `kind`, each with the full name of its scope."""
        yield from ((self.package, one) for one in self.members if isinstance(one, kind))
        for message in self.messages:
            yield from (
                (message.full_name, one) for one in message.members if isinstance(one, kind)
            )


def _message_containers(members: Iterable[object]) -> list[Message | Extend]:
    """Return the messages and `extend` blocks among `members`, in reverse order."""
    return [member for member in members if isinstance(member, Message | Extend)][::-1]
