"""Textual's driver for POSIX terminals, hardened against faulty terminals.

It handles invalid UTF-8, malformed input sequences, a terminal that is closed, a size of zero, and
signals during a write.
"""

from __future__ import annotations

import os
import re
import select
import signal
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import IO, Any, ClassVar, Final

from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from cdx_tui.tui.input.gate import InputGate
from cdx_tui.tui.input.input_parser import InputParser

__all__ = ["TerminalDriver", "has_shell"]

UNATTENDED_WORKERS: Final = frozenset({"clipboard", "state", "tour", "validate"})
"""Groups of workers that key presses do not wait for: requests, other programs, files, the tour."""

_CURSOR_MOVE: Final = re.compile(r"\x1b\[[0-9]+;[0-9]+H")
_HANGUP_STATUS: Final = 128 + signal.SIGHUP
_MAX_READ_SIZE: Final = 1 << 16
_POLL_INTERVAL: Final = 0.1
"""Interval in seconds at which an idle input thread checks whether the app has ended."""


def has_shell() -> bool:
    """Return whether there may be a shell in this session that can continue a stopped process.

    A program that a terminal multiplexer or ssh started by itself would stop for good. POSIX calls
    its process group orphaned, and has SIGTSTP ignored there.
    """
    try:
        return os.getsid(os.getppid()) == os.getsid(0)
    except OSError:
        return False


class TerminalDriver(LinuxDriver):
    """Driver for the terminal on standard input (keys) and standard error (output)."""

    initial_attributes: ClassVar[list[Any] | None] = None
    """The terminal's attributes to restore, if they were changed before the driver started."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._suspended = False
        self._terminal_gone = False
        self.gate = InputGate(self._app, UNATTENDED_WORKERS)
        self._arrived: deque[Message] = deque()
        self._announced = ""
        self._last_move = ""
        if self._file is not None:
            output: Any = _Output(self._file, self._handle_hangup)
            self._file = output

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the reported size as columns and rows; 80 x 24 if it is unknown.

        `COLUMNS` and `LINES` are ignored, since they do not follow a resize.
        """
        try:
            size = os.get_terminal_size(self.fileno)
        except OSError:
            return 80, 24
        return size.columns or 80, size.lines or 24

    def write(self, data: str) -> None:
        """Write to the terminal, except for an update without any cell or move of the cursor.

        Textual announces each repaint and moves the cursor after it, though no cell has changed.
        """
        if data == SYNC_START:
            self._announced = data
        elif data == SYNC_END and self._announced:
            self._announced = ""
        elif data != self._last_move:
            super().write(self._announced + data)
            self._announced = ""
            if data != SYNC_END:
                end = data[data.rfind("\x1b") :]
                self._last_move = end if _CURSOR_MOVE.fullmatch(end) else ""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's own is untyped
        if self.initial_attributes is not None:
            self.attrs_before = self.initial_attributes

    def toggle_mouse(self) -> bool:
        """Toggle mouse capture, and return whether the mouse is captured now."""
        if self._mouse:
            self._disable_mouse_support()
            self._mouse = False
        else:
            self._mouse = True
            self._enable_mouse_support()
        self.flush()
        return self._mouse

    # Signals. Python runs their handlers between any two instructions, even while the lock of the
    # output queue is held, so the work is deferred to the event loop.

    def _sigtstp_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._suspend)

    def _sigcont_application(self, *_: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._resume)

    def _suspend(self) -> None:
        if self._auto_restart and not self._is_exiting:
            self._suspended = True
            self._app.app_suspend_signal.publish(self._app)  # Textual does for its own key alone
            super()._sigtstp_application()

    def _resume(self) -> None:
        """Resume application mode, also after a SIGSTOP, which can't be caught.

        After a SIGSTOP Textual was never suspended: it would start application mode twice, and save
        its own terminal settings as those to restore at exit.
        """
        if not self._auto_restart or self._is_exiting:
            return
        if not self._suspended:
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._suspended = False
        super()._sigcont_application()

    @property
    def _is_exiting(self) -> bool:
        return self._terminal_gone or bool(self._app._exit)

    # Input

    def send_message(self, message: Message) -> None:
        """Send a message to the app; input events pass through the input gate."""
        if isinstance(message, events.InputEvent | events.Paste):
            self._arrived.append(message)
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._hand_over)
        else:
            super().send_message(message)

    def _hand_over(self) -> None:
        while self._arrived:
            self.gate.put(self._arrived.popleft())

    def is_typed_ahead(self, key: str) -> bool:
        """Return whether a key was read that the app has not been given yet."""
        events_ahead = (*self.gate.waiting, *self._arrived)
        return any(isinstance(each, events.Key) and each.key == key for each in events_ahead)

    def _run_input_thread(self) -> None:
        """Run the input loop; an unhandled exception reaches `threading.excepthook`."""
        self.run_input_thread()

    def run_input_thread(self) -> None:
        """Parse input into events until the app ends or the terminal is closed."""
        parser = InputParser()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            wait = _POLL_INTERVAL if parser.due is None else max(0.0, parser.due - monotonic())
            ready, _, _ = select.select([self.fileno], [], [], min(wait, _POLL_INTERVAL))
            if ready:
                try:
                    data = os.read(self.fileno, _MAX_READ_SIZE)
                except OSError:
                    data = b""
                if not data:
                    self._handle_hangup()
                    return
                for event in parser.feed(decode(data), monotonic()):
                    self.process_message(event)
            for event in parser.tick(monotonic()):
                self.process_message(event)

    def _handle_hangup(self) -> None:
        """Exit the app because the terminal was closed; can be called from any thread."""
        self._terminal_gone = True
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._app.exit, None, _HANGUP_STATUS)


class _Output:
    """File wrapper whose writes never fail: they are discarded once the terminal is closed.

    Args:
        file: The terminal's output.
        on_closed: Called when a write or flush fails.
    """

    def __init__(self, file: IO[str], on_closed: Callable[[], None]) -> None:
        self._file = file
        self._on_closed = on_closed

    def fileno(self) -> int:
        """Return the file descriptor."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write `text`; exit the app if the terminal is closed."""
        try:
            self._file.write(text)
        except OSError:
            self._redirect_to_null()

    def flush(self) -> None:
        """Flush the file; exit the app if the terminal is closed."""
        try:
            self._file.flush()
        except OSError:
            self._redirect_to_null()

    def _redirect_to_null(self) -> None:
        null = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
        os.dup2(null, self._file.fileno())  # else flushing the remaining output fails at exit
        os.close(null)
        self._on_closed()
