"""Argument parser of the complete command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from cdx_tui import __version__
from cdx_tui.cli.options import add_commands, appearance_options
from cdx_tui.cli.redaction import WAS_AN_ARGUMENT, redact, remember_arguments
from cdx_tui.text import clean

__all__ = ["parse", "parser"]

_DESCRIPTION = "See what a Confluent Cloud shared token shares, before anyone redeems it."
_EPILOG = (
    "A token is never taken as an argument, where other users of the machine could read it: paste"
    " it into the app, or give it by --token-file or in CDX_TUI_TOKEN. The API key comes from"
    " CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET, a profile, or is asked for."
)


class _Parser(argparse.ArgumentParser):
    """Parser that cleans its error messages, which repeat untrusted arguments."""

    def error(self, message: str) -> NoReturn:
        super().error(WAS_AN_ARGUMENT if redact(message) != message else clean(message))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; exit with status 2 if they are invalid."""
    remember_arguments(arguments)
    return parser().parse_args(arguments)


def parser() -> _Parser:
    """Return the parser of the complete command line."""
    connection = _connection_options()
    token = _token_options()
    appearance = appearance_options()
    top = _Parser(
        prog="cdx-tui",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        parents=[connection, token, appearance],
        allow_abbrev=False,
    )
    top.set_defaults(command="explore", parser=top)
    top.add_argument("--version", action="version", version=f"cdx-tui {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", title="other commands")
    validate = commands.add_parser(
        "validate",
        help="print what is behind a token, without the app",
        description="Validate a shared token and print what it shares. Nothing is redeemed.",
        parents=[connection, token],
        allow_abbrev=False,
    )
    validate.set_defaults(command="validate")
    validate.add_argument(
        "--output", choices=("table", "json"), default="table", help="how to print it"
    )
    _add_schema(commands)
    add_commands(commands, connection, token, appearance)
    return top


def _add_schema(commands: argparse._SubParsersAction[_Parser]) -> None:
    schema = commands.add_parser(
        "schema",
        help="look at schema files on this machine",
        description="Tell what schema files hold: Avro, JSON Schema or Protobuf.",
        allow_abbrev=False,
    )
    schema.set_defaults(command="schema")
    schema.add_argument("files", nargs="+", metavar="FILE", help="- is standard input")
    schema.add_argument("--type", metavar="T", help="AVRO, JSON or PROTOBUF; else it is told apart")
    schema.add_argument(
        "--view", choices=("outline", "pretty", "raw"), default="outline", help="what to print"
    )
    schema.add_argument(
        "--output", choices=("text", "json"), default="text", help="json is a line for each file"
    )


def _connection_options() -> _Parser:
    """Return the options of the connection to the API; those not given set no attribute."""
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = options.add_argument_group("connection")
    group.add_argument("--base-url", metavar="URL", help="the API's address")
    group.add_argument("--profile", metavar="NAME", help="a profile of the configuration file")
    group.add_argument("--ca-bundle", metavar="PEM", help="further authorities to trust for TLS")
    group.add_argument("--proxy", metavar="URL", help="http://, https:// or socks5://HOST:PORT")
    group.add_argument("--timeout", metavar="S", type=float, help="seconds for a whole request")
    group.add_argument(
        "--demo", action="store_true", help="sample shares: no account, no network, no port"
    )
    return options


def _token_options() -> _Parser:
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument(
        "--token-file", metavar="PATH", help="read the token from a file; - is standard input"
    )
    return options
