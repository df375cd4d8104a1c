"""Keys as changed by the settings, and keys that are text."""

from __future__ import annotations

import re

from tests.tui.driver import open_app, open_share


async def test_a_rebound_key_works_and_is_shown_everywhere() -> None:
    async with open_share("orders", size=(140, 50), keys={"main.zoom": "f8"}) as driver:
        await driver.wait_until_idle()
        await driver.press("z")
        assert not driver.app.screen.zoomed  # type: ignore[attr-defined]
        await driver.press("f8")
        await driver.until(lambda: bool(driver.app.screen.zoomed))  # type: ignore[attr-defined]
        await driver.press("f8", "question_mark")
        await driver.until("This pane")
        assert re.search(r"\bf8 +\w", driver.text)


async def test_typed_text_is_not_a_key() -> None:
    async with open_app() as driver:
        await driver.until("Nothing is redeemed")
        await driver.press("colon", "question_mark", "m")
        await driver.until("3 characters")
        assert len(driver.app.screen_stack) == 1
