"""What takes long says what it is and for how long; what is short, or over, says nothing."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from cdx_tui.schema.document import Outline, SchemaDocument
from cdx_tui.text import clean_lines
from cdx_tui.tui.screens import sample_record, share, versions
from cdx_tui.tui.screens.dialogs.compare import Compared, CompareScreen
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.schema.schema_viewer import SchemaViewer
from cdx_tui.tui.widgets.status_line import StatusLine
from tests.tui.driver import AppDriver, open_app, sample

_LEFT = [
    ("D", "Working … 1 s", (CompareScreen, "use")),
    ("v", "Comparing … 1 s", (versions, "compare")),
    ("s", "Making up a record … 1 s", (sample_record, "sample")),
]
"""A key, what is shown while its work goes on, and what is held up."""


def busy(scene: AppDriver) -> str:
    """Return what the status line of the main screen says is being done."""
    return scene.app.screen_stack[0].query_one("#status", StatusLine).busy


async def test_an_outline_that_takes_long_says_for_how_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    going = threading.Event()
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        outline = SchemaDocument.outline

        def slow(self: SchemaDocument, names: Mapping[str, str] | None = None) -> Outline:
            assert going.wait(30)
            return outline(self, names)

        monkeypatch.setattr(SchemaDocument, "outline", slow)
        scene.app.screen.query_one(SchemaViewer).action_toggle_outline()
        await scene.until("its outline …")
        assert "its outline … 0 s" not in scene.text
        await scene.until("its outline … 1 s")
        await scene.until("its outline … 2 s")
        going.set()
        await scene.until(lambda: not busy(scene))
        await scene.until("✓ valid")


async def test_a_copy_that_takes_long_can_be_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    going = threading.Event()

    def slow(text: str) -> str:
        assert going.wait(30)
        return clean_lines(text)

    monkeypatch.setattr(share, "clean_lines", slow)
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("y")
        await scene.until("copied … 1 s")
        going.set()
        await scene.until("sent to the terminal")
        assert busy(scene) == ""


async def test_a_file_far_away_says_that_it_is_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    going = threading.Event()
    use = CompareScreen.use

    def slow(self: CompareScreen, path: Path) -> Compared:
        assert going.wait(30)
        return use(self, path)

    monkeypatch.setattr(CompareScreen, "use", slow)
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("D")
        await scene.until("to compare with")
        scene.app.screen.query_one(CleanInput).value = "nothing-here"
        await scene.press("enter")
        await scene.until("Working … 1 s")
        going.set()
        await scene.until("✗")


@pytest.mark.parametrize(("key", "shown", "doing"), _LEFT, ids=["compare", "versions", "sample"])
async def test_work_that_is_left_ends_nothing_else(
    monkeypatch: pytest.MonkeyPatch, key: str, shown: str, doing: tuple[object, str]
) -> None:
    going, done = threading.Event(), threading.Event()
    kept = getattr(*doing)

    def slow(*given: object, **more: object) -> object:
        assert going.wait(30)
        done.set()
        return kept(*given, **more)

    monkeypatch.setattr(*doing, slow)
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("stock trades").token)
        await scene.until("✓ valid")
        await scene.press("right_square_bracket", key)
        if key == "D":
            await scene.until("to compare with")
            scene.app.screen.query_one(CleanInput).value = "nothing-here"
            await scene.press("enter")
        await scene.until(shown)
        await scene.press("escape")
        await scene.until(lambda: len(scene.app.screen_stack) == 1)
        going.set()
        await scene.until(done.is_set)
        await scene.pilot.pause(0.3)
        assert scene.app.crash is None
        assert scene.app.is_running


async def test_quitting_while_a_copy_takes_long_is_no_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    going = threading.Event()

    def slow(text: str) -> str:
        assert going.wait(30)
        return clean_lines(text)

    monkeypatch.setattr(share, "clean_lines", slow)
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("y")
        await scene.until("copied … 1 s")
        await scene.press("q")
        going.set()
    assert scene.app.crash is None
    assert scene.app.return_code == 0


async def test_what_is_short_says_nothing() -> None:
    shown: list[str] = []
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        status = scene.app.screen.query_one("#status", StatusLine)
        scene.app.screen.watch(status, "busy", shown.append, init=False)
        await scene.press("y")
        await scene.until("sent to the terminal")
        assert shown == []
