"""Entry point: parse the command line and run the subcommand's module."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Final, cast

from cdx_tui import __version__
from cdx_tui.api.errors import CdxError
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.output import OutputFailed, StandardStreams
from cdx_tui.collector import collect_from_now_on

if TYPE_CHECKING:
    import argparse

__all__ = ["main"]

_VERSION: Final = (["-V"], ["--version"])
"""Command lines that are answered without the parser, which takes longer than all else."""

_APP: Final = ("explore", "open")
"""The commands that run the app, which switches the collector on after its first paint."""


def _report_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write a crash report instead of a traceback, which may contain a secret."""
    if issubclass(kind, KeyboardInterrupt):
        return
    from cdx_tui.config.crash_report import report_crash

    report_crash(error)
    # Python ends with status 1 after an uncaught exception, unless its hook raises this one.
    raise SystemExit(ExitStatus.BUG)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status, one of `ExitStatus`."""
    sys.excepthook = _report_crash
    try:
        with StandardStreams():
            return _run(sys.argv[1:] if argv is None else argv)
    except OutputFailed as failure:
        if failure.reason:
            with StandardStreams():
                print(f"cdx-tui: Can't write the output: {failure.reason}", file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    if list(arguments) in _VERSION:
        print(f"cdx-tui {__version__}")
        return ExitStatus.SUCCESS
    options = _parse(arguments)
    if vars(options).get("debug_log") is not None:
        return _run_logged(options)
    return _run_command(options)


def _run_logged(options: argparse.Namespace) -> int:
    import logging

    from cdx_tui.cli.debug_log import start_debug_log

    try:
        start_debug_log(options)
    except CdxError as error:
        return _print_error(error, options)
    started = time.monotonic()
    status = _run_command(options)
    log = logging.getLogger(__name__)
    log.info("exit status %d after %.3f s", status, time.monotonic() - started)
    return status


def _run_command(options: argparse.Namespace) -> int:
    if not vars(options).get("quiet"):
        return _run_module(options)
    with open(os.devnull, "w", encoding="utf-8") as nothing, redirect_stdout(nothing):
        return _run_module(options)


def _run_module(options: argparse.Namespace) -> int:
    command = import_module(f"cdx_tui.cli.{options.command}")
    if options.command not in _APP:
        collect_from_now_on()
    run = cast("Callable[[argparse.Namespace], int]", command.run)
    try:
        return run(options)
    except CdxError as error:
        return _print_error(error, options)


def _print_error(error: CdxError, options: argparse.Namespace) -> int:
    from cdx_tui.cli.colours import Colour, coloured
    from cdx_tui.cli.redaction import redact
    from cdx_tui.cli.usage import print_usage

    print_usage(error, options)
    title = coloured(redact(error.title), Colour.RED, sys.stderr)
    print(f"cdx-tui: {title}. {redact(f'{error.cause} {error.next_step}')}", file=sys.stderr)
    if vars(options).get("output") == "json":
        from cdx_tui.cli.validate import print_error_document

        print_error_document(error, options)
    return error.exit_code


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    if not arguments:  # the usual start needs no parser, and building one delays the first paint
        return cast("argparse.Namespace", SimpleNamespace(command="explore", tour=False))
    from cdx_tui.cli.parser import parse

    return parse(arguments)
