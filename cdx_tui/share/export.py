"""Export a share as files: the response, one file per schema, an index, and what people read.

    DIR/preview.json                  the response, byte for byte
    DIR/README.md                     the share, its resources and their fields
    DIR/fields.csv                    every field of the newest version of every subject
    DIR/index.json                    maps the schemas of each resource to their files
    DIR/stock-trades-value-v3.avsc    a schema, its text exactly as the provider sent it

Existing files are replaced only if that is asked for.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from cdx_tui import __version__
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.models import Preview, Schema
from cdx_tui.config.files import make_private_folder, write_new
from cdx_tui.output_schemas import FORMAT_VERSION
from cdx_tui.share.dictionary import FieldIndex, FieldRow
from cdx_tui.share.field_csv import fields_csv
from cdx_tui.share.file_names import (
    FIELDS_FILE,
    INDEX_FILE,
    PAGE_FILE,
    RESPONSE_FILE,
    file_name,
    unique_file_names,
)
from cdx_tui.share.readme import share_page
from cdx_tui.text import clean, shorten

__all__ = [
    "ExportExists",
    "export_fields",
    "export_schema",
    "export_share",
    "export_text",
]

_log: Final = logging.getLogger(__name__)


class ExportExists(RefusedInput):
    """The export would overwrite existing files."""


def export_share(preview: Preview, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write a share into `folder`, which is created if it is missing (mode 0700, files 0600).

    Args:
        preview: The share. Without the body of its response, no `preview.json` is written.
        folder: The target folder.
        force: Replace existing files.

    Returns:
        The paths of the written files: the response, the index, the schemas, then the page and the
        fields.

    Raises:
        ExportExists: One of the files exists, and none was written.
        RefusedInput: Writing failed.
    """
    schemas = [schema for resource in preview.resources for schema in resource.schemas]
    names = unique_file_names(schemas)
    contents: dict[str, bytes] = {RESPONSE_FILE: preview.body} if preview.body else {}
    contents[INDEX_FILE] = _index(preview, names)
    contents |= {
        name: _schema_bytes(schema)
        for schema, name in zip(schemas, names, strict=True)
        if name is not None
    }
    contents |= _readable(preview)
    return _write(folder, contents, force)


def export_fields(
    rows: Iterable[FieldRow], folder: Path, *, force: bool = False
) -> tuple[Path, ...]:
    """Write fields as CSV into `folder`, and return the paths; otherwise as `export_share`."""
    return _write(folder, _fields_files(rows), force)


def export_schema(schema: Schema, folder: Path, *, force: bool = False) -> Path:
    """Write one schema into `folder`, and return its path; otherwise as `export_share`."""
    (written,) = _write(folder, {file_name(schema): _schema_bytes(schema)}, force)
    return written


def export_text(name: str, text: str, folder: Path, *, force: bool = False) -> Path:
    """Write a text under a sanitised `name`, and return its path; otherwise as `export_share`."""
    (written,) = _write(folder, {name: text.encode("utf-8", "surrogatepass")}, force)
    return written


def _schema_bytes(schema: Schema) -> bytes:
    return (schema.schema or "").encode("utf-8", "surrogatepass")


def _readable(preview: Preview) -> dict[str, bytes]:
    """Return the page about a share and its fields as CSV, by the names of the files."""
    index = FieldIndex(preview)
    page = "".join(share_page(preview, index.rows(), FIELDS_FILE))
    return {PAGE_FILE: _encoded(page), **_fields_files(index.rows())}


def _fields_files(rows: Iterable[FieldRow]) -> dict[str, bytes]:
    stem, _, extension = FIELDS_FILE.partition(".")
    files = enumerate(fields_csv(rows), 1)
    return {
        f"{stem}{f'-{number}' if number > 1 else ''}.{extension}": _encoded(text)
        for number, text in files
    }


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _index(preview: Preview, names: list[str | None]) -> bytes:
    """Return the JSON of the index: the resources, and the file of each schema."""
    files = iter(names)
    document = {
        "format_version": FORMAT_VERSION,
        "exported_by": f"cdx-tui {__version__}",
        "request_id": preview.request_id,
        "resources": [
            {
                "id": resource.id,
                "display_name": resource.display_name,
                "organization_name": resource.organization_name,
                "schemas": [
                    {
                        "subject": schema.subject,
                        "version": schema.version,
                        "id": schema.id,
                        "schema_type": schema.schema_type,
                        "file": next(files),
                    }
                    for schema in resource.schemas
                ],
            }
            for resource in preview.resources
        ],
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def _write(folder: Path, contents: Mapping[str, bytes], force: bool) -> tuple[Path, ...]:
    paths = tuple(folder / name for name in contents)
    written = 0
    try:
        make_private_folder(folder)
        existing = [] if force else [path.name for path in paths if os.path.lexists(path)]
        if existing:
            raise _refused_existing(folder, existing)
        for path, content in zip(paths, contents.values(), strict=True):
            _write_file(path, content, force)
            written += 1
        _log.debug("%d files written", written)
    except FileExistsError:  # the folder is a file, or a file was created in the meantime
        raise _refused_existing(folder, []) from None
    except OSError as error:
        raise RefusedInput(
            "Export failed",
            f"Writing into {_path_text(folder)} failed{_written_so_far(written, len(paths))}:"
            f" {error.strerror or error}.",
            "Choose a folder that you can write to, with enough free space.",
        ) from None
    return paths


def _written_so_far(written: int, total: int) -> str:
    """Return the part of the error message about files already written, or an empty string.

    They stay in the folder, and the next attempt has to replace them.
    """
    return f" after {written:,} of {total:,} files, which are kept" if written else ""


def _write_file(path: Path, content: bytes, force: bool) -> None:
    """Write a file; an existing symbolic link is replaced, never followed."""
    if not force:
        write_new(path, content)
        return
    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    write_new(temporary, content)
    temporary.replace(path)


def _refused_existing(folder: Path, names: list[str]) -> ExportExists:
    which = ", ".join(names[:3])
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    what = (
        f"{which}{more} in {_path_text(folder)}"
        if names
        else f"{_path_text(folder)}, or a file in it,"
    )
    return ExportExists(
        "Files already exist",
        f"{what} already {'exists' if len(names) < 2 else 'exist'}.",
        "Choose another folder, or overwrite with --force.",
    )


def _path_text(folder: Path) -> str:
    return shorten(clean(str(folder)), 200)
