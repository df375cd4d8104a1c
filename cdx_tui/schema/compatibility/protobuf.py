"""Differences between two Protobuf sources, by the rules of Schema Registry.

Source: the documentation of Schema Registry ("Protobuf compatibility rules") and the behaviour of
release line 8. Fields are matched by number, types by name without the package. A message of an
imported file is compared where a field has it as its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.schema.compatibility.protobuf_fields import (
    compare_field_types,
    compare_oneofs,
    describe_field,
)
from cdx_tui.schema.compatibility.protobuf_rules import difference
from cdx_tui.schema.compatibility.protobuf_types import Declared, Side, is_map_entry
from cdx_tui.schema.document import SchemaDocument
from cdx_tui.schema.protobuf.model import Enum, Field, Message, TypeKind
from cdx_tui.text import shorten

__all__ = ["differences"]

_LONGEST_NAME: Final = 200
"""Length to which a name in a path is shortened, since the paths of all its fields contain it."""

_Named = TypeVar("_Named", Message, Enum)


def differences(
    old: SchemaDocument,
    new: SchemaDocument,
    old_references: Iterable[SchemaDocument] = (),
    new_references: Iterable[SchemaDocument] = (),
) -> tuple[Difference, ...]:
    """Return what a reader with `new` makes of data written with `old`.

    Args:
        old: The schema of the data.
        new: The schema of the reader.
        old_references: The documents that `old` imports, and those that they import.
        new_references: The same for `new`.
    """
    return _Comparison(Side(old, old_references), Side(new, new_references)).run()


@dataclass(slots=True)
class _Imported:
    """A pair of messages of which one is imported, with the fields that have them as types.

    Attributes:
        found: The differences between the two.
        used_at: The path of each such field, with the pair of messages in which it is, if any.
    """

    found: list[Difference] = field(default_factory=list)
    used_at: list[tuple[str, _Imported | None]] = field(default_factory=list)


class _Comparison:
    """Comparison of two sources; compares each pair of imported messages once."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old = old
        self._new = new
        self._found: list[Difference] = []
        self._imported: dict[tuple[str, str], _Imported] = {}
        self._pending: list[tuple[Message, Message, str, _Imported]] = []
        self._current: _Imported | None = None

    def run(self) -> tuple[Difference, ...]:
        """Return the differences."""
        old, new = self._old.file, self._new.file
        if old.package != new.package:
            self._found.append(difference("PACKAGE_CHANGED", "#/", old.package, new.package))
        self._found += self._compare_types(old.members, new.members, "#")
        while self._pending:
            before, after, path, self._current = self._pending.pop()
            self._current.found += self._compare_messages(before, after, path)
        self._spread()
        for imported in self._imported.values():
            self._found += imported.found
        # A nested message may be found twice: inside its parent, and as the type of a field.
        return tuple(dict.fromkeys(self._found))

    def _spread(self) -> None:
        """Report each field whose imported type, or a type that this one uses, has broken."""
        broken = [
            each for each in self._imported.values() if any(found.breaks for found in each.found)
        ]
        seen = {id(each) for each in broken}
        while broken:
            for path, outer in broken.pop().used_at:
                found = difference("FIELD_NAMED_TYPE_CHANGED", path)
                (self._found if outer is None else outer.found).append(found)
                if outer is not None and id(outer) not in seen:
                    seen.add(id(outer))
                    broken.append(outer)

    def _compare_types(
        self, old: Sequence[object], new: Sequence[object], path: str
    ) -> Iterator[Difference]:
        before, after = _by_name(old, Message), _by_name(new, Message)
        places = _places(before), _places(after)
        for name in before | after:
            inner = f"{path}/{shorten(name, _LONGEST_NAME)}"
            if name not in after:
                if not is_map_entry(before[name]):
                    yield difference("MESSAGE_REMOVED", inner, name)
            elif name not in before:
                if not is_map_entry(after[name]):
                    yield difference("MESSAGE_ADDED", inner, "", name)
            else:
                yield from self._compare_messages(before[name], after[name], inner)
                if places[0][name] != places[1][name]:
                    yield difference("MESSAGE_MOVED", inner)
        yield from _compare_enums(_by_name(old, Enum), _by_name(new, Enum), path)

    def _compare_messages(self, old: Message, new: Message, path: str) -> Iterator[Difference]:
        scalars = self._old.scalars(old)
        if scalars is not None and scalars == self._new.scalars(new):
            return
        yield from compare_oneofs(old, new, path)
        before, after = _by_number(old), _by_number(new)
        groups = _groups(old), _groups(new)
        # A oneof that is in neither is gone with all its fields.
        oneofs = {one.name for one in new.oneofs()}
        oneofs |= {one.oneof for one in old.fields if one.number in after}
        for number in sorted(before | after):
            was, now = before.get(number), after.get(number)
            if was is not None and now is not None and _is_unchanged(was, now):
                continue
            at = "/".join([path, *_oneof(now or was), str(number)])
            if was is None and now is not None:
                yield _added(now, at, required=self._new.requires(now))
            elif was is not None and now is None:
                if not was.oneof or was.oneof in oneofs:
                    yield _removed(was, at, required=self._old.requires(was))
            elif was is not None and now is not None:
                if was.oneof and not now.oneof:
                    yield difference("ONEOF_FIELD_MOVED_TO_TOP_LEVEL", at, was.oneof)
                yield from self._compare_fields((old, was), (new, now), at)
                if was.group and now.group and was.type in groups[0] and now.type in groups[1]:
                    both = groups[0][was.type], groups[1][now.type]
                    yield from self._compare_messages(*both, f"{path}/{now.type}")
        yield from self._compare_types(old.members, new.members, path)

    def _compare_fields(
        self, old: tuple[Message, Field], new: tuple[Message, Field], at: str
    ) -> Iterator[Difference]:
        was, now = old[1], new[1]
        if was.name != now.name:
            yield difference("FIELD_NAME_CHANGED", at, was.name, now.name)
        before = self._old.type_of(was, old[0].full_name)
        after = self._new.type_of(now, new[0].full_name)
        messages: list[tuple[Declared, Declared]] = []
        yield from compare_field_types((was, before), (now, after), at, messages)
        for pair in messages:
            self._add_imported(*pair, at)

    def _add_imported(self, old: Declared, new: Declared, at: str) -> None:
        """Compare two messages of the same name later, unless both are in the sources."""
        if (old.is_local and new.is_local) or old.message is None or new.message is None:
            return
        key = (old.full_name, new.full_name)
        if key not in self._imported:
            self._imported[key] = _Imported()
            path = "#/" + old.local_name.replace(".", "/")
            self._pending.append((old.message, new.message, path, self._imported[key]))
        self._imported[key].used_at.append((at, self._current))


