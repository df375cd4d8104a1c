"""Options of the subcommands about the program itself: doctor, config, completion, man, help."""

from __future__ import annotations

from typing import Any

from cdx_tui.cli.options import Commands, Parents, SharedOptions, add_command, add_output
from cdx_tui.output_schemas import OUTPUTS

__all__ = ["add_setup_commands"]


def add_setup_commands(commands: Commands[Any], shared: SharedOptions) -> None:
    """Add a parser for each of these commands."""
    _add_doctor(commands, [shared.connection, shared.support])
    _add_config(commands, [shared.connection, shared.appearance])
    _add_completion(commands)
    _add_help(commands)
    _add_output_schema(commands)
    add_command(
        commands,
        "man",
        "print the manual page",
        "Print the manual page in roff; `cdx-tui man | man -l -` shows it.",
    )


def _add_doctor(commands: Commands[Any], parents: Parents) -> None:
    description = (
        "Diagnose the configuration, the sources of credentials (never their values), the network,"
        " the terminal and the clipboard. The exit status is 2 if there are errors."
    )
    parser = add_command(
        commands,
        "doctor",
        "diagnose configuration, network and terminal",
        description,
        parents,
    )
    add_output(parser, "text", "json")
    parser.add_argument(
        "--connect", action="store_true", help="try a TLS handshake with the API; nothing is sent"
    )


def _add_config(commands: Commands[Any], parents: Parents) -> None:
    parser = add_command(
        commands,
        "config",
        "show or create the configuration file",
        "Show or create the configuration file, or forget recent shares.",
    )
    actions = parser.add_subparsers(metavar="ACTION", title="actions", required=True)
    for name, summary, shared in (
        ("path", "print the path of the configuration file", []),
        ("show", "print the effective settings and their sources", parents),
        ("profiles", "print the names of the profiles", []),
        ("init", "create a commented configuration file", []),
        ("clear-recent", "forget recent shares and the folders of exports", []),
    ):
        action = add_command(actions, name, summary, f"{summary.capitalize()}.", shared, "config")
        action.set_defaults(action=name)


def _add_completion(commands: Commands[Any]) -> None:
    description = "Print the completion script for a shell: bash, zsh or fish."
    parser = add_command(commands, "completion", "print a shell completion script", description)
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")


def _add_help(commands: Commands[Any]) -> None:
    description = (
        "Show the help of a command, or a topic: credentials, proxy, ssh, bastion, exit-status,"
        " environment, formats, files, settings, keys."
    )
    parser = add_command(commands, "help", "show help for a command or a topic", description)
    parser.add_argument("about", nargs="*", metavar="COMMAND|TOPIC", help="command or topic")


def _add_output_schema(commands: Commands[Any]) -> None:
    description = (
        "Print the JSON Schema (draft 2020-12) of what a command prints with --output json; for"
        " export, of its index.json. Later versions may add properties without a new"
        " format_version."
    )
    parser = add_command(
        commands, "output-schema", "print the JSON Schema of a JSON output", description
    )
    parser.set_defaults(command="output_schema")
    parser.add_argument("of", choices=OUTPUTS, metavar="COMMAND", help=", ".join(OUTPUTS))
