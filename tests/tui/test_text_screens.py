"""Text screens: the redeem command and the help."""

from __future__ import annotations

import gc
from weakref import ref

from textual.widget import Widget

from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.tui.driver import AppDriver, open_app, sample


async def show_a_share(driver: AppDriver, name: str = "stock trades") -> None:
    await driver.validate(sample(name).token)
    await driver.until("✓ valid")
    await driver.wait_until_idle()


async def test_the_redeem_command_is_shown_and_copied_without_the_token() -> None:
    async with open_app() as driver:
        await show_a_share(driver)
        await driver.press("R")
        await driver.until('confluent stream-share consumer redeem "$CDX_TUI_TOKEN"')
        await driver.until("A token can be redeemed only once")
        await driver.press("y")
        await driver.until(lambda: bool(driver.app.clipboard))
        assert driver.app.clipboard.startswith("umask 077; confluent stream-share consumer redeem")
        await driver.press("R")
        await driver.until(lambda: isinstance(driver.app.screen, MainScreen))


async def test_there_is_nothing_to_redeem_before_a_token_is_valid() -> None:
    async with open_app() as driver:
        driver.app.screen.set_focus(None)
        await driver.press("R")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, MainScreen)


async def test_nothing_that_a_closed_screen_has_painted_is_kept() -> None:
    async with open_app(size=(80, 40)) as driver:
        await show_a_share(driver)
        await driver.press("question_mark")
        await driver.until("Keyboard shortcuts")
        widgets = driver.app.screen.walk_children(Widget)
        painted = [ref(widget._styles_cache) for widget in widgets]
        del widgets
        await driver.press("escape")
        await driver.until("? Help")
        await driver.wait_until_idle()
        gc.collect()
        assert len(painted) > 3
        assert [cache() for cache in painted if cache() is not None] == []


async def test_help_shows_the_keys_of_the_focused_widget() -> None:
    async with open_app(size=(80, 40)) as driver:
        await show_a_share(driver)
        await driver.until("? Help")
        await driver.press("question_mark")
        await driver.until("This pane")
        await driver.until("Next resource")
        await driver.press("question_mark")
        await driver.until(lambda: isinstance(driver.app.screen, MainScreen))
        await driver.press("enter", "question_mark")
        await driver.until("Expand or go to first child")


async def test_help_works_on_other_screens() -> None:
    async with open_app(size=(80, 40)) as driver:
        await show_a_share(driver)
        await driver.press("R", "question_mark")
        await driver.until("Copy the command")


async def test_a_typed_question_mark_is_text() -> None:
    async with open_app() as driver:
        await driver.press("question_mark")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, MainScreen)
        assert len(driver.app.screen.query_one(TokenInput).secret) == 1
