"""`cdx-tui diff`: print the differences between two saved shares as text or JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from cdx_tui.share.diff import Changed, ResourceChange, compare_shares
from cdx_tui.share.diff_text import describe_changes
from cdx_tui.share.saved import load_saved

__all__ = ["DIFFERENT", "run"]

DIFFERENT: Final = 1
"""Exit status if there are differences, as of `diff`."""


def run(options: argparse.Namespace) -> int:
    """Print the differences; return 0 if there are none, else 1.

    Raises:
        RefusedInput: One of the two shares cannot be read.
    """
    changes = compare_shares(load_saved(Path(options.old)), load_saved(Path(options.new)))
    if options.output == "json":
        print(json.dumps({"changes": [_plain(change) for change in changes]}, indent=2))
    else:
        print("\n".join(_text(changes)))
    return DIFFERENT if changes else 0


def _text(changes: tuple[ResourceChange, ...]) -> Iterator[str]:
    if not changes:
        yield "Nothing has changed."
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
