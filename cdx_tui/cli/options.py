"""Options of the subcommands about shares and schemas.

They are apart from the modules of these, so that `--version` is fast.
"""

from __future__ import annotations

import argparse
from typing import Any, NamedTuple

__all__ = [
    "Commands",
    "Parents",
    "SharedOptions",
    "add_command",
    "add_commands",
    "add_output",
]

Commands = argparse._SubParsersAction  # argparse has no public name for it
Parents = list[argparse.ArgumentParser]

_LEVELS = (
    *("BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE"),
    *("FULL", "FULL_TRANSITIVE", "NONE"),
)
_MOST_SAMPLES = 10_000
_QUIET = "print errors only; the exit status is the result"
_SAVED_SHARE = (
    "a response of the API, the output of validate --output json, or the folder of an export;"
    " - is standard input"
)


class SharedOptions(NamedTuple):
    """Options that commands share, as parents of their parsers.

    Attributes:
        connection: Those of the connection.
        token: Those of the token.
        appearance: Those of the app's appearance.
        support: Those for reports of bugs.
    """

    connection: argparse.ArgumentParser
    token: argparse.ArgumentParser
    appearance: argparse.ArgumentParser
    support: argparse.ArgumentParser


def add_commands(commands: Commands[Any], shared: SharedOptions) -> None:
    """Add a parser for each command about shares and schemas."""
    of_validation = [shared.connection, shared.token, shared.support]
    _add_validate(commands, of_validation)
    _add_check(commands, of_validation)
    _add_open(commands, [shared.appearance, shared.support])
    _add_export(commands, of_validation)
    _add_diff(commands)
    _add_schema(commands)
    _add_sample(commands)
    _add_compat(commands)


def add_command(
    commands: Commands[Any],
    name: str,
    summary: str,
    description: str,
    parents: Parents | None = None,
    command: str | None = None,
) -> argparse.ArgumentParser:
    """Add and return the parser of a command.

    Args:
        commands: The subparsers to add it to.
        name: The command.
        summary: What it does, in the list of commands.
        description: What it does, in its own help.
        parents: Options that it shares with others.
        command: The name of its module, if that is not `name`.
    """
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=description,
        parents=parents or [],
        allow_abbrev=False,
    )
    parser.set_defaults(command=command or name, command_parser=parser)
    return parser


def add_output(parser: argparse.ArgumentParser, *formats: str, note: str = "") -> None:
    """Add `--output` with some formats, the first of which is the default."""
    text = f"output format (default: {formats[0]}){note}"
    parser.add_argument("-o", "--output", choices=formats, default=formats[0], help=text)
    parser.add_argument("-q", "--quiet", action="store_true", help=_QUIET)


def _add_wait(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--wait", action="store_true", help="if the rate limit is reached, wait and retry once"
    )


def _add_validate(commands: Commands[Any], parents: Parents) -> None:
    description = "Validate a token and print the resources that it shares. Nothing is redeemed."
    parser = add_command(
        commands, "validate", "validate a token and print its resources", description, parents
    )
    add_output(parser, "table", "json")
    _add_wait(parser)


def _add_check(commands: Commands[Any], parents: Parents) -> None:
    description = (
        "Check whether a share is ready to use: the network, missing or invalid schemas, fields"
        " that may hold personal data (PII), and whether the newest version of each subject is"
        " compatible with the one before it. Without FILE, a token is validated; nothing is"
        " redeemed."
    )
    summary = "check readiness, PII and compatibility"
    parser = add_command(commands, "check", summary, description, parents)
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
    add_output(parser, "text", "json")
    _add_wait(parser)


def _add_open(commands: Commands[Any], parents: Parents) -> None:
    description = "Browse a saved share in the app, offline and without an API key."
    parser = add_command(commands, "open", "browse a saved share offline", description, parents)
    parser.add_argument("file", metavar="FILE", help=_SAVED_SHARE)


