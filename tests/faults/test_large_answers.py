"""Navigation in a share of 10,000 resources and in 46 MB of schemas."""

from __future__ import annotations

import pytest
from textual.strip import Strip

from cdx_tui.secret import Secret
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.widgets.resource_list import ResourceList
from tests.api.responses import TOKEN
from tests.faults.app_driver import ConnectedAppDriver, open_app_at
from tests.servers.fault_server import FaultServer
from tests.servers.networks import Route

_RESOURCES = 10_000
_MAX_PAINTED = 500
"""Rows painted by a validation and a few keys: some screens full of them."""


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the rows of the list that were painted, in order."""
    rows: list[int] = []
    render_row = ResourceList.render_row

    def counting(table: ResourceList, row: int, width: int) -> Strip:
        rows.append(row)
        return render_row(table, row, width)

    monkeypatch.setattr(ResourceList, "render_row", counting)
    return rows


def _table(driver: ConnectedAppDriver) -> ResourceList:
    return driver.app.screen.query_one(ResourceList)


async def _first_rows(driver: ConnectedAppDriver) -> ResourceList:
    await driver.validate(TOKEN)
    await driver.until("Topic 2 ")
    return _table(driver)


async def test_a_long_list_paints_what_is_on_the_screen(painted: list[int]) -> None:
    with FaultServer("resources-10000") as server:
        async with open_app_at(Route(server.url)) as driver:
            table = await _first_rows(driver)
            assert table.row_count == _RESOURCES
            await driver.until(lambda: driver.focused == "resources")
            await driver.press("j")
            await driver.until("About Topic 1 ")
            await driver.press("G")
            await driver.until("About Topic 9999 ")
    assert {0, 1, _RESOURCES - 1} <= set(painted)
    assert len(painted) < _MAX_PAINTED


async def test_the_next_token_replaces_a_long_list() -> None:
    with FaultServer("resources-10000") as server:
        async with open_app_at(Route(server.url)) as driver:
            await _first_rows(driver)
            server.fault = None
            await driver.validate("bmV4dC10b2tlbg==")
            await driver.until("Resources 1")
            await driver.until("Stock Trades")
            assert _table(driver).row_count == 1


async def test_46_megabytes_of_schemas_can_be_navigated() -> None:
    with FaultServer("schemas-of-46-megabytes") as server:
        async with open_app_at(Route(server.url)) as driver:
            await driver.validate(TOKEN)
            await driver.until("Resources 60")
            await driver.until("field_0 ")
            await driver.press("j", "right_square_bracket", "2")
            screen = driver.app.screen
            assert isinstance(screen, ShareScreen)
            await driver.until(lambda: screen.position == 1)
            await driver.until('"name": "field_0"')
            await driver.wait_until_idle()
            await driver.press("G")
            await driver.until('"name": "field_399"')
            await driver.press("escape")
            assert driver.focused == "resources"
            assert driver.token == Secret(TOKEN)
