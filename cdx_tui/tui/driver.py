"""Textual's driver for POSIX terminals, hardened against what terminals do.

It survives bytes that are not UTF-8, input that no terminal should send, a terminal that goes away,
a size of zero, and signals in the middle of a write.
"""

from __future__ import annotations

import os
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable
from time import monotonic
from typing import IO, Any, Final

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from cdx_tui.tui.input.gate import InputGate
from cdx_tui.tui.input.parser import InputParser

__all__ = ["TerminalDriver"]

UNATTENDED_WORKERS: Final = frozenset({"clipboard", "state", "validate"})
"""Groups of workers that no key waits for: requests, other programs, and files."""

_HUNG_UP: Final = 128 + signal.SIGHUP
_LARGEST_READ: Final = 1 << 16
_PAUSE: Final = 0.1
"""Seconds between checks whether the app has ended, while nothing is typed."""


class TerminalDriver(LinuxDriver):
    """Draws on, and reads from, the terminal that is standard input and standard error."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._suspended = False
        self._gone = False
        self.gate = InputGate(self._app, UNATTENDED_WORKERS)
        if self._file is not None:
            output: Any = _Output(self._file, self._hung_up)
            self._file = output

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size that the terminal reports; `COLUMNS` and `LINES` miss a resize."""
        try:
            size = os.get_terminal_size(self.fileno)
        except OSError:
            return 80, 24
        return size.columns or 80, size.lines or 24

    def toggle_mouse(self) -> bool:
        """Capture or release the mouse; return whether it is captured now."""
        if self._mouse:
            self._disable_mouse_support()
            self._mouse = False
        else:
            self._mouse = True
            self._enable_mouse_support()
        self.flush()
        return self._mouse

    # Signals. Python runs their handlers between any two instructions, one that holds the lock of
    # the output queue included, so the work is left to the event loop.

    def _sigtstp_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._suspend)

    def _sigcont_application(self, *_: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._resume)

    def _suspend(self) -> None:
        if self._auto_restart and not self._ending:
            self._suspended = True
            super()._sigtstp_application()

    def _resume(self) -> None:
        """Take the terminal again, also after a SIGSTOP, which can't be caught.

        Textual starts a second time there, on top of the first, and then takes its own settings
        of the terminal for those to be restored.
        """
        if not self._auto_restart or self._ending:
            return
        if not self._suspended:
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._suspended = False
        super()._sigcont_application()

    @property
    def _ending(self) -> bool:
        return self._gone or bool(self._app._exit)

    # Input

    def send_message(self, message: Message) -> None:
        """Send a message to the app, input by way of the gate."""
        if isinstance(message, events.InputEvent | events.Paste):
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self.gate.put, message)
        else:
            super().send_message(message)

    def _run_input_thread(self) -> None:
        """Read input; a bug in here is reported by `threading.excepthook`."""
        self.run_input_thread()

    def run_input_thread(self) -> None:
        """Turn input into events until the app ends or the terminal is gone."""
        parser = InputParser()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            wait = _PAUSE if parser.due is None else max(0.0, parser.due - monotonic())
            ready, _, _ = select.select([self.fileno], [], [], min(wait, _PAUSE))
            if ready:
                try:
                    data = os.read(self.fileno, _LARGEST_READ)
                except OSError:
                    data = b""
                if not data:
                    self._hung_up()
                    return
                for event in parser.feed(decode(data), monotonic()):
                    self.process_message(event)
            for event in parser.tick(monotonic()):
                self.process_message(event)

    def _hung_up(self) -> None:
        """End the app, from any thread, since the terminal is gone."""
        self._gone = True
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._app.exit, None, _HUNG_UP)


class _Output:
    """The terminal as a file whose writes never fail: once it is gone, they go nowhere."""

    def __init__(self, file: IO[str], gone: Callable[[], None]) -> None:
        self._file = file
        self._tell = gone

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write; end the app if the terminal is gone."""
        try:
            self._file.write(text)
        except OSError:
            self._give_up()

    def flush(self) -> None:
        """Flush; end the app if the terminal is gone."""
        try:
            self._file.flush()
        except OSError:
            self._give_up()

    def _give_up(self) -> None:
        null = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
        os.dup2(null, self._file.fileno())  # or Python fails to flush the rest at exit
        os.close(null)
        self._tell()
