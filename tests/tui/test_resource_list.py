"""The resource list: filtering, sorting, its size, and what stays selected."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from cdx_tui.config.state import LayoutValue
from tests.tui.driver import AppDriver, CannedResponses, open_app, open_share, sample
from tests.tui.responses import TOKEN, preview_response


@asynccontextmanager
async def _telemetry(size: tuple[int, int] = (110, 30)) -> AsyncIterator[AppDriver]:
    async with open_share("stock trades", size=size) as driver:
        await driver.wait_until_idle()
        yield driver


def _names(driver: AppDriver) -> list[str]:
    """Return the names in the list's rows."""
    known = ("Stock Trades", "Closing Prices")
    rows = [line[1:24].strip(" !✗~") for line in driver.text.splitlines()[2:8]]
    return [name for row in rows for name in known if row.startswith(name)]


async def test_a_filter_keeps_matching_resources() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"clos")
        await driver.until("Resources 1 of 2")
        assert _names(driver) == ["Closing Prices"]
        await driver.until("closing-prices-value")  # the panes follow the cursor
        await driver.press("enter")
        await driver.until(lambda: driver.focused == "outline")
        await driver.press("escape", "escape")
        await driver.until("Resources 2 ")
        assert _names(driver) == ["Stock Trades", "Closing Prices"]
        await driver.until("closing-prices-value")  # the cursor stays on its resource


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_field_is_found_in_the_share_and_gone_to(size: tuple[int, int]) -> None:
    async with open_share("whole platform", size=size) as driver:
        await driver.press("slash", *"email", "enter")
        await driver.until("Loyalty: Members › loyalty-members-value")
        await driver.until("─ MembersValue.email ")
        await driver.until(lambda: driver.focused == "outline")


async def test_a_subject_is_found_and_gone_to() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"trades-key", "enter")
        await driver.until("Stock Trades › stock-trades-key")


async def test_a_filter_searches_schemas() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"executed_at")
        await driver.until("Resources 1 of 2")
        await driver.until("in a field")
        assert _names(driver) == ["Stock Trades"]
        await driver.press("escape")
        await driver.until("Resources 2 ")
        assert driver.focused == "resources"


async def test_a_filter_that_finds_nothing_says_so() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"zzz")
        await driver.until("no matches")
        await driver.until("Resources 0 of 2")
        await driver.press("backspace", "backspace", "backspace")
        await driver.until("Resources 2 ")


async def test_another_share_is_listed_in_full() -> None:
    async with _telemetry() as driver:
        await driver.press("slash", *"clos", "enter")
        await driver.until("Resources 1 of 2")
        await driver.validate(sample("orders").token)
        await driver.until("Product Categories")
        await driver.until("Resources 2 ")


async def test_sorting_by_key_and_restoring_the_order() -> None:
    async with _telemetry() as driver:
        await driver.press("c")
        await driver.until("by name ▲")
        assert _names(driver) == ["Closing Prices", "Stock Trades"]
        await driver.until("stock-trades-value")  # the cursor is still on its resource
        await driver.press("C")
        await driver.until("by name ▼")
        assert _names(driver) == ["Stock Trades", "Closing Prices"]
        await driver.press(*"ccccc")
        await driver.until("reversed")
        assert _names(driver) == ["Closing Prices", "Stock Trades"]
        await driver.press("C")
        await driver.until(lambda: _names(driver) == ["Stock Trades", "Closing Prices"])


async def test_columns_in_which_resources_do_not_differ_are_left_out() -> None:
    first = {"display_name": "A", "cloud": "AWS", "organization_name": "Acme"}
    second = {"display_name": "B", "cloud": "GCP", "organization_name": "Acme"}
    responses = CannedResponses([preview_response(first, second)])
    async with open_app(responses, size=(120, 30), submit=TOKEN) as driver:
        await driver.until("Resources 2")
        rows = [line[:30] for line in driver.text.splitlines()[2:4]]
        assert ["AWS" in rows[0], "GCP" in rows[1]] == [True, True]
        assert not any("Acme" in row for row in rows)


async def test_a_long_name_ends_in_an_ellipsis() -> None:
    names = ["n" * 300, "short"]
    responses = CannedResponses([preview_response(*({"display_name": name} for name in names))])
    async with open_app(responses, size=(120, 30), submit=TOKEN) as driver:
        await driver.until("Resources 2")
        assert "n…" in driver.text.splitlines()[2][:40]


async def test_marks_say_what_is_incompatible_and_personal() -> None:
    async with open_share("stock trades", size=(120, 30)) as driver:
        await driver.until("✗ Stock Trades")
    async with open_share("hospital", size=(120, 30)) as driver:
        await driver.until("! Patient Admissions")


@pytest.mark.parametrize("size", [(110, 30), (70, 40)])
async def test_the_edge_of_the_list_moves_and_is_kept(size: tuple[int, int]) -> None:
    kept: dict[str, object] = {}

    def save(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
        kept.update(layout or {})

    def extent(driver: AppDriver) -> int:
        region = driver.app.screen.query_one("#list").region
        return region.width if size[0] > 100 else region.height

    async with open_share("whole platform", size=size, save=save) as driver:
        await driver.press("b")
        await driver.until("Resources 60")
        before = extent(driver)
        await driver.press("greater_than_sign", "greater_than_sign")
        await driver.until(lambda: extent(driver) > before)
        larger = extent(driver)
        await driver.press("less_than_sign")
        await driver.until(lambda: before < extent(driver) < larger)
        await driver.until(lambda: "list-shift" in kept)
        last = extent(driver)
    async with open_share("whole platform", size=size, layout=kept) as driver:
        await driver.press("b")
        await driver.until("Resources 60")
        assert extent(driver) == last
        await driver.press(*["greater_than_sign"] * 30)
        assert extent(driver) <= max(size) - 4


async def test_the_divider_can_be_dragged() -> None:
    async with open_share("stock trades", size=(120, 30)) as driver:
        await driver.until("1 Fields")
        before = driver.app.screen.query_one("#list").region.width
        await driver.pilot.mouse_down("#divider", offset=(0, 5))
        await driver.pilot.hover("#divider", offset=(7, 5))
        await driver.pilot.mouse_up("#divider", offset=(0, 5))
        await driver.until(lambda: driver.app.screen.query_one("#list").region.width == before + 7)


async def test_an_invalid_layout_is_ignored() -> None:
    layout = {"list-shift": "x", "view": "no-such"}
    async with open_share("orders", size=(110, 30), layout=layout) as driver:
        await driver.until("1 Fields")
        assert 20 < driver.app.screen.query_one("#list").region.width < 80
