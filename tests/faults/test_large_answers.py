"""Navigation in a share of 10,000 resources and in 46 MB of schemas."""

from __future__ import annotations

import pytest

from cdx_tui.secret import Secret
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.widgets.resource_list import ResourceList
from tests.api.responses import TOKEN
from tests.faults.app_driver import ConnectedAppDriver, open_app_at
from tests.servers.fault_server import FaultServer
from tests.servers.networks import Route

_RESOURCES = 10_000
_MAX_ROWS_PER_SLICE = 500
"""Rows added between two reads of the keyboard: about 10 ms."""


@pytest.fixture
def slices(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the number of rows that each call filling the list adds."""
    added: list[int] = []
    fill = ResourceList._fill

    def counting(table: ResourceList, most: int) -> None:
        before = table.row_count
        fill(table, most)
        added.append(table.row_count - before)

    monkeypatch.setattr(ResourceList, "_fill", counting)
    return added


def _table(driver: ConnectedAppDriver) -> ResourceList:
    return driver.app.screen.query_one(ResourceList)


async def _first_rows(driver: ConnectedAppDriver) -> ResourceList:
    await driver.validate(TOKEN)
    await driver.until(lambda: bool(driver.app.screen.query(ResourceList)))
    await driver.until(lambda: _table(driver).row_count > 0)
    return _table(driver)


async def test_a_long_list_responds_to_keys_while_it_fills(slices: list[int]) -> None:
    with FaultServer("resources-10000") as server:
        async with open_app_at(Route(server.url)) as driver:
            table = await _first_rows(driver)
            moved: list[tuple[int, int]] = []
            driver.app.screen.watch(
                table,
                "cursor_coordinate",
                lambda: moved.append((table.cursor_row, table.row_count)),
                init=False,
            )
            await driver.until(lambda: driver.focused == "resources")
            driver.app.simulate_key("j")
            await driver.until("Topic 1 ")
            await driver.until(lambda: any(row == 1 for row, _ in moved))
            assert next(rows for row, rows in moved if row == 1) < _RESOURCES
            await driver.until(lambda: table.row_count == _RESOURCES)
            await driver.press("G")
            await driver.until("Topic 9999")
    assert max(slices) <= _MAX_ROWS_PER_SLICE
    assert sum(slices) == _RESOURCES


async def test_the_next_token_stops_a_list_from_filling(slices: list[int]) -> None:
    with FaultServer("resources-10000") as server:
        async with open_app_at(Route(server.url)) as driver:
            await _first_rows(driver)
            server.fault = None
            await driver.validate("bmV4dC10b2tlbg==")
            await driver.until("✓ valid · 1 resource ·")
            await driver.until("Stock Trades")
            await driver.until(lambda: _table(driver).row_count == 1)
    assert sum(slices) < _RESOURCES


async def test_46_megabytes_of_schemas_can_be_navigated() -> None:
    with FaultServer("schemas-of-46-megabytes") as server:
        async with open_app_at(Route(server.url)) as driver:
            await driver.validate(TOKEN)
            await driver.until("✓ valid · 60 resources")
            await driver.until("rows-value · v1 · 7 · AVRO")
            await driver.until('"name": "field_0"')
            await driver.press("j", "right_square_bracket")
            screen = driver.app.screen
            assert isinstance(screen, ShareScreen)
            count = len(screen.resource.schemas) if screen.resource else 0
            await driver.until(f"2 of {count:,}")
            await driver.wait_until_idle()
            screen.query_one("#source").focus()
            await driver.press("G")
            await driver.until('"name": "field_399"')
            await driver.press("escape")
            assert driver.focused == "resources"
            assert driver.token == Secret(TOKEN)
