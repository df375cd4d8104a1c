"""The fields of a schema file with their paths: as text, CSV, Markdown and for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cdx_tui.cli.schema_file import SchemaFile
from cdx_tui.schema import Outline
from cdx_tui.schema.fields import schema_fields
from cdx_tui.schema.outline_table import aligned_lines
from cdx_tui.share.dictionary import COLUMNS, field_cells
from cdx_tui.share.field_csv import FIELD_COLUMNS, csv_lines, field_values
from cdx_tui.share.markdown import code, prose
from cdx_tui.share.readme import fields_table
from cdx_tui.text import clean, counted, shorten

__all__ = ["csv_titles", "fields_text", "json_fields"]

_TITLES: Final = COLUMNS[-6:]
_MAX_WIDTHS: Final = (60, 36, 4, 20, 24)
_MAX_DOC: Final = 4_000
"""Characters of a documentation in Markdown."""


def json_fields(outline: Outline) -> list[dict[str, object]]:
    """Return every field as a JSON object; lines count from 1, defaults are JSON text."""
    return [
        {
            "path": field.path,
            "type": field.type,
            "nullable": field.nullable,
            "required": field.required,
            "default": field.default,
            "doc": field.doc,
            "tags": list(field.tags),
            "line": field.line + 1,
            "annotations": dict(field.annotations),
        }
        for field in schema_fields(outline)
    ]


def fields_text(file: SchemaFile, view: str) -> str:
    """Return the fields of a file as the view shows them: `fields`, `markdown` or `csv`."""
    if view == "csv":
        return "".join(_csv(file))
    lines = _markdown(file) if view == "markdown" else _table(file.outline)
    return "\n".join((*lines, ""))


def csv_titles() -> str:
    """Return the first line of CSV, once for all files."""
    return "".join(csv_lines([("file", "schema_type", *FIELD_COLUMNS)]))


def _csv(file: SchemaFile) -> Iterator[str]:
    document = file.document
    start = (clean(file.name), document.kind.value)
    return csv_lines((*start, *field_values(each)) for each in schema_fields(file.outline))


def _table(outline: Outline) -> Iterator[str]:
    rows = [field_cells(field) for field in schema_fields(outline)]
    return aligned_lines([_TITLES, *rows], _MAX_WIDTHS)


def _markdown(file: SchemaFile) -> Iterator[str]:
    document, outline = file.document, file.outline
    yield f"# {code(outline.name) or prose(clean(file.name))}"
    yield ""
    about = {
        "File": code(clean(file.name)),
        "Type": document.kind.value,
        "Contents": f"{counted(outline.records, 'record')}, {counted(outline.fields, 'field')}",
        "Documentation": prose(shorten(outline.roots[0].doc, _MAX_DOC)) if outline.roots else "",
        "Unresolved": ", ".join(map(code, outline.unresolved)),
    }
    yield from (f"- {label}: {text}" for label, text in about.items() if text)
    yield ""
    yield from fields_table(map(field_cells, schema_fields(outline)), _MAX_DOC)
    yield ""
