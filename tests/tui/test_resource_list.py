"""The list of resources: filtered, sorted, and what stays where meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from cdx_tui.config.state import LayoutValue
from tests.tui.driver import AppDriver, open_app, sample


@asynccontextmanager
async def _telemetry(size: tuple[int, int] = (110, 30)) -> AsyncIterator[AppDriver]:
    async with open_app(size=size) as scene:
        await scene.validate(sample("stock trades").token)
        await scene.until("✓ valid")
        await scene.at_rest()
        yield scene


def _names(scene: AppDriver) -> list[str]:
    """Return the first words of the list's rows."""
    known = ("Stock Trades", "Closing Prices")
    rows = [line[1:20].strip() for line in scene.text.splitlines()[3:]]
    return [name for row in rows for name in known if row.startswith(name)]


async def test_a_filter_leaves_what_holds_it() -> None:
    async with _telemetry() as scene:
        await scene.press("slash", *"clos")
        await scene.until("resources 1 of 2")
        assert _names(scene) == ["Closing Prices"]
        await scene.until("closing-prices-value")  # the panes follow
        await scene.press("enter")
        assert scene.focused == "resources"
        await scene.press("escape")
        await scene.until("resources 2 ")
        assert _names(scene) == ["Stock Trades", "Closing Prices"]
        await scene.until("closing-prices-value")  # the cursor stays on its resource


async def test_a_filter_looks_into_schemas() -> None:
    async with _telemetry() as scene:
        await scene.press("slash", *"executed_at")
        await scene.until("resources 1 of 2")
        await scene.until("field executed_at")
        assert _names(scene) == ["Stock Trades"]
        await scene.press("escape")
        await scene.until("resources 2 ")
        assert scene.focused == "resources"


async def test_a_filter_that_finds_nothing_says_so() -> None:
    async with _telemetry() as scene:
        await scene.press("slash", *"zzz")
        await scene.until("nothing")
        await scene.until("resources 0 of 2")
        await scene.press("backspace", "backspace", "backspace")
        await scene.until("resources 2 ")


async def test_another_share_is_listed_in_full() -> None:
    async with _telemetry() as scene:
        await scene.press("slash", *"clos", "enter")
        await scene.until("resources 1 of 2")
        await scene.validate(sample("orders").token)
        await scene.until("Product Categories")
        await scene.until("resources 2 ")


async def test_sorting_by_key_and_the_way_back() -> None:
    async with _telemetry() as scene:
        await scene.press("c")
        await scene.until("Name ▲")
        assert _names(scene) == ["Closing Prices", "Stock Trades"]
        await scene.until("stock-trades-key")  # still on its resource
        await scene.press("C")
        await scene.until("Name ▼")
        assert _names(scene) == ["Stock Trades", "Closing Prices"]
        await scene.press(*"ccccc")
        await scene.until(lambda: "▼" not in scene.text.splitlines()[3])
        assert _names(scene) == ["Closing Prices", "Stock Trades"]  # the answer's order, reversed
        await scene.press("C")
        await scene.until(lambda: _names(scene) == ["Stock Trades", "Closing Prices"])


@pytest.mark.parametrize("clicks", [1, 2])
async def test_sorting_by_a_click_on_the_header(clicks: int) -> None:
    async with _telemetry() as scene:
        for _ in range(clicks):
            await scene.pilot.click("#resources", offset=(3, 0))
        await scene.until("Name ▲" if clicks == 1 else "Name ▼")


@pytest.mark.parametrize(("size", "name"), [((110, 30), "list-width"), ((70, 40), "list-height")])
async def test_the_edge_of_the_list_moves_and_is_kept(size: tuple[int, int], name: str) -> None:
    kept: dict[str, object] = {}

    def save(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
        kept.update(layout or {})

    def extent(scene: AppDriver) -> int:
        region = scene.app.screen.query_one("#list").region
        return region.width if name == "list-width" else region.height

    async with open_app(size=size, save=save) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        before = extent(scene)
        await scene.press("greater_than_sign", "greater_than_sign")
        await scene.until(lambda: extent(scene) > before)
        larger = extent(scene)
        await scene.press("less_than_sign")
        await scene.until(lambda: before < extent(scene) < larger)
        await scene.until(lambda: name in kept)
        last = extent(scene)
    async with open_app(size=size, layout=kept) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        assert extent(scene) == last
        await scene.press(*["greater_than_sign"] * 30)
        assert extent(scene) <= 0.71 * max(size)


async def test_a_layout_that_makes_no_sense_does_no_harm() -> None:
    async with open_app(size=(110, 30), layout={"list-width": 900, "list-height": "x"}) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        assert 20 < scene.app.screen.query_one("#list").region.width < 80
