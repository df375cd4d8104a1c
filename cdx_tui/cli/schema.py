"""`cdx-tui schema`: describe or print local schema files."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterable

from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.json_output import json_text
from cdx_tui.cli.schema_file import SchemaFile, Unreadable, read_schema_files
from cdx_tui.schema import SchemaProblem
from cdx_tui.schema.outline_table import table_lines
from cdx_tui.text import clean, clean_lines, counted

__all__ = ["print_problems", "run"]


def run(options: argparse.Namespace) -> int:
    """Print the schema of each file; return `ExitStatus.USAGE` if a file cannot be read.

    Else return `ExitStatus.INVALID_SCHEMA` if a file is not a valid schema.
    """
    status = ExitStatus.SUCCESS
    if options.view == "csv" and options.output == "text":
        from cdx_tui.cli.schema_fields import csv_titles

        _write(csv_titles())
    waiting = deque(zip(options.files, read_schema_files(options.files, options.type), strict=True))
    while waiting:  # what has been printed is freed
        name, file = waiting.popleft()
        if isinstance(file, Unreadable):
            status = ExitStatus.USAGE
            _print_unreadable(name, str(file), options)
            continue
        if options.output == "json":
            print(json_text(_json_line(file, options.view)), flush=True)
        else:
            _print_text(file, options)
            print_problems(name, file.problems)
        if not file.document.parsed and status == ExitStatus.SUCCESS:
            status = ExitStatus.INVALID_SCHEMA
    return status


def _json_line(file: SchemaFile, view: str) -> dict[str, object]:
    document = file.document
    outline = file.outline
    problem = next(iter(file.problems), None)
    line: dict[str, object] = {
        "file": file.name,
        "schema_type": document.kind if document.kind != "TEXT" else document.declared_type,
        "parsed": document.parsed,
        "problem": problem
        and {"message": problem.message, "line": problem.line, "column": problem.column},
        "name": outline.name,
        "records": outline.records,
        "fields": outline.fields,
        "unresolved": list(outline.unresolved),
    }
    if view == "fields":
        from cdx_tui.cli.schema_fields import json_fields

        line["field_list"] = json_fields(outline)
    return line


def _print_unreadable(name: str, message: str, options: argparse.Namespace) -> None:
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
        if options.view == "fields":
            line["field_list"] = []
        print(json_text(line), flush=True)
    print(f"cdx-tui: {message}. Give schema files, or - for standard input.", file=sys.stderr)


def _print_text(file: SchemaFile, options: argparse.Namespace) -> None:
    """Print the selected view of the schema; text is cleaned before it reaches a terminal."""
    document, outline = file.document, file.outline
    if len(options.files) > 1 and options.view not in ("markdown", "csv"):
        print(f"{clean(file.name)}:")
    if options.view == "raw":
        _write(file.text)
    elif options.view == "pretty":
        _write(document.pretty())
    elif options.view in ("flink", "python", "java"):
        _print_code(file, options.view)
    elif options.view in ("fields", "markdown", "csv"):
        from cdx_tui.cli.schema_fields import fields_text

        _write(fields_text(file, options.view))
    else:
        counts = f"{counted(outline.records, 'record')}, {counted(outline.fields, 'field')}"
        print(f"{document.kind}  {outline.name or '(no name)'}  {counts}")
        for line in table_lines(outline.roots):
            print(line)


def _print_code(file: SchemaFile, language: str) -> None:
    """Print what is generated from a schema, or why nothing is."""
    from cdx_tui.schema.codegen.generate import CodeLanguage, generate

    found = generate(CodeLanguage(language), file.document, file.outline)
    if found.text:
        _write(found.text)
    else:
        print(f"{clean(file.name)}: {found.remark}", file=sys.stderr)


def print_problems(name: str, problems: Iterable[SchemaProblem]) -> None:
    """Print the problems of a file to standard error."""
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
