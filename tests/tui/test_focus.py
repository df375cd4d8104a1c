"""What a change of the focus repaints, and what a dialog lays out."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import LayoutUpdate
from textual.geometry import Size
from textual.screen import Screen

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.tui.frugal import FrugalApp
from tests.tui.driver import open_app, open_share


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


async def test_a_dialog_is_laid_out_once_and_right_for_the_size_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out: list[str] = []
    refresh_layout = Screen._refresh_layout

    def recorded(screen: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
        if size is not None:
            laid_out.append(type(screen).__name__)
            assert "-high" in screen.classes
        refresh_layout(screen, size, scroll)

    monkeypatch.setattr(Screen, "_refresh_layout", recorded)
    async with open_app(samples=CATALOGUE) as driver:
        await driver.until("Sample shares")
        await driver.press("down")
        assert laid_out == ["MainScreen", "SamplesScreen"]
        await driver.pilot.resize_terminal(70, 20)
        await driver.until(lambda: len(laid_out) > 3)
