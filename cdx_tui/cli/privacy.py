"""Measures against secrets reaching a file, taken before anything else."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

__all__ = ["keep_private"]

_PR_SET_DUMPABLE: Final = 4


def keep_private() -> None:
    """Have no keys, values or memory written to files.

    Textual's own variables do that: they log every key, paste and value. It reads them as it is
    imported, so this comes before. A core dump would hold the token and the API secret.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    _forbid_core_dumps()


def _forbid_core_dumps() -> None:
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return
    # A collector that the kernel pipes core dumps to heeds no limit, but this. It also keeps
    # other processes of the user from reading this one's memory.
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
