"""Standard output and standard error that fail predictably.

A write to standard output that fails raises `OutputFailed`, which is not an `OSError`: neither
argparse, which ignores those, nor a command's own error handling takes it for something else. What
can't be written to standard error is dropped.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Final, TextIO

from cdx_tui.cli.exit_status import ExitStatus

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["OutputFailed", "StandardStreams"]

_STDOUT: Final = 1
_STDERR: Final = 2


class OutputFailed(Exception):
    """Standard output can't be written.

    Attributes:
        status: The exit status.
        reason: The operating system's reason; empty if the reader closed the pipe, which is normal
            and not reported.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__()
        closed = isinstance(error, BrokenPipeError)
        self.status = ExitStatus.BROKEN_PIPE if closed else ExitStatus.OUTPUT_FAILED
        self.reason = "" if closed else error.strerror or str(error)


class StandardStreams:
    """Context manager that replaces the standard output streams by those described above.

    Streams that a test or another program has replaced are kept.

    Raises:
        OutputFailed: On exit, the rest of the output can't be written.
    """

    def __enter__(self) -> None:
        self._saved: tuple[TextIO, TextIO] = sys.stdout, sys.stderr
        if sys.stdout is sys.__stdout__:
            sys.stdout = _stream(_Output, _STDOUT, sys.stdout)
        if isinstance(sys.stdout, io.TextIOWrapper):  # the locale may allow only ASCII
            sys.stdout.reconfigure(errors="backslashreplace")
        if sys.stderr is sys.__stderr__:
            sys.stderr = _stream(_Messages, _STDERR, sys.stderr)
        self._streams: tuple[TextIO, TextIO] = sys.stdout, sys.stderr

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        output, messages = self._streams
        sys.stdout, sys.stderr = self._saved
        messages.flush()
        try:
            output.flush()
        except OutputFailed:
            if error is None or isinstance(error, SystemExit):  # else a bug is to be reported
                raise


class _Output(io.RawIOBase):
    """Unbuffered standard output; after the first error, the rest is dropped.

    Args:
        descriptor: The file descriptor, or None if the stream was closed. Its number may belong to
            another file by now.
    """

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor
        self._failed = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        if self._descriptor is None:
            raise OSError(errno.EBADF, "standard output is closed")
        return self._descriptor

    def isatty(self) -> bool:
        return self._descriptor is not None and os.isatty(self._descriptor)

    def write(self, data: ReadableBuffer, /) -> int:
        content = memoryview(data)
        if self._failed:
            return len(content)
        try:
            return self._write(content)
        except OSError as error:
            self._failed = True
            return self._fail(error, len(content))

    def _write(self, content: memoryview) -> int:
        while True:
            try:
                return os.write(self.fileno(), content)
            except BlockingIOError:  # another program has left the pipe non-blocking
                import select

                select.select([], [self], [])

    def _fail(self, error: OSError, length: int) -> int:
        raise OutputFailed(error) from None


class _Messages(_Output):
    """Unbuffered standard error; what can't be written is dropped."""

    def _fail(self, error: OSError, length: int) -> int:
        return length


def _stream(kind: type[_Output], descriptor: int, original: TextIO | None) -> TextIO:
    raw = kind(descriptor if original is not None else None)
    encoding, errors = "utf-8", "backslashreplace"
    if original is not None:
        encoding, errors = original.encoding, original.errors or errors
        with suppress(OSError, ValueError):
            original.flush()
    buffered = raw.isatty() or kind is _Messages
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding=encoding, errors=errors, line_buffering=buffered
    )
