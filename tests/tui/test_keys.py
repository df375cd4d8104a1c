"""Keys in the help, the palette, the key hints, and as changed by the settings."""

from __future__ import annotations

from cdx_tui.tui.widgets.key_hints import KeyHints
from tests.tui.driver import open_app, open_share


async def test_key_hints_are_never_cut() -> None:
    for width in range(40, 140, 7):
        async with open_share("orders", size=(width, 24)) as driver:
            await driver.wait_until_idle()
            line = driver.text.splitlines()[-1].strip()
            shown = [hint for hint in line.removesuffix("…").split("  ") if hint]
            known = [hint.plain for hint in driver.app.screen.query_one(KeyHints).hints]
            assert shown == known[: len(shown)]
            assert "? Help" in shown
            assert line.endswith("…") == (len(shown) < len(known))
            assert len(line) <= width


async def test_help_lists_itself_and_every_key() -> None:
    async with open_share("orders", size=(100, 50)) as driver:
        await driver.press("question_mark")
        await driver.until("Previous schema")
        lines = [line.split() for line in driver.text.splitlines()]
        assert ["[", "Previous", "schema"] in lines
        assert ["]", "Next", "schema", "of", "this", "resource"] in lines
        assert any(line[:1] == ["?"] for line in lines)
        assert any(line[:1] == [":"] for line in lines)
        await driver.press("question_mark")
        await driver.until("✓ valid")


async def test_a_rebound_key_works_and_is_shown_everywhere() -> None:
    async with open_share("orders", size=(140, 50), keys={"main.zoom": "f8"}) as driver:
        await driver.until("f8 Zoom")
        await driver.press("z")
        assert driver.app.screen.maximized is None
        await driver.press("f8")
        await driver.until(lambda: driver.app.screen.maximized is not None)
        await driver.press("f8", "question_mark")
        await driver.until("Let this pane fill the screen")
        assert "f8 " in driver.text


async def test_the_palette_runs_commands() -> None:
    async with open_share("orders", size=(100, 30)) as driver:
        await driver.press("colon")
        await driver.press(*"redeem")
        await driver.until("How to redeem it")
        await driver.press("enter")
        await driver.until("confluent stream-share consumer redeem")


async def test_typed_text_is_not_a_key() -> None:
    async with open_app() as driver:
        await driver.until("Nothing is redeemed")
        await driver.press("colon", "question_mark", "m")
        await driver.until("3 characters")
        assert len(driver.app.screen_stack) == 1
