"""The command palette: finds actions by the names that people use, and runs them."""

from __future__ import annotations

from cdx_tui.tui.bindings.synonyms import _BY_ID
from cdx_tui.tui.screens.dialogs.command_palette import CommandPalette, matching_commands
from cdx_tui.tui.screens.dialogs.commands import collect_commands
from tests.tui.driver import open_app, open_share


async def test_the_palette_runs_a_command_by_enter_and_by_one_click() -> None:
    async with open_share("orders", size=(100, 30)) as driver:
        await driver.press("colon")
        await driver.press(*"redeem")
        await driver.until("❯")
        await driver.press("enter")
        await driver.until("confluent stream-share consumer redeem")
        await driver.press("escape", "ctrl+p", *"redeem")
        await driver.pilot.pause()
        row = next(i for i, line in enumerate(driver.text.splitlines()) if "❯ R" in line)
        await driver.pilot.click(offset=(40, row))
        await driver.until("confluent stream-share consumer redeem")


_OTHER_NAMES = {
    "yank": "Copy",
    "outline": "Fields",
    "compare": "Compare…",
    "versions": "Changes",
    "example": "Sample",
    "pii": "Checks",
    "save": "Export",
    "mask": "Present",
    "fullscreen": "Zoom",
    "exit": "Quit",
    "appearance": "Theme",
    "colors": "Theme",
    "shortcuts": "Help",
    "refresh": "Validate",
}


async def test_an_action_is_found_by_other_names() -> None:
    async with open_share("orders") as driver:
        commands = list(collect_commands(driver.app, driver.app.screen))
    found = {
        typed: [command.title for command in matching_commands(commands, typed)[:3]]
        for typed in _OTHER_NAMES
    }
    assert not {
        typed: titles for typed, titles in found.items() if _OTHER_NAMES[typed] not in titles
    }


async def test_what_cannot_run_now_is_listed_last_and_not_chosen() -> None:
    async with open_app(size=(100, 30)) as driver:
        await driver.press("ctrl+p", *"redeem")
        await driver.until("not available now")
        await driver.press("enter")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, CommandPalette)
        await driver.press("escape")
        commands = list(collect_commands(driver.app, driver.app.screen))
        enabled = [command.run is not None for command in commands]
        assert enabled == sorted(enabled, reverse=True)
        assert 0 < sum(enabled) < len(enabled)


async def test_no_match_says_so() -> None:
    async with open_app() as driver:
        await driver.press("ctrl+p", *"xyzzy")
        await driver.until("No matching command. Esc closes.")
        await driver.press("enter", "down", "escape")
        await driver.until("Nothing is redeemed")


def test_synonyms_are_lower_case_and_of_bindings_with_a_name() -> None:
    assert all(words == words.casefold() and "." in name for name, words in _BY_ID.items())
