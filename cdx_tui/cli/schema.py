"""`cdx-tui schema`: describe or print local schema files."""

from __future__ import annotations

import argparse
import codecs
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.plurals import counted
from cdx_tui.cli.setup import STDIN, standard_input
from cdx_tui.schema.document import SchemaDocument, SchemaKind, SchemaProblem, read_schema
from cdx_tui.schema.outline import OutlineNode
from cdx_tui.schema.outline_text import row_text
from cdx_tui.share.bounded_input import read_file, read_stream
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["run"]

_TYPES: Final = {".avsc": "AVRO", ".proto": "PROTOBUF", ".json": "JSON"}


def run(options: argparse.Namespace) -> int:
    """Print the schema of each file; return `ExitStatus.USAGE` if a file cannot be read.

    Else return `ExitStatus.INVALID_SCHEMA` if a file is not a valid schema.
    """
    status = ExitStatus.SUCCESS
    for name in options.files:
        try:
            text, warnings = _decoded(_read(name))
        except (OSError, ValueError) as error:  # ValueError: NUL in the name
            reason = error.strerror or str(error) if isinstance(error, OSError) else None
            why = reason or "no file can have this name"
            status = ExitStatus.USAGE
            _print_unreadable(name, why, options)
            continue
        document = _document(name, text, options.type)
        if options.output == "json":
            print(json.dumps(_json_line(name, document, warnings)), flush=True)
        else:
            _print_text(name, text, document, options)
            _print_problems(name, _problems(document, warnings))
        if not document.parsed and status == ExitStatus.SUCCESS:
            status = ExitStatus.INVALID_SCHEMA
    return status


def _read(name: str) -> bytes:
    return read_stream(standard_input()) if name == STDIN else read_file(Path(name))


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
    """Parse `text` as the declared type, by default that of its file name or content."""
    guess = declared or _TYPES.get(Path(name).suffix.lower())
    document = read_schema(text, guess)
    if declared is None and document.kind not in (guess, SchemaKind.TEXT):
        return read_schema(text, document.kind)
    return document


def _problems(document: SchemaDocument, warnings: tuple[SchemaProblem, ...]) -> list[SchemaProblem]:
    """Return the errors, then the warnings, of a schema."""
    outline = document.outline()
    found = (*warnings, *document.problems, *outline.problems)
    return sorted(found, key=lambda problem: not problem.fatal)


def _json_line(
    name: str, document: SchemaDocument, warnings: tuple[SchemaProblem, ...]
) -> dict[str, object]:
    parsed, outline = document.parsed, document.outline()
    problem = next(iter(_problems(document, warnings)), None)
    return {
        "file": name,
        "schema_type": document.kind if document.kind != "TEXT" else document.declared_type,
        "parsed": parsed,
        "problem": problem
        and {"message": problem.message, "line": problem.line, "column": problem.column},
        "name": outline.name,
        "records": outline.records,
        "fields": outline.fields,
        "unresolved": list(outline.unresolved),
    }


def _print_unreadable(name: str, why: str, options: argparse.Namespace) -> None:
    source = "standard input" if name == STDIN else shorten(clean(name), 200)
    message = f"{source} can't be read: {why}"
    if options.output == "json":
        line: dict[str, object] = {
            "file": name,
            "schema_type": None,
            "parsed": False,
            "problem": {"message": message, "line": None, "column": None},
            "name": "",
            "records": 0,
            "fields": 0,
            "unresolved": [],
        }
        print(json.dumps(line), flush=True)
    print(f"cdx-tui: {message}. Give schema files, or - for standard input.", file=sys.stderr)


def _print_text(
    name: str, text: str, document: SchemaDocument, options: argparse.Namespace
) -> None:
    """Print the selected view of the schema; text is cleaned before it reaches a terminal."""
    outline = document.outline()
    if len(options.files) > 1:
        print(f"{clean(name)}:")
    if options.view == "raw":
        _write(text)
    elif options.view == "pretty":
        _write(document.pretty())
    else:
        counts = f"{counted(outline.records, 'record')}, {counted(outline.fields, 'field')}"
        print(f"{document.kind}  {outline.name or '(no name)'}  {counts}")
        for row in _rows(outline.roots):
            print(row)


def _print_problems(name: str, problems: list[SchemaProblem]) -> None:
    for problem in problems:
        where = f"line {problem.line}, column {problem.column}: " if problem.line else ""
        mark = "error" if problem.fatal else "warning"
        print(f"{clean(name)}: {mark}: {where}{problem.message}", file=sys.stderr)


def _write(text: str) -> None:
    """Write text to standard output: cleaned if that is a terminal, else unchanged."""
    shown = clean_lines(text) if sys.stdout.isatty() else text
    data = shown.encode("utf-8", "surrogatepass" if not sys.stdout.isatty() else "replace")
    sys.stdout.flush()
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
    sys.stdout.buffer.flush()


def _rows(roots: list[OutlineNode]) -> Iterator[str]:
    pending = [(node, 0) for node in reversed(roots)]
    while pending:
        node, depth = pending.pop()
        yield "  " * min(depth, 40) + row_text(node)
        pending += [(child, depth + 1) for child in reversed(node.children)]
