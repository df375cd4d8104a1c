"""Compare a version of a subject with the valid one before it. Pure, but slow: for a thread."""

from __future__ import annotations

from collections.abc import Sequence

from cdx_tui.api.models import ConsumerSharedResource, Schema
from cdx_tui.schema import SchemaDocument
from cdx_tui.schema.compatibility.levels import compatibility, is_understood
from cdx_tui.schema.compatibility.outside import may_refer
from cdx_tui.schema.diff import compare, unified
from cdx_tui.schema.references import KnownSchemas
from cdx_tui.share.compatibility import read_version, references_within
from cdx_tui.tui.widgets.schema.field_marks import VersionComparison, lines_of, version_label

__all__ = ["compare_versions"]


def compare_versions(
    resource: ConsumerSharedResource, place: int, versions: Sequence[int], known: KnownSchemas
) -> VersionComparison:
    """Return what differs between the last of several versions and the valid one before it.

    Args:
        resource: The resource.
        place: Index of the resource in the response.
        versions: Indices of at least two schemas, oldest version first.
        known: The schemas of the share, to which the versions may refer.
    """
    *earlier, new = (resource.schemas[index] for index in versions)
    after = read_version(new)
    old, before, skipped = _valid_before(earlier, after)
    references_of = references_within(resource, place, known)
    references = [
        references_of(schema) if may_refer(document) else ()
        for schema, document in ((old, before), (new, after))
    ]
    levels = compatibility(before, after, *references)
    changes = compare(before, after)
    diff = tuple(unified(before, after, (version_label(old), version_label(new))))
    lines = lines_of(levels, changes, after.outline())
    return VersionComparison(old, new, changes, diff, levels, lines, skipped)


def _valid_before(
    earlier: Sequence[Schema], after: SchemaDocument
) -> tuple[Schema, SchemaDocument, tuple[Schema, ...]]:
    """Return the last valid version with its document, and the versions after it.

    It is the last one if there is no valid one, or nothing that it could be compared with.
    """
    last = read_version(earlier[-1])
    if is_understood(after):
        document = last
        for number, schema in enumerate(reversed(earlier)):
            if number:
                document = read_version(schema)
            if is_understood(document):
                return schema, document, tuple(earlier[len(earlier) - number :])
    return earlier[-1], last, ()
