"""Options of the subcommands, apart from their modules so that `--version` is fast."""

from __future__ import annotations

import argparse
from typing import Any

from cdx_tui.config.values import THEMES

__all__ = ["add_commands", "appearance_options"]

_Commands = argparse._SubParsersAction  # argparse has no public name for it
_Parents = list[argparse.ArgumentParser]

_LEVELS = (
    *("BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE"),
    *("FULL", "FULL_TRANSITIVE", "NONE"),
)
_SAVED_SHARE = (
    "a response of the API, the output of validate --output json, or the folder of an export;"
    " - is standard input"
)


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
    _add_validate(commands, [connection, token])
    _add_check(commands, [connection, token])
    _add_open(commands, [appearance])
    _add_export(commands, [connection, token])
    _add_diff(commands)
    _add_schema(commands)
    _add_compat(commands)
    _add_doctor(commands, [connection])
    _add_config(commands, [connection, appearance])
    _add_completion(commands)
    _add_help(commands)
    _add(
        commands,
        "man",
        "print the manual page",
        "Print the manual page in roff; `cdx-tui man | man -l -` shows it.",
    )


def appearance_options() -> argparse.ArgumentParser:
    """Return the options of the app's appearance; those not given set no attribute."""
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = options.add_argument_group("appearance")
    group.add_argument(
        "--theme",
        choices=THEMES,
        metavar="NAME",
        help=f"colour theme: {', '.join(THEMES)} (default: last used)",
    )
    group.add_argument(
        "--no-mouse", dest="mouse", action="store_false", help="leave the mouse to the terminal"
    )
    group.add_argument(
        "--present",
        action="store_true",
        help="presentation mode: hide contacts and IDs, show pressed keys",
    )
    group.add_argument("--ascii", action="store_true", help="draw lines and symbols in ASCII")
    return options


