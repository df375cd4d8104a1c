"""The field dictionary: every field of a share in one list, which grows while it is read.

`FieldIndex.advance` parses one schema and adds its fields, in blocks of bounded size; a thread may
call it while the interface reads the blocks that are there. The fields are kept in columns, since
millions of small objects would make the garbage collector hold up the interface.
`field_filter` selects rows.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import Final, NamedTuple

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema import read_schema
from cdx_tui.schema.fields import ROOT, SchemaField, schema_fields
from cdx_tui.schema.gc_pause import pause_gc
from cdx_tui.schema.outline_text import annotation_text
from cdx_tui.schema.search import fold
from cdx_tui.share.names import name_of
from cdx_tui.share.subjects import subjects_of

__all__ = [
    "COLUMNS",
    "FieldBlock",
    "FieldIndex",
    "FieldRow",
    "SchemaOrigin",
    "field_cells",
]

COLUMNS: Final = ("RESOURCE", "SUBJECT", "FIELD", "TYPE", "NULL", "DEFAULT", "TAGS", "DOC")
"""Titles of the columns of a table of fields."""

_BLOCK: Final = 1_000
"""Rows in a block; filtering one takes less than a millisecond."""

_MAX_SEARCHED_DOC: Final = 2_000
"""Characters of a field's documentation that are searched."""


class SchemaOrigin(NamedTuple):
    """A schema of a share: what it belongs to, and its place.

    Attributes:
        resource: The name of the resource.
        subject: The subject as received; may be empty.
        label: A short name of the subject within its resource: `key`, `value`.
        version: Its version, or None.
        schema_type: The detected type, such as `AVRO`.
        resource_index: The index of the resource in the share.
        schema_index: The index of the schema in the resource.
    """

    resource: str
    subject: str
    label: str
    version: int | None
    schema_type: str
    resource_index: int
    schema_index: int


class FieldRow(NamedTuple):
    """A field of a share, and the schema that it belongs to."""

    origin: SchemaOrigin
    field: SchemaField

    @property
    def path(self) -> str:
        """The path of the field; `ROOT` for a schema without fields."""
        return self.field.path or ROOT

    def cells(self) -> tuple[str, ...]:
        """Return the text of each of `COLUMNS`, on one line."""
        return (self.origin.resource, self.origin.label, *field_cells(self.field))


def field_cells(field: SchemaField) -> tuple[str, ...]:
    """Return the text of each of `COLUMNS` from the field's path on, on one line."""
    cells = (
        field.path or ROOT,
        field.type,
        "yes" if field.nullable else "",
        field.default or "",
        ", ".join(field.tags),
        field.doc,
    )
    return tuple(" ".join(cell.split("\n")) if "\n" in cell else cell for cell in cells)


class FieldBlock:
    """Some fields of a schema, in columns, with their text in lower case for the filter."""

    __slots__ = ("_columns", "_folded", "_origin_folded", "origin")

    def __init__(self, origin: SchemaOrigin, columns: _Columns) -> None:
        self.origin = origin
        self._columns = columns.columns
        self._folded = columns.folded
        self._origin_folded = fold(f"{origin.resource} {origin.subject} {origin.label}")

    def __len__(self) -> int:
        return len(self._columns[0])

    def row(self, number: int) -> FieldRow:
        """Return a row by its number in the block."""
        return FieldRow(self.origin, SchemaField._make(each[number] for each in self._columns))

    def matches(self, words: Sequence[str]) -> Sequence[int]:
        """Return the numbers of the rows that hold every word; words are in lower case."""
        words = [word for word in words if word not in self._origin_folded]
        if not words:
            return range(len(self))
        if any(word not in self._folded for word in words):
            return ()
        rows = self._folded.split("\n")
        found = [number for number, row in enumerate(rows) if words[0] in row]
        for word in words[1:]:
            found = [number for number in found if word in rows[number]]
        return array("H", found)


class _Columns:
    """Fields in columns; those of equal schemas are shared by their blocks."""

    __slots__ = ("columns", "folded", "longest")

    def __init__(self, fields: Sequence[SchemaField]) -> None:
        self.columns: tuple[tuple[object, ...], ...] = tuple(zip(*fields, strict=True))
        cells = [field_cells(field) for field in fields]
        self.longest = tuple(max(column, key=len) for column in zip(*cells, strict=True))
        self.folded = fold("\n".join(map(_searched_text, cells, fields)))


def _searched_text(cells: tuple[str, ...], field: SchemaField) -> str:
    path, type_, _, default, tags, doc = cells
    parts = (path, type_, default, tags, doc[:_MAX_SEARCHED_DOC])
    text = " ".join(part for part in parts if part)
    if field.annotations:
        more = " ".join(starmap(annotation_text, field.annotations))[:_MAX_SEARCHED_DOC]
        text = f"{text} {more}"
    return text


