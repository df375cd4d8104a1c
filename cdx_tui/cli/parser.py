"""Argument parser of the complete command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from cdx_tui import __version__
from cdx_tui.cli.options import SharedOptions, add_commands
from cdx_tui.cli.redaction import WAS_AN_ARGUMENT, redact, remember_arguments
from cdx_tui.cli.setup_options import add_setup_commands
from cdx_tui.config.values import THEMES
from cdx_tui.text import clean

__all__ = ["all_parsers", "parse", "parser", "subparsers"]

_DESCRIPTION = "See what a Confluent Cloud Stream Sharing token shares, before anyone redeems it."
_EPILOG = (
    "A token is never taken as an argument, because other users of the machine could read it: paste"
    " it into the app, or use --token-file or CDX_TUI_TOKEN. The API key comes from"
    " CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET, from a profile or from the keyring;"
    " otherwise the app prompts for it."
)


class _Parser(argparse.ArgumentParser):
    """Parser that suggests what was meant, and cleans messages, which repeat arguments."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._positionals.title = "arguments"
        self._given: Sequence[str] = ()

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        self._given = tuple(args or ())
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            command = options.command_parser
            word = unknown[0].partition("=")[0]
            known = command._option_string_actions if word.startswith("-") else ()
            suggestion = _suggestion(word, known)
            command.error(f"unrecognized arguments: {' '.join(unknown)}.{suggestion}")
        return options

    def error(self, message: str) -> NoReturn:
        super().error(WAS_AN_ARGUMENT if redact(message) != message else clean(message))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        suggestion = _suggestion(value, action.choices)
        choices = f"Choose from {', '.join(map(str, action.choices))}"
        if isinstance(action, argparse._SubParsersAction):
            self._refuse_options_before(str(value))
            noun = str(action.metavar).lower()
            raise argparse.ArgumentError(None, f"no such {noun}: {value!r}.{suggestion} {choices}")
        raise argparse.ArgumentError(action, f"invalid choice: {value!r}.{suggestion} {choices}")

    def _refuse_options_before(self, word: str) -> None:
        """Exit if `word` is taken for a command only because an unknown option precedes it."""
        before = self._given[: self._given.index(word)] if word in self._given else ()
        for option in (each.partition("=")[0] for each in before if each.startswith("-")):
            if option in self._option_string_actions or option == "-":
                continue
            of_commands = any(
                option in each._option_string_actions for each in subparsers(self).values()
            )
            hint = " It goes after the command" if of_commands else ""
            hint = hint or _suggestion(option, self._option_string_actions)
            self.error(f"unrecognized arguments: {option} {word}.{hint}")

    def _get_formatter(self) -> argparse.HelpFormatter:
        from cdx_tui.cli.help_format import HelpFormatter

        return HelpFormatter(self.prog)

    def format_help(self) -> str:
        from cdx_tui.cli.help_format import examples_text

        examples = examples_text(self.prog)
        epilog = self.epilog
        self.epilog = "\n\n".join(filter(None, (examples, epilog)))
        try:
            return super().format_help()
        finally:
            self.epilog = epilog


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of a parser's commands or actions by name; empty if it has none."""
    return {
        name: subparser
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, subparser in action.choices.items()
    }


def all_parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser, and those of its commands and of their actions."""
    yield parser
    for subparser in subparsers(parser).values():
        yield from all_parsers(subparser)


def _suggestion(word: object, known: Any) -> str:
    from cdx_tui.config.problems import did_you_mean

    return did_you_mean(str(word), known)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; exit with status 2 if they are invalid."""
    remember_arguments(arguments)
    return parser().parse_args(arguments)


def parser() -> _Parser:
    """Return the parser of the complete command line."""
    shared = SharedOptions(
        _connection_options(), _token_options(), _appearance_options(), _support_options()
    )
    top = _Parser(
        prog="cdx-tui",
        usage="cdx-tui [options]\n       cdx-tui COMMAND [options]",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        parents=[*shared],
        allow_abbrev=False,
    )
    top.set_defaults(command="explore", parser=top, command_parser=top)
    top.add_argument(
        "-V",
        "--version",
        action="version",
        version=f"cdx-tui {__version__}",
        help="show the version and exit",
    )
    top.add_argument(
        "--tour", action="store_true", help="play the demo by itself, until a key is pressed"
    )
    commands = top.add_subparsers(
        metavar="COMMAND", title="commands", prog=top.prog, parser_class=_Parser
    )
    add_commands(commands, shared)
    add_setup_commands(commands, shared)
    top._action_groups.sort(key=lambda group: group.title != "commands")  # commands come first
    return top


def _connection_options() -> _Parser:
    """Return the options of the connection to the API; those not given set no attribute."""
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = options.add_argument_group("connection")
    group.add_argument("--base-url", metavar="URL", help="base URL of the API")
    group.add_argument("--profile", metavar="NAME", help="profile of the configuration file")
    group.add_argument(
        "--ca-bundle", metavar="PEM", help="additional CA certificates to trust (PEM file)"
    )
    group.add_argument(
        "--proxy",
        metavar="URL",
        help="http://, https:// or socks5://HOST:PORT; used even if NO_PROXY names the host",
    )
    group.add_argument("--timeout", metavar="S", type=_seconds, help="request timeout in seconds")
    group.add_argument(
        "--demo", action="store_true", help="use built-in sample shares (offline, no account)"
    )
    return options


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None


def _token_options() -> _Parser:
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument(
        "--token-file", metavar="PATH", help="read the token from a file, or - for standard input"
    )
    return options


def _appearance_options() -> _Parser:
    """Return the options of the app's appearance; those not given set no attribute."""
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
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


def _support_options() -> _Parser:
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument_group("diagnostics").add_argument(
        "--debug-log",
        metavar="FILE",
        help="append diagnostics to a file: names, sizes and times, no secrets or content",
    )
    return options
