"""A program in a pty, and the screen that a terminal would show of it."""

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

# What pyte does not know it prints; these are private sequences that show nothing.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*\$[a-z]"
    rb"|\x1bP.*?\x1b\\|\x1b_.*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)",
    re.DOTALL,
)

_SHELLS_OWN = 20

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output is known
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # in-band resize is not
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}


class Terminal:
    """Runs a program in a pty and keeps all that it wrote, as bytes and as a screen.

    `raw` holds every byte written so far; `status` the exit status once it has ended (a negative
    number is a signal). With `delay`, bytes take that many seconds each way; without `answers` the
    terminal leaves what it is asked unanswered.
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
    ) -> None:
        self.raw = bytearray()
        self._delay = delay
        self._answers = _ANSWERS if answers else {}
        self._to_come: deque[tuple[float, bytes]] = deque()
        self._to_go: deque[tuple[float, bytes]] = deque()
        self.status: int | None = None
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            if cwd:
                os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            if stdin is not None:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            for descriptor, file in ((1, stdout), (2, stderr)):
                if file is not None:
                    os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), descriptor)
            if closed:
                os.dup2(2, _SHELLS_OWN)  # a shell keeps the terminal open, or it would hang up
            for descriptor in closed:
                os.close(descriptor)
            os.execvpe(argv[0], list(argv), dict(os.environ if env is None else env))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)
        self._attributes = termios.tcgetattr(self.fd)

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
        """Whether the program has left the terminal as it found it.

        That is: the settings of the line, the normal screen, a cursor, wrapped lines; no mouse,
        no bracketed paste, no reports of focus, no keys of the Kitty protocol, no held output.
        """
        modes = {b"25": True, b"7": True}
        for mode, state in re.findall(rb"\x1b\[\?([0-9]+)([hl])", self.raw):
            modes[mode] = state == b"h"
        kept = {mode for mode, is_on in modes.items() if is_on}
        keys = self.raw.rfind(b"\x1b[>") <= self.raw.rfind(b"\x1b[<u")
        return keys and kept == {b"25", b"7"} and termios.tcgetattr(self.fd) == self._attributes

    @property
    def text(self) -> str:
        """The screen, a line a row."""
        return "\n".join(self._screen.display)

    def read(self, seconds: float = 0.0) -> bool:
        """Take what was written within `seconds`; False at the program's end."""
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
        self._to_come.append((time.perf_counter() + self._delay, data))
        self._deliver()
        return True

    def _deliver(self) -> None:
        """Bring to either side what has been under way for long enough."""
        now = time.perf_counter()
        while self._to_go and self._to_go[0][0] <= now:
            os.write(self.fd, self._to_go.popleft()[1])
        while self._to_come and self._to_come[0][0] <= now:
            self._take(self._to_come.popleft()[1])

    def _take(self, data: bytes) -> None:
        self.raw += data
        for question, answer in self._answers.items():
            if question in data:
                self.send(answer)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 20.0) -> float:
        """Return after how many seconds the screen shows `wanted`; fail where it never does."""
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
        """Wait until nothing is written for `quiet` seconds; return how many bytes were."""
        before = seen = len(self.raw)
        last = time.perf_counter()
        while time.perf_counter() - last < quiet and self.read(0.02):
            if len(self.raw) != seen:
                seen, last = len(self.raw), time.perf_counter()
        return len(self.raw) - before

    def send(self, data: str | bytes) -> None:
        """Press keys."""
        keys = data.encode() if isinstance(data, str) else data
        self._to_go.append((time.perf_counter() + self._delay, keys))
        self._deliver()

    def paste(self, text: str) -> None:
        """Paste, as a terminal with bracketed paste does."""
        pending = f"\x1b[200~{text}\x1b[201~".encode()
        while pending:
            written = os.write(self.fd, pending[:1024])
            pending = pending[written:]
            self.read(0.005)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def forget(self) -> None:
        """Clear the screen and forget what was written."""
        self.raw.clear()
        self._screen.reset()

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as a line that drops does; only `wait` makes sense after it."""
        os.close(self.fd)
        self.fd = -1

    def wait(self, seconds: float = 5.0, *, stalled: bool = False) -> int:
        """Wait for the program's end and return its exit status; fail where it goes on.

        With `stalled` nothing that it writes is taken before it has ended.
        """
        begin = time.perf_counter()
        while self.status is None:
            assert time.perf_counter() - begin < seconds, f"still running\n{self.text}"
            if stalled or self.fd < 0:
                select.select([], [], [], 0.02)
            else:
                self.read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        while self.fd >= 0 and self.read(0.05) and select.select([self.fd], [], [], 0.05)[0]:
            pass
        return self.status

    def close(self) -> None:
        """End the program, however it is."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.status = -signal.SIGKILL
        if self.fd >= 0:
            os.close(self.fd)
