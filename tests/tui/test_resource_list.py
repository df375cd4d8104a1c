"""The resource list: filtering, sorting, and what stays selected."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from cdx_tui.config.state import LayoutValue
from tests.tui.driver import AppDriver, open_share, sample


@asynccontextmanager
async def _telemetry(size: tuple[int, int] = (110, 30)) -> AsyncIterator[AppDriver]:
    async with open_share("stock trades", size=size) as driver:
        await driver.wait_until_idle()
        yield driver


def _names(driver: AppDriver) -> list[str]:
    """Return the first words of the list's rows."""
    known = ("Stock Trades", "Closing Prices")
    rows = [line[1:20].strip() for line in driver.text.splitlines()[3:]]
    return [name for row in rows for name in known if row.startswith(name)]


async def test_a_filter_keeps_matching_resources() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"clos")
        await driver.until("resources 1 of 2")
        assert _names(driver) == ["Closing Prices"]
        await driver.until("closing-prices-value")  # the panes follow the cursor
        await driver.press("enter")
        assert driver.focused == "resources"
        await driver.press("escape")
        await driver.until("resources 2 ")
        assert _names(driver) == ["Stock Trades", "Closing Prices"]
        await driver.until("closing-prices-value")  # the cursor stays on its resource


async def test_a_filter_searches_schemas() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"executed_at")
        await driver.until("resources 1 of 2")
        await driver.until("field executed_at")
        assert _names(driver) == ["Stock Trades"]
        await driver.press("escape")
        await driver.until("resources 2 ")
        assert driver.focused == "resources"


async def test_a_filter_that_finds_nothing_says_so() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"zzz")
        await driver.until("nothing")
        await driver.until("resources 0 of 2")
        await driver.press("backspace", "backspace", "backspace")
        await driver.until("resources 2 ")


async def test_another_share_is_listed_in_full() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"clos", "enter")
        await driver.until("resources 1 of 2")
        await driver.validate(sample("orders").token)
        await driver.until("Product Categories")
        await driver.until("resources 2 ")


async def test_sorting_by_key_and_restoring_the_order() -> None:
    async with _telemetry() as driver:
        await driver.press("c")
        await driver.until("Name ▲")
        assert _names(driver) == ["Closing Prices", "Stock Trades"]
        await driver.until("stock-trades-key")  # the cursor is still on its resource
        await driver.press("C")
        await driver.until("Name ▼")
        assert _names(driver) == ["Stock Trades", "Closing Prices"]
        await driver.press(*"ccccc")
        await driver.until(lambda: "▼" not in driver.text.splitlines()[3])
        assert _names(driver) == [
            "Closing Prices",
            "Stock Trades",
        ]  # the order of the response, reversed
        await driver.press("C")
        await driver.until(lambda: _names(driver) == ["Stock Trades", "Closing Prices"])


@pytest.mark.parametrize("clicks", [1, 2])
async def test_sorting_by_a_click_on_the_header(clicks: int) -> None:
    async with _telemetry() as driver:
        for _ in range(clicks):
            await driver.pilot.click("#resources", offset=(3, 0))
        await driver.until("Name ▲" if clicks == 1 else "Name ▼")


@pytest.mark.parametrize(("size", "name"), [((110, 30), "list-width"), ((70, 40), "list-height")])
async def test_the_edge_of_the_list_moves_and_is_kept(size: tuple[int, int], name: str) -> None:
    kept: dict[str, object] = {}

    def save(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
        kept.update(layout or {})

    def extent(driver: AppDriver) -> int:
        region = driver.app.screen.query_one("#list").region
        return region.width if name == "list-width" else region.height

    async with open_share("orders", size=size, save=save) as driver:
        before = extent(driver)
        await driver.press("greater_than_sign", "greater_than_sign")
        await driver.until(lambda: extent(driver) > before)
        larger = extent(driver)
        await driver.press("less_than_sign")
        await driver.until(lambda: before < extent(driver) < larger)
        await driver.until(lambda: name in kept)
        last = extent(driver)
    async with open_share("orders", size=size, layout=kept) as driver:
        assert extent(driver) == last
        await driver.press(*["greater_than_sign"] * 30)
        assert extent(driver) <= 0.71 * max(size)


async def test_an_invalid_layout_is_ignored() -> None:
    async with open_share(
        "orders", size=(110, 30), layout={"list-width": 900, "list-height": "x"}
    ) as driver:
        assert 20 < driver.app.screen.query_one("#list").region.width < 80
