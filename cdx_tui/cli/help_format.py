"""Layout of `--help`: commands in groups, and examples that keep their lines."""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

from cdx_tui.cli.examples import EXAMPLES

__all__ = ["COMMAND_GROUPS", "HelpFormatter", "examples_text", "help_width"]

COMMAND_GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("shares", ("validate", "check", "open", "export", "diff")),
    ("schemas", ("schema", "sample", "compat")),
    ("setup and help", ("doctor", "config", "completion", "man", "help", "output-schema")),
)
"""Titles of groups, and the commands of each in the order of the help."""

_NARROWEST: Final = 60
_PIPED: Final = 80
_WIDEST: Final = 100


def help_width() -> int:
    """Return the width of help: that of the terminal, where it leaves room for columns."""
    if sys.stdout is None or not sys.stdout.isatty():
        return _PIPED
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def examples_text(command: str) -> str:
    """Return the examples of a command as a paragraph; empty if it has none.

    Args:
        command: The command with the program's name, such as `cdx-tui validate`.
    """
    found = EXAMPLES.get(command, ())
    if not found:
        return ""
    return "\n".join(("examples:", *(f"  # {each.purpose}\n  {each.command}" for each in found)))


class HelpFormatter(argparse.HelpFormatter):
    """Formatter for parsers of this program, as wide as the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=help_width())

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Wrap paragraphs, and keep the lines of those with examples."""
        paragraphs = (
            each
            if each.startswith("examples:")
            else textwrap.fill(each, width, break_on_hyphens=False)
            for each in text.split("\n\n")
        )
        return textwrap.indent("\n\n".join(paragraphs), indent)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction) and action.metavar == "COMMAND":
            return self._groups(list(action._get_subactions()))
        return super()._format_action(action)

    def _groups(self, commands: Sequence[argparse.Action]) -> str:
        by_name = {command.dest: command for command in commands}
        parts = []
        for title, names in COMMAND_GROUPS:
            parts.append(f"{'':{self._current_indent}}{title}:\n")
            parts += self._indented(by_name[name] for name in names if name in by_name)
        return self._join_parts(parts)

    def _indented(self, actions: Iterable[argparse.Action]) -> list[str]:
        self._indent()
        formatted = [self._format_action(action) for action in actions]
        self._dedent()
        return formatted
