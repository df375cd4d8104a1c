"""Progress of slow tasks: the label and the elapsed seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final

from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

__all__ = ["SecondsTimer", "TaskProgress"]

_REPORT_DELAY: Final = 0.3
"""Seconds; shorter tasks are not reported."""


class TaskProgress:
    """Reporter of running tasks; no timer runs while there is none.

    A task whose screen was closed ends silently.

    Args:
        screen: Screen that owns the timers.
        report: Called every second with the line to show: the label of the latest task and its
            duration in seconds; empty once no task is left.
    """

    def __init__(self, screen: Screen[Any], report: Callable[[str], None]) -> None:
        self._screen = screen
        self._report = report
        self._started: dict[str, float] = {}
        self._timer: Timer | None = None
        self._reported = False

    def begin(self, label: str) -> None:
        """Start or restart the task `label`."""
        self._started.pop(label, None)
        self._started[label] = monotonic()
        if self._timer is None:
            self._timer = self._screen.set_timer(_REPORT_DELAY, self._start_reporting)

    def end(self, label: str) -> None:
        """End the task `label`."""
        self._started.pop(label, None)
        if self._started:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._reported and self._screen.is_attached:
            self._report("")
        self._reported = False

    @contextmanager
    def during(self, label: str) -> Iterator[None]:
        """Return a context manager that runs its block as the task `label`."""
        self.begin(label)
        try:
            yield
        finally:
            self.end(label)

    def _start_reporting(self) -> None:
        self._timer = self._screen.set_interval(1.0, self._report_latest)
        self._report_latest()

    def _report_latest(self) -> None:
        if self._started:
            label, started = next(reversed(self._started.items()))
            seconds = int(monotonic() - started)
            self._reported = True
            self._report(f"{label} …" + (f" {seconds:,} s" if seconds else ""))


class SecondsTimer:
    """Timer of `node` that counts seconds, one count at a time."""

    def __init__(self, node: MessagePump) -> None:
        self._node = node
        self._timer: Timer | None = None

    def count(self, report: Callable[[int], None]) -> None:
        """Start a count that calls `report` every second with the number of elapsed seconds."""
        elapsed = 0

        def tick() -> None:
            nonlocal elapsed
            elapsed += 1
            report(elapsed)

        self.stop()
        self._timer = self._node.set_interval(1.0, tick)

    def stop(self) -> None:
        """Stop the count."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
