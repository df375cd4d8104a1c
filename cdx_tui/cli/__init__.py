"""The command line: `main` parses it and runs the subcommand's module.

`parser` builds the parser, from the groups of options in `options`. Each subcommand is a module of
its name with a `run(options) -> int`, imported when it is asked for; `explore` is the app, and runs
by default. Only `explore` and `open` import Textual.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cdx_tui.collector import collect_from_now_on, suspend_collection

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; see `cdx_tui.cli.entry.main`."""
    suspend_collection()
    # Both imports are late: keys may be typed while the rest is imported.
    from cdx_tui.cli.early_input import quieten_terminal, restore_terminal

    quieten_terminal(sys.argv[1:] if argv is None else argv)
    try:
        from cdx_tui.cli.entry import main as run

        return run(argv)
    finally:
        restore_terminal()
        collect_from_now_on()
