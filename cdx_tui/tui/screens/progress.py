"""The progress of work that takes a while: its name, and the seconds since it began."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final

from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

__all__ = ["SecondsTimer", "TaskProgress"]

_SHORT: Final = 0.3
"""Seconds; work that takes less is not reported."""


class TaskProgress:
    """Reports work in progress on `screen`; costs nothing while there is none.

    Work whose screen was closed ends silently.

    Args:
        screen: Where the work is done; its timers keep the time.
        tell: Called with the line to show: the latest work and its duration in seconds; empty
            once no work is left.
    """

    def __init__(self, screen: Screen[Any], tell: Callable[[str], None]) -> None:
        self._screen = screen
        self._tell = tell
        self._begun: dict[str, float] = {}
        self._timer: Timer | None = None
        self._told = False

    def begin(self, words: str) -> None:
        """Start or restart the work named `words`."""
        self._begun.pop(words, None)
        self._begun[words] = monotonic()
        if self._timer is None:
            self._timer = self._screen.set_timer(_SHORT, self._first)

    def end(self, words: str) -> None:
        """End the work named `words`."""
        self._begun.pop(words, None)
        if self._begun:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._told and self._screen.is_attached:
            self._tell("")
        self._told = False

    @contextmanager
    def during(self, words: str) -> Iterator[None]:
        """Count as long as the block runs."""
        self.begin(words)
        try:
            yield
        finally:
            self.end(words)

    def _first(self) -> None:
        self._timer = self._screen.set_interval(1.0, self._look)
        self._look()

    def _look(self) -> None:
        if self._begun:
            words, begun = next(reversed(self._begun.items()))
            seconds = int(monotonic() - begun)
            self._told = True
            self._tell(f"{words} …" + (f" {seconds:,} s" if seconds else ""))


class SecondsTimer:
    """Counts seconds for `node`, one count at a time."""

    def __init__(self, node: MessagePump) -> None:
        self._node = node
        self._timer: Timer | None = None

    def count(self, tell: Callable[[int], None]) -> None:
        """Call `tell` after each second with the number of seconds."""
        passed = 0

        def tick() -> None:
            nonlocal passed
            passed += 1
            tell(passed)

        self.stop()
        self._timer = self._node.set_interval(1.0, tick)

    def stop(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
