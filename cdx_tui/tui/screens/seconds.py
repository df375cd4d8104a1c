"""Seconds that pass while something is waited for."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

__all__ = ["Seconds"]


class Seconds:
    """Counts the seconds for `node`, one count at a time; it costs nothing while it stands."""

    def __init__(self, node: MessagePump) -> None:
        self._node = node
        self._timer: Timer | None = None

    def count(self, tell: Callable[[int], None]) -> None:
        """Call `tell` after each second with how many have passed."""
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
