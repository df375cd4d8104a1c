"""`cdx-tui help`: print the help of a command, or a reference topic."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from typing import Final

from cdx_tui.cli.help_format import help_width
from cdx_tui.cli.parser import subparsers
from cdx_tui.cli.reference import TOPICS, Topic
from cdx_tui.config.problems import did_you_mean

__all__ = ["run"]

_MAX_COLUMN: Final = 26
"""Cells of the terms' column, above which each term has a line of its own."""


def run(options: argparse.Namespace) -> int:
    """Print the help that `options.about` names: a command, or a topic."""
    parser: argparse.ArgumentParser = options.parser
    about: list[str] = options.about
    if about and about[0] in TOPICS:
        if len(about) > 1:
            parser.error(f"the topic {about[0]} has no parts: {about[1]!r}")
        print("\n".join(_topic_lines(TOPICS[about[0]])))
        return 0
    for word in about:
        parser = _subparser(parser, word, options.parser)
    print(parser.format_help(), end="")
    if not about:
        print("\n".join(("", "help topics:", *_topic_list())))
    return 0


def _subparser(
    parser: argparse.ArgumentParser, word: str, top: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """Return the parser of a command or action; exit with status 2 if there is none."""
    known = subparsers(parser)
    if not known:
        parser.error(f"{parser.prog} has no actions: {word!r}")
    if word not in known:
        names = [*known, *(TOPICS if parser is top else ())]
        what = "command or help topic" if parser is top else f"action of {parser.prog}"
        choices = f"Choose from {', '.join(names)}"
        parser.error(f"no such {what}: {word!r}.{did_you_mean(word, names)} {choices}")
    return known[word]


def _topic_list() -> Iterator[str]:
    for name, topic in TOPICS.items():
        yield f"  {name:<13}{topic.title}"


def _topic_lines(topic: Topic) -> Iterator[str]:
    """Yield the entries, in two columns if the terms are short."""
    entries = list(topic.entries())
    column = max(len(entry.term) for entry in entries) + 4
    width, short = help_width(), column <= _MAX_COLUMN
    yield f"{topic.title[0].upper()}{topic.title[1:]}"
    yield ""
    for entry in entries:
        term = f"  {entry.term}"
        indent = column if short else 6
        if not short:
            yield term
        first = f"{term:<{column}}" if short else " " * indent
        yield textwrap.fill(
            entry.meaning,
            width,
            initial_indent=first,
            subsequent_indent=" " * indent,
            break_on_hyphens=False,
        )
        if not short:
            yield ""
