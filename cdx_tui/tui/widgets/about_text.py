"""Describe all that the API said about a resource."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from cdx_tui.api.models import ConsumerSharedResource, Problem
from cdx_tui.share.masking import schema_id
from cdx_tui.share.names import network, private_link_only
from cdx_tui.share.subjects import Subject
from cdx_tui.share.times import relative_time
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.schema.field_target import FieldTarget
from cdx_tui.tui.widgets.text.cells import cell_width
from cdx_tui.tui.widgets.text.detail_view import DetailLine

__all__ = ["describe_resource", "describe_summary"]

_LONGEST: Final = 4_000
"""Characters of a value that are shown; longer values are cut, with an ellipsis."""

_LABEL_WIDTH: Final = 12
_SUMMARY_LABEL_WIDTH: Final = 9
_MAX_SUBJECT_WIDTH: Final = 40

_EMPTY: Final = DetailLine((("", ""),))


def describe_resource(
    resource: ConsumerSharedResource,
    subjects: Sequence[Subject] = (),
    problems: Sequence[Problem] = (),
) -> list[DetailLine]:
    """Return the description, all properties, the table of subjects, and what was odd."""
    lines = list(_introduction(resource))
    lines += [
        DetailLine(
            ((f"{label:<{_LABEL_WIDTH}} ", "label"), (shorten(value, _LONGEST), "")),
            _LABEL_WIDTH + 1,
            None,
            value,
        )
        for label, value in _rows(resource)
        if value
    ]
    lines += _subject_table(resource, subjects)
    if problems:
        lines += [_EMPTY, DetailLine((("Warnings in this response", "heading"),))]
        lines += [
            DetailLine((("! ", "warning"), (f"{problem.path or '/'}: {problem.message}", "")))
            for problem in problems
        ]
    return lines


def describe_summary(resource: ConsumerSharedResource) -> list[DetailLine]:
    """Return the description and the properties that matter first, for a narrow pane."""
    lines = list(_introduction(resource))
    for label, value in _rows(resource):
        if value and label in ("Provider", "Contact", "Cloud", "Network", "Tags", "Updated"):
            shown = value.partition("T")[0] if label == "Updated" else value
            parts = ((f"{label:<{_SUMMARY_LABEL_WIDTH - 1}} ", "label"), (shorten(shown, 400), ""))
            lines.append(DetailLine(parts, _SUMMARY_LABEL_WIDTH, None, value))
    return lines


def _introduction(resource: ConsumerSharedResource) -> Iterator[DetailLine]:
    if resource.private_link_only:
        yield DetailLine((("! ", "warning"), (private_link_only(resource), "warning")))
        yield _EMPTY
    if resource.description:
        for paragraph in shorten(resource.description, _LONGEST).split("\n"):
            yield DetailLine(((paragraph, ""),), 0, None, resource.description)
        yield _EMPTY


def _rows(resource: ConsumerSharedResource) -> Iterator[tuple[str, str]]:
    yield "Provider", resource.organization_name or ""
    yield "", (resource.organization_description or "").replace("\n", " ")
    yield "Contact", resource.organization_contact or ""
    yield "Cloud", resource.cloud or ""
    shown = {"public": "public internet"}
    yield "Network", shown.get(network(resource), network(resource))
    yield "Tags", ", ".join(resource.tags)
    yield "ID", resource.id or ""
    metadata = resource.metadata
    if metadata is not None:
        yield "Created", _time(metadata.created_at)
        yield "Updated", _time(metadata.updated_at)
        yield "Deleted", _time(metadata.deleted_at)
        yield "CRN", metadata.resource_name or ""
        yield "Self", metadata.self or ""
    yield "Logo", resource.logo_url or ""
    yield "Kind", " · ".join(filter(None, (resource.kind, resource.api_version)))


def _time(text: str | None) -> str:
    """Return a time as received, and how long ago it is."""
    if not text:
        return ""
    relative = relative_time(text, datetime.now(UTC))
    return f"{text} ({relative})" if relative else text


def _subject_table(
    resource: ConsumerSharedResource, subjects: Sequence[Subject]
) -> Iterator[DetailLine]:
    """Yield a line for each subject: name, type, versions and the newest ID."""
    yield _EMPTY
    if not subjects:
        yield DetailLine((("No schema is registered for this topic.", "muted"),))
        return
    rows = [("Subject", "Type", "Versions", "ID")]
    for subject in subjects:
        newest = resource.schemas[subject.versions[-1]]
        versions = [resource.schemas[index].version for index in subject.versions]
        numbers = ", ".join(f"v{version}" if version is not None else "–" for version in versions)
        name = shorten(subject.name or "(no subject)", _MAX_SUBJECT_WIDTH)
        kind = shorten(newest.schema_type or "AVRO", 12)
        rows.append((name, kind, shorten(numbers, 30), schema_id(newest) or "–"))
    widths = [max(cell_width(row[column]) for row in rows) + 2 for column in range(3)]
    for number, row in enumerate(rows):
        text = "".join(
            cell + " " * (width - cell_width(cell))
            for cell, width in zip(row, widths, strict=False)
        )
        target = FieldTarget(subjects[number - 1].name) if number else None
        style = "" if number else "label"
        yield DetailLine(((text + row[3], style),), 4, target, row[0] if number else "")
