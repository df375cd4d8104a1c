"""Export a share as files: the response, one file per schema, an index, and what people read.

    DIR/preview.json                  the response, byte for byte
    DIR/README.md                     the share, its resources and their fields
    DIR/fields.csv                    every field of the newest version of every subject
    DIR/index.json                    maps the schemas of each resource to their files
    DIR/stock-trades-value-v3.avsc    a schema, its text exactly as the provider sent it

File names are derived from subjects, which are untrusted: they are sanitised so that none of them
leaves the folder, is hidden in it, or has a special meaning to a file system or a shell.
"""

from __future__ import annotations

import json
import logging
import os
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from cdx_tui import __version__
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.models import Preview, Schema
from cdx_tui.config.files import make_private_folder, write_new
from cdx_tui.output_schemas import FORMAT_VERSION
from cdx_tui.schema import SchemaKind, read_schema
from cdx_tui.share.dictionary import FieldIndex, FieldRow
from cdx_tui.share.field_csv import fields_csv
from cdx_tui.share.readme import share_page
from cdx_tui.text import clean, shorten

__all__ = [
    "FIELDS_FILE",
    "INDEX_FILE",
    "PAGE_FILE",
    "RESPONSE_FILE",
    "ExportExists",
    "export_fields",
    "export_schema",
    "export_share",
    "export_text",
    "file_name",
    "sanitised_stem",
    "unique_file_names",
]

_log: Final = logging.getLogger(__name__)

RESPONSE_FILE: Final = "preview.json"
INDEX_FILE: Final = "index.json"
PAGE_FILE: Final = "README.md"
FIELDS_FILE: Final = "fields.csv"

_EXTENSIONS: Final = {
    SchemaKind.AVRO: ".avsc",
    SchemaKind.JSON: ".json",
    SchemaKind.PROTOBUF: ".proto",
    SchemaKind.TEXT: ".txt",
}
_LONGEST_STEM: Final = 150
"""Maximum size of a file name in UTF-8 bytes, without version, number and extension.

File systems allow 255 bytes for the complete name.
"""

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"]
)
"""File names that Windows reserves for devices, with any extension."""


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


def file_name(schema: Schema) -> str:
    """Return a schema's file name: subject and version, with an extension by the kind of text."""
    return f"{_stem(schema)}{_extension(schema)}"


def unique_file_names(schemas: Iterable[Schema]) -> list[str | None]:
    """Return a file name for each schema, in order; None for a schema without a text.

    Names that collide, also on a file system that ignores case or normalizes Unicode, are
    numbered. Schemas of equal subject, version and text share one file.
    """
    taken = {_collision_key(RESPONSE_FILE), _collision_key(INDEX_FILE)}
    numbers: dict[str, int] = {}  # the last one given, by the name that collides
    found: dict[tuple[object, ...], str] = {}
    names: list[str | None] = []
    for schema in schemas:
        if schema.schema is None:
            names.append(None)
            continue
        stem, extension = _stem(schema), _extension(schema)
        identity = (schema.subject, schema.version, schema.schema, extension)
        if identity not in found:
            name = f"{stem}{extension}"
            key = first = _collision_key(name)
            while key in taken:
                numbers[first] = numbers.get(first, 1) + 1
                name = f"{stem}-{numbers[first]}{extension}"
                key = _collision_key(name)
            taken.add(key)
            found[identity] = name
        names.append(found[identity])
    return names


def _stem(schema: Schema) -> str:
    version = "" if schema.version is None else f"-v{schema.version}"
    return sanitised_stem(schema.subject or "schema") + version


def sanitised_stem(text: str) -> str:
    """Return `text` sanitised for use in a file name: letters, marks, digits and `. _ -`."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(each if _is_safe(each) else "_" for each in text)
    kept = kept.lstrip(".-").rstrip(".")
    kept = kept.encode()[:_LONGEST_STEM].decode(errors="ignore").rstrip(".")
    if kept.partition(".")[0].rstrip().lower() in _RESERVED:
        kept = f"_{kept}"
    return kept or "schema"


def _is_safe(character: str) -> bool:
    return character in "._-" or unicodedata.category(character)[0] in "LMN"


def _collision_key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _extension(schema: Schema) -> str:
    return _EXTENSIONS[read_schema(schema.schema or "", schema.schema_type).kind]


def _schema_bytes(schema: Schema) -> bytes:
    return (schema.schema or "").encode("utf-8", "surrogatepass")


def _readable(preview: Preview) -> dict[str, bytes]:
    """Return the page about a share, and its fields."""
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
