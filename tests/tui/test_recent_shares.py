"""Saved shares that were exported or opened are offered again; their folders are proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from cdx_tui.config.state import RecentShare
from cdx_tui.demo.share_files import share_body
from cdx_tui.tui.screens.opening import recent_lines
from tests.tui.driver import open_app, open_share

Kept = list[tuple[RecentShare | None, Mapping[str, str]]]


def share(path: object, name: str = "Northgate Exchange", days: int = 2) -> RecentShare:
    when = datetime.now(UTC) - timedelta(days=days, minutes=1)
    return RecentShare(str(path), name, when.isoformat(timespec="seconds"))


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "saved.json"
    file.write_bytes(share_body("stock_trades"))
    return file


async def test_the_first_screen_lists_them_and_the_menu_opens_one(saved: Path) -> None:
    kept: Kept = []
    recent = (share("/nowhere/platform", "Cormorant Group"), share(saved))
    async with open_app(
        recent=recent, remember=lambda *given: kept.append(given), size=(80, 24)
    ) as driver:
        await driver.until("Recent shares")
        lines = [line.strip() for line in driver.text.splitlines()]
        assert "Cormorant Group     2 days ago     /nowhere/platform" in lines
        await driver.press("ctrl+o", "down", "enter")
        await driver.until("saved share · offline")
        assert [(each.path, each.name) for each, _ in kept if each] == [
            (str(saved), "Northgate Exchange")
        ]
        await driver.press("q")
        await driver.until("just now")
        lines = [line.strip() for line in driver.text.splitlines()]
        assert lines[lines.index("Recent shares") + 1].startswith("Northgate Exchange  just now")


async def test_one_that_is_gone_is_reported_and_its_path_can_be_changed() -> None:
    async with open_app(recent=(share("/nowhere/platform"),)) as driver:
        await driver.press("ctrl+o", "enter")
        await driver.until("There is no file /nowhere/platform.")
        assert driver.app.screen.query_one(Input).value == "/nowhere/platform"


async def test_the_menu_leads_to_the_prompt(saved: Path) -> None:
    async with open_app(recent=(share("/nowhere/platform"),)) as driver:
        await driver.press("ctrl+o", "end", "enter")
        await driver.until("or the folder of an export:")
        assert driver.app.screen.query_one(Input).value == "."


async def test_presentation_mode_names_no_other_share() -> None:
    async with open_app(recent=(share("/nowhere/platform"),), present=True) as driver:
        await driver.until("Nothing is redeemed")
        assert "Recent shares" not in driver.text
        await driver.press("ctrl+o")
        await driver.until("or the folder of an export:")


@pytest.mark.parametrize(
    ("size", "listed"), [((80, 24), 5), ((80, 21), 2), ((80, 19), 0), ((50, 24), 1), ((40, 12), 0)]
)
async def test_as_many_are_listed_as_there_is_room_for(size: tuple[int, int], listed: int) -> None:
    recent = tuple(share(f"/nowhere/{number}") for number in range(7))
    async with open_app(recent=recent, size=size) as driver:
        await driver.until("Stream Sharing token")
        assert driver.text.count("2 days ago") == listed
        assert size[1] < 19 or "only." in driver.text


async def test_exports_are_remembered_and_their_folders_proposed(tmp_path: Path) -> None:
    kept: Kept = []
    async with open_share(
        "orders", folders={"view": str(tmp_path)}, remember=lambda *given: kept.append(given)
    ) as driver:
        await driver.wait_until_idle()
        await driver.press("e")
        await driver.until(lambda: driver.app.screen.query(Input).results is not None)
        assert driver.app.screen.query_one("#path-input", Input).value == str(tmp_path)
        await driver.press("enter")
        await driver.until(lambda: kept == [(None, {"view": str(tmp_path)})])
        await driver.press("E")
        prompt = driver.app.screen.query_one("#path-input", Input)
        assert prompt.value == "cdx-export"
        prompt.value = str(tmp_path / "share")
        await driver.press("enter")
        await driver.until(lambda: len(kept) == 2)
    remembered, folders = kept[1]
    assert remembered is not None
    assert remembered.path == folders["share"] == str(tmp_path / "share")


async def test_nothing_is_remembered_if_that_is_switched_off(tmp_path: Path) -> None:
    async with open_share("orders", remember=None) as driver:
        await driver.wait_until_idle()
        await driver.press("E")
        driver.app.screen.query_one("#path-input", Input).value = str(tmp_path / "share")
        await driver.press("enter")
        await driver.until("Exported")
        assert driver.app._session.recent == ()


def test_names_and_paths_are_cut_with_an_ellipsis() -> None:
    lines = list(recent_lines([share("/a/" + "長" * 40, "N" * 60), share("/b", "短い")], 64))
    assert lines[0][0] == "N" * 21 + "…"
    assert lines[0][1].startswith("  2 days ago     …長")
    assert lines[1][0] == "短い" + " " * 18
    assert all(len(name) + len(rest) <= 64 for name, rest in lines)
