"""Names of the files of an export.

Those of schemas are derived from subjects, which are untrusted: they are sanitised so that none of
them leaves the folder, is hidden in it, or has a special meaning to a file system or a shell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from cdx_tui.api.models import Schema
from cdx_tui.schema import SchemaKind, read_schema

__all__ = [
    "FIELDS_FILE",
    "INDEX_FILE",
    "PAGE_FILE",
    "RESPONSE_FILE",
    "file_name",
    "sanitised_stem",
    "unique_file_names",
]

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

_LONGEST_VERSION: Final = 20
"""Characters of a version in a file name; a response may have one of hundreds of digits."""

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"]
)
"""File names that Windows reserves for devices, with any extension, as far as they are safe."""


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
    version = "" if schema.version is None else f"-v{schema.version}"[:_LONGEST_VERSION]
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
