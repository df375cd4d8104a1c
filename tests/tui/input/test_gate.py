"""The input gate: what an event waits for before it is delivered."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import App
from textual.screen import Screen

from cdx_tui.tui.input import gate


class SlowScreen(Screen[None]):
    """A screen that is mounted once `widgets_there` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets_there = asyncio.Event()
        self.keys: list[str] = []

    async def on_mount(self) -> None:
        await self.widgets_there.wait()

    def on_key(self, event: events.Key) -> None:
        self.keys.append(event.key)


async def test_a_key_waits_until_the_screen_has_its_widgets_however_long_that_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "_LIMIT", 0.0)
    app: App[None] = App()
    async with app.run_test() as pilot:
        screen = SlowScreen()
        app.push_screen(screen)
        app_gate = gate.InputGate(app)
        app_gate.put(events.Key("x", "x"))
        for _ in range(gate._EAGER_CHECKS):
            await asyncio.sleep(0)
        still_waiting = app_gate.waiting
        screen.widgets_there.set()
        assert still_waiting
        async with asyncio.timeout(10):
            while not screen.keys:
                await pilot.pause()
        assert screen.keys == ["x"]
