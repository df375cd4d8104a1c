"""A program in a pty, and an emulated terminal screen of its output."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests.terminal.fork_server import ForkServer

# pyte prints sequences unknown to it; these are private ones that show nothing.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*(?:m|\$p)|\x1b\[[0-9;]*\$[a-z]"
    rb"|\x1bP.*?\x1b\\|\x1b_.*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)",
    re.DOTALL,
)

_SHELL_DESCRIPTOR = 20

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output is supported
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # in-band resize is not
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}


class Terminal:
    """Runs a program in a pty and keeps its output, as bytes and as a screen.

    `raw` holds every byte written so far; `status` is the exit status once it has ended (a negative
    number is a signal). With `delay`, bytes take that many seconds each way; without `answers`, the
    terminal does not reply to queries. With `forks`, the program is `cdx-tui`, started by that
    server with `argv` as its arguments and with no other streams than the terminal.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        stdin: Path | None = None,
        stdout: Path | None = None,
        stderr: Path | None = None,
        closed: Sequence[int] = (),
        delay: float = 0.0,
        answers: bool = True,
        forks: ForkServer | None = None,
    ) -> None:
        self.raw = bytearray()
        self._delay = delay
        self._answers = _ANSWERS if answers else {}
        self._incoming: deque[tuple[float, bytes]] = deque()
        self._outgoing: deque[tuple[float, bytes]] = deque()
        self.status: int | None = None
        self._screen = pyte.Screen(columns, rows)
        self._text: str | None = None
        self._stream = pyte.ByteStream(self._screen)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.started = time.perf_counter()
        self._forks = forks
        self.fd, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)
        self._attributes = termios.tcgetattr(self.fd)  # before the program can change them
        if forks is not None:
            self.pid = forks.start(argv, env or os.environ, cwd or os.getcwd(), terminal)
            os.close(terminal)
            return
        self.pid = os.fork()
        if self.pid == 0:  # pragma: no cover - the child
            os.close(self.fd)
            os.login_tty(terminal)
            if cwd:
                os.chdir(cwd)
            if stdin is not None:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            for descriptor, file in ((1, stdout), (2, stderr)):
                if file is not None:
                    os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), descriptor)
            if closed:
                os.dup2(2, _SHELL_DESCRIPTOR)  # keep the terminal open, as a shell does
            for descriptor in closed:
                os.close(descriptor)
            os.execvpe(argv[0], list(argv), dict(os.environ if env is None else env))
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_restored(self) -> bool:
        """Whether the program has restored the terminal.

        That is: the line settings, the normal screen, a visible cursor and line wrapping; no mouse,
        bracketed paste, focus reports, Kitty keyboard protocol or synchronised output.
        """
        modes = {b"25": True, b"7": True}
        for mode, state in re.findall(rb"\x1b\[\?([0-9]+)([hl])", self.raw):
            modes[mode] = state == b"h"
        kept = {mode for mode, is_on in modes.items() if is_on}
        keys = self.raw.rfind(b"\x1b[>") <= self.raw.rfind(b"\x1b[<u")
        return keys and kept == {b"25", b"7"} and termios.tcgetattr(self.fd) == self._attributes

    @property
    def text(self) -> str:
        """The screen, one line per row."""
        if self._text is None:  # waiting asks for it much more often than it changes
            self._text = "\n".join(self._screen.display)
        return self._text

    def read(self, seconds: float = 0.0) -> bool:
        """Read output for up to `seconds`; return False once the program has ended."""
        self._deliver()
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        if not data:
            return False
        self._incoming.append((time.perf_counter() + self._delay, data))
        self._deliver()
        return True

    def _deliver(self) -> None:
        """Deliver the bytes whose delay has passed, in both directions."""
        now = time.perf_counter()
        while self._outgoing and self._outgoing[0][0] <= now:
            os.write(self.fd, self._outgoing.popleft()[1])
        while self._incoming and self._incoming[0][0] <= now:
            self._receive(self._incoming.popleft()[1])

    def _receive(self, data: bytes) -> None:
        self.raw += data
        for question, answer in self._answers.items():
            if question in data:
                self.send(answer)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        self._text = None

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 20.0) -> float:
        """Return the seconds until the screen shows `wanted`; fail after `seconds`."""
        shown = wanted if callable(wanted) else lambda text: wanted in text
        begin = time.perf_counter()
        alive = True
        while not shown(self.text):
            took = time.perf_counter() - begin
            assert alive, f"the program has ended; the screen shows\n{self.text}"
            assert took < seconds, f"not seen within {seconds} s: {wanted}\n{self.text}"
            alive = self.read(0.02)
        return time.perf_counter() - begin

    def settle(self, quiet: float = 0.3) -> int:
        """Wait until nothing is written for `quiet` seconds; return the number of bytes written."""
        before = seen = len(self.raw)
        last = time.perf_counter()
        while time.perf_counter() - last < quiet and self.read(0.02):
            if len(self.raw) != seen:
                seen, last = len(self.raw), time.perf_counter()
        return len(self.raw) - before

    def send(self, data: str | bytes) -> None:
        """Press keys."""
        keys = data.encode() if isinstance(data, str) else data
        self._outgoing.append((time.perf_counter() + self._delay, keys))
        self._deliver()

    def paste(self, text: str) -> None:
        """Paste text as a terminal with bracketed paste does."""
        pending = f"\x1b[200~{text}\x1b[201~".encode()
        while pending:
            written = os.write(self.fd, pending[:1024])
            pending = pending[written:]
            self.read(0.005)

    def resize(self, columns: int, rows: int) -> None:
        """Resize the terminal."""
        self._screen.resize(rows, columns)
        self._text = None
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def forget(self) -> None:
        """Clear the screen and the recorded output."""
        self.raw.clear()
        self._screen.reset()
        self._text = None

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal as a dropped line does; only `wait` may be called afterwards."""
        os.close(self.fd)
        self.fd = -1

    def wait(self, seconds: float = 5.0, *, stalled: bool = False) -> int:
        """Wait for the program to end and return its exit status; fail after `seconds`.

        With `stalled`, its output is not read before it has ended.
        """
        begin = time.perf_counter()
        while self.status is None:
            assert time.perf_counter() - begin < seconds, f"still running\n{self.text}"
            if stalled or self.fd < 0:
                select.select([], [], [], 0.02)
            else:
                self.read(0.02)
            self._poll()
        while self.fd >= 0 and self.read(0.05) and select.select([self.fd], [], [], 0.05)[0]:
            pass
        return self.status

    def _poll(self) -> None:
        if self._forks is not None:
            status = self._forks.poll(self.pid)
        else:
            ended, code = os.waitpid(self.pid, os.WNOHANG)
            status = code if ended else None
        if status is not None:
            self.status = os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """Kill the program if it is running, and close the pty."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            while self.status is None:
                self._poll()
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
