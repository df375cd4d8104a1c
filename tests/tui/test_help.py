"""The help: what it lists, its filter, its columns, and where it opens."""

from __future__ import annotations

import re

import pytest

from cdx_tui.config.key_bindings import BINDINGS
from cdx_tui.tui.screens.dialogs.help import HelpScreen
from cdx_tui.tui.screens.dialogs.shortcuts import collect_sections, filter_sections
from cdx_tui.tui.widgets.text.text_view import TextView
from tests.tui.driver import AppDriver, open_app, open_share, sample

_DOWN = "pagedown"


async def _read_to_the_end(driver: AppDriver) -> str:
    """Return all lines of the help, by paging through it."""
    seen: dict[str, None] = {}
    for _ in range(20):
        seen |= dict.fromkeys(line.rstrip() for line in driver.text.splitlines())
        await driver.press(_DOWN)
    return "\n".join(seen)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_help_lists_every_binding_and_what_has_focus_first(size: tuple[int, int]) -> None:
    async with open_share("orders", size=size) as driver:
        await driver.wait_until_idle()
        focused = driver.app.screen
        await driver.press("question_mark")
        await driver.until("This pane")
        await driver.until("Next resource" if size[0] < 100 else "Change sort column")
        text = await _read_to_the_end(driver)
        descriptions = [
            shortcut.description
            for section in collect_sections(focused)
            for shortcut in section.shortcuts
        ]
        assert len(descriptions) > 0.8 * len(BINDINGS)
        assert not [each for each in descriptions if each[:20] not in text]
        assert "Elsewhere" in text
        assert all(len(line) <= size[0] for line in text.splitlines())


async def test_there_are_two_columns_where_there_is_room() -> None:
    async with open_share("orders", size=(99, 40)) as driver:
        await driver.press("question_mark")
        await driver.until("This pane")
        narrow = driver.app.screen.query_one(TextView).row_count
        await driver.pilot.resize_terminal(120, 40)
        await driver.until(lambda: driver.app.screen.query_one(TextView).row_count < 0.7 * narrow)
        assert re.search(r"This pane {9,}\w", driver.text)
        assert "…" not in await _read_to_the_end(driver)


async def test_typing_filters_by_what_people_call_it() -> None:
    async with open_share("orders", size=(100, 30)) as driver:
        await driver.press("question_mark")
        await driver.press(*"maximize")
        await driver.until(lambda: "Sort by" not in driver.text)
        assert driver.text.splitlines()[4].split()[0] == "z"
        await driver.press(*" xyz")
        await driver.until("No matching shortcut. Esc closes.")
        await driver.press("escape")
        await driver.until("✓ valid")


@pytest.mark.parametrize("key", ["question_mark", "f2", "h"])
async def test_the_key_of_the_help_and_f1_close_it_again(key: str) -> None:
    async with open_share("orders", keys={"app.help": key}) as driver:
        for opening, closing in ((key, key), ("f1", "f1"), ("f1", "escape")):
            await driver.press(opening)
            await driver.until(lambda: isinstance(driver.app.screen, HelpScreen))
            await driver.press(closing)
            if closing == "h":  # a letter is text in the filter
                await driver.until(" h ")
                await driver.press("escape")
            await driver.until(lambda: not isinstance(driver.app.screen, HelpScreen))


async def test_help_opens_while_typing_and_in_dialogs() -> None:
    async with open_app(credentials=None) as driver:
        await driver.press("f1")
        await driver.until("Typing")
        await driver.press("escape")
        await driver.validate(sample("orders").token)
        await driver.until("API secret")
        await driver.press("f1")
        await driver.until("Keyboard shortcuts")
        await driver.press("escape")
        await driver.until("API secret")


def test_a_filter_finds_each_word_anywhere() -> None:
    from cdx_tui.tui.screens.dialogs.shortcuts import Section, Shortcut

    one = Section(
        "Share", (Shortcut("y", "Copy", "y copy share"), Shortcut("e", "E", "e save")), True
    )
    two = Section("Search", (Shortcut("/", "Find", "/ find search"),), False)
    assert filter_sections((one, two), "SHARE co") == (one._replace(shortcuts=one.shortcuts[:1]),)
    assert filter_sections((one, two), "") == (one, two)
    assert filter_sections((one, two), "nothing") == ()
