"""A readable page about a share, in Markdown: its provider, its resources and their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from cdx_tui import __version__
from cdx_tui.api.models import ConsumerSharedResource, Preview
from cdx_tui.share.dictionary import FieldRow, SchemaOrigin, field_cells
from cdx_tui.share.markdown import code, prose
from cdx_tui.share.names import name_of, network
from cdx_tui.share.subjects import subjects_of
from cdx_tui.text import counted, shorten

__all__ = ["fields_table", "share_page"]

_MAX_RESOURCES: Final = 1_000
_MAX_NAMED: Final = 20
"""Subjects that are named in the row of a resource."""

_MAX_SUBJECTS: Final = 1_000
_MAX_FIELDS: Final = 300
"""Fields of a subject."""

_MAX_LINES: Final = 20_000
"""Lines of tables of fields on a page; pages beyond a megabyte or two are not rendered."""

_MAX_CELL: Final = 300
"""Characters of a default or a documentation in a table."""

_MAX_DESCRIPTION: Final = 4_000
_TITLES: Final = ("Field", "Type", "Null", "Default", "Tags", "Documentation")


def share_page(preview: Preview, rows: Iterable[FieldRow], files: str) -> Iterator[str]:
    """Yield the lines of the page, with their line breaks.

    Args:
        preview: The share.
        rows: Its fields, in the order of the share.
        files: The name of the file that has all fields, for what is left out here.
    """
    return (f"{line}\n" for line in _page(preview, rows, files))


def _page(preview: Preview, rows: Iterable[FieldRow], files: str) -> Iterator[str]:
    resources = preview.resources
    providers = list(dict.fromkeys(each.organization_name or "" for each in resources))
    yield f"# {prose(providers[0]) if len(providers) == 1 and providers[0] else 'Shared topics'}"
    yield ""
    yield f"What a Confluent Cloud Stream Sharing token shares, exported by cdx-tui {__version__}."
    yield f"All fields are in `{files}`, the schemas in the files of this folder."
    yield ""
    yield from _overview(resources)
    remaining = groupby(rows, key=lambda row: row.origin)
    yield from _Sections(resources, remaining, files).lines()


def _overview(resources: Sequence[ConsumerSharedResource]) -> Iterator[str]:
    yield from _table_head(("Resource", "Provider", "Cloud", "Network", "Subjects"))
    for resource in resources[:_MAX_RESOURCES]:
        names = [each.name or each.label for each in subjects_of(resource)]
        subjects = ", ".join(code(name, in_table=True) for name in names[:_MAX_NAMED])
        if len(names) > _MAX_NAMED:
            subjects += f" and {len(names) - _MAX_NAMED:,} more"
        provider, cloud = prose(resource.organization_name or ""), prose(resource.cloud or "")
        yield _row((prose(name_of(resource)), provider, cloud, prose(network(resource)), subjects))
    if len(resources) > _MAX_RESOURCES:
        yield ""
        left_out = counted(len(resources) - _MAX_RESOURCES, "more resource")
        yield f"The share has {left_out}, listed in `index.json`."


class _Sections:
    """The sections of the resources; what exceeds the limits is only counted."""

    def __init__(
        self,
        resources: Sequence[ConsumerSharedResource],
        fields: Iterator[tuple[SchemaOrigin, Iterator[FieldRow]]],
        files: str,
    ) -> None:
        self._resources = resources
        self._fields = fields
        self._files = files
        self._lines_left = _MAX_LINES

    def lines(self) -> Iterator[str]:
        """Yield the lines of all sections."""
        current = -1
        left_out = 0
        listed = 0
        for origin, rows in self._fields:
            listed += 1
            if listed > _MAX_SUBJECTS or self._lines_left <= 0:
                left_out += 1
                continue
            for place in range(current + 1, origin.resource_index + 1):
                yield from _about(self._resources[place])
            current = max(current, origin.resource_index)
            yield from self._subject(origin, rows)
        for resource in self._resources[current + 1 : _MAX_RESOURCES] if not left_out else ():
            yield from _about(resource)
        if left_out:
            yield ""
            yield f"The fields of {counted(left_out, 'more subject')} are in `{self._files}`."

    def _subject(self, origin: SchemaOrigin, rows: Iterator[FieldRow]) -> Iterator[str]:
        version = "" if origin.version is None else f" version {origin.version}"
        yield ""
        name = code(origin.subject) or "Without a subject"
        yield f"### {name}{version}, {prose(origin.schema_type)}"
        yield ""
        fields = [row.field for row in rows]
        shown = fields[: min(_MAX_FIELDS, self._lines_left)]
        self._lines_left -= len(shown)
        yield from fields_table(map(field_cells, shown))
        if len(fields) > len(shown):
            yield ""
            left_out = counted(len(fields) - len(shown), "more field")
            yield f"This subject has {left_out} in `{self._files}`."


def _about(resource: ConsumerSharedResource) -> Iterator[str]:
    """Yield the heading of a resource, and what the provider says about it."""
    yield ""
    yield f"## {prose(name_of(resource))}"
    yield ""
    about = {
        "Description": resource.description,
        "Provider": resource.organization_name,
        "Contact": resource.organization_contact,
        "About the provider": resource.organization_description,
        "Cloud": resource.cloud,
        "Network": network(resource),
        "Tags": ", ".join(resource.tags),
        "Updated": resource.metadata.updated_at if resource.metadata else None,
    }
    for label, text in about.items():
        if text:
            yield f"- {label}: {prose(shorten(text, _MAX_DESCRIPTION))}"


def fields_table(cells: Iterable[Sequence[str]], longest: int = _MAX_CELL) -> Iterator[str]:
    """Yield the lines of a table of fields, or say that there are none.

    Columns in which every cell is empty are left out.

    Args:
        cells: What `field_cells` returns for each field.
        longest: Characters of a default or a documentation; longer ones are cut.
    """
    rows = list(cells)
    if not rows:
        yield "No fields."
        return
    shown = [n for n in range(len(_TITLES)) if n < 2 or any(row[n] for row in rows)]
    yield from _table_head([_TITLES[n] for n in shown])
    for row in rows:
        path, type_, null, default, tags, doc = row
        texts = (
            code(path, in_table=True),
            code(type_, in_table=True),
            null,
            code(shorten(default, longest), in_table=True),
            prose(tags),
            prose(shorten(doc, longest)),
        )
        yield _row([texts[n] for n in shown])


def _table_head(titles: Sequence[str]) -> Iterator[str]:
    yield _row(titles)
    yield _row(["---"] * len(titles))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
