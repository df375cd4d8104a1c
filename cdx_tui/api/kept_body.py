"""Keep a response body for saving it later, compressed in the background."""

from __future__ import annotations

import threading
import zlib
from typing import Final

__all__ = ["KeptBody"]

_THREAD_THRESHOLD: Final = 256 * 1024
"""Size in bytes from which on compressing would hold up the caller noticeably."""


class KeptBody:
    """Bytes that are compressed at once if they are few, else in a thread; reading never waits.

    Args:
        data: The bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._plain: bytes | None = data
        self._compressed = b""
        if len(data) < _THREAD_THRESHOLD:
            self._compress()
        else:
            threading.Thread(target=self._compress, name="cdx-tui-keep", daemon=True).start()

    def read(self) -> bytes:
        """Return the bytes."""
        plain = self._plain
        return plain if plain is not None else zlib.decompress(self._compressed)

    def _compress(self) -> None:
        if self._plain is not None:
            self._compressed = zlib.compress(self._plain, 1)  # lets other threads run meanwhile
            self._plain = None
