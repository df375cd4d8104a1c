"""`cdx-tui completion`: print shell completions."""

from __future__ import annotations

import argparse
from itertools import chain
from typing import Final

from cdx_tui.cli.parser import all_parsers, subparsers

__all__ = ["run"]

_FILES: Final = frozenset({"FILE", "NEW", "OLD", "PATH", "PEM"})
_FOLDERS: Final = frozenset({"DIR"})

_PROFILES: Final = {
    "bash": "_cdx_tui_profiles",
    "zsh": "_cdx_tui_profiles",
    "fish": "(cdx-tui config profiles 2>/dev/null)",
}
"""What completes the name of a profile, by shell."""

_FUNCTIONS: Final = {
    "bash": (
        '_cdx_tui_profiles() {\n  compgen -W "$(cdx-tui config profiles 2>/dev/null)" -- "$1"\n}'
    ),
    "zsh": (
        '_cdx_tui_profiles() {\n  compadd -- ${(f)"$(cdx-tui config profiles 2>/dev/null)"}\n}'
    ),
}


def run(options: argparse.Namespace) -> int:
    """Print the completion script for `options.shell`, generated from the parser."""
    import shtab

    from cdx_tui.cli.reference import TOPICS

    for action in chain.from_iterable(each._actions for each in all_parsers(options.parser)):
        if action.metavar in _FILES:
            vars(action)["complete"] = shtab.FILE
        elif action.metavar in _FOLDERS:
            vars(action)["complete"] = shtab.DIRECTORY
        elif "--profile" in action.option_strings:
            vars(action)["complete"] = _PROFILES
        elif action.dest == "about":
            action.choices = (*subparsers(options.parser), *TOPICS)
        elif isinstance(action, argparse._SubParsersAction):
            for command in action._get_subactions():  # shells have a line for each description
                action.choices[command.dest].description = command.help
    functions = _FUNCTIONS.get(options.shell, "")
    print(shtab.complete(options.parser, shell=options.shell, preamble=functions))
    return 0