def _add_export(commands: Commands[Any], parents: Parents) -> None:
    description = (
        "Validate a token and write what it shares to a folder: the response, every schema as a"
        " file, an index, all fields as CSV, and a readable page. Nothing is redeemed."
    )
    parser = add_command(
        commands, "export", "write the response and its schemas to files", description, parents
    )
    parser.add_argument("folder", metavar="DIR", help="target folder, created if missing")
    parser.add_argument("--force", action="store_true", help="overwrite existing files")
    parser.add_argument("-q", "--quiet", action="store_true", help=_QUIET)
    _add_wait(parser)


def _add_diff(commands: Commands[Any]) -> None:
    description = (
        "Compare two saved shares: resources, schemas and fields. The exit status is 0 without"
        " changes, 1 with changes, and 2 if a share can't be read."
    )
    parser = add_command(commands, "diff", "compare two saved shares", description)
    parser.add_argument("old", metavar="OLD", help=f"the older share: {_SAVED_SHARE}")
    parser.add_argument("new", metavar="NEW", help="the newer share")
    add_output(parser, "text", "json")


def _add_schema(commands: Commands[Any]) -> None:
    parser = add_command(
        commands,
        "schema",
        "inspect local schema files",
        "Inspect schema files: Avro, JSON Schema or Protobuf. They may refer to each other. The"
        " exit status is 12 if one is not a valid schema, and 2 if one can't be read.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="schema file; - is standard input")
    _add_schema_type(parser)
    parser.add_argument(
        "--view",
        choices=(
            *("outline", "fields", "markdown", "csv", "pretty", "raw"),
            *("flink", "python", "java"),
        ),
        default="outline",
        metavar="VIEW",
        help=(
            "what to print: outline (default); fields, markdown or csv: every field with its path;"
            " pretty or raw: the text; flink, python or java: code (a table,"
            " dataclasses or records)"
        ),
    )
    add_output(
        parser,
        "text",
        "json",
        note="; json prints one line per file, with --view fields also every field",
    )


def _add_sample(commands: Commands[Any]) -> None:
    description = (
        "Print a sample record of each schema: valid JSON, with values that suit names, types and"
        " annotations. The exit status is 12 if there is none; standard error says why."
    )
    parser = add_command(commands, "sample", "print sample records of schemas", description)
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="schema file, or saved share (as for open); - is standard input",
    )
    parser.add_argument(
        "--count",
        type=_count,
        metavar="N",
        help="print N different records, one per line (default: one, indented)",
    )
    parser.add_argument(
        "--avro-json",
        action="store_true",
        help="use Avro's JSON encoding, which kafka-avro-console-producer reads",
    )
    parser.add_argument(
        "--subject", metavar="NAME", help="only this subject of a share (default: all of them)"
    )
    _add_schema_type(parser)
    _add_reference(parser)
    add_output(parser, "text", "json", note="; json prints one line per schema")


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text[:9]) <= _MOST_SAMPLES:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a number from 1 to {_MOST_SAMPLES:,}")


def _add_reference(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reference",
        action="append",
        metavar="FILE",
        help="schema that the others refer to or import; may be repeated",
    )


def _add_compat(commands: Commands[Any]) -> None:
    description = (
        "Compare versions of a schema by the rules of Schema Registry: which readers can read whose"
        " data. Files that can't be read or are not valid schemas are skipped. The exit status is 1"
        " if the level of --require does not hold, 2 if a file can't be read, and 12 if one is not"
        " a valid schema."
    )
    parser = add_command(commands, "compat", "compare versions of a schema", description)
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
    _add_reference(parser)
    add_output(parser, "text", "json")


def _add_schema_type(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--type",
        type=str.upper,
        choices=("AVRO", "JSON", "PROTOBUF"),
        metavar="TYPE",
        help="AVRO, JSON or PROTOBUF (default: detected from the content)",
    )
