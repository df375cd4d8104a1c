"""The screens with a text to read: the redeem command, and the help."""

from __future__ import annotations

from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.tui.driver import AppDriver, open_app, sample


async def show_a_share(scene: AppDriver, name: str = "stock trades") -> None:
    await scene.validate(sample(name).token)
    await scene.until("✓ valid")
    await scene.at_rest()


async def test_the_redeem_command_is_shown_and_copied_without_the_token() -> None:
    async with open_app() as scene:
        await show_a_share(scene)
        await scene.press("R")
        await scene.until('confluent stream-share consumer redeem "$CDX_TUI_TOKEN"')
        await scene.until("It works once")
        await scene.press("y")
        await scene.until("sent to the terminal")
        assert scene.app.clipboard.startswith('confluent stream-share consumer redeem "$CDX')
        await scene.press("R")
        await scene.until(lambda: isinstance(scene.app.screen, MainScreen))


async def test_there_is_nothing_to_redeem_before_a_token_is_valid() -> None:
    async with open_app() as scene:
        scene.app.screen.set_focus(None)
        await scene.press("R")
        await scene.pilot.pause()
        assert isinstance(scene.app.screen, MainScreen)


async def test_help_tells_the_keys_of_what_has_focus() -> None:
    async with open_app(size=(80, 40)) as scene:
        await show_a_share(scene)
        await scene.until("? Help")
        await scene.press("question_mark")
        await scene.until("How to redeem it, elsewhere")
        assert "Previous resource" in scene.text
        await scene.press("question_mark")
        await scene.until(lambda: isinstance(scene.app.screen, MainScreen))
        await scene.press("tab", "tab", "question_mark")
        await scene.until("Look for text in the schema")
        assert "Previous resource" not in scene.text


async def test_help_is_there_above_the_main_screen_too() -> None:
    async with open_app(size=(80, 40)) as scene:
        await show_a_share(scene)
        await scene.press("R", "question_mark")
        await scene.until("Copy the command")


async def test_a_question_mark_that_is_typed_is_text() -> None:
    async with open_app() as scene:
        await scene.press("question_mark")
        await scene.pilot.pause()
        assert isinstance(scene.app.screen, MainScreen)
        assert len(scene.app.screen.query_one(TokenInput).secret) == 1
