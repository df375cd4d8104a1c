"""Keep what is typed before the first paint, and off the screen.

Until the app has the terminal, the terminal would echo keys, a pasted token among them, and turn
Enter into a line feed. So echo goes off as the very first thing, which costs less than a
millisecond; the app then reads what was typed meanwhile.
"""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, Final

__all__ = ["original_attributes", "quieten_terminal", "restore_terminal"]

_WITHOUT_THE_APP: Final = frozenset(
    {
        *("check", "compat", "completion", "config", "diff", "doctor"),
        *("export", "help", "man", "output-schema", "sample", "schema", "validate"),
    }
    | {"-h", "--help", "-V", "--version"}
)
_ECHO_AND_LINES: Final = termios.ECHO | termios.ICANON
_INPUT, _LOCAL = 0, 3

_original: tuple[int, list[Any]] | None = None


def quieten_terminal(arguments: Sequence[str]) -> None:
    """Turn echo and line editing off if the arguments may open the app; Ctrl+C still interrupts."""
    global _original
    if _original is not None or _WITHOUT_THE_APP & set(arguments):
        return
    terminal = next((number for number in (0, 2, 1) if _is_terminal(number)), None)
    if terminal is None:
        return
    with suppress(termios.error):
        attributes = termios.tcgetattr(terminal)
        _original = terminal, termios.tcgetattr(terminal)
        attributes[_INPUT] &= ~termios.ICRNL
        attributes[_LOCAL] &= ~_ECHO_AND_LINES
        termios.tcsetattr(terminal, termios.TCSANOW, attributes)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _restore_and_end)


def original_attributes() -> list[Any] | None:
    """Return the terminal's attributes from before, if they were changed."""
    return None if _original is None else _original[1]


def restore_terminal() -> None:
    """Put the terminal's attributes back, if they were changed."""
    global _original
    if _original is not None:
        with suppress(termios.error, OSError):
            termios.tcsetattr(_original[0], termios.TCSANOW, _original[1])
        _original = None


def _is_terminal(number: int) -> bool:
    try:
        return os.isatty(number) and os.tcgetpgrp(number) == os.getpgrp()
    except OSError:
        return False


def _restore_and_end(number: int, _: FrameType | None) -> None:
    restore_terminal()
    os._exit(128 + number)
