"""`cdx-tui compat`: print the compatibility of versions of a schema as text or JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli.colours import print_lines
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.json_output import json_text
from cdx_tui.cli.progress_line import slow_progress
from cdx_tui.cli.schema import print_problems
from cdx_tui.cli.schema_file import SchemaFile, Unreadable, known_files, read_schema_file
from cdx_tui.cli.setup import STDIN
from cdx_tui.schema.compatibility.levels import (
    Compatibility,
    History,
    Level,
    history,
    is_understood,
)
from cdx_tui.schema.gc_pause import pause_gc
from cdx_tui.text import clean, shorten

__all__ = ["run"]

_TRANSITIVE = "_TRANSITIVE"

_MAX_OUTLINED = 200_000
"""Characters of the longest schema of which unresolved references are reported; it takes time."""


@dataclass(slots=True)
class _Files:
    """The files that can be compared.

    Attributes:
        versions: The versions, oldest first.
        references: What they refer to.
        left_out: Names of the files that were left out, and why in a clause.
        status: The exit status that this asks for.
    """

    versions: list[SchemaFile] = field(default_factory=list)
    references: list[SchemaFile] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    status: ExitStatus = ExitStatus.SUCCESS

    def leave_out(self, name: str, reason: str, status: ExitStatus) -> None:
        """Record that a file is left out; one that can't be read decides the status."""
        self.left_out.append((name, reason))
        if self.status is not ExitStatus.USAGE:
            self.status = status


@pause_gc()
def run(options: argparse.Namespace) -> int:
    """Print the compatibility of the versions; return 0 unless `--require` asks for more.

    A file that can't be read or is not a valid schema is reported and left out, and the others are
    compared. Return `ExitStatus.USAGE` or `ExitStatus.INVALID_SCHEMA` in these cases, else
    `ExitStatus.DIFFERENT` if the required level does not hold.

    Raises:
        RefusedInput: Fewer than two versions can be read.
    """
    with slow_progress("Reading the versions", quiet=options.quiet):
        files = _read(options)
    if len(files.versions) < 2 and files.status is ExitStatus.USAGE:
        cause = f"{files.left_out[0][1]}."
        help_ = "Give schema files, or - for standard input."
        raise RefusedInput("Can't compare the versions", cause, help_)
    _report(files)
    if len(files.versions) < 2:
        return files.status
    imported = [file.document for file in files.references]
    versions = [file.document for file in files.versions]
    with slow_progress("Comparing the versions", quiet=options.quiet):
        found = history(versions, [imported] * len(versions))
    names = [file.name for file in files.versions]
    if options.output == "json":
        left_out = [{"file": name, "reason": reason} for name, reason in files.left_out]
        more = {"left_out": left_out} if left_out else {}
        print(json_text({**_document(names, found), **more}, indent=2))
    else:
        print_lines(_text(names, found))
    if not _holds(found, options.require):
        print(f"cdx-tui: {options.require} does not hold.", file=sys.stderr)
        return files.status or ExitStatus.DIFFERENT
    return files.status


def _read(options: argparse.Namespace) -> _Files:
    names, references = [options.old, *options.new], options.reference or []
    if [*names, *references].count(STDIN) > 1:
        raise RefusedInput(
            "Can't read several schemas from standard input",
            "More than one argument is -.",
            "Give the paths of files for the others.",
        )
    files = _Files()
    for group, into in ((names, files.versions), (references, files.references)):
        for name in group:
            try:
                file = read_schema_file(name, options.type)
            except Unreadable as error:
                files.leave_out(name, str(error), ExitStatus.USAGE)
                continue
            if is_understood(file.document):
                into.append(file)
            else:
                files.leave_out(name, _first_error(file), ExitStatus.INVALID_SCHEMA)
    return files


def _first_error(file: SchemaFile) -> str:
    """Return in a clause why a schema is not valid."""
    shown = shorten(clean(file.name), 200)
    for problem in file.problems:
        if problem.fatal:
            where = f"line {problem.line}, column {problem.column}: " if problem.line else ""
            return f"{shown} is not a valid schema: {where}{problem.message}"
    return f"{shown} is not a valid schema"


def _report(files: _Files) -> None:
    """Print a sentence for each file that was left out, and what the newest version refers to."""
    for _, reason in files.left_out:
        print(f"cdx-tui: {reason}", file=sys.stderr)
    if files.versions and len(files.versions[-1].text) <= _MAX_OUTLINED:
        newest = files.versions[-1]
        known, schemas = known_files((newest, *files.references))
        outline = newest.document.outline(known.external(schemas[0]))
        print_problems(newest.name, (each for each in outline.problems if not each.fatal))


def _holds(found: History, required: str | None) -> bool:
    """Return whether a level holds; without TRANSITIVE, only the last step counts."""
    if required is None:
        return True
    level = Level(required.removesuffix(_TRANSITIVE))
    return found.holds(level) if required.endswith(_TRANSITIVE) else found.steps[-1].holds(level)


def _document(names: list[str], found: History) -> dict[str, Any]:
    """Return the newest step as a JSON object; of more than two versions also all steps."""
    document = _step(found.steps[-1])
    if len(found.steps) > 1:
        document["transitive"] = {
            "backward": found.backward,
            "forward": found.forward,
            "full": found.full,
        }
        document["steps"] = [
            {"old": old, "new": new, **_step(step)}
            for old, new, step in zip(names, names[1:], found.steps, strict=False)
        ]
    return document


def _step(step: Compatibility) -> dict[str, Any]:
    reason = {"reason": step.reason} if step.reason else {}
    return {
        "type": step.type,
        "backward": step.backward,
        "forward": step.forward,
        "full": step.full,
        "level": step.level,
        **reason,
        "changes": [asdict(change) for change in step.changes],
    }


def _text(names: list[str], found: History) -> Iterator[str]:
    shown = [shorten(clean(name), 200) for name in names]
    for old, new, step in zip(shown, shown[1:], found.steps, strict=False):
        yield f"{old} -> {new}  {step.type}  {step.level}"
        yield from _verdict(step)
        yield from _changes(step)
        yield ""
    if len(found.steps) > 1:
        yield f"{shown[-1]} against every earlier version  {found.level}"
        yield from _verdict(found)
        for name, pair in zip(shown, found.newest, strict=False):
            if not pair.full:
                yield f"    {name}  {pair.level}"


_NEXT = ("the newer schema", "older data", "the older schema", "newer data")
_ALL = ("the newest schema", "earlier data", "every earlier schema", "newest data")


def _verdict(found: Compatibility | History) -> Iterator[str]:
    if isinstance(found, Compatibility) and found.reason:
        yield f"  {found.reason}"
        return
    newer, old_data, older, new_data = _NEXT if isinstance(found, Compatibility) else _ALL
    for level, holds, reader, data in (
        ("BACKWARD", found.backward, newer, old_data),
        ("FORWARD", found.forward, older, new_data),
    ):
        answer, can = ("yes", "can") if holds else ("no", "can't")
        yield f"  {level:<8}  {answer:<3}  readers with {reader} {can} read all {data}"


def _changes(step: Compatibility) -> Iterator[str]:
    for change in step.changes:
        broken = [
            level
            for level, holds in (("BACKWARD", change.backward), ("FORWARD", change.forward))
            if not holds
        ]
        values = f"{change.old} -> {change.new}" if change.old and change.new else change.old
        values = values or change.new
        mark = f"  breaks {' and '.join(broken)}" if broken else ""
        yield "    " + "  ".join(filter(None, (change.kind, change.path, values))) + mark
        yield f"        {change.rule}"
