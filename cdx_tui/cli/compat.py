"""`cdx-tui compat`: print the compatibility of versions of a schema as text or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.schema import print_problems
from cdx_tui.cli.schema_file import SchemaFile, Unreadable, read_schema_file
from cdx_tui.cli.setup import STDIN
from cdx_tui.schema.compatibility.levels import Compatibility, History, Level, history
from cdx_tui.text import clean, shorten

__all__ = ["run"]

_TRANSITIVE = "_TRANSITIVE"


def run(options: argparse.Namespace) -> int:
    """Print the compatibility of the versions; return 0 unless `--require` asks for more.

    Return `ExitStatus.DIFFERENT` if the required level does not hold, and
    `ExitStatus.INVALID_SCHEMA` if a file is not a valid schema.

    Raises:
        RefusedInput: A file can't be read.
    """
    names = [options.old, *options.new]
    versions, references = _read(names, options.reference or [], options.type)
    files = [*versions, *references]
    invalid = [file for file in files if not file.document.parsed]
    if invalid:
        for file in invalid:
            print_problems(file.name, (each for each in file.problems if each.fatal))
        return ExitStatus.INVALID_SCHEMA
    imported = [file.document for file in references]
    found = history([file.document for file in versions], [imported] * len(versions))
    if options.output == "json":
        print(json.dumps(_document(names, found), indent=2))
    else:
        print("\n".join(_text(names, found)))
    if _holds(found, options.require):
        return ExitStatus.SUCCESS
    print(f"cdx-tui: {options.require} does not hold.", file=sys.stderr)
    return ExitStatus.DIFFERENT


def _read(
    names: list[str], references: list[str], declared: str | None
) -> tuple[list[SchemaFile], list[SchemaFile]]:
    if [*names, *references].count(STDIN) > 1:
        raise RefusedInput(
            "Can't read several schemas from standard input",
            "More than one argument is -.",
            "Give the paths of files for the others.",
        )
    try:
        return (
            [read_schema_file(name, declared) for name in names],
            [read_schema_file(name, declared) for name in references],
        )
    except Unreadable as error:
        message, help_ = str(error), "Give schema files, or - for standard input."
        raise RefusedInput("Can't compare the versions", f"{message}.", help_) from error


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
_ALL = ("the newest schema", "all earlier data", "every earlier schema", "the newest data")


def _verdict(found: Compatibility | History) -> Iterator[str]:
    if isinstance(found, Compatibility) and found.reason:
        yield f"  {found.reason}"
        return
    newer, old_data, older, new_data = _NEXT if isinstance(found, Compatibility) else _ALL
    for level, holds, reader, data in (
        ("BACKWARD", found.backward, newer, old_data),
        ("FORWARD", found.forward, older, new_data),
    ):
        answer, can = ("yes", "can") if holds else ("no", "cannot")
        yield f"  {level:<8}  {answer:<3}  readers with {reader} {can} read {data}"


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
