"""`cdx-tui diff`: print the differences between two saved shares as text or JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli.colours import print_lines
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.json_output import json_text
from cdx_tui.cli.progress_line import slow_progress
from cdx_tui.cli.saved_share import load_argument
from cdx_tui.cli.setup import STDIN
from cdx_tui.share.diff import Changed, ResourceChange, compare_shares
from cdx_tui.share.diff_text import describe_changes

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print the differences; return 0 if there are none, else `ExitStatus.DIFFERENT`.

    Raises:
        RefusedInput: One of the two shares cannot be read.
    """
    if options.old == options.new == STDIN:
        raise RefusedInput(
            "Can't compare standard input with itself",
            "Both arguments are -.",
            "Give the path of a saved share for one of them.",
        )
    with slow_progress("Comparing the shares", quiet=options.quiet):
        changes = compare_shares(load_argument(options.old), load_argument(options.new))
    if options.output == "json":
        print(json_text({"changes": [_plain(change) for change in changes]}, indent=2))
    else:
        print_lines(_text(changes))
    return ExitStatus.DIFFERENT if changes else ExitStatus.SUCCESS


def _text(changes: tuple[ResourceChange, ...]) -> Iterator[str]:
    if not changes:
        yield "No changes."
    for level, _, line in describe_changes(changes):
        yield "    " * level + line


_WORDS: Final = {Changed.ADDED: "added", Changed.REMOVED: "removed", Changed.CHANGED: "changed"}


def _plain(change: ResourceChange) -> dict[str, Any]:
    """Return a change for JSON output, with words such as `added` instead of symbols."""
    plain = asdict(change)
    plain["changed"] = _WORDS[change.changed]
    for schema, schema_change in zip(plain["schemas"], change.schemas, strict=True):
        schema["changed"] = _WORDS[schema_change.changed]
    return plain
