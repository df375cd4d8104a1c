"""Marks of resources in a list: incompatible versions, and fields that look personal."""

from __future__ import annotations

from typing import Final

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.schema.personal_data import personal_fields
from cdx_tui.schema.references import KnownSchemas
from cdx_tui.share.compatibility import compare_newest, read_version, references_within
from cdx_tui.share.subjects import subjects_of

__all__ = ["INCOMPATIBLE", "PERSONAL", "marks_of"]

INCOMPATIBLE: Final = "✗"
"""Mark of a resource whose newest version consumers on the one before cannot read."""

PERSONAL: Final = "!"
"""Mark of a resource with fields that look personal."""


def marks_of(resource: ConsumerSharedResource, place: int, known: KnownSchemas) -> str:
    """Return the marks of a resource; empty if there are none.

    It parses the newest two versions of each subject: call it in a thread.

    Args:
        resource: The resource.
        place: Index of the resource in the response.
        known: The schemas of the share, to which its schemas may refer.
    """
    references = references_within(resource, place, known)
    incompatible = personal = False
    for subject in subjects_of(resource):
        schemas = [resource.schemas[index] for index in subject.versions]
        newest = read_version(schemas[-1])
        personal = personal or any(True for _ in personal_fields(newest.outline()))
        if not incompatible:
            compared = compare_newest(schemas, read_version, references)
            found = compared.found if compared is not None else None
            incompatible = found is not None and found.forward is False
    return INCOMPATIBLE * incompatible + PERSONAL * personal