def _by_name(members: Iterable[object], kind: type[_Named]) -> dict[str, _Named]:
    """Return messages, but no groups, or enums."""
    return {
        one.name: one
        for one in members
        if isinstance(one, kind) and not (isinstance(one, Message) and one.group)
    }


def _groups(message: Message) -> dict[str, Message]:
    return {one.name: one for one in message.members if isinstance(one, Message) and one.group}


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _by_number(message: Message) -> dict[int, Field]:
    return {one.number: one for one in message.fields if one.number is not None}


def _is_unchanged(old: Field, new: Field) -> bool:
    """Return whether two fields are alike and of a scalar type; most fields of two versions are."""
    return (
        old.kind is TypeKind.SCALAR is new.kind
        and old.name == new.name
        and old.type == new.type
        and old.label == new.label
        and old.oneof == new.oneof
        and old.key == new.key == ""
    )


def _oneof(field_: Field | None) -> tuple[str, ...]:
    return (field_.oneof,) if field_ is not None and field_.oneof else ()


def _added(new: Field, at: str, *, required: bool) -> Difference:
    kind = "REQUIRED_FIELD_ADDED" if required else "FIELD_ADDED"
    return difference("ONEOF_FIELD_ADDED" if new.oneof else kind, at, "", describe_field(new))


def _removed(old: Field, at: str, *, required: bool) -> Difference:
    kind = "REQUIRED_FIELD_REMOVED" if required else "FIELD_REMOVED"
    return difference("ONEOF_FIELD_REMOVED" if old.oneof else kind, at, describe_field(old))


def _compare_enums(
    old: Mapping[str, Enum], new: Mapping[str, Enum], path: str
) -> Iterator[Difference]:
    for name in {**old, **new}:
        inner = f"{path}/{shorten(name, _LONGEST_NAME)}"
        if name not in new:
            yield difference("ENUM_REMOVED", inner, name)
        elif name not in old:
            yield difference("ENUM_ADDED", inner, "", name)
        else:
            yield from _compare_constants(old[name], new[name], inner)


def _compare_constants(old: Enum, new: Enum, path: str) -> Iterator[Difference]:
    before, after = (
        {one.number: one.name for one in enum.values if one.number is not None}
        for enum in (old, new)
    )
    for number in sorted(before | after):
        was, now = before.get(number, ""), after.get(number, "")
        if was != now:
            how = "CHANGED" if was and now else "REMOVED" if was else "ADDED"
            yield difference(f"ENUM_CONST_{how}", f"{path}/{number}", was, now)
