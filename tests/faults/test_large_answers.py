"""10,000 resources, and 46 MB of schemas, are looked through as any other share."""

from __future__ import annotations

import pytest

from cdx_tui.secret import Secret
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.widgets.resource_list import ResourceList
from tests.api.responses import TOKEN
from tests.faults.stage import Stage, open_at
from tests.servers.fault_server import FaultServer
from tests.servers.networks import Route

_RESOURCES = 10_000
_MOST_AT_ONCE = 500
"""Rows that are added between two looks at the keyboard: some 10 ms."""


@pytest.fixture
def slices(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each call that fills the list has added."""
    added: list[int] = []
    fill = ResourceList._fill

    def counting(table: ResourceList, most: int) -> None:
        before = table.row_count
        fill(table, most)
        added.append(table.row_count - before)

    monkeypatch.setattr(ResourceList, "_fill", counting)
    return added


def _table(stage: Stage) -> ResourceList:
    return stage.app.screen.query_one(ResourceList)


async def _first_rows(stage: Stage) -> ResourceList:
    await stage.validate(TOKEN)
    await stage.until(lambda: bool(stage.app.screen.query(ResourceList)))
    await stage.until(lambda: _table(stage).row_count > 0)
    return _table(stage)


async def test_a_long_list_answers_keys_while_it_fills(slices: list[int]) -> None:
    with FaultServer("resources-10000") as server:
        async with open_at(Route(server.url)) as stage:
            table = await _first_rows(stage)
            moved: list[tuple[int, int]] = []
            stage.app.screen.watch(
                table,
                "cursor_coordinate",
                lambda: moved.append((table.cursor_row, table.row_count)),
                init=False,
            )
            await stage.until(lambda: stage.focused == "resources")
            stage.app.simulate_key("j")
            await stage.until("Topic 1 ")
            await stage.until(lambda: any(row == 1 for row, _ in moved))
            assert next(rows for row, rows in moved if row == 1) < _RESOURCES
            await stage.until(lambda: table.row_count == _RESOURCES)
            await stage.press("G")
            await stage.until("Topic 9999")
    assert max(slices) <= _MOST_AT_ONCE
    assert sum(slices) == _RESOURCES


async def test_a_list_that_fills_gives_way_to_the_next_token(slices: list[int]) -> None:
    with FaultServer("resources-10000") as server:
        async with open_at(Route(server.url)) as stage:
            await _first_rows(stage)
            server.fault = None
            await stage.validate("bmV4dC10b2tlbg==")
            await stage.until("✓ valid · 1 resource ·")
            await stage.until("Stock Trades")
            await stage.until(lambda: _table(stage).row_count == 1)
    assert sum(slices) < _RESOURCES


async def test_46_megabytes_of_schemas_are_looked_through() -> None:
    with FaultServer("schemas-of-46-megabytes") as server:
        async with open_at(Route(server.url)) as stage:
            await stage.validate(TOKEN)
            await stage.until("✓ valid · 60 resources")
            await stage.until("rows-value · v1 · 7 · AVRO")
            await stage.until('"name": "field_0"')
            await stage.press("j", "right_square_bracket")
            screen = stage.app.screen
            assert isinstance(screen, ShareScreen)
            count = len(screen.resource.schemas) if screen.resource else 0
            await stage.until(f"2 of {count:,}")
            await stage.at_rest()
            screen.query_one("#source").focus()
            await stage.press("G")
            await stage.until('"name": "field_399"')
            await stage.press("escape")
            assert stage.focused == "resources"
            assert stage.token == Secret(TOKEN)
