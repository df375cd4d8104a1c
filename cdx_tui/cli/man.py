"""`cdx-tui man`: generate the manual page from the parser and the reference."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from cdx_tui import __version__
from cdx_tui.cli.examples import EXAMPLES
from cdx_tui.cli.parser import subparsers
from cdx_tui.cli.reference import TOPICS

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print the page as roff; view it with `cdx-tui man | man -l -`."""
    print("\n".join(_page(options.parser)))
    return 0


def _page(parser: argparse.ArgumentParser) -> Iterator[str]:
    name = parser.prog
    yield f'.TH {_roff(name.upper())} 1 "" "{_roff(name)} {_roff(__version__)}"'
    yield from (".nh", ".ad l")
    yield from (".SH NAME", f"{_roff(name)} \\- {_roff(_summary(parser))}")
    yield from (".SH SYNOPSIS", *_synopses(parser))
    yield from (".SH DESCRIPTION", _roff(parser.description or ""))
    if parser.epilog:
        yield from (".PP", _roff(parser.epilog))
    yield ".SH OPTIONS"
    yield from _options(parser, frozenset())
    yield from (".SH COMMANDS", "Options that are described above are not repeated.")
    yield from _commands(parser, frozenset(_names(parser)))
    for name, topic in TOPICS.items():
        yield f".SH {name.replace('-', ' ').upper()}"
        for entry in topic.entries():
            yield from _item(entry.term, entry.meaning)
    yield ".SH EXAMPLES"
    for examples in EXAMPLES.values():
        for example in examples:
            yield from _item(example.command, example.purpose)


def _summary(parser: argparse.ArgumentParser) -> str:
    description = (parser.description or "").rstrip(".")
    return description[:1].lower() + description[1:]


def _synopses(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the main parser's usage, which has a line for each of its forms."""
    for number, line in enumerate((parser.usage or "").splitlines()):
        rest = line.strip().removeprefix(parser.prog)
        if number:
            yield ".br"
        yield f"\\fB{_roff(parser.prog)}\\fR{_roff(rest)}"


def _synopsis(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the usage line of `--help`, unwrapped."""
    formatter = argparse.HelpFormatter(parser.prog, width=10_000)
    formatter.add_usage(None, parser._actions, parser._mutually_exclusive_groups, prefix="")
    usage = formatter.format_help().strip().removeprefix(parser.prog)
    yield f"\\fB{_roff(parser.prog)}\\fR{_roff(usage)}"


def _options(parser: argparse.ArgumentParser, known: frozenset[str]) -> Iterator[str]:
    """Yield the parser's arguments, except the options in `known`, the main parser's."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        if not known.intersection(action.option_strings):
            yield from _item(_term(action), action.help or "", plain=False)


def _term(action: argparse.Action) -> str:
    choices = "|".join(map(str, action.choices)) if action.choices else ""
    value = str(action.metavar or choices or action.dest)
    if not action.option_strings:
        return f"\\fI{_roff(value)}\\fR"
    term = ", ".join(f"\\fB{_roff(option)}\\fR" for option in action.option_strings)
    return term if action.nargs == 0 else f"{term} \\fI{_roff(value)}\\fR"


def _commands(parser: argparse.ArgumentParser, known: frozenset[str]) -> Iterator[str]:
    for subparser in subparsers(parser).values():
        yield from (f".SS {_roff(subparser.prog)}", *_synopsis(subparser), ".PP")
        yield _roff(subparser.description or "")
        yield from _options(subparser, known)
        yield from _commands(subparser, known)


def _names(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings


def _item(term: str, meaning: str, *, plain: bool = True) -> Iterator[str]:
    yield from (".TP", f"\\fB{_roff(term)}\\fR" if plain else term, _roff(meaning) or "\\&")


def _roff(text: str) -> str:
    """Escape text for roff: backslashes and hyphens, line breaks, and a leading request.

    The page is ASCII, since not every roff takes UTF-8.
    """
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ").replace("…", "...")
    text = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in text)
    return f"\\&{text}" if text.startswith((".", "'")) else text
