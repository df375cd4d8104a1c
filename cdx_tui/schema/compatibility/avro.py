"""Differences between two Avro schemas, and which of them keep a reader from reading.

The verdict is that of Java's `SchemaCompatibility`, which Schema Registry calls. Unlike it, this
names the reason inside a union's branch, and the harmless differences too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from cdx_tui.schema.compatibility.avro_matching import Matching, find_field, is_alike, same_name
from cdx_tui.schema.compatibility.avro_model import NAMED, AvroField, AvroType, shown
from cdx_tui.schema.compatibility.avro_types import avro_types
from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.schema.document import SchemaDocument
from cdx_tui.text import clean, shorten

__all__ = ["ASPECTS", "differences"]

_MAX_LISTED: Final = 10_000
"""Maximum number of breaking differences, and of others, that are returned."""

_LONGEST_VALUE: Final = 200

ASPECTS: Final = {
    "FIELD_ADDED": "field",
    "FIELD_REMOVED": "field",
    "READER_FIELD_MISSING_DEFAULT_VALUE": "field",
    "FIELD_RENAMED": "name",
    "READER_FIELD_MATCHES_MULTIPLE_FIELDS": "name",
    "NAME_CHANGED": "type name",
    "NAME_MISMATCH": "type name",
    "TYPE_CHANGED": "type",
    "TYPE_PROMOTED": "type",
    "TYPE_MISMATCH": "type",
    "MISSING_UNION_BRANCH": "type",
    "FIXED_SIZE_MISMATCH": "size",
    "SYMBOLS_CHANGED": "symbols",
    "MISSING_ENUM_SYMBOLS": "symbols",
    "LOGICAL_TYPE_CHANGED": "logical type",
    "DEFAULT_CHANGED": "default",
    "ALIASES_CHANGED": "aliases",
    "DOC_CHANGED": "doc",
    "FIELDS_REORDERED": "order",
    "NOT_COMPARED": "limit",
}
"""What each kind of difference is about; a path has at most one difference of each aspect."""


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
        old_references: Documents that define types which `old` refers to.
        new_references: The same for `new`.

    Returns:
        The differences, at most 10,000 that break and 10,000 others; none if one of the two is not
        valid JSON.
    """
    writer, reader = avro_types(old, old_references), avro_types(new, new_references)
    if writer is None or reader is None:
        return ()
    return _Comparison().run(writer, reader)


