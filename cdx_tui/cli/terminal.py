"""The terminal while the app has it: taken, watched over, and given back in every case."""

from __future__ import annotations

import codecs
import os
import signal
import sys
import termios
import threading
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from types import FrameType, TracebackType
from typing import Final, Self

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean

__all__ = ["PATIENCE", "TerminalGuard", "refuse_hopeless_terminal"]

PATIENCE: Final = 1.5
"""Seconds that the app has to exit; including clean-up, it takes 2 at most."""

_ATTEMPTS: Final = 40
_BETWEEN_ATTEMPTS: Final = 0.005

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_CRASHED: Final = 0
_QUITTING: Final = 255
_WITHOUT_A_SCREEN: Final = frozenset({"", "dumb", "unknown"})

# CAN ends a sequence that was cut short; then Textual's modes in the reverse of its order.
_GIVE_BACK: Final = (
    b"\x18\x1b[?2026l\x1b[?2048l\x1b[?2004l\x1b[?7h\x1b[?1016l\x1b[?1006l\x1b[?1015l\x1b[?1003l"
    b"\x1b[?1000l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)

_IN_ASCII: Final = {
    **dict.fromkeys("─╌┄┈▁▔‾–—", "-"),
    **dict.fromkeys("━═", "="),
    **dict.fromkeys("│┃║▏▕▌▐╎┆┊", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝", "+"),
    **dict.fromkeys("•·●○◉", "*"),
    **dict.fromkeys("▀▄█▅▆▇▃▂▊▋▉▎▍", "#"),
    **dict.fromkeys("▶▸❯›→", ">"),
    **dict.fromkeys("◀◂‹←", "<"),
    **dict.fromkeys("▲▴↑", "^"),
    **dict.fromkeys("▼▾↓", "v"),
    "✓": "+",
    "✗": "x",
    "…": ".",
}


def refuse_hopeless_terminal() -> None:
    """Tell where a screen cannot be drawn at all.

    Raises:
        RefusedInput: `TERM` says that the terminal cannot move its cursor, or says nothing.
    """
    name = os.environ.get("TERM", "")
    if name in _WITHOUT_A_SCREEN:
        raise RefusedInput(
            f"TERM is {clean(name)}" if name else "TERM is not set",
            "The app needs a terminal that can move its cursor.",
            "Set TERM to what your terminal is, such as xterm-256color, or use `cdx-tui validate`.",
        )


class TerminalGuard:
    """A context manager: inside, the standard streams are the terminal, and its end is certain.

    A signal, a crash or the user's wish to quit asks the app to end. Where it has not done so
    after `PATIENCE`, since a terminal that takes no more bytes holds it up or a thread does not
    end, a thread of the guard puts the terminal right and ends the process.

    Args:
        ascii_only: Draw with ASCII alone.

    Attributes:
        received: The signal that ends the app, if one does.
        bug: What the app raised on its way out by a signal, whose status is to be kept.

    Raises:
        RefusedInput: There is no terminal.
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        self._ascii_only = ascii_only
        self._ask: Callable[[int], None] | None = None
        self._tell: Callable[[], None] = lambda: None
        self._right_to_end = threading.Lock()  # of the app, or of the guard, once it is too late
        self._status = 0
        self.received: int | None = None
        self.bug: Exception | None = None

    def watch(self, request_exit: Callable[[int], None], report_crash: Callable[[], None]) -> None:
        """Set how to ask the app to exit with a status, and how to report its crash."""
        self._ask, self._tell = request_exit, report_crash
        if self.received is not None:
            request_exit(128 + self.received)

    def exit_started(self, status: int, *, crashed: bool = False) -> None:
        """Take note that the app has begun to end; from now on its time is limited."""
        self._status = status
        with suppress(BlockingIOError):
            os.write(self._bell, bytes((_CRASHED if crashed else _QUITTING,)))

    def __enter__(self) -> Self:
        self._own_the_terminal()
        self._attributes = termios.tcgetattr(0)
        self._name = os.ttyname(0)
        self._speak()
        listener, self._bell = os.pipe2(os.O_CLOEXEC) if hasattr(os, "pipe2") else os.pipe()
        os.set_blocking(self._bell, False)
        watchdog = threading.Thread(
            target=self._watch, args=(listener,), name="terminal-guard", daemon=True
        )
        watchdog.start()
        # A signal's number reaches the pipe even if Python's own handler can't run.
        signal.set_wakeup_fd(self._bell, warn_on_full_buffer=False)
        for number in _SIGNALS:
            signal.signal(number, self._signalled)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._right_to_end.acquire()
        with suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSANOW, self._attributes)
            if error is not None:
                os.write(2, _GIVE_BACK)
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        for descriptor, kept in self._kept.items():
            os.dup2(kept, descriptor)
            os.close(kept)
        ended_by_signal = self.received is not None and self._ask is not None
        self.bug = error if ended_by_signal and isinstance(error, Exception) else None
        return self.bug is not None

    # Signals

    def _signalled(self, number: int, _: FrameType | None) -> None:
        if self.received is None:
            self.received = number
        if self._ask is not None:
            self._ask(128 + number)

    def _watch(self, listener: int) -> None:
        """Wait for the beginning of the end, then see to the end."""
        # A write to the terminal from the background would stop the process instead.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        ends = {_CRASHED, _QUITTING, *_SIGNALS}
        while (number := os.read(listener, 1)[0]) not in ends:
            pass
        status = {_CRASHED: 1, _QUITTING: self._status}.get(number, 128 + number)
        threading.Event().wait(PATIENCE)
        # Else the app has ended, and Python waits for a thread of its own that does not.
        if self._right_to_end.acquire(blocking=False):
            self._give_back()
        self._tell()
        os._exit(status)

    def _give_back(self) -> None:
        """Put the terminal right without waiting for it: what it has not taken yet is dropped."""
        with suppress(OSError, termios.error):
            flags = os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
            terminal = os.open(self._name, flags)
            os.dup2(os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC), 2)  # no more of the screen
            termios.tcsetattr(terminal, termios.TCSANOW, self._attributes)
            for _ in range(_ATTEMPTS):
                # Whoever is in the middle of a write keeps others from writing; when there is
                # room again it goes on, into nowhere.
                termios.tcflush(terminal, termios.TCOFLUSH)
                termios.tcflow(terminal, termios.TCOOFF)
                termios.tcflow(terminal, termios.TCOON)  # wakes it
                with suppress(BlockingIOError):
                    if os.write(terminal, _GIVE_BACK) == len(_GIVE_BACK):
                        break
                threading.Event().wait(_BETWEEN_ATTEMPTS)
            os.dup2(self._kept.get(2, terminal), 2)

    # Streams

    def _own_the_terminal(self) -> None:
        """Let the three standard streams be the terminal, whatever they are.

        Standard input may be a pipe with the token, whose bytes would be read as keys otherwise.
        """
        self._kept: dict[int, int] = {}
        others = [descriptor for descriptor in (0, 1, 2) if not os.isatty(descriptor)]
        if others:
            terminal = _open_terminal()
            for descriptor in others:
                with suppress(OSError):  # it may be closed
                    self._kept[descriptor] = os.dup(descriptor)
                os.dup2(terminal, descriptor)
            os.close(terminal)
        for descriptor in (0, 1, 2):
            os.set_blocking(descriptor, True)  # another program may have left it otherwise
        for descriptor in (0, 1, 2):
            name = ("stdin", "stdout", "stderr")[descriptor]
            if descriptor in others or getattr(sys, name) is None:
                # Python's own remembers that it was a file, or is not there where it was closed.
                mode = "w" if descriptor else "r"
                stream = open(descriptor, mode, buffering=1, closefd=False)  # noqa: SIM115
                setattr(sys, name, stream)
                setattr(sys, f"__{name}__", stream)

    def _speak(self) -> None:
        """Choose the encoding of what is drawn.

        An ASCII locale mostly means that none was set, on a terminal that knows UTF-8; any other
        is taken at its word, and gets the nearest ASCII in place of what it does not have.
        """
        stream = sys.__stderr__
        if not isinstance(stream, TextIOWrapper):
            return
        encoding = codecs.lookup(stream.encoding).name
        codecs.register_error("cdx-tui-ascii", _nearest_ascii)
        if self._ascii_only:
            encoding = "ascii"
        elif encoding == "ascii":
            encoding = "utf-8"
        stream.reconfigure(encoding=encoding, errors="cdx-tui-ascii")


def _open_terminal() -> int:
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        raise RefusedInput(
            "There is no terminal",
            "The app needs one for its screen and keys.",
            "Use `cdx-tui validate` in scripts.",
        ) from None
    if terminal > 2:
        return terminal
    import fcntl  # a standard stream is closed: keep its number free

    moved = fcntl.fcntl(terminal, fcntl.F_DUPFD_CLOEXEC, 3)
    os.close(terminal)
    return moved


def _nearest_ascii(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding does not have, cell by cell, so that all stays in its place."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_IN_ASCII.get(each) or _blank(each) for each in text), error.end


def _blank(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    return "??" if unicodedata.east_asian_width(character) in "WF" else "?"
