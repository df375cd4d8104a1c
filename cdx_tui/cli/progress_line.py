"""A line on standard error that says what takes long, while it does; only on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Timer
from typing import Final, TextIO

from cdx_tui.cli.colours import NO_ESCAPES

__all__ = ["ProgressLine", "progress", "slow_progress"]

_UNNOTICED: Final = 0.5
"""Seconds that need no progress line."""

_START: Final = "\x1b[1G"
_ERASE: Final = "\x1b[K"


class ProgressLine:
    """The line; shown on a terminal that can erase it, and never with `--quiet`."""

    def __init__(self, *, quiet: bool) -> None:
        self._stream = None if quiet else _capable(sys.stderr, os.environ)
        self._shown = False

    @property
    def is_visible(self) -> bool:
        """Whether messages are shown."""
        return self._stream is not None

    def show(self, message: str) -> None:
        """Write a message over the one before, cut to the terminal's width."""
        if self._stream is not None:
            line = f"cdx-tui: {message} (Ctrl+C cancels)"[: _columns(self._stream) - 1]
            self._shown = True
            self._write(self._stream, line)

    def erase(self) -> None:
        """Erase the message, if there is one."""
        if self._stream is not None and self._shown:
            self._write(self._stream, "")

    @staticmethod
    def _write(stream: TextIO, line: str) -> None:
        print(f"{_START}{line}{_ERASE}", end="", file=stream, flush=True)


@contextmanager
def progress(message: str, *, quiet: bool) -> Iterator[None]:
    """Show `message` until the block ends."""
    line = ProgressLine(quiet=quiet)
    line.show(message)
    try:
        yield
    finally:
        line.erase()


@contextmanager
def slow_progress(message: str, *, quiet: bool, after: float = _UNNOTICED) -> Iterator[None]:
    """Show `message` until the block ends, if that takes more than `after` seconds."""
    line = ProgressLine(quiet=quiet)
    if not line.is_visible:
        yield
        return
    timer = Timer(after, line.show, [message])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # it may be writing
        line.erase()


def _capable(stream: TextIO | None, environ: Mapping[str, str]) -> TextIO | None:
    """Return the stream if it is a terminal on which a line can be erased."""
    if stream is None or not stream.isatty() or environ.get("TERM", "") in NO_ESCAPES:
        return None
    return stream


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80
