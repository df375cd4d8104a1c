"""The note beside the filter says what matched, and nothing before anything is typed."""

from __future__ import annotations

from tests.tui.driver import open_share


async def test_an_empty_filter_has_no_note() -> None:
    async with open_share("stock trades", size=(80, 24)) as driver:
        await driver.until("trade_id")
        await driver.press("slash")
        await driver.until(lambda: _filter_row(driver.text) is not None)
        assert _filter_row(driver.text) == "/"
        await driver.press(*"venue")
        await driver.until(lambda: _filter_row(driver.text) == "/venue field venue")


def _filter_row(screen: str) -> str | None:
    rows = (" ".join(row.split()) for row in screen.splitlines()[:-1])
    return next((row for row in rows if row.startswith("/")), None)
