"""Describe the changes of a share line by line, for the command line and the app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from cdx_tui.schema.diff import Change, ChangeKind
from cdx_tui.share.compatibility import describe_difference
from cdx_tui.share.diff import Changed, ResourceChange, SchemaChange
from cdx_tui.share.masking import mask_emails, masked
from cdx_tui.text import shorten

__all__ = ["Line", "describe_changes"]

_MAX_VALUE_LENGTH: Final = 200
_MAX_BREAKING: Final = 20
_CONTACTS: Final = ("organization_contact",)
_FIELD_MARKS: Final = {ChangeKind.ADDED: Changed.ADDED, ChangeKind.REMOVED: Changed.REMOVED}


class Line(NamedTuple):
    """One line of the description: indentation, mark, and text including the mark."""

    level: int
    changed: Changed
    words: str


def describe_changes(
    changes: Iterable[ResourceChange], *, presenting: bool = False
) -> Iterator[Line]:
    """Yield a line for each resource, followed by its properties, schemas and fields.

    Contacts, IDs and email addresses are masked in presentation mode.
    """
    for change in changes:
        unnamed = change.name == change.id
        name = masked(change.name) if presenting and unnamed else change.name
        yield _line(0, change.changed, name or "")
        for attribute in change.attributes:
            values = (attribute.old, attribute.new)
            if presenting:
                mask = masked if attribute.name in _CONTACTS else mask_emails
                values = (mask(values[0]) or "", mask(values[1]) or "")
            yield _line(1, Changed.CHANGED, f"{attribute.name}{_before_and_after(*values)}")
        for schema in change.schemas:
            yield from _schema(schema)


def _schema(schema: SchemaChange) -> Iterator[Line]:
    version = f" v{schema.version}" if schema.version is not None else ""
    changed = schema.changed
    only = changed is Changed.CHANGED and not schema.fields and not schema.breaking
    note = ": only the text changed" if only and not schema.reason else _compatibility(schema)
    yield _line(1, changed, f"schema {schema.subject}{version}{note}")
    for each in schema.breaking[:_MAX_BREAKING]:
        words = f"✗ breaks {each.broken_levels}: {describe_difference(each)}"
        yield Line(2, Changed.CHANGED, words)
    rest = len(schema.breaking) - _MAX_BREAKING
    if rest > 0:
        yield Line(2, Changed.CHANGED, f"✗ {rest:,} more differences break readers")
    yield from (_field(field) for field in schema.fields)


def _compatibility(schema: SchemaChange) -> str:
    if schema.reason:
        return f": {schema.reason[0].lower()}{schema.reason[1:].removesuffix('.')}"
    return f": compatibility {schema.level}" if schema.level is not None else ""


def _field(field: Change) -> Line:
    mark = _FIELD_MARKS.get(field.kind, Changed.CHANGED)
    kind = "" if field.kind in _FIELD_MARKS else f" {field.kind.value}"
    return _line(2, mark, f"{field.path}{kind}{_before_and_after(field.old, field.new)}")


def _line(level: int, changed: Changed, words: str) -> Line:
    return Line(level, changed, f"{changed.value} {words}")


def _before_and_after(old: str, new: str) -> str:
    old, new = (shorten(text.replace("\n", " "), _MAX_VALUE_LENGTH) for text in (old, new))
    if old and new:
        return f": {old} → {new}"
    return f": {old or new}" if old or new else ""
