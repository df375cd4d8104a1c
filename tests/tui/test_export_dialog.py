"""The export dialog: destination, files written, and errors."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest

from cdx_tui.config import files
from cdx_tui.share import export
from cdx_tui.tui.screens.dialogs.export import ExportScreen
from cdx_tui.tui.widgets.clean_input import CleanInput
from tests.tui.driver import AppDriver, open_app, open_share, sample


async def ask_to_save(driver: AppDriver, key: str, folder: Path) -> None:
    await driver.validate(sample("stock trades").token)
    await driver.until("✓ valid")
    await driver.wait_until_idle()
    await driver.press(key)
    await enter_folder(driver, folder)


async def enter_folder(driver: AppDriver, folder: Path) -> None:
    await driver.until(lambda: isinstance(driver.app.screen, ExportScreen))
    await driver.until("to folder:")
    driver.app.screen.query_one(CleanInput).value = str(folder)
    await driver.press("enter")


async def test_the_whole_share_is_saved(tmp_path: Path) -> None:
    async with open_app(size=(120, 40)) as driver:
        await ask_to_save(driver, "E", tmp_path / "new")
        await driver.until("Exported 9 files")
        names = {path.name for path in (tmp_path / "new").iterdir()}
        assert {"preview.json", "index.json", "stock-trades-value-v3.avsc"} <= names
        assert driver.focused == "resources"


async def test_one_schema_is_saved_exactly_and_replaced_only_after_confirmation(
    tmp_path: Path,
) -> None:
    file = tmp_path / "stock-trades-value-v3.avsc"
    file.write_text("mine")
    async with open_app(size=(120, 40)) as driver:
        await ask_to_save(driver, "e", tmp_path)
        await driver.until("overwrite.")
        assert file.read_text() == "mine"
        await driver.press("enter")
        await driver.until("Exported")
        assert json.loads(file.read_text())["name"] == "Trade"
        assert os.listdir(tmp_path) == [file.name]


async def test_an_unwritable_folder_is_reported_and_another_can_be_entered(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    async with open_app(size=(120, 40)) as driver:
        await ask_to_save(driver, "e", tmp_path / "file" / "below")
        await driver.until("Writing")
        await enter_folder(driver, tmp_path / "other")
        await driver.until("Exported")
        assert (tmp_path / "other" / "stock-trades-value-v3.avsc").exists()


async def test_a_full_disk_is_reported_and_a_retry_replaces_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.write_new

    def fill_up(path: Path, content: bytes) -> None:
        if path.suffix == ".avsc":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, content)

    monkeypatch.setattr(export, "write_new", fill_up)
    async with open_app(size=(120, 40)) as driver:
        await ask_to_save(driver, "E", tmp_path)
        await driver.until(lambda: "after 2 of" in re.sub(r"\W+", " ", driver.text))
        assert sorted(os.listdir(tmp_path)) == ["index.json", "preview.json"]
        monkeypatch.undo()
        await driver.press("enter")
        await driver.until("overwrite.")
        await driver.press("enter")
        await driver.until("Exported")
        assert (tmp_path / "stock-trades-value-v3.avsc").exists()


async def test_escape_saves_nothing(tmp_path: Path) -> None:
    async with open_share("stock trades") as driver:
        await driver.press("e")
        await driver.until("to folder:")
        driver.app.screen.query_one(CleanInput).value = str(tmp_path / "not")
        await driver.press("escape")
        await driver.until(lambda: not isinstance(driver.app.screen, ExportScreen))
        assert not (tmp_path / "not").exists()


@pytest.mark.parametrize("key", ["e", "E", "D"])
@pytest.mark.parametrize("path", ["x" * 300, "a/" * 3_000], ids=["name", "path"])
async def test_an_impossible_path_is_refused(key: str, path: str) -> None:
    async with open_share("orders", size=(100, 30)) as driver:
        await driver.press(key)
        await driver.until(lambda: driver.focused == "path-input")
        driver.app.screen.query_one(CleanInput).value = path
        await driver.press("enter")
        await driver.until("✗")
        await driver.press("escape", "question_mark")
        await driver.until("Keyboard shortcuts")
