"""What a change of the focus repaints."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import LayoutUpdate
from textual.screen import Screen

from cdx_tui.tui.frugal import FrugalApp
from tests.tui.driver import open_share


@pytest.mark.painted
async def test_the_focus_moves_without_a_repaint_of_the_whole_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted: list[type] = []
    display = FrugalApp._display

    def recorded(app: FrugalApp, screen: Screen[object], update: Any) -> None:
        painted.append(type(update))
        display(app, screen, update)

    async with open_share("orders") as driver:
        await driver.wait_until_idle()
        monkeypatch.setattr(FrugalApp, "_display", recorded)
        before = driver.focused
        await driver.press("tab")
        await driver.until(lambda: driver.focused != before and bool(painted))
        await driver.wait_until_idle()
    assert LayoutUpdate not in painted
