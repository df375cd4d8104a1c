"""The file of `--debug-log`: what happened, by names, sizes and times, safe to attach to a report.

Only the program's own loggers write to it, never those of libraries, which log headers and URLs. A
call to them passes numbers, statuses, IDs and names, and never a value that may hold a secret.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import platform
import stat
import sys
import time
from collections.abc import Iterator
from typing import Final

from cdx_tui import __version__
from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli.redaction import redact
from cdx_tui.config.crash_report import describe_terminal
from cdx_tui.text import clean, shorten

__all__ = ["start_debug_log"]

_FIRST_LINE: Final = b"# cdx-tui debug log: names, sizes and times; no secrets, no content\n"
_LONGEST_LINE: Final = 1000
_LOGGER: Final = "cdx_tui"
_NOT_GIVEN: Final = ("parser", "command", "command_parser", "debug_log")
"""Attributes of the namespace that are no options, and the log itself."""

_OFF: Final = ("mouse",)
"""Options that, if they are given, set something to false."""


def start_debug_log(options: argparse.Namespace) -> None:
    """Write to the file `options.debug_log` what happens from now on, if the option was given.

    A new file can be read by this user only. What an earlier run has written to it is kept.

    Raises:
        RefusedInput: The file can't be written, or holds anything else than a log of this program.
    """
    path = vars(options).get("debug_log")
    if path is None:
        return
    logger = logging.getLogger(_LOGGER)
    logger.addHandler(_DebugLog(_open(path)))
    logger.setLevel(logging.DEBUG)
    for line in _circumstances(options):
        logger.info("%s", line)


def _circumstances(options: argparse.Namespace) -> Iterator[str]:
    """Yield what a report of a bug needs first; options by name, since their values are private."""
    given = sorted(
        name
        for name, value in vars(options).items()
        if name not in _NOT_GIVEN and (value is not False or name in _OFF)
    )
    yield f"cdx-tui {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield f"command {options.command}, options: {', '.join(given) or 'none'}"
    yield describe_terminal(os.environ)
    streams = (sys.stdin, sys.stdout, sys.stderr)
    kinds = ("closed" if each is None else _kind(each.isatty()) for each in streams)
    yield "standard input {}, output {}, error {}".format(*kinds)


def _kind(is_terminal: bool) -> str:
    return "terminal" if is_terminal else "redirected"


class _DebugLog(logging.Handler):
    """Handler that appends a line per record to a file, at once, so that a crash loses none.

    Tracebacks are left out: exceptions may quote a secret.

    Args:
        descriptor: The open file, which is never closed: threads may log until the process ends.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; one that can't be written is dropped."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        name = record.name.removeprefix(f"{_LOGGER}.")
        words = shorten(clean(redact(record.getMessage())), _LONGEST_LINE)
        line = f"{stamp}.{int(record.msecs):03}Z {os.getpid()} {name}: {words}\n"
        try:
            os.write(self._descriptor, line.encode("utf-8", "replace"))
        except OSError:  # a full disk must not end the program
            return


def _open(path: str) -> int:
    """Open the log for appending, and begin it if it is new.

    Raises:
        RefusedInput: The file can't be written, or holds anything else.
    """
    # Read and write, to see whether it is a log; not blocking, as a pipe would.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags, 0o600)
    except (OSError, ValueError) as error:
        raise _refused(path, _reason(error)) from None
    try:
        problem = _problem(descriptor)
        if not problem:
            os.fchmod(descriptor, 0o600)
    except OSError as error:
        problem = _reason(error)
    if problem:
        os.close(descriptor)
        raise _refused(path, problem)
    return descriptor


def _problem(descriptor: int) -> str:
    """Return why the file can't be the log, or an empty string once it begins as one."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    if status.st_uid != os.geteuid():
        return "belongs to another user"
    if not status.st_size:
        os.write(descriptor, _FIRST_LINE)
    elif os.pread(descriptor, len(_FIRST_LINE), 0) != _FIRST_LINE:
        return "exists, and is not a debug log of cdx-tui"
    return ""


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "has no valid name"
    if error.errno == errno.ELOOP:
        return "is a symbolic link"
    return f"can't be written: {error.strerror or error}"


def _refused(path: str, problem: str) -> RefusedInput:
    return RefusedInput(
        "Can't write the debug log",
        f"{shorten(clean(path), 200)} {problem}.",
        "Use --debug-log with the path of a new file, or of an earlier log.",
    )
