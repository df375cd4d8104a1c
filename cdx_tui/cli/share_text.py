"""A share as text: its resources with their subjects, and warnings about the response."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.cli.colours import Colour, coloured
from cdx_tui.schema import read_schema
from cdx_tui.share.compatibility import share_compatibility
from cdx_tui.share.names import name_of, network
from cdx_tui.share.subjects import versions_by_subject
from cdx_tui.text import counted

__all__ = ["share_lines"]

_NOT_REPORTED = "not reported"


def share_lines(preview: Preview) -> Iterator[str]:
    """Yield lines for standard output, neither cut nor wrapped.

    Without long names they fit 80 columns.
    """
    subjects = 0
    levels = _levels(preview)
    for place, resource in enumerate(preview.resources):
        versions = versions_by_subject(resource)
        subjects += len(versions)
        yield name_of(resource)
        yield from _resource_lines(resource)
        yield from _subject_lines(resource, versions, levels.get(place, {}))
        yield ""
    if preview.problems:
        yield coloured("Warnings in this response:", Colour.YELLOW, sys.stdout)
        yield from (f"  {problem.path or '/'}: {problem.message}" for problem in preview.problems)
        yield ""
    counts = f"{counted(len(preview.resources), 'resource')}, {counted(subjects, 'subject')}"
    yield f"{coloured('Valid:', Colour.GREEN, sys.stdout)} {counts}. Nothing was redeemed."
    if preview.request_id:
        yield f"Request ID: {preview.request_id}"


def _resource_lines(resource: ConsumerSharedResource) -> Iterator[str]:
    for name, value in (
        ("Type", resource.kind),
        ("Cloud", resource.cloud),
        ("Network", network(resource)),
        ("Provider", resource.organization_name),
    ):
        yield f"  {name + ':':<11}{value or _NOT_REPORTED}"


def _levels(preview: Preview) -> dict[int, dict[str, str]]:
    """Return the level of each subject with several versions, by the place of its resource."""
    found: dict[int, dict[str, str]] = {}
    for each in share_compatibility(preview):
        if each.level is not None and each.place is not None:
            found.setdefault(each.place, {})[each.subject] = each.level
    return found


def _subject_lines(
    resource: ConsumerSharedResource,
    subjects: Mapping[str, Sequence[int]],
    levels: Mapping[str, str],
) -> Iterator[str]:
    if not subjects:
        yield "  Subjects:  none"
        return
    yield "  Subjects:"
    for subject, versions in subjects.items():
        yield f"    {subject or '(no subject)'}"
        level = levels.get(subject)
        compatibility = [f"compatibility {level}"] if level else []
        facts = _facts([resource.schemas[index] for index in versions])
        yield f"      {', '.join([*facts, *compatibility])}"


def _facts(versions: Sequence[Schema]) -> Iterator[str]:
    """Yield type, versions, ID and number of fields; the latter of the latest version."""
    latest = versions[-1]
    yield latest.schema_type or "AVRO"
    numbers = [schema.version for schema in versions if schema.version is not None]
    if numbers:
        yield f"version{'' if len(numbers) == 1 else 's'} {_ranges(numbers)}"
    if latest.id is not None:
        yield f"ID {latest.id}"
    yield _fields(latest)


def _ranges(numbers: Sequence[int]) -> str:
    """Return sorted numbers such as `1-3, 7`."""
    parts = []
    for _, group in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        run = list(map(itemgetter(1), group))
        parts.append(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]))
    return ", ".join(parts)


def _fields(schema: Schema) -> str:
    if schema.schema is None:
        return "no schema text"
    document = read_schema(schema.schema, schema.schema_type)
    return counted(document.outline().fields, "field") if document.parsed else "can't be parsed"
