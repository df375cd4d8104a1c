"""Screens of the app once it has settled, and the tour recorded without its pauses."""

from __future__ import annotations

import asyncio
from typing import Final, NamedTuple, Self

from textual.strip import Strip
from textual.worker import WorkerState

from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.driver import UNATTENDED_WORKERS
from cdx_tui.tui.input.gate import InputGate, is_awaiting_content
from cdx_tui.tui.screens.dialogs.samples import SamplesScreen
from cdx_tui.tui.tour import Tour
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app

__all__ = ["Frame", "record_tour", "settle"]

_WAITING_FOR_KEYS: Final = frozenset({"samples", "tour"})
_RUNNING: Final = (WorkerState.PENDING, WorkerState.RUNNING)


class Frame(NamedTuple):
    """A screen of the tour, and for how many seconds it is shown."""

    seconds: float
    rows: tuple[Strip, ...]

    @classmethod
    def of(cls, app: CdxApp, seconds: float = 0.0) -> Self:
        """Return the screen as it is painted now."""
        return cls(seconds, tuple(app.screen._compositor.render_strips()))

    @property
    def text(self) -> str:
        """The screen, one line per row."""
        return "\n".join(row.text for row in self.rows)


async def record_tour(size: tuple[int, int]) -> list[Frame]:
    """Run the tour at a size of the terminal, with the time taken out, and return its frames."""
    frames: list[Frame] = []
    started = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await started.wait()
        await settle(driver)
        frames.append(Frame.of(app, seconds))

    app = frozen_app(samples=True)
    app.tour = Tour(sleep=sleep)
    async with app.run_test(size=size) as pilot:
        driver = AppDriver(app, pilot)
        await driver.until(lambda: isinstance(app.screen, SamplesScreen))
        started.set()
        tour = [worker for worker in app.workers if worker.group == "tour"]
        await app.workers.wait_for_complete(tour)
    return frames


async def settle(driver: AppDriver) -> None:
    """Wait until the app has done all that the last key caused, and painted it."""
    app = driver.app
    gate = InputGate(app, UNATTENDED_WORKERS)

    def is_settled() -> bool:
        groups = {each.group for each in app.workers if each.state in _RUNNING}
        idle = groups <= _WAITING_FOR_KEYS and gate._is_settled()
        return idle and not is_awaiting_content(app)

    before = None
    while before != (now := Frame.of(app)) or not is_settled():
        await driver.until(is_settled)
        before = now
        await driver.pilot.pause()
