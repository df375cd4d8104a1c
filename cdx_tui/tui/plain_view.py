"""A text on the terminal itself, for its own selection, search and scrolling."""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from typing import TextIO

__all__ = ["print_to_terminal"]

_PAUSE = 0.1
_END = "── Enter goes back ──"


def print_to_terminal(
    text: str, output: TextIO, keyboard: int, is_exiting: Callable[[], bool]
) -> None:
    """Print `text` below the app, and wait for Enter, end of input, or the end of the app.

    It blocks: nothing else may write to the terminal meanwhile.
    """
    output.write(f"{text}\n{_END}\n")
    output.flush()
    while not is_exiting():
        ready, _, _ = select.select([keyboard], [], [], _PAUSE)
        if ready:
            try:
                typed = os.read(keyboard, 4096)
            except OSError:
                return
            if not typed or b"\n" in typed:
                return
