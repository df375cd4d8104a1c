"""Read files with a size limit, and write them atomically."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

__all__ = ["TooLarge", "make_private_folder", "read_limited", "write_atomically", "write_new"]


class TooLarge(OSError):
    """The file is larger than the limit."""


def read_limited(path: Path, limit: int) -> tuple[bytes, os.stat_result]:
    """Return the content of a regular file, and its status at the time of reading.

    Args:
        path: The file; symbolic links are followed.
        limit: The maximum size in bytes.

    Raises:
        OSError: The file cannot be read, or is not regular: reading a named pipe would block.
        TooLarge: The file is larger than `limit` bytes.
    """
    with open(path, "rb", opener=_open_nonblocking) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a regular file")
        content = file.read(limit + 1)
    if len(content) > limit:
        raise TooLarge(f"it is larger than {limit:,} bytes")
    return content, status


def _open_nonblocking(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def make_private_folder(folder: Path) -> None:
    """Create `folder` and its missing parents, accessible to this user only (mode 0700)."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of `path` atomically, accessible to this user only (mode 0600).

    The content is written to a temporary file in the same folder, flushed to disk, and renamed:
    even if the process is killed, the file is complete, either the old or the new one. Missing
    parent folders are created. A symbolic link is kept, and its target replaced.

    Raises:
        OSError: Writing failed; the old file is unchanged.
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
    """Create a new file with `content`, accessible to this user only (mode 0600).

    The file gets its name once it is complete: a kill leaves either all of it or nothing.

    Raises:
        FileExistsError: The path exists, if only as a dangling symbolic link.
        OSError: Writing failed; the temporary file is removed.
    """
    import tempfile

    descriptor, temporary = tempfile.mkstemp(".tmp", ".cdx-tui.", path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        _link_new(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _link_new(temporary: str, path: Path) -> None:
    """Rename a file unless the new name exists; atomic if the file system has hard links."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as exFAT
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.replace(temporary, path)
