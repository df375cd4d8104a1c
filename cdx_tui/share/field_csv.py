"""Fields as CSV that is safe to open in a spreadsheet.

Cells that a spreadsheet would run as a formula begin with an apostrophe, as OWASP recommends; every
cell is quoted and on one line. The encoding is UTF-8 without a byte order mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, starmap
from typing import Final

from cdx_tui.schema.fields import SchemaField
from cdx_tui.schema.outline_text import annotation_text
from cdx_tui.share.dictionary import FieldRow

__all__ = ["FIELD_COLUMNS", "MAX_ROWS", "csv_lines", "field_values", "fields_csv"]

MAX_ROWS: Final = 1_000_000
"""Rows in a file, below the header; spreadsheets show some more than a million."""

FIELD_COLUMNS: Final = (
    *("field", "type", "nullable", "required", "default", "tags", "doc", "line", "annotations"),
)
_ORIGIN_COLUMNS: Final = ("resource", "subject", "version", "schema_type")

_FORMULA_SIGNS: Final = "=+-@＝＋－＠"
_NUMBER: Final = re.compile(r"-[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
"""Negative numbers, which are no formulas."""


def fields_csv(rows: Iterable[FieldRow]) -> Iterator[str]:
    """Yield the text of each file that the fields of a share take: mostly one."""
    remaining = iter(rows)
    header = (*_ORIGIN_COLUMNS, *FIELD_COLUMNS)
    chunk = list(islice(remaining, MAX_ROWS))
    while True:
        yield "".join(csv_lines((header, *map(_row_values, chunk))))
        chunk = list(islice(remaining, MAX_ROWS))
        if not chunk:
            return


def _row_values(row: FieldRow) -> tuple[str, ...]:
    origin = row.origin
    version = "" if origin.version is None else str(origin.version)
    kind = origin.schema_type
    return (origin.resource, origin.subject, version, kind, *field_values(row.field))


def field_values(field: SchemaField) -> tuple[str, ...]:
    """Return the text of each of `FIELD_COLUMNS`; the path is empty for a schema without fields."""
    return (
        field.path,
        field.type,
        "yes" if field.nullable else "no",
        {None: "", True: "yes", False: "no"}[field.required],
        field.default or "",
        ", ".join(field.tags),
        field.doc,
        str(field.line + 1),
        ", ".join(starmap(annotation_text, field.annotations)),
    )


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a line of CSV, with its line break, for each row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _inert(cell: str) -> str:
    """Return the text of a cell on one line, with an apostrophe before what may be a formula."""
    if _NUMBER.fullmatch(cell):
        return cell
    visible = (each for each in cell if each.isprintable() and not each.isspace())
    is_formula = next(visible, "x") in _FORMULA_SIGNS or cell[:1] in ("\t", "\r", "\n")
    cell = " ".join(re.split("[\r\n]", cell.replace("\0", "")))
    return f"'{cell}" if is_formula else cell
