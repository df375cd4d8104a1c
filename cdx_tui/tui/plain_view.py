"""Print text on the terminal itself, to use the terminal's selection, search and scrolling."""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from typing import TextIO

__all__ = ["print_to_terminal"]

_POLL_INTERVAL = 0.1
_PROMPT = "── Enter goes back ──"


def print_to_terminal(
    text: str, output: TextIO, input_fd: int, is_exiting: Callable[[], bool]
) -> None:
    """Print `text`, and wait for Enter, end of input, or the exit of the app.

    The call blocks the event loop, since nothing else may write to the terminal meanwhile.

    Args:
        text: The text, cleaned.
        output: The terminal's output stream.
        input_fd: File descriptor that is read for Enter.
        is_exiting: Polled every 0.1 s; returns whether the app was asked to exit.
    """
    output.write(f"{text}\n{_PROMPT}\n")
    output.flush()
    while not is_exiting():
        ready, _, _ = select.select([input_fd], [], [], _POLL_INTERVAL)
        if ready:
            try:
                data = os.read(input_fd, 4096)
            except OSError:
                return
            if not data or b"\n" in data:
                return
