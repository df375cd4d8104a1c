"""Pause the cyclic garbage collector while a large tree is built."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["pause_gc"]

_lock = threading.Lock()
_depth = 0
_was_enabled = False


@contextmanager
def pause_gc() -> Iterator[None]:
    """Pause the cyclic garbage collector, in all threads; reentrant and thread-safe.

    A collection stops every thread while it traverses all live objects. Building the tree of a
    10 MB document in one thread would block the interface in another for a second, for no gain: a
    tree has no cycles. A collector that was disabled before stays disabled.
    """
    global _depth, _was_enabled
    with _lock:
        if _depth == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if _depth == 0 and _was_enabled:
                gc.enable()
