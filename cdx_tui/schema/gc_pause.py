"""Holds the cyclic garbage collector back while a large tree is built."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["no_collection"]

_lock = threading.Lock()
_inside = 0
_was_on = False


@contextmanager
def no_collection() -> Iterator[None]:
    """Let no cyclic garbage be collected meanwhile, in any thread.

    The collector stops every thread to walk all that is alive. While the tree of a 10 MB document
    grows in one thread that halts the interface in another for a second, for no gain: a tree has
    no cycles. A collector that was off before stays off.
    """
    global _inside, _was_on
    with _lock:
        if _inside == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0 and _was_on:
                gc.enable()
