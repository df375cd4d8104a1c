"""Entry point: parse the command line and run the subcommand's module."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import TracebackType
from typing import cast

from cdx_tui.api.errors import CdxError
from cdx_tui.cli.parser import parse
from cdx_tui.cli.redaction import redact

__all__ = ["main"]


def _report_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write a crash report instead of a traceback, which may contain a secret."""
    if issubclass(kind, KeyboardInterrupt):
        return
    from cdx_tui.config.crash_report import report_crash

    report_crash(error)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    It is 0 for success, 1 for a bug, 2 for invalid input, 3 to 11 for errors of the server or the
    network (see `cdx_tui.api.errors`), 130 for an interruption, 141 for a closed output pipe. Some
    commands define others, such as `DIFFERENT` of `diff` and `INVALID_SCHEMA` of `schema`.
    """
    sys.excepthook = _report_crash
    if isinstance(sys.stdout, io.TextIOWrapper):  # the locale may allow only ASCII
        sys.stdout.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] if argv is None else argv
    options = parse(arguments)
    command = import_module(f"cdx_tui.cli.{options.command}")
    run = cast("Callable[[argparse.Namespace], int]", command.run)
    try:
        return run(options)
    except CdxError as error:
        message = f"cdx-tui: {error.title}. {error.cause} {error.next_step}"
        print(redact(message), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader closed the pipe; the flush at exit must not fail, too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
