"""Shares that fit on no screen, at every size: no crash, no silent cut, the current tab in view."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

import pytest

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.models import Preview
from cdx_tui.demo.share_files import share_body
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.widgets.tab_strip import TabStrip
from tests.tui.driver import AppDriver, open_share

SIZES = ((40, 12), (40, 24), (79, 20), (99, 30), (100, 30), (500, 150))
VIEWS = "123456"
LONG = "x" * 300
"""A name; wherever it begins on a line of these screens, it has to end in an ellipsis."""


def _schema(subject: str, version: int | None, name: str = "Trade") -> dict[str, object]:
    fields = [{"name": f"{name}_{n}", "type": "long", "doc": "of a trade"} for n in range(3)]
    text = json.dumps({"type": "record", "name": name, "fields": fields})
    given = {"subject": subject, "id": 7, "schema_type": "AVRO", "schema": text}
    return given if version is None else {**given, "version": version}


def _share(*resources: dict[str, object]) -> bytes:
    whole = [
        {"id": "csr-1", "display_name": "Trades", "network_connection_types": [], **resource}
        for resource in resources
    ]
    return json.dumps({"consumer_shared_resources": whole}).encode()


MANY: tuple[dict[str, object], ...] = tuple(
    {"schemas": schemas}
    for schemas in (
        [_schema(f"trades-{n}-value", 1) for n in range(200)],
        [_schema("trades-value", n) for n in range(1, 201)],
    )
)
ODD: tuple[dict[str, object], ...] = (
    {"schemas": []},
    {},
    {"schemas": [_schema("trades-value", None), _schema("", None)]},
    {"schemas": [_schema(subject, 1) for subject in ("Trades", "trades")]},
)
LONG_NAMES: tuple[dict[str, object], ...] = tuple(
    {
        "display_name": f"{LONG}{n}",
        "organization_name": "o" * 300,
        "schemas": [_schema(f"{LONG}-{kind}", 1, LONG) for kind in ("key", "value")],
    }
    for n in range(2)
)
SHARES = {
    "many": _share(*MANY),
    "long names": _share(*LONG_NAMES),
    "odd": _share(*ODD),
    "Japanese": share_body("tokyo_transit"),
    "Arabic": share_body("cairo_market"),
    "no resources": _share(),
}


def _hidden_current(driver: AppDriver) -> Iterator[str]:
    """Yield the groups of tabs whose current tab is not shown."""
    for strip in driver.app.screen.query(TabStrip):
        if strip.is_on_screen and strip.size.width:
            shown = {(group, index) for _, _, group, index in strip._targets}
            for group in strip.groups:
                if group.current >= 0 and group.labels and (group.name, group.current) not in shown:
                    yield f"{group.name} in {strip.id}"


def _cut_silently(text: str) -> list[str]:
    """Return lines of the header, the strips and the tables with a name that ends abruptly."""
    return [
        line
        for line in text.split("\n")
        for part in line.split("│")
        if LONG[:12] in part and "…" not in part and LONG not in part
    ]


@pytest.mark.parametrize("name", SHARES)
async def test_at_every_size(name: str) -> None:
    resources, problems = decode_preview(SHARES[name])
    async with open_share("orders", size=SIZES[0]) as driver:
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        await screen.show_preview(Preview(resources, problems))
        for size in SIZES:
            await driver.pilot.resize_terminal(*size)
            for resource in resources[: 4 if size != SIZES[-1] else 1] or (None,):
                screen.resource = resource
                views = VIEWS if size == (79, 20) else "61"
                for view in views:
                    await driver.press(view)
                    await driver.pilot.pause()
                    text = driver.text
                    where = f"{size}, view {view}\n{text}"
                    assert not [*_hidden_current(driver)], where
                    assert view != "1" or not _cut_silently(text), where
                    tabs = str(screen.query_one("#view-tabs", TabStrip).render())
                    assert "VIEW" not in tabs or "…" not in tabs, where
        await driver.press("j", "right_square_bracket", "right_parenthesis", "slash", "x", "escape")
        await driver.press("b", "j", "enter", "left_square_bracket", "left_parenthesis")
        assert not [*_hidden_current(driver)], driver.text
        assert driver.app.crash is None


async def test_no_hint_is_for_a_key_that_is_typed() -> None:
    async with open_share("stock trades", size=(100, 30)) as driver:
        await driver.until("trade_id")
        await driver.press("slash", "slash")
        await driver.until("//")
        footer = driver.text.split("\n")[-1]
        assert "Clear search" in footer
        assert "Find" not in footer
        await driver.press("escape", "z")
        await driver.until(lambda: "│" not in driver.text.split("\n")[4])


async def test_the_drawer_starts_small_for_another_schema() -> None:
    async with open_share("stock trades", size=(80, 24)) as driver:
        await driver.until("comment removed")
        await driver.wait_until_idle()
        height = driver.app.screen.query_one("#outline").size.height
        await driver.press("right_parenthesis")
        await driver.until("TradeKey")
        await driver.until(lambda: driver.app.screen.query_one("#outline").size.height > height)


def _is_current(strip: TabStrip, number: int) -> bool:
    return strip.groups[0].current == number


async def test_every_subject_can_be_reached() -> None:
    resources, problems = decode_preview(SHARES["many"])
    async with open_share("orders", size=(80, 24)) as driver:
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        await screen.show_preview(Preview(resources, problems))
        strip = screen.query_one("#schema-tabs", TabStrip)
        for number in (0, 100, 199):
            screen.show_subject(number)
            await driver.until(partial(_is_current, strip, number))
            await driver.until(lambda: not [*_hidden_current(driver)])
