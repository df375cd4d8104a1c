"""Describe a field of the dictionary in full."""

from __future__ import annotations

from itertools import starmap
from typing import Final

from textual.content import Content

from cdx_tui.schema.outline_text import annotation_text
from cdx_tui.share.dictionary import FieldRow
from cdx_tui.text import shorten

__all__ = ["describe_row", "locate_row"]

_LONG: Final = 4_000
"""Characters of a value that are shown; longer values are cut, with an ellipsis."""


def locate_row(row: FieldRow) -> str:
    """Return where a field is: resource, subject, version and path."""
    origin = row.origin
    version = "" if origin.version is None else f" v{origin.version}"
    subject = f"{origin.subject or origin.label}{version}"
    return " › ".join((origin.resource, subject, row.path))


def describe_row(row: FieldRow) -> Content:
    """Return the type of a field, its properties and its documentation."""
    field = row.field
    parts = [Content.styled(shorten(field.type, _LONG), "bold")]
    if field.nullable:
        parts.append(Content("nullable"))
    if field.required is not None:
        parts.append(Content("required" if field.required else "optional"))
    details = (
        ("default", field.default or ""),
        ("tags", ", ".join(field.tags)),
        ("annotations", ", ".join(starmap(annotation_text, field.annotations))),
    )
    for label, text in details:
        if text:
            parts.append(Content.assemble((f"{label}: ", "$text-muted"), shorten(text, _LONG)))
    lines = [Content("  ").join(part for part in parts if part)]
    if field.doc:
        lines.append(Content(shorten(field.doc, _LONG)))
    return Content("\n").join(lines)
