"""Reading files with a limit, and writing them so that no reader ever sees half of one."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

__all__ = ["TooLarge", "make_private_folder", "read_limited", "write_atomically", "write_new"]


class TooLarge(OSError):
    """The file holds more than will be read."""


def read_limited(path: Path, limit: int) -> tuple[bytes, os.stat_result]:
    """Return the whole of a regular file, and its status at the time of reading.

    Args:
        path: The file; symbolic links are followed.
        limit: The most bytes to accept.

    Raises:
        OSError: It can't be read, or is no regular file: a named pipe would keep the app waiting.
        TooLarge: It holds more than `limit` bytes.
    """
    with open(path, "rb", opener=_open_without_waiting) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a regular file")
        content = file.read(limit + 1)
    if len(content) > limit:
        raise TooLarge(f"it holds more than {limit:,} bytes")
    return content, status


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def make_private_folder(folder: Path) -> None:
    """Create `folder` and its missing parents, each for this user alone (mode 0700)."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step, for this user alone (mode 0600).

    It is written to a temporary file in the same folder, brought to the disk, and moved into
    place: at any moment, and after a kill at any moment, the file is the old or the new one.
    A symbolic link stays one; what it points to is replaced.

    Raises:
        OSError: It could not be written. What was there is as it was.
    """
    import tempfile

    target = Path(os.path.realpath(path))
    make_private_folder(target.parent)
    descriptor, temporary = tempfile.mkstemp(".tmp", f".{target.name}.", target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def write_new(path: Path, content: bytes) -> None:
    """Create a new file with `content`, for this user alone (mode 0600).

    It gets its name once it is whole: a kill leaves all of it or none.

    Raises:
        FileExistsError: Something is there, be it a symbolic link that leads nowhere.
        OSError: It could not be written. What was begun is taken away again.
    """
    import tempfile

    descriptor, temporary = tempfile.mkstemp(".tmp", ".cdx-tui.", path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        _name(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _name(temporary: str, path: Path) -> None:
    """Give a file its name where nothing has it yet, in one step where links are known."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as exFAT
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.replace(temporary, path)
