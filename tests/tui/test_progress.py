"""Progress messages: long work shows what it does and for how long; short work shows nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

import pytest

from cdx_tui.schema.document import SchemaDocument
from cdx_tui.schema.sample import record
from cdx_tui.share import readiness
from cdx_tui.tui.screens import share
from cdx_tui.tui.screens.dialogs.compare import CompareScreen
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.schema import version_comparison
from cdx_tui.tui.widgets.share_header import ShareHeader
from tests.tui.driver import AppDriver, open_share

_ABANDONED_WORK = [
    ("v", "previous version … 1 s", (version_comparison, "compare")),
    ("s", "Generating a sample … 1 s", (record, "sample")),
    ("i", "this resource … 1 s", (readiness, "assess_resource")),
]
"""Keys of a view, the message during the work, and the function that is blocked."""


class BlockedWork(NamedTuple):
    """Events of a blocked function: set `release` to let it go on; it then sets `done`."""

    release: threading.Event
    done: threading.Event


Block = Callable[[object, str], BlockedWork]


@pytest.fixture
def block(monkeypatch: pytest.MonkeyPatch) -> Block:
    """Return a function that replaces an attribute by one that blocks before it does its work."""

    def replace(owner: object, name: str) -> BlockedWork:
        work = BlockedWork(threading.Event(), threading.Event())
        original = getattr(owner, name)

        def blocked(*given: object, **more: object) -> object:
            assert work.release.wait(30)
            work.done.set()
            return original(*given, **more)

        monkeypatch.setattr(owner, name, blocked)
        return work

    return replace


def progress_message(driver: AppDriver) -> str:
    """Return the progress message in the header of the main screen."""
    return driver.app.screen_stack[0].query_one(ShareHeader).busy


async def test_a_slow_outline_shows_the_seconds(block: Block) -> None:
    work = block(SchemaDocument, "outline")
    async with open_share("orders") as driver:
        await driver.until("Parsing schema …")
        assert "Parsing schema … 0 s" not in driver.text
        await driver.until("Parsing schema … 1 s")
        await driver.until("Parsing schema … 2 s")
        work.release.set()
        await driver.until(lambda: not progress_message(driver))
        await driver.until("✓ valid")


async def test_a_slow_copy_shows_the_seconds_and_completes(block: Block) -> None:
    work = block(share, "clean_lines")
    async with open_share("orders") as driver:
        await driver.press("2", "y")
        await driver.until("copy … 1 s")
        work.release.set()
        await driver.until("terminal clipboard")
        assert progress_message(driver) == ""


async def test_a_slow_file_shows_the_seconds(block: Block) -> None:
    work = block(CompareScreen, "use")
    async with open_share("orders") as driver:
        await driver.press("D")
        await driver.until("Compare with:")
        driver.app.screen.query_one(CleanInput).value = "nothing-here"
        await driver.press("enter")
        await driver.until("Working … 1 s")
        work.release.set()
        await driver.until("✗")


@pytest.mark.parametrize(
    ("key", "shown", "target"), _ABANDONED_WORK, ids=["changes", "sample", "checks"]
)
async def test_abandoned_work_affects_nothing(
    block: Block, key: str, shown: str, target: tuple[object, str]
) -> None:
    work = block(*target)
    async with open_share("stock trades") as driver:
        await driver.press(key)
        await driver.until(shown)
        await driver.press("escape", "j", "1")
        await driver.until("Closing Prices › closing-prices-value")
        work.release.set()
        await driver.until(work.done.is_set)
        await driver.pilot.pause(0.3)
        assert driver.app.crash is None
        assert "Closing Prices › closing-prices-value" in driver.text
        assert progress_message(driver) == ""


async def test_an_abandoned_dialog_affects_nothing(block: Block) -> None:
    work = block(CompareScreen, "use")
    async with open_share("stock trades") as driver:
        await driver.press("D")
        await driver.until(lambda: driver.focused == "path-input")
        driver.app.screen.query_one(CleanInput).value = "nothing-here"
        await driver.press("enter")
        await driver.until("Working … 1 s")
        await driver.press("escape")
        await driver.until(lambda: len(driver.app.screen_stack) == 1)
        work.release.set()
        await driver.until(work.done.is_set)
        await driver.pilot.pause(0.3)
        assert driver.app.crash is None
        assert driver.app.is_running


async def test_quitting_during_a_slow_copy_does_not_crash(block: Block) -> None:
    work = block(share, "clean_lines")
    async with open_share("orders") as driver:
        await driver.press("2", "y")
        await driver.until("copy … 1 s")
        await driver.press("q")
        work.release.set()
    assert driver.app.crash is None
    assert driver.app.return_code == 0


async def test_short_work_shows_no_progress() -> None:
    shown: list[str] = []
    async with open_share("orders") as driver:
        await driver.wait_until_idle()
        header = driver.app.screen.query_one(ShareHeader)
        driver.app.screen.watch(header, "busy", shown.append, init=False)
        await driver.press("2", "y")
        await driver.until("terminal clipboard")
        assert shown == []
