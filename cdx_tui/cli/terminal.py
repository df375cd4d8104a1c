"""Terminal management of the app: redirect streams, handle signals, and always restore."""

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
from cdx_tui.cli.early_input import original_attributes
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.text import clean

__all__ = ["EXIT_TIMEOUT", "TerminalGuard", "require_capable_terminal"]

EXIT_TIMEOUT: Final = 1.5
"""Seconds that the app has to exit; including clean-up, exiting takes 2 at most."""

_ATTEMPTS: Final = 40
_BETWEEN_ATTEMPTS: Final = 0.005

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_CRASHED: Final = 0
_QUITTING: Final = 255
_UNUSABLE_TERMS: Final = frozenset({"", "dumb", "unknown"})

# CAN aborts a truncated escape sequence; then Textual's modes are reset in reverse order.
_RESET_SEQUENCE: Final = (
    b"\x18\x1b[?2026l\x1b[?2048l\x1b[?2004l\x1b[?7h\x1b[?1016l\x1b[?1006l\x1b[?1015l\x1b[?1003l"
    b"\x1b[?1000l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)

_ASCII_REPLACEMENTS: Final = {
    **dict.fromkeys("─╌┄┈▁▔‾–—·", "-"),
    **dict.fromkeys("━═", "="),
    **dict.fromkeys("│┃║▏▕▌▐╎┆┊", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝", "+"),
    **dict.fromkeys("•●○◉✓", "*"),
    **dict.fromkeys("▀▄█▅▆▇▃▂▊▋▉▎▍", "#"),
    **dict.fromkeys("▶▸❯›→", ">"),
    **dict.fromkeys("◀◂‹←", "<"),
    **dict.fromkeys("▲▴↑", "^"),
    **dict.fromkeys("▼▾↓", "v"),
    "✗": "x",
    "…": ".",
}


def require_capable_terminal() -> None:
    """Raise an error if the terminal cannot display a screen.

    Raises:
        RefusedInput: `TERM` is not set, or names a terminal that cannot move its cursor.
    """
    name = os.environ.get("TERM", "")
    if name in _UNUSABLE_TERMS:
        raise RefusedInput(
            f"TERM is {clean(name)}" if name else "TERM is not set",
            "The app needs a terminal that can move its cursor.",
            "Set TERM to what your terminal is, such as xterm-256color, or use `cdx-tui validate`.",
        )


class TerminalGuard:
    """Context manager that connects the standard streams to the terminal, and ensures the exit.

    On a signal, a crash or a quit the app is asked to exit. If it has not done so within
    `EXIT_TIMEOUT`, because the terminal accepts no more bytes or a thread does not end, a watchdog
    thread restores the terminal and ends the process.

    Args:
        ascii_only: Whether to draw with ASCII only.

    Attributes:
        lacks_signs: Whether the terminal's encoding lacks the signs of the interface, such as `…`.
        received: The number of the signal that ends the app, if any.
        bug: The exception raised while the app exited on a signal. It is suppressed to keep the
            exit status of the signal.

    Raises:
        RefusedInput: There is no terminal.
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        self._ascii_only = ascii_only
        self._request_exit: Callable[[int], None] | None = None
        self._report_crash: Callable[[], None] = lambda: None
        self._exit_lock = threading.Lock()  # held by whoever ends the app: itself or the watchdog
        self._status = 0
        self.lacks_signs = ascii_only
        self.received: int | None = None
        self.bug: Exception | None = None

    def watch(self, request_exit: Callable[[int], None], report_crash: Callable[[], None]) -> None:
        """Set the callbacks that request the app's exit with a status and report its crash."""
        self._request_exit, self._report_crash = request_exit, report_crash
        if self.received is not None:
            request_exit(128 + self.received)

    def exit_started(self, status: int, *, crashed: bool = False) -> None:
        """Start the exit timeout; called when the app begins to exit."""
        self._status = status
        with suppress(BlockingIOError):
            os.write(self._wakeup_fd, bytes((_CRASHED if crashed else _QUITTING,)))

    def __enter__(self) -> Self:
        self._attach_streams()
        self._attributes = original_attributes() or termios.tcgetattr(0)
        self._terminal_name = os.ttyname(0)
        self._configure_encoding()
        listener, self._wakeup_fd = os.pipe2(os.O_CLOEXEC) if hasattr(os, "pipe2") else os.pipe()
        os.set_blocking(self._wakeup_fd, False)
        watchdog = threading.Thread(
            target=self._watch, args=(listener,), name="terminal-guard", daemon=True
        )
        watchdog.start()
        # A signal's number reaches the pipe even if its Python handler cannot run.
        signal.set_wakeup_fd(self._wakeup_fd, warn_on_full_buffer=False)
        for number in _SIGNALS:
            signal.signal(number, self._handle_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._exit_lock.acquire()
        with suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSANOW, self._attributes)
            if error is not None:
                os.write(2, _RESET_SEQUENCE)
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        for descriptor, saved in self._saved_descriptors.items():
            os.dup2(saved, descriptor)
            os.close(saved)
        ended_by_signal = self.received is not None and self._request_exit is not None
        self.bug = error if ended_by_signal and isinstance(error, Exception) else None
        return self.bug is not None

    # Signals

    def _handle_signal(self, number: int, _: FrameType | None) -> None:
        if self.received is None:
            self.received = number
        if self._request_exit is not None:
            self._request_exit(128 + number)

    def _watch(self, listener: int) -> None:
        """Wait for a signal or for the app to begin to exit; end the process after the timeout."""
        # Otherwise a write to the terminal from the background would stop the process.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        ends = {_CRASHED, _QUITTING, *_SIGNALS}
        while (number := os.read(listener, 1)[0]) not in ends:
            pass
        status = {_CRASHED: int(ExitStatus.BUG), _QUITTING: self._status}.get(number, 128 + number)
        threading.Event().wait(EXIT_TIMEOUT)
        # If the lock is taken, the app has exited, but Python still waits for a thread.
        if self._exit_lock.acquire(blocking=False):
            self._restore_terminal()
        self._report_crash()
        os._exit(status)

    def _restore_terminal(self) -> None:
        """Restore the terminal without blocking: pending output is discarded."""
        with suppress(OSError, termios.error):
            flags = os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
            terminal = os.open(self._terminal_name, flags)
            nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
            os.dup2(nowhere, 2)  # discards the rest of the screen
            termios.tcsetattr(terminal, termios.TCSANOW, self._attributes)
            for _ in range(_ATTEMPTS):
                # A blocked write keeps others from writing; once there is room again it goes on,
                # into /dev/null.
                termios.tcflush(terminal, termios.TCOFLUSH)
                termios.tcflow(terminal, termios.TCOOFF)
                termios.tcflow(terminal, termios.TCOON)  # wakes the blocked write
                with suppress(BlockingIOError):
                    if os.write(terminal, _RESET_SEQUENCE) == len(_RESET_SEQUENCE):
                        break
                threading.Event().wait(_BETWEEN_ATTEMPTS)
            os.dup2(self._saved_descriptors.get(2, terminal), 2)

    # Streams

    def _attach_streams(self) -> None:
        """Redirect the standard streams that are not terminals to the terminal.

        Standard input may be a pipe with the token, whose bytes would otherwise be read as keys.
        """
        self._saved_descriptors: dict[int, int] = {}
        others = [descriptor for descriptor in (0, 1, 2) if not os.isatty(descriptor)]
        if others:
            terminal = _open_terminal()
            for descriptor in others:
                with suppress(OSError):  # the stream may be closed
                    self._saved_descriptors[descriptor] = os.dup(descriptor)
                os.dup2(terminal, descriptor)
            os.close(terminal)
        for descriptor in (0, 1, 2):
            os.set_blocking(descriptor, True)  # another program may have left it non-blocking
        for descriptor in (0, 1, 2):
            name = ("stdin", "stdout", "stderr")[descriptor]
            if descriptor in others or getattr(sys, name) is None:
                # Python's own stream keeps the properties of a file, or is None if it was closed.
                mode = "w" if descriptor else "r"
                stream = open(descriptor, mode, buffering=1, closefd=False)  # noqa: SIM115
                setattr(sys, name, stream)
                setattr(sys, f"__{name}__", stream)

    def _configure_encoding(self) -> None:
        """Set the encoding of the output.

        An ASCII locale usually means that none was set, on a terminal that supports UTF-8. Any
        other encoding is used as it is; characters that it lacks are replaced by similar ASCII.
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
        self.lacks_signs = not _can_encode("…⏎✓", encoding)
        stream.reconfigure(encoding=encoding, errors="cdx-tui-ascii")


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _open_terminal() -> int:
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        raise RefusedInput(
            "No terminal found",
            "The app needs one for its screen and keys.",
            "Use `cdx-tui validate` in scripts.",
        ) from None
    if terminal > 2:
        return terminal
    import fcntl  # a standard stream was closed: leave its descriptor free

    moved = fcntl.fcntl(terminal, fcntl.F_DUPFD_CLOEXEC, 3)
    os.close(terminal)
    return moved


def _nearest_ascii(error: UnicodeError) -> tuple[str, int]:
    """Replace unencodable characters by ASCII of the same cell width, to keep the layout.

    It is an error handler for `codecs.register_error`.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_ASCII_REPLACEMENTS.get(each) or _placeholder(each) for each in text), error.end


def _placeholder(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    return "??" if unicodedata.east_asian_width(character) in "WF" else "?"
