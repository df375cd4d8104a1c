"""A line on standard error that says what takes long, while it does; only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["progress"]


@contextmanager
def progress(message: str) -> Iterator[None]:
    """Show `message` until the block ends."""
    shown = sys.stderr is not None and sys.stderr.isatty()
    if shown:
        print(f"cdx-tui: {message} (Ctrl+C cancels)", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print("\x1b[1G\x1b[K", end="", file=sys.stderr, flush=True)
