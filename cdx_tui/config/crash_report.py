"""Crash reports that locate a bug without revealing processed data.

Python's traceback includes the exception's message, and Textual's the values of local variables;
both may contain a token or a secret. A crash report consists of exception types, files, lines,
function names, versions, the kind of the terminal and the IDs of actions only.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import TracebackType

from cdx_tui import __version__
from cdx_tui.config.files import write_atomically
from cdx_tui.config.paths import state_dir
from cdx_tui.text import clean, shorten

__all__ = ["crash_report", "describe_crash", "describe_terminal", "report_crash"]

_LIBRARIES = ("textual", "rich", "httpx", "httpcore", "pygments")
_MOST_FRAMES = 200
_MOST_ERRORS = 20
_TERMINAL_VARIABLES = ("TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORTERM")
_LONGEST_VALUE = 60


def report_crash(error: BaseException, actions: Iterable[str] = ()) -> None:
    """Write a crash report to the state folder, and its path to standard error.

    If the report cannot be written, the line on standard error gives the reason instead.

    Args:
        error: The uncaught exception.
        actions: The IDs of the last actions, the latest at the end.
    """
    import logging

    logging.getLogger(__name__).info("crashed: %s", describe_crash(error))
    try:
        where = _write(crash_report(error, actions))
        rest = f"The crash report {where} contains none of your data."
    except OSError as problem:
        rest = f"The crash report could not be written: {problem.strerror or problem}."
    line = f"cdx-tui crashed because of a bug: {describe_crash(error)}. {rest}"
    # Bypass `sys.stderr`: a hanging thread may hold its lock.
    with suppress(OSError):  # the terminal may be gone
        os.write(2, (clean(line) + "\n").encode())


def describe_crash(error: BaseException) -> str:
    """Return a one-line description of a crash: exception type, file, line and function."""
    error = list(_chain(error))[-1]
    frames = list(_frames(error.__traceback__))
    return f"{type(error).__name__} at {frames[-1] if frames else 'an unknown location'}"


def crash_report(error: BaseException, actions: Iterable[str] = ()) -> str:
    """Return the crash report: versions, terminal, actions, then the frames of all errors."""
    lines = [
        f"cdx-tui {__version__}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(_versions()),
        time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()),
        describe_terminal(os.environ),
        f"last actions: {', '.join(actions) or 'none'}",
    ]
    for each in _chain(error):
        lines += ["", f"{type(each).__module__}.{type(each).__qualname__}"]
        lines += [f"  {frame}" for frame in _frames(each.__traceback__)]
    return "\n".join(clean(line) for line in lines) + "\n"


def describe_terminal(environ: Mapping[str, str]) -> str:
    """Return the terminal's names, size and encoding, and whether tmux or SSH is in between."""
    from cdx_tui.clipboard import is_over_ssh

    words = [
        f"{name}={shorten(clean(environ[name]), _LONGEST_VALUE)}"
        for name in _TERMINAL_VARIABLES
        if environ.get(name)
    ]
    with suppress(OSError):  # no standard stream is a terminal
        size = os.get_terminal_size(next((each for each in (1, 2, 0) if os.isatty(each)), -1))
        words.append(f"{size.columns}x{size.lines}")
    words.append(f"encoding={getattr(sys.stderr, 'encoding', None)}")
    words += ["tmux"] if environ.get("TMUX") else []
    words += ["SSH"] if is_over_ssh(environ) else []
    return f"terminal {' '.join(words)}"


def _write(report: str) -> str:
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    file = state_dir() / f"crash-{stamp}-{os.getpid()}.txt"
    write_atomically(file, report.encode())
    return str(file)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and the chain of its causes, contexts and original worker errors."""
    seen: list[BaseException] = []
    current: object = error
    while isinstance(current, BaseException) and len(seen) < _MOST_ERRORS:
        if any(current is each for each in seen):
            return
        seen.append(current)
        yield current
        context = None if current.__suppress_context__ else current.__context__
        # Textual's WorkerFailed keeps the original error in `error`.
        current = getattr(current, "error", None) or current.__cause__ or context


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """Yield up to 200 frames of a traceback, the innermost last."""
    frames: deque[TracebackType] = deque(maxlen=_MOST_FRAMES)
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    for each in frames:
        code = each.tb_frame.f_code
        yield f"{code.co_filename}:{each.tb_lineno} in {code.co_qualname}"


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield f"{library} {version(library)}"