class FieldIndex:
    """The fields of a share, as far as its schemas have been parsed.

    Args:
        preview: The share.
        all_versions: Whether to list every version of a subject instead of the newest one.

    Attributes:
        blocks: The blocks so far, in the order of the share; blocks are only ever added.
        total: The number of fields so far.
        complete: Whether every schema has been parsed.
        longest: The longest text of each of `COLUMNS` so far; empty for a column that is empty, or
            that tells resources or subjects apart where there is only one.
    """

    def __init__(self, preview: Preview, *, all_versions: bool = False) -> None:
        self.blocks: list[FieldBlock] = []
        self.total = 0
        self.complete = False
        self.longest = [""] * len(COLUMNS)
        self._lock = threading.Lock()
        self._schemas = list(_schemas(preview, all_versions=all_versions))
        self._length = sum(len(schema.schema or "") for _, schema in self._schemas)
        self._parsed = 0
        self._steps = self._index()

    @property
    def percent(self) -> int:
        """The part of the schemas' text that has been parsed, in percent; 100 only at the end."""
        if self.complete:
            return 100
        return min(99, 100 * self._parsed // (self._length or 1))

    def advance(self) -> bool:
        """Parse one more schema, in any thread; return whether there are more."""
        with self._lock, pause_gc():
            self.complete = next(self._steps, True)
        return not self.complete

    def rows(self) -> Iterator[FieldRow]:
        """Yield every row, parsing what has not been parsed."""
        done = 0
        while True:
            is_last = self.complete  # before the blocks are read, which another thread may add
            for block in self.blocks[done:]:
                done += 1
                yield from map(block.row, range(len(block)))
            if is_last:
                return
            self.advance()

    def _index(self) -> Iterator[bool]:
        known: dict[tuple[str | None, str], tuple[str, list[_Columns]]] = {}
        strings: dict[str, str] = {}
        resources, subjects = _Names(), _Names()
        for origin, schema in self._schemas:
            text = schema.schema or ""
            key = (schema.schema_type, text)
            if key not in known:
                known[key] = _parse(schema, strings)
            kind, parts = known[key]
            blocks = [FieldBlock(origin._replace(schema_type=kind), part) for part in parts]
            resources.add(origin.resource_index, origin.resource)
            subjects.add(origin.label, origin.label)
            self._measure((resources.longest, subjects.longest), parts)
            self.blocks += blocks
            self.total += sum(map(len, blocks))
            self._parsed += len(text)
            yield False

    def _measure(self, names: tuple[str, str], parts: Sequence[_Columns]) -> None:
        for part in parts:
            cells = zip(self.longest, (*names, *part.longest), strict=True)
            self.longest = [max(pair, key=len) for pair in cells]


class _Names:
    """Names of resources or of subjects, as the column that shows them is measured."""

    def __init__(self) -> None:
        self._first: object = None
        self._several = False
        self._longest = ""

    def add(self, key: object, name: str) -> None:
        """Add a name; names of the same thing have equal keys."""
        if self._first is None:
            self._first = key
        self._several = self._several or key != self._first
        self._longest = max(self._longest, name, key=len)

    @property
    def longest(self) -> str:
        """The longest name; empty as long as there is only one, which tells nothing apart."""
        return self._longest if self._several else ""


def _schemas(preview: Preview, *, all_versions: bool) -> Iterator[tuple[SchemaOrigin, Schema]]:
    for place, resource in enumerate(preview.resources):
        yield from _schemas_of(resource, place, all_versions=all_versions)


def _schemas_of(
    resource: ConsumerSharedResource, place: int, *, all_versions: bool
) -> Iterator[tuple[SchemaOrigin, Schema]]:
    name = name_of(resource)
    for subject in subjects_of(resource):
        for index in subject.versions if all_versions else subject.versions[-1:]:
            schema = resource.schemas[index]
            kind = schema.schema_type or "AVRO"
            origin = SchemaOrigin(
                name, subject.name, subject.label, schema.version, kind, place, index
            )
            yield origin, schema


def _parse(schema: Schema, strings: dict[str, str]) -> tuple[str, list[_Columns]]:
    """Return the type of a schema and its fields; equal strings become one, by `strings`."""
    document = read_schema(schema.schema or "", schema.schema_type)
    kept = strings.setdefault
    fields = [
        field._replace(
            type=kept(field.type, field.type),
            default=field.default and kept(field.default, field.default),
            doc=kept(field.doc, field.doc),
        )
        for field in schema_fields(document.outline())
    ]
    starts = range(0, len(fields), _BLOCK)
    return document.kind.value, [_Columns(fields[start : start + _BLOCK]) for start in starts]
