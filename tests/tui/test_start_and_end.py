"""Startup notices, available commands, and events that must not end the app."""

from __future__ import annotations

from textual.widgets import Static

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.dialogs.commands import collect_commands
from cdx_tui.tui.screens.dialogs.credentials import KeyInput
from tests.tui.driver import open_app, sample


def titles(scene_app: object) -> set[str]:
    from cdx_tui.tui.app import CdxApp

    assert isinstance(scene_app, CdxApp)
    return {command.title for command in collect_commands(scene_app, scene_app.screen)}


async def test_problems_of_the_settings_are_reported_once() -> None:
    async with open_app(notices=("The key colour is unknown.",)) as driver:
        await driver.until("1 configuration warning")
        await driver.until("The key colour is unknown.")
        assert len(driver.app._notifications) == 1


async def test_notices_are_neither_markup_nor_control_characters() -> None:
    hostile = "[@click=app.quit]here[/] x[/foo] \x1b]2;title\x07 \u202e"
    async with open_app(notices=(hostile, "second")) as driver:
        await driver.until("2 configuration warnings")
        await driver.until("second")
        assert "[@click=app.quit]here[/]" in driver.text
        assert "\x1b" not in driver.text
        assert "\u202e" not in driver.text


async def test_only_the_first_of_many_notices_are_shown() -> None:
    async with open_app(notices=tuple(f"notice {number}" for number in range(1_000))) as driver:
        await driver.until("996 more")
        assert "notice 3" in driver.text
        assert "notice 4" not in driver.text


async def test_no_screenshot_is_offered_in_the_credentials_dialog() -> None:
    async with open_app(credentials=None) as driver:
        assert "Screenshot" in titles(driver.app)
        await driver.validate(sample("orders").token)
        await driver.until("API secret")
        driver.app.screen.query_one("#api-key", KeyInput).secret = Secret("by mistake")
        assert "Screenshot" not in titles(driver.app)
        await driver.press("ctrl+p")
        await driver.until("Search commands")
        assert "Screenshot" not in titles(driver.app)


async def test_a_screenshot_masks_the_token() -> None:
    async with open_app() as driver:
        token = sample("orders").token
        await driver.paste(token)
        await driver.until("•••")
        picture = driver.app.export_screenshot()
        assert "•••" in picture
        assert token[:20] not in picture


async def test_two_simultaneous_enters_select_one_sample() -> None:
    async with open_app(samples=CATALOGUE) as driver:
        await driver.until("Sample shares")
        driver.app.simulate_key("enter")
        driver.app.simulate_key("enter")
        await driver.until("✓ valid")
        driver.app.screen.focus()
        await driver.press("ctrl+p")
        await driver.until("Search commands")
        driver.app.simulate_key("escape")
        driver.app.simulate_key("escape")
        await driver.until("✓ valid")
        await driver.pilot.pause()  # the second Escape reaches the main screen
        assert driver.app.is_running


async def test_a_handler_that_uses_widgets_that_the_exit_removed_is_no_crash() -> None:
    async with open_app() as driver:
        app, screen = driver.app, driver.app.screen
        app.exit()
        screen.call_later(screen.query_one, "#removed")
    assert app.crash is None


async def test_a_handler_that_mounts_after_the_exit_is_no_crash() -> None:
    async with open_app() as driver:
        app, removed = driver.app, Static()
        app.exit()
        app.screen.call_later(removed.mount, Static())
    assert app.crash is None