def _add(
    commands: _Commands[Any],
    name: str,
    summary: str,
    description: str,
    parents: _Parents | None = None,
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


def _add_output(parser: argparse.ArgumentParser, *formats: str, note: str = "") -> None:
    text = f"output format (default: {formats[0]}){note}"
    parser.add_argument("-o", "--output", choices=formats, default=formats[0], help=text)


def _add_wait(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--wait", action="store_true", help="if the rate limit is reached, wait and retry once"
    )


def _add_validate(commands: _Commands[Any], parents: _Parents) -> None:
    description = "Validate a token and print the resources that it shares. Nothing is redeemed."
    parser = _add(
        commands, "validate", "validate a token and print its resources", description, parents
    )
    _add_output(parser, "table", "json")
    _add_wait(parser)


def _add_check(commands: _Commands[Any], parents: _Parents) -> None:
    description = (
        "Check whether a share is ready to use: the network, missing or invalid schemas, fields"
        " that may hold personal data (PII), and whether the newest version of each subject is"
        " compatible with the one before it. Without FILE, a token is validated; nothing is"
        " redeemed."
    )
    summary = "check readiness, PII and compatibility"
    parser = _add(commands, "check", summary, description, parents)
    parser.add_argument("file", nargs="?", metavar="FILE", help=f"saved share: {_SAVED_SHARE}")
    parser.add_argument(
        "--fail-on",
        action="append",
        choices=("never", "blocking", "warning", "personal-data", "incompatible"),
        metavar="WHAT",
        help=(
            "exit with status 1 on blocking (issues, the default), warning (those and warnings),"
            " personal-data (fields that may hold PII), incompatible (a newest version that is not"
            " FULL compatible with the one before it), or never; may be repeated"
        ),
    )
    _add_output(parser, "text", "json")
    _add_wait(parser)


def _add_open(commands: _Commands[Any], parents: _Parents) -> None:
    description = "Browse a saved share in the app, offline and without an API key."
    parser = _add(commands, "open", "browse a saved share offline", description, parents)
    parser.add_argument("file", metavar="FILE", help=_SAVED_SHARE)


def _add_export(commands: _Commands[Any], parents: _Parents) -> None:
    description = (
        "Validate a token and write what it shares to a folder: the response, every schema as a"
        " file, and an index. Nothing is redeemed."
    )
    parser = _add(
        commands, "export", "write the response and its schemas to files", description, parents
    )
    parser.add_argument("folder", metavar="DIR", help="target folder, created if missing")
    parser.add_argument("--force", action="store_true", help="overwrite existing files")
    _add_wait(parser)


def _add_diff(commands: _Commands[Any]) -> None:
    description = (
        "Compare two saved shares: resources, schemas and fields. The exit status is 0 without"
        " changes, 1 with changes, and 2 if a share can't be read."
    )
    parser = _add(commands, "diff", "compare two saved shares", description)
    parser.add_argument("old", metavar="OLD", help=f"the older share: {_SAVED_SHARE}")
    parser.add_argument("new", metavar="NEW", help="the newer share, likewise")
    _add_output(parser, "text", "json")


def _add_schema(commands: _Commands[Any]) -> None:
    parser = _add(
        commands,
        "schema",
        "inspect local schema files",
        "Inspect schema files: Avro, JSON Schema or Protobuf.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="schema file; - is standard input")
    _add_schema_type(parser)
    parser.add_argument(
        "--view",
        choices=("outline", "pretty", "raw", "flink", "python", "java"),
        default="outline",
        help=(
            "what to print (default: outline); flink, python and java generate code: a table,"
            " dataclasses, records"
        ),
    )
    _add_output(parser, "text", "json", note="; json prints one line per file")


def _add_compat(commands: _Commands[Any]) -> None:
    description = (
        "Compare versions of a schema by the rules of Schema Registry: which readers can read whose"
        " data. The exit status is 0, with --require 1 if the level does not hold, 2 if a file"
        " can't be read, and 12 if one is not a valid schema."
    )
    parser = _add(commands, "compat", "compare versions of a schema", description)
    parser.add_argument("old", metavar="OLD", help="the oldest version; - is standard input")
    parser.add_argument("new", nargs="+", metavar="NEW", help="newer versions, oldest first")
    _add_schema_type(parser)
    parser.add_argument(
        "--require",
        type=str.upper,
        choices=_LEVELS,
        metavar="LEVEL",
        help=(
            "fail unless the newest version has this level against the one before it:"
            " BACKWARD, FORWARD or FULL; with _TRANSITIVE against every earlier one"
        ),
    )
    parser.add_argument(
        "--reference",
        action="append",
        metavar="FILE",
        help="schema that the versions refer to or import; may be repeated",
    )
    _add_output(parser, "text", "json")


def _add_schema_type(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--type", metavar="T", help="AVRO, JSON or PROTOBUF (default: detected from the content)"
    )


def _add_doctor(commands: _Commands[Any], parents: _Parents) -> None:
    description = (
        "Diagnose the configuration, the sources of credentials (never their values), the network,"
        " the terminal and the clipboard. The exit status is 2 if there are errors."
    )
    parser = _add(
        commands,
        "doctor",
        "diagnose configuration, network and terminal",
        description,
        parents,
    )
    _add_output(parser, "text", "json")
    parser.add_argument(
        "--connect", action="store_true", help="try a TLS handshake with the API; nothing is sent"
    )


def _add_config(commands: _Commands[Any], parents: _Parents) -> None:
    parser = _add(
        commands,
        "config",
        "show or create the configuration file",
        "Show or create the configuration file.",
    )
    actions = parser.add_subparsers(metavar="ACTION", title="actions", required=True)
    for name, summary, shared in (
        ("path", "print the path of the configuration file", []),
        ("show", "print the effective settings and their sources", parents),
        ("profiles", "print the names of the profiles", []),
        ("init", "create a commented configuration file", []),
    ):
        action = _add(actions, name, summary, f"{summary.capitalize()}.", shared, "config")
        action.set_defaults(action=name)


def _add_completion(commands: _Commands[Any]) -> None:
    description = "Print the completion script for a shell: bash, zsh or fish."
    parser = _add(commands, "completion", "print a shell completion script", description)
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")


def _add_help(commands: _Commands[Any]) -> None:
    description = (
        "Show the help of a command, or a topic: exit-status, environment, files, settings, keys."
    )
    parser = _add(commands, "help", "show help for a command or a topic", description)
    parser.add_argument("about", nargs="*", metavar="COMMAND|TOPIC", help="what to explain")
