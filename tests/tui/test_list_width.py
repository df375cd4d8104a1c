"""The list is as wide as the names of the share that is shown."""

from __future__ import annotations

from textual.geometry import Size

from cdx_tui.tui.widgets.resource_list import ResourceList
from cdx_tui.tui.widgets.split import list_size
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app
from tests.tui.recorded_tour import settle


async def test_the_list_fits_the_share_after_another_one() -> None:
    app = frozen_app("stock trades", samples=True)
    async with app.run_test(size=(100, 30)) as pilot:
        driver = AppDriver(app, pilot)
        await driver.until("trade_id")
        for name, position, shown in (("hospital", 4, "patient_id"), ("platform", 7, "invoice_id")):
            await driver.press("d", *("down",) * position, "enter")
            await driver.until(shown)
            await settle(driver)
            natural = app.screen.query_one(ResourceList).natural_width
            fitting = list_size(Size(100, 30), natural, 0, narrow=False)
            assert app.screen.query_one("#side").size.width == fitting, name
