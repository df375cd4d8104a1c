"""Where the focus goes, what its change repaints, and what a dialog lays out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import LayoutUpdate
from textual.geometry import Size
from textual.screen import Screen

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.tui.frugal import FrugalApp
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.widgets.schema.views import View
from tests.tui.driver import open_app, open_share

_PACKAGE = Path(__file__).parent.parent.parent / "cdx_tui"


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


async def test_a_view_that_has_just_lost_the_focus_does_not_take_it_back() -> None:
    async with open_share("orders") as driver:
        await driver.press("4")
        await driver.until(lambda: driver.focused == "sample")
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        screen.focus_resources()  # as a share that comes in does, before it shows its fields
        screen.viewed = replace(screen.viewed, view=View.FIELDS)
        await driver.wait_until_idle()
        assert driver.focused == "resources"


def test_no_module_moves_the_focus_later() -> None:
    """`Widget.focus` is deferred, so that a key in between would go elsewhere."""
    late = [path.name for path in _PACKAGE.rglob("*.py") if ".focus()" in path.read_text("utf-8")]
    assert late == []
