"""Marks of resources in a list: incompatible versions, and fields that look personal."""

from __future__ import annotations

from typing import Final

from cdx_tui.api.models import ConsumerSharedResource, Schema
from cdx_tui.schema import SchemaDocument, read_schema
from cdx_tui.schema.compatibility.levels import compatibility
from cdx_tui.schema.personal_data import personal_fields
from cdx_tui.share.subjects import subjects_of

__all__ = ["INCOMPATIBLE", "PERSONAL", "marks_of"]

INCOMPATIBLE: Final = "✗"
"""Mark of a resource whose newest version consumers on the one before cannot read."""

PERSONAL: Final = "!"
"""Mark of a resource with fields that look personal."""


def marks_of(resource: ConsumerSharedResource) -> str:
    """Return the marks of a resource; empty if there are none.

    It parses the newest two versions of each subject: call it in a thread.
    """
    incompatible = personal = False
    for subject in subjects_of(resource):
        newest, *before = (resource.schemas[index] for index in reversed(subject.versions[-2:]))
        document = _read(newest)
        personal = personal or any(True for _ in personal_fields(document.outline()))
        if before and not incompatible:
            incompatible = compatibility(_read(before[0]), document).forward is False
    return INCOMPATIBLE * incompatible + PERSONAL * personal


def _read(schema: Schema) -> SchemaDocument:
    return read_schema(schema.schema or "", schema.schema_type)