class _Comparison:
    """Traversal of a writer's and a reader's schema; visits each pair of records once."""

    def __init__(self) -> None:
        self._matching = Matching()
        self._found: dict[tuple[str, str], Difference] = {}
        self._listed = {True: 0, False: 0}
        self._seen: set[tuple[AvroType, AvroType]] = set()
        self._pending: deque[tuple[AvroType, AvroType, str]] = deque()

    def run(self, writer: AvroType, reader: AvroType) -> tuple[Difference, ...]:
        """Return the differences."""
        self._pending.append((writer, reader, shown(reader.name)))
        while self._pending and self._listed[True] < _MAX_LISTED and not self._matching.exhausted:
            writer, reader, path = self._pending.popleft()
            for found in self._visit(writer, reader, path):
                self._add(found)
        if self._matching.exhausted:
            rule = "The unions have too many combinations of branches to compare them all."
            self._add(Difference("NOT_COMPARED", "", breaks=True, rule=rule))
        return tuple(self._found.values())

    def _add(self, found: Difference) -> None:
        key = (found.path, ASPECTS[found.kind])
        known = self._found.get(key)
        if known is None and self._listed[found.breaks] < _MAX_LISTED:
            self._listed[found.breaks] += 1
            self._found[key] = found
        elif known is not None and found.breaks and not known.breaks:
            self._found[key] = found

    def _visit(self, writer: AvroType, reader: AvroType, path: str) -> Iterator[Difference]:
        if writer.kind == "union" or reader.kind == "union":
            yield from self._visit_union(writer, reader, path)
        elif writer.kind != reader.kind:
            yield self._changed_kind(writer, reader, path)
        elif writer.kind in ("array", "map"):
            self._pending.append((writer.branches[0], reader.branches[0], path))
        elif writer.kind not in NAMED:
            if writer.name != reader.name or writer.kind == "":
                yield from _compare_undefined(writer, reader, path)
        elif (writer, reader) not in self._seen:
            self._seen.add((writer, reader))
            yield from self._visit_named(writer, reader, path)
        if writer.logical != reader.logical and writer.kind == reader.kind:
            yield _changed("LOGICAL_TYPE_CHANGED", path, writer.logical, reader.logical)

    def _visit_union(self, writer: AvroType, reader: AvroType, path: str) -> Iterator[Difference]:
        old, new = writer.label, reader.label
        for branch in writer.branches if writer.kind == "union" else (writer,):
            target = self._branch_for(branch, reader)
            if target is None:
                rule = f"No branch of the reader's union accepts {branch.plain_label}."
                yield Difference("MISSING_UNION_BRANCH", path, old, new, True, rule)
            elif not self._matching.compatible(branch, target) and not is_alike(branch, target):
                rule = f"Data of type {branch.plain_label} can't be read as {target.plain_label}."
                yield Difference("TYPE_MISMATCH", path, old, new, True, rule)
            else:
                self._pending.append((branch, target, path))
        if old != new:
            yield _changed("TYPE_CHANGED", path, old, new)

    def _branch_for(self, writer: AvroType, reader: AvroType) -> AvroType | None:
        """Return the reader's type for a branch: one that can read it, else one of the same name.

        A reader without a union has only one type.
        """
        if reader.kind != "union":
            return reader
        readable = (one for one in reader.branches if self._matching.compatible(writer, one))
        alike = (one for one in reader.branches if is_alike(writer, one))
        return next(readable, None) or next(alike, None)

    def _changed_kind(self, writer: AvroType, reader: AvroType, path: str) -> Difference:
        old, new = writer.label, reader.label
        if self._matching.compatible(writer, reader):
            rule = f"Data of type {old} is promoted to {new}."
            return Difference("TYPE_PROMOTED", path, old, new, False, rule)
        rule = f"Data of type {old} can't be read as {new}."
        return Difference("TYPE_MISMATCH", path, old, new, True, rule)

    def _visit_named(self, writer: AvroType, reader: AvroType, path: str) -> Iterator[Difference]:
        name, old, new = shown(reader.name), shown(writer.name), shown(reader.name)
        if not same_name(writer, reader):
            rule = f"The reader's {reader.kind} {new} has neither the name {old} nor such an alias."
            yield Difference("NAME_MISMATCH", path, old, new, True, rule)
        elif writer.name != reader.name:
            yield _changed("NAME_CHANGED", name, old, new)
        if reader.kind == "record":
            yield from self._compare_fields(writer, reader)
        elif reader.kind == "enum":
            yield from _compare_symbols(writer, reader)
        elif writer.size != reader.size:
            rule = "The sizes of a fixed type must be equal."
            sizes = (writer.plain_label, reader.plain_label)
            yield Difference("FIXED_SIZE_MISMATCH", name, *sizes, True, rule)
        if writer.aliases != reader.aliases:
            yield _changed(
                "ALIASES_CHANGED", name, ", ".join(writer.aliases), ", ".join(reader.aliases)
            )
        if writer.doc != reader.doc:
            yield _changed("DOC_CHANGED", name, writer.doc, reader.doc)

    def _compare_fields(self, writer: AvroType, reader: AvroType) -> Iterator[Difference]:
        prefix = f"{shown(reader.name)}."
        used: dict[str, None] = {}
        for field in reader.fields:
            path = prefix + shown(field.name)
            found = find_field(writer, field)
            used |= dict.fromkeys(each.name for each in found)
            if len(found) > 1:
                names = ", ".join(shown(each.name) for each in found)
                rule = f"The name and aliases of the field match several fields: {names}."
                kind = "READER_FIELD_MATCHES_MULTIPLE_FIELDS"
                yield Difference(kind, path, names, shown(field.name), True, rule)
            elif found:
                yield from _compare_field(found[0], field, path)
                if not field.type.text or field.type.text != found[0].type.text:
                    self._pending.append((found[0].type, field.type, path))
            else:
                yield _added(field, path)
        for field in writer.fields:
            if field.name not in used:
                path = prefix + shown(field.name)
                yield _changed("FIELD_REMOVED", path, field.type.label, "")
        order = [each.name for each in writer.fields if each.name in used]
        if order != list(used):
            yield _changed("FIELDS_REORDERED", shown(reader.name), "", "")


