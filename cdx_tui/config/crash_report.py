"""Crash reports that locate a bug without revealing processed data.

Python's traceback includes the exception's message, and Textual's the values of local variables;
both may contain a token or a secret. A crash report consists of exception types, files, lines,
function names and versions only.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType

from cdx_tui import __version__
from cdx_tui.config.files import write_atomically
from cdx_tui.config.paths import state_dir
from cdx_tui.text import clean

__all__ = ["crash_report", "describe_crash", "report_crash"]

_LIBRARIES = ("textual", "rich", "httpx", "httpcore", "pygments")
_MOST_FRAMES = 200
_MOST_ERRORS = 20


def report_crash(error: BaseException) -> None:
    """Write a crash report to the state folder, and its path to standard error.

    If the report cannot be written, the line on standard error gives the reason instead.
    """
    try:
        where = _write(crash_report(error))
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


def crash_report(error: BaseException) -> str:
    """Return the crash report: versions, then the frames of `error` and of its causes."""
    lines = [
        f"cdx-tui {__version__}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(_versions()),
        time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()),
        f"TERM={os.environ.get('TERM', '')} encoding={getattr(sys.stderr, 'encoding', None)}",
    ]
    for each in _chain(error):
        lines += ["", f"{type(each).__module__}.{type(each).__qualname__}"]
        lines += [f"  {frame}" for frame in _frames(each.__traceback__)]
    return "\n".join(clean(line) for line in lines) + "\n"


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
