"""Read a file, a pipe or standard input up to a maximum size, without waiting forever."""

from __future__ import annotations

import os
import select
import stat
from pathlib import Path
from typing import BinaryIO, Final

__all__ = ["IDLE_SECONDS", "MAX_INPUT_BYTES", "InputRefused", "read_file", "read_stream"]

MAX_INPUT_BYTES: Final = 64 * 2**20
"""Maximum size of a saved share or a schema file; it equals the default of `max_answer_bytes`."""

IDLE_SECONDS: Final = 10.0
"""How long a named pipe may send nothing; one that nobody writes to would never end."""

_CHUNK: Final = 2**20


class InputRefused(OSError):
    """The input is too large, or sends nothing; the message is a clause without a full stop."""


def read_file(path: Path, limit: int = MAX_INPUT_BYTES) -> bytes:
    """Return the content of a file or device, or of a named pipe such as `<(command)`.

    Args:
        path: The file; symbolic links are followed.
        limit: The maximum size in bytes.

    Raises:
        InputRefused: It is larger than `limit`, or a pipe that sends nothing for a while.
        OSError: It can't be read.
        ValueError: No file can have this name.
    """
    with open(path, "rb", buffering=0, opener=_open_nonblocking) as file:
        status = os.fstat(file.fileno())
        if stat.S_ISFIFO(status.st_mode):
            return _read(file, limit, IDLE_SECONDS)
        os.set_blocking(file.fileno(), True)
        if status.st_size > limit:
            raise _too_large(limit)
        return _read(file, limit)


def read_stream(stream: BinaryIO | None, limit: int = MAX_INPUT_BYTES) -> bytes:
    """Return the content of standard input, waiting for it as long as it takes.

    Raises:
        InputRefused: It is larger than `limit`, or `stream` is None because it was closed.
        OSError: It can't be read.
    """
    if stream is None:
        raise InputRefused("it is closed")
    return _read(stream, limit)


def _read(stream: BinaryIO, limit: int, idle_seconds: float | None = None) -> bytes:
    content = bytearray()
    while len(content) <= limit:
        if idle_seconds is not None and not _is_ready(stream, idle_seconds):
            raise InputRefused(f"it sent nothing for {idle_seconds:g} seconds")
        part: bytes | None = stream.read(min(_CHUNK, limit + 1 - len(content)))
        if part is None:  # non-blocking, and nothing is there yet
            _is_ready(stream, None)
        elif part:
            content += part
        else:
            return bytes(content)
    raise _too_large(limit)


def _is_ready(stream: BinaryIO, seconds: float | None) -> bool:
    """Wait for data or the end of a pipe; return False if neither comes within `seconds`."""
    poll = select.poll()
    poll.register(stream, select.POLLIN)
    return bool(poll.poll(None if seconds is None else seconds * 1000))


def _too_large(limit: int) -> InputRefused:
    size = f"{limit:,} bytes" if limit % 2**20 else f"{limit >> 20:,} MiB"
    return InputRefused(f"it is larger than {size}, the maximum")


def _open_nonblocking(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)
