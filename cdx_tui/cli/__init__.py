"""The command line: `main` parses it and runs the subcommand's module.

`parser` builds the parser, from the groups of options in `options`. Each subcommand is a module
of its name with a `run(options) -> int`, imported when it is asked for; `explore` is the app, and
runs where no subcommand is given. Only `explore` and `open` import Textual.
"""

from cdx_tui.cli.entry import main

__all__ = ["main"]
