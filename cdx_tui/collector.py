"""When Python's cyclic garbage collector runs: not while the program starts.

What a start imports and builds stays until the end. Looking through it for garbage, again and again
while it grows, takes a tenth of the start, and later a pause of each full collection. So it is left
out: off at first, then told apart from what comes later.
"""

from __future__ import annotations

import gc

__all__ = ["collect_from_now_on", "keep_what_started", "suspend_collection"]

_suspended = False


def suspend_collection() -> None:
    """Switch the collector off, until one of the other two functions is called."""
    global _suspended
    _suspended = gc.isenabled()
    gc.disable()


def collect_from_now_on() -> None:
    """Switch the collector on, if it was suspended."""
    global _suspended
    if _suspended:
        _suspended = False
        gc.enable()


def keep_what_started() -> None:
    """Switch the collector on, if it was suspended, for objects that are made from now on."""
    if _suspended:
        gc.freeze()
    collect_from_now_on()
