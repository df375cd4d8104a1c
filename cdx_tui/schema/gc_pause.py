"""Pause the cyclic garbage collector while a large tree is built, and set the tree aside."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["pause_gc", "set_aside", "take_back"]

_LARGE = 500_000
"""Size of a text in characters from which on its tree takes a collection noticeably long."""

_lock = threading.Lock()
_depth = 0
_was_enabled = False
_set_aside = False


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


@contextmanager
def set_aside(size: int) -> Iterator[None]:
    """Pause the collector, and let it ignore what was built from a large text from then on.

    Otherwise the next full collection, during some key press, would look through a tree of half a
    million objects that has no cycles. `take_back` ends that.

    Args:
        size: Length of the text, in characters.
    """
    global _set_aside
    with pause_gc():
        yield
        if size >= _LARGE:
            gc.freeze()
            _set_aside = True


def take_back() -> None:
    """Let the collector see again what was set aside, since it is no longer in use."""
    global _set_aside
    if _set_aside:
        _set_aside = False
        gc.unfreeze()
