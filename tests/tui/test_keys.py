"""Keys: in the help, in the palette, in the last line, and changed by the settings."""

from __future__ import annotations

from cdx_tui.tui.widgets.key_hints import KeyHints
from tests.tui.driver import open_app, sample


async def test_the_last_line_has_whole_keys_alone() -> None:
    for width in range(40, 140, 7):
        async with open_app(size=(width, 24)) as scene:
            await scene.validate(sample("orders").token)
            await scene.until("✓ valid")
            await scene.at_rest()
            line = scene.text.splitlines()[-1].strip()
            shown = [hint for hint in line.removesuffix("…").split("  ") if hint]
            known = [hint.plain for hint in scene.app.screen.query_one(KeyHints).hints]
            assert shown == known[: len(shown)]
            assert "? Help" in shown
            assert line.endswith("…") == (len(shown) < len(known))
            assert len(line) <= width


async def test_help_lists_itself_and_each_key_apart() -> None:
    async with open_app(size=(100, 50)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("question_mark")
        await scene.until("Previous schema")
        lines = [line.split() for line in scene.text.splitlines()]
        assert ["[", "Previous", "schema"] in lines
        assert ["]", "Next", "schema", "of", "this", "resource"] in lines
        assert any(line[:1] == ["?"] for line in lines)
        assert any(line[:1] == [":"] for line in lines)
        await scene.press("question_mark")
        await scene.until("✓ valid")


async def test_a_changed_key_does_it_and_is_shown_everywhere() -> None:
    async with open_app(size=(140, 50), keys={"main.zoom": "f8"}) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.until("f8 Zoom")
        await scene.press("z")
        assert scene.app.screen.maximized is None
        await scene.press("f8")
        await scene.until(lambda: scene.app.screen.maximized is not None)
        await scene.press("f8", "question_mark")
        await scene.until("Let this pane fill the screen")
        assert "f8 " in scene.text


async def test_the_palette_does_what_keys_do() -> None:
    async with open_app(size=(100, 30)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("colon")
        await scene.press(*"redeem")
        await scene.until("How to redeem it")
        await scene.press("enter")
        await scene.until("confluent stream-share consumer redeem")


async def test_what_is_typed_is_no_key() -> None:
    async with open_app() as scene:
        await scene.until("Nothing is redeemed")
        await scene.press("colon", "question_mark", "m")
        await scene.until("3 characters")
        assert len(scene.app.screen_stack) == 1
