"""What is told at the start, which commands there are, and what does not end the app."""

from __future__ import annotations

from textual.widgets import Input

from cdx_tui.demo.catalogue import CATALOGUE
from tests.tui.driver import open_app, sample


def titles(scene_app: object) -> set[str]:
    from cdx_tui.tui.app import CdxApp

    assert isinstance(scene_app, CdxApp)
    return {command.title for command in scene_app.get_system_commands(scene_app.screen)}


async def test_what_is_wrong_with_the_settings_is_told_once() -> None:
    async with open_app(notices=("The key colour is unknown.",)) as scene:
        await scene.until("1 thing to know about the settings")
        await scene.until("The key colour is unknown.")
        assert len(scene.app._notifications) == 1


async def test_notices_are_neither_markup_nor_control_characters() -> None:
    hostile = "[@click=app.quit]here[/] x[/foo] \x1b]2;title\x07 \u202e"
    async with open_app(notices=(hostile, "second")) as scene:
        await scene.until("2 things to know")
        await scene.until("second")
        assert "[@click=app.quit]here[/]" in scene.text
        assert "\x1b" not in scene.text
        assert "\u202e" not in scene.text


async def test_of_many_notices_the_first_are_shown() -> None:
    async with open_app(notices=tuple(f"notice {number}" for number in range(1_000))) as scene:
        await scene.until("996 more")
        assert "notice 3" in scene.text
        assert "notice 4" not in scene.text


async def test_no_picture_is_offered_where_a_key_is_typed_in() -> None:
    async with open_app(credentials=None) as scene:
        assert "Screenshot" in titles(scene.app)
        await scene.validate(sample("orders").token)
        await scene.until("API secret")
        scene.app.screen.query_one("#api-key", Input).value = "a secret by mistake"
        assert "Screenshot" not in titles(scene.app)
        await scene.press("ctrl+p")
        await scene.until("Search for commands")
        assert "Screenshot" not in titles(scene.app)


async def test_a_picture_of_the_screen_has_dots_for_the_token() -> None:
    async with open_app() as scene:
        token = sample("orders").token
        await scene.validate(token)
        await scene.until("✓ valid")
        picture = scene.app.export_screenshot()
        assert "•••" in picture
        assert token[:20] not in picture


async def test_two_enters_at_once_pick_one_sample() -> None:
    async with open_app(samples=CATALOGUE) as scene:
        await scene.until("Sample shares")
        scene.app.simulate_key("enter")
        scene.app.simulate_key("enter")
        await scene.until("✓ valid")
        scene.app.screen.focus()
        await scene.press("ctrl+p")
        await scene.until("Search for commands")
        scene.app.simulate_key("escape")
        scene.app.simulate_key("escape")
        await scene.until("✓ valid")
        await scene.pilot.pause()  # the second Escape goes to the main screen
        assert scene.app.is_running
