"""`cdx-tui completion`: print shell completions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

__all__ = ["run"]

_FILES: Final = frozenset({"FILE", "NEW", "OLD", "PATH", "PEM"})
_FOLDERS: Final = frozenset({"DIR"})


def run(options: argparse.Namespace) -> int:
    """Print the completion script for `options.shell`, generated from the parser."""
    import shtab

    for action in _actions(options.parser):
        if action.metavar in _FILES:
            vars(action)["complete"] = shtab.FILE
        elif action.metavar in _FOLDERS:
            vars(action)["complete"] = shtab.DIRECTORY
    print(shtab.complete(options.parser, shell=options.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for subparser in action.choices.values():
                yield from _actions(subparser)
