"""A share as files: the answer as it came, every schema as a file of its own, and an index.

    DIR/preview.json                  the answer, byte by byte
    DIR/index.json                    which file is which schema of which resource
    DIR/stock-trades-value-v3.avsc    a schema, its text exactly as the provider sent it

The names are made from subjects, which strangers wrote: none of them leaves the folder, hides in
it, or means something to a file system or a shell.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from cdx_tui import __version__
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.models import Preview, Schema
from cdx_tui.config.files import make_private_folder, write_new
from cdx_tui.schema.document import SchemaKind, read_schema
from cdx_tui.text import clean, shorten

__all__ = [
    "ANSWER",
    "INDEX",
    "AlreadyThere",
    "export_schema",
    "export_share",
    "file_name",
    "plan_names",
]

ANSWER: Final = "preview.json"
INDEX: Final = "index.json"

_EXTENSIONS: Final = {
    SchemaKind.AVRO: ".avsc",
    SchemaKind.JSON: ".json",
    SchemaKind.PROTOBUF: ".proto",
    SchemaKind.TEXT: ".txt",
}
_LONGEST_STEM: Final = 150
"""Bytes of a name in UTF-8 before version, number and extension; file systems allow 255."""

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"]
)
"""File names that Windows takes for a device, whatever the extension."""


class AlreadyThere(RefusedInput):
    """Files are there that would be written over."""


def export_share(preview: Preview, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write a share into `folder`, which is created if it is missing (mode 0700, files 0600).

    Args:
        preview: The share. Where its answer is not kept, there will be no `preview.json`.
        folder: Where to.
        force: Replace files that are there.

    Returns:
        What was written: the answer, the index, then the schemas.

    Raises:
        AlreadyThere: One of the files is there; then none is written.
        RefusedInput: Writing failed.
    """
    schemas = [schema for resource in preview.resources for schema in resource.schemas]
    names = plan_names(schemas)
    contents: dict[str, bytes] = {ANSWER: preview.body} if preview.body else {}
    contents[INDEX] = _index(preview, names)
    contents |= {
        name: _exact(schema)
        for schema, name in zip(schemas, names, strict=True)
        if name is not None
    }
    return _write(folder, contents, force)


def export_schema(schema: Schema, folder: Path, *, force: bool = False) -> Path:
    """Write one schema into `folder`; as `export_share`, and raises as it does."""
    (written,) = _write(folder, {file_name(schema): _exact(schema)}, force)
    return written


def file_name(schema: Schema) -> str:
    """Return the name for a schema's file: subject, version, and what its text is."""
    return f"{_stem(schema)}{_extension(schema)}"


def plan_names(schemas: Iterable[Schema]) -> list[str | None]:
    """Return a file name for each schema in turn; None for one without a text.

    Two that would meet, also on a file system that knows no capitals or composes accents, get
    numbers; what is the same schema twice, subject, version and text, gets one file.
    """
    taken: dict[str, object] = {_folded(ANSWER): None, _folded(INDEX): None}
    names: list[str | None] = []
    for schema in schemas:
        if schema.schema is None:
            names.append(None)
            continue
        identity = (schema.subject, schema.version, schema.schema)
        stem, extension = _stem(schema), _extension(schema)
        name, number = f"{stem}{extension}", 2
        while taken.get(_folded(name), identity) != identity:
            name, number = f"{stem}-{number}{extension}", number + 1
        taken[_folded(name)] = identity
        names.append(name)
    return names


def _stem(schema: Schema) -> str:
    version = "" if schema.version is None else f"-v{schema.version}"
    return _harmless(schema.subject or "schema") + version


def _harmless(text: str) -> str:
    """Return what remains of a text as the name of a file: letters, digits and `. _ -`."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(each if _is_harmless(each) else "_" for each in text)
    kept = kept.lstrip(".-").rstrip(".")
    kept = kept.encode()[:_LONGEST_STEM].decode(errors="ignore").rstrip(".")
    if kept.partition(".")[0].rstrip().lower() in _RESERVED:
        kept = f"_{kept}"
    return kept or "schema"


def _is_harmless(character: str) -> bool:
    return character in "._-" or unicodedata.category(character)[0] in "LMN"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _extension(schema: Schema) -> str:
    return _EXTENSIONS[read_schema(schema.schema or "", schema.schema_type).kind]


def _exact(schema: Schema) -> bytes:
    return (schema.schema or "").encode("utf-8", "surrogatepass")


def _index(preview: Preview, names: list[str | None]) -> bytes:
    """Return the index: the resources, and where each schema is."""
    files = iter(names)
    document = {
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
        there = [] if force else [path.name for path in paths if os.path.lexists(path)]
        if there:
            raise _refused_existing(folder, there)
        for path, content in zip(paths, contents.values(), strict=True):
            _put(path, content, force)
            written += 1
    except FileExistsError:  # a folder's place is taken by a file, or somebody was quicker
        raise _refused_existing(folder, []) from None
    except OSError as error:
        raise RefusedInput(
            "The share can't be saved",
            f"Writing into {_shown(folder)} failed{_so_far(written, len(paths))}:"
            f" {error.strerror or error}.",
            "Name a folder that you may write to, with room for it.",
        ) from None
    return paths


def _so_far(written: int, total: int) -> str:
    """Say what stays in the folder, which the next try has to replace."""
    return f" after {written:,} of {total:,} files, which stay there" if written else ""


def _put(path: Path, content: bytes, force: bool) -> None:
    """Write a file; a symbolic link in its place is replaced, never followed."""
    if not force:
        write_new(path, content)
        return
    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    write_new(temporary, content)
    temporary.replace(path)


def _refused_existing(folder: Path, names: list[str]) -> AlreadyThere:
    which = ", ".join(names[:3])
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    what = f"{which}{more} in {_shown(folder)}" if names else f"{_shown(folder)}, or a file in it,"
    return AlreadyThere(
        "Nothing is written over",
        f"{what} {'is' if len(names) < 2 else 'are'} there already.",
        "Name another folder, or allow it with --force.",
    )


def _shown(folder: Path) -> str:
    return shorten(clean(str(folder)), 200)
