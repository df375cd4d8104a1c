"""Process-wide measures that keep secrets from being written to files."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

__all__ = ["harden_process"]

_PR_SET_DUMPABLE: Final = 4


def harden_process() -> None:
    """Disable Textual's logging and core dumps; call it before importing Textual.

    Textual reads its environment variables on import; they make it log every key, paste and value.
    A core dump would contain the token and the API secret.
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
    # A handler to which the kernel pipes core dumps ignores the limit, but not this flag. The flag
    # also keeps other processes of the user from reading this one's memory.
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
