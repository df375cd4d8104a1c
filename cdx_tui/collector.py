"""When Python's cyclic garbage collector runs: not while the program starts.

What a start imports and builds lives until the end. Searching it for garbage again and again takes
a tenth of the start, and prolongs each full collection later. So the collector is off during the
start, and afterwards ignores what exists by then (`gc.freeze`).
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
