"""Options of the other subcommands, apart from their modules so that `--version` is fast."""

from __future__ import annotations

import argparse
from typing import Any

from cdx_tui.config.values import THEMES

__all__ = ["add_commands", "appearance_options"]

_Commands = argparse._SubParsersAction  # argparse has no public name for it


def add_commands(
    commands: _Commands[Any],
    connection: argparse.ArgumentParser,
    token: argparse.ArgumentParser,
    appearance: argparse.ArgumentParser,
) -> None:
    """Add a parser for each command.

    Args:
        commands: The subparsers to add to.
        connection: Shared options of the connection.
        token: Shared options of the token.
        appearance: Shared options of the app's appearance.
    """
    _add_open(commands, [appearance])
    _add_export(commands, [connection, token])
    _add_diff(commands)
    _add_doctor(commands, [connection])
    _add_config(commands, [connection, appearance])
    _add_completion(commands)
    _add(commands, "man", "print the manual page", "Print the manual page, for man to read.")


def appearance_options() -> argparse.ArgumentParser:
    """Return the options of the app's appearance; those not given set no attribute."""
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = options.add_argument_group("look")
    group.add_argument("--theme", choices=THEMES, help="colours; the last one chosen by default")
    group.add_argument(
        "--no-mouse", dest="mouse", action="store_false", help="leave the mouse to the terminal"
    )
    group.add_argument(
        "--present", action="store_true", help="mask contacts and ids, and show the keys pressed"
    )
    group.add_argument("--ascii", action="store_true", help="draw lines and symbols in ASCII")
    return options


def _add(
    commands: _Commands[Any],
    name: str,
    summary: str,
    description: str,
    parents: list[argparse.ArgumentParser] | None = None,
    command: str | None = None,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=description,
        parents=parents or [],
        allow_abbrev=False,
    )
    parser.set_defaults(command=command or name)
    return parser


def _add_open(commands: _Commands[Any], parents: list[argparse.ArgumentParser]) -> None:
    description = "Look at a saved answer in the app, offline and without a key."
    parser = _add(commands, "open", "look at a saved answer, offline", description, parents)
    parser.add_argument(
        "file",
        metavar="FILE",
        help="an answer of the API, the output of validate --output json, or the folder of an"
        " export",
    )


def _add_export(commands: _Commands[Any], parents: list[argparse.ArgumentParser]) -> None:
    description = (
        "Validate a shared token and write what it shares: the answer as it came, every schema"
        " as a file of its own, and an index. Nothing is redeemed."
    )
    parser = _add(commands, "export", "write answer and schemas to files", description, parents)
    parser.add_argument("folder", metavar="DIR", help="made where it is missing")
    parser.add_argument("--force", action="store_true", help="replace files that are there")


def _add_diff(commands: _Commands[Any]) -> None:
    description = (
        "Tell what has changed between two saved answers: resource by resource, schema by schema,"
        " field by field. The exit status is 0 where nothing has, 1 where something has, and 2"
        " where one of them can't be read."
    )
    parser = _add(commands, "diff", "compare two saved answers", description)
    for name, which in (("old", "older"), ("new", "newer")):
        parser.add_argument(
            name, metavar=name.upper(), help=f"the {which} answer, or the folder of an export"
        )
    parser.add_argument("--output", choices=("text", "json"), default="text", help="how to print")


def _add_doctor(commands: _Commands[Any], parents: list[argparse.ArgumentParser]) -> None:
    description = (
        "Tell what the app sees, and why: settings, where credentials come from (never their"
        " values), the way to the API, the terminal, the clipboard, versions."
    )
    parser = _add(commands, "doctor", "tell what the app sees, and why", description, parents)
    parser.add_argument("--output", choices=("text", "json"), default="text", help="how to print")
    parser.add_argument(
        "--connect", action="store_true", help="try a TLS handshake with the API; sends nothing"
    )


def _add_config(commands: _Commands[Any], parents: list[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "config", "show or begin the settings file", "The settings file.")
    actions = parser.add_subparsers(metavar="ACTION", title="actions", required=True)
    for name, summary, shared in (
        ("path", "print where the settings file is", []),
        ("show", "print the settings as they hold, and where each comes from", parents),
        ("init", "write a commented settings file, where there is none", []),
    ):
        action = _add(actions, name, summary, f"{summary.capitalize()}.", shared, "config")
        action.set_defaults(action=name)


def _add_completion(commands: _Commands[Any]) -> None:
    description = "Print what makes a shell complete the options: bash, zsh or fish."
    parser = _add(commands, "completion", "print completions for a shell", description)
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")
