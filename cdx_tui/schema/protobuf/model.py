"""What a Protobuf source declares: records that the parser makes and the resolver completes.

Names are clean. Documentation and the texts of options are as they were written, NOT cleaned.
Every `at` is a character offset in the source, from 0; `ProtobufReading.line` returns its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

__all__ = [
    "Enum",
    "EnumValue",
    "Extend",
    "Field",
    "Import",
    "Message",
    "Method",
    "Oneof",
    "Option",
    "OptionKind",
    "ProtoFile",
    "Range",
    "Reference",
    "Service",
    "TypeKind",
]


class OptionKind(StrEnum):
    """How an option's value is written."""

    WORD = "word"
    NUMBER = "number"
    STRING = "string"
    AGGREGATE = "aggregate"


class TypeKind(StrEnum):
    """What the name of a type resolved to."""

    SCALAR = "scalar"
    MESSAGE = "message"
    ENUM = "enum"
    UNKNOWN = "unknown"  # not defined in the document, nor in a file that Protobuf brings along


@dataclass(slots=True)
class Option:
    """`name = value`; the value as written, with a string's quotes or an aggregate's braces."""

    name: str
    value: str
    kind: OptionKind
    at: int


@dataclass(slots=True)
class Range:
    """Numbers `start` to `end`, both included; of `reserved` or `extensions`."""

    start: int
    end: int
    at: int

    def __str__(self) -> str:
        return f"{self.start}" if self.start == self.end else f"{self.start} to {self.end}"


@dataclass(slots=True)
class Reference:
    """A message named where it is used: by a method, or by `extend`.

    `type` is the name as written; `target` the full name it resolves to, or, where that is
    unknown, the name as written without its leading dot.
    """

    type: str
    type_at: int
    target: str = ""
    kind: TypeKind = TypeKind.UNKNOWN


@dataclass(slots=True)
class Field:
    """A field of a message, of a oneof, or of an `extend`.

    `label` is empty, `optional`, `required` or `repeated`; a map has none. `type` is the type as
    written, a map's value type; `key` a map's key type, else empty. A group's field is named in
    lower case, as Protobuf has it, and its `type` is the group's name. `number` is None if it
    could not be read. `target` and `kind` as in `Reference`; `target` is empty for a scalar.
    """

    name: str
    label: str
    type: str
    key: str
    number: int | None
    options: list[Option]
    doc: str
    at: int
    type_at: int
    number_at: int
    oneof: str = ""
    group: bool = False
    target: str = ""
    kind: TypeKind = TypeKind.UNKNOWN

    def option(self, name: str) -> Option | None:
        """Return the first option of that name."""
        for option in self.options:
            if option.name == name:
                return option
        return None


@dataclass(slots=True)
class Oneof:
    """A oneof; its fields are in the message's `fields` too."""

    name: str
    at: int
    doc: str = ""
    fields: list[Field] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


@dataclass(slots=True)
class EnumValue:
    """A symbol of an enum; `number` is None if it could not be read."""

    name: str
    number: int | None
    options: list[Option]
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

    `members` holds what is declared in it in the order of the source, the members of a oneof
    under their oneof; `fields` all its fields, those of its oneofs included. `levels_left_out`
    counts the levels of nesting below it that were too deep to be kept.
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
    levels_left_out: int = 0

    def oneofs(self) -> Iterator[Oneof]:
        """Yield the oneofs of the message."""
        yield from (member for member in self.members if isinstance(member, Oneof))


@dataclass(slots=True)
class Extend:
    """An `extend` block: fields that are added to a message defined elsewhere.

    `groups` are the messages that groups among the fields define.
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
    """A source. `syntax` is `proto2`, `proto3` or `editions`; only then is `edition` set.

    `syntax_given` says whether the source names its syntax or edition; proto2 if it doesn't.

    `members` holds everything declared at the top, in the order of the source; the properties
    hold what is in it at any depth, and are kept once they were asked for.
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
        """Every message and group, nested ones after the enclosing one."""
        found: list[Message] = []
        stack = _holding_messages(self.members)
        while stack:
            member = stack.pop()
            if isinstance(member, Message):
                found.append(member)
                stack += _holding_messages(member.members)
            else:
                stack += reversed(member.groups)
        return tuple(found)

    @cached_property
    def enums(self) -> tuple[Enum, ...]:
        """Every enum, top-level ones first, then those of each message in turn."""
        return tuple(enum for _, enum in self._declared(Enum))

    @cached_property
    def extends(self) -> tuple[tuple[str, Extend], ...]:
        """Every `extend` block with the full name of the package or message around it.

        Not to be asked for before names are given.
        """
        return tuple(self._declared(Extend))

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Every service."""
        return tuple(member for member in self.members if isinstance(member, Service))

    def _declared(self, kind: type[_Kind]) -> Iterator[tuple[str, _Kind]]:
        """Yield the declarations of a kind, with the full name of their scope."""
        yield from ((self.package, one) for one in self.members if isinstance(one, kind))
        for message in self.messages:
            yield from (
                (message.full_name, one) for one in message.members if isinstance(one, kind)
            )


def _holding_messages(members: Iterable[object]) -> list[Message | Extend]:
    """Return the members that are or hold messages, the last first."""
    return [member for member in members if isinstance(member, Message | Extend)][::-1]