def _added(field: AvroField, path: str) -> Difference:
    if field.default is None:
        rule = "The reader's schema requires the field, and has no default for it."
        kind = "READER_FIELD_MISSING_DEFAULT_VALUE"
        return Difference(kind, path, "", field.type.label, True, rule)
    return _changed("FIELD_ADDED", path, "", field.type.label)


def _compare_field(writer: AvroField, reader: AvroField, path: str) -> Iterator[Difference]:
    if writer.name != reader.name:
        yield _changed("FIELD_RENAMED", path, writer.name, reader.name)
    elif writer.aliases != reader.aliases:
        old, new = ", ".join(writer.aliases), ", ".join(reader.aliases)
        yield _changed("ALIASES_CHANGED", path, old, new)
    if writer.default != reader.default:
        yield _changed("DEFAULT_CHANGED", path, writer.default or "", reader.default or "")
    if writer.doc != reader.doc:
        yield _changed("DOC_CHANGED", path, writer.doc, reader.doc)


def _compare_symbols(writer: AvroType, reader: AvroType) -> Iterator[Difference]:
    path, known = shown(reader.name), set(reader.symbols)
    unknown = [shown(symbol) for symbol in writer.symbols if symbol not in known]
    old, new = (_value(", ".join(each.symbols)) for each in (writer, reader))
    if unknown and reader.default is None:
        listed = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")
        subject = f"Symbol {listed} is" if len(unknown) == 1 else f"Symbols {listed} are"
        rule = f"{subject} unknown to the reader's schema, which has no enum default."
        yield Difference("MISSING_ENUM_SYMBOLS", path, old, new, True, rule)
    elif writer.symbols != reader.symbols:
        yield _changed("SYMBOLS_CHANGED", path, old, new)
    if writer.default != reader.default:
        yield _changed("DEFAULT_CHANGED", path, writer.default or "", reader.default or "")


def _compare_undefined(writer: AvroType, reader: AvroType, path: str) -> Iterator[Difference]:
    """Compare names that are undefined in both: the same name is the same type elsewhere."""
    if writer.name != reader.name or not writer.name:
        rule = f"Data of type {writer.label} can't be read as {reader.label}."
        yield Difference("TYPE_MISMATCH", path, writer.label, reader.label, True, rule)


_HARMLESS: Final = {
    "FIELD_ADDED": "Data without the field is read with its default.",
    "FIELD_REMOVED": "Readers ignore fields they don't know.",
    "FIELD_RENAMED": "The reader's schema has the other name as an alias.",
    "NAME_CHANGED": "Names match without their namespace, or by an alias.",
    "TYPE_CHANGED": "The reader's type accepts all data.",
    "SYMBOLS_CHANGED": "The reader's schema knows every symbol, or has an enum default.",
    "LOGICAL_TYPE_CHANGED": "Logical types are ignored, and the underlying types are compatible.",
    "DEFAULT_CHANGED": "Defaults are taken from the reader's schema.",
    "ALIASES_CHANGED": "Aliases are taken from the reader's schema.",
    "DOC_CHANGED": "Documentation does not affect reading.",
    "FIELDS_REORDERED": "Fields are matched by name, not by position.",
}


def _changed(kind: str, path: str, old: str, new: str) -> Difference:
    return Difference(kind, path, _value(old), _value(new), False, _HARMLESS[kind])


def _value(text: str) -> str:
    return clean(shorten(text, _LONGEST_VALUE))
