"""Read schema files for the commands that take them as arguments."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cdx_tui.cli.setup import STDIN, standard_input
from cdx_tui.schema import Outline, SchemaDocument, SchemaKind, SchemaProblem, read_schema
from cdx_tui.schema.external import External
from cdx_tui.schema.references import KnownSchemas, NamedSchema
from cdx_tui.share.bounded_input import read_file, read_stream
from cdx_tui.text import clean, shorten

__all__ = [
    "SchemaFile",
    "Unreadable",
    "known_files",
    "read_bytes",
    "read_schema_file",
    "read_schema_files",
    "schema_file",
]

_TYPES: Final = {".avsc": "AVRO", ".proto": "PROTOBUF", ".json": "JSON"}


class Unreadable(Exception):
    """A file can't be read; the message is a clean clause that names the file and the reason."""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema file.

    Attributes:
        name: The argument that names it, NOT cleaned.
        text: Its text.
        document: Its schema.
        warnings: Warnings about its encoding.
        external: The other files, to which it may refer; None if no others are known.
    """

    name: str
    text: str
    document: SchemaDocument
    warnings: tuple[SchemaProblem, ...]
    external: External | None = None

    @property
    def outline(self) -> Outline:
        """The outline of its schema, whose text is read for it."""
        for _ in self.document.fill(keep_tree=True):
            pass
        return self.document.outline(self.external)

    @property
    def problems(self) -> list[SchemaProblem]:
        """The errors, then the warnings."""
        outline = self.outline  # reads the text, which may have problems of its own
        found = (*self.warnings, *self.document.problems, *outline.problems)
        return sorted(found, key=lambda problem: not problem.fatal)


def read_schema_file(name: str, declared: str | None) -> SchemaFile:
    """Read a schema as the declared type, by default that of its file name or content.

    Args:
        name: Path of the file; `-` is standard input.
        declared: The type, if the user has given one.

    Raises:
        Unreadable: The file can't be read.
    """
    return schema_file(name, read_bytes(name), declared)


def read_schema_files(names: Sequence[str], declared: str | None) -> list[SchemaFile | Unreadable]:
    """Read schemas that may refer to each other, each as `read_schema_file` does.

    Returns:
        The files, and in place of each that can't be read the error.
    """
    found: list[SchemaFile | Unreadable] = []
    for name in names:
        try:
            found.append(read_schema_file(name, declared))
        except Unreadable as error:
            found.append(error)
    files = [each for each in found if isinstance(each, SchemaFile)]
    known, schemas = known_files(files)
    linked = (
        replace(file, external=known.external(schema))
        for file, schema in zip(files, schemas, strict=True)
    )
    return [next(linked) if isinstance(each, SchemaFile) else each for each in found]


def known_files(files: Iterable[SchemaFile]) -> tuple[KnownSchemas, list[NamedSchema]]:
    """Return the schemas of files twice: as an index for references between them, and as a list."""
    schemas = [
        NamedSchema(
            file.name,
            file.text,
            None if file.document.kind is SchemaKind.TEXT else str(file.document.kind),
        )
        for file in files
    ]
    return KnownSchemas(schemas, files=True), schemas


def read_bytes(name: str) -> bytes:
    """Return the content of a file, or of standard input if `name` is `-`.

    Raises:
        Unreadable: The file can't be read.
    """
    try:
        return read_stream(standard_input()) if name == STDIN else read_file(Path(name))
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        reason = error.strerror or str(error) if isinstance(error, OSError) else None
        source = "standard input" if name == STDIN else shorten(clean(name), 200)
        why = reason or "no file can have this name"
        raise Unreadable(f"{source} can't be read: {why}") from error


def schema_file(name: str, data: bytes, declared: str | None) -> SchemaFile:
    """Return the schema in the content of a file; the arguments are as for `read_schema_file`."""
    text, warnings = _decoded(data)
    return SchemaFile(name, text, _document(name, text, declared), warnings)


def _decoded(data: bytes) -> tuple[str, tuple[SchemaProblem, ...]]:
    """Decode the content of a file; return the text and warnings about its encoding."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            message = "the file is in UTF-16; schemas are expected in UTF-8"
            return data.decode("utf-16", "replace"), (SchemaProblem(message, 1, 1, fatal=False),)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = "not valid UTF-8; invalid bytes are shown as \ufffd"
        problem = SchemaProblem(message, line, column, fatal=False)
        return data.decode("utf-8", "replace"), (problem,)


def _document(name: str, text: str, declared: str | None) -> SchemaDocument:
    guess = declared or _TYPES.get(Path(name).suffix.lower())
    document = read_schema(text, guess, name)
    if declared is None and document.kind not in (guess, SchemaKind.TEXT):
        return read_schema(text, document.kind, name)
    return document
