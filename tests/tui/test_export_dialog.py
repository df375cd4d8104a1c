"""Saving from within the app: where, what, and what is in the way."""

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
from tests.tui.driver import AppDriver, open_app, sample


async def ask_to_save(scene: AppDriver, key: str, folder: Path) -> None:
    await scene.validate(sample("stock trades").token)
    await scene.until("✓ valid")
    await scene.at_rest()
    await scene.press(key)
    await name(scene, folder)


async def name(scene: AppDriver, folder: Path) -> None:
    await scene.until(lambda: isinstance(scene.app.screen, ExportScreen))
    await scene.until("Enter saves")
    scene.app.screen.query_one(CleanInput).value = str(folder)
    await scene.press("enter")


async def test_the_whole_share_is_saved(tmp_path: Path) -> None:
    async with open_app(size=(120, 40)) as scene:
        await ask_to_save(scene, "E", tmp_path / "new")
        await scene.until("7 files saved")
        names = {path.name for path in (tmp_path / "new").iterdir()}
        assert {"preview.json", "index.json", "stock-trades-value-v3.avsc"} <= names
        assert scene.focused == "resources"


async def test_one_schema_is_saved_exactly_and_replaced_only_when_asked_twice(
    tmp_path: Path,
) -> None:
    file = tmp_path / "stock-trades-key-v1.avsc"
    file.write_text("mine")
    async with open_app(size=(120, 40)) as scene:
        await ask_to_save(scene, "e", tmp_path)
        await scene.until("Enter again replaces")
        assert file.read_text() == "mine"
        await scene.press("enter")
        await scene.until("saved in")
        assert json.loads(file.read_text())["name"] == "TradeKey"
        assert os.listdir(tmp_path) == [file.name]


async def test_a_folder_that_cannot_be_written_to_is_told_and_another_can_be_named(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    async with open_app(size=(120, 40)) as scene:
        await ask_to_save(scene, "e", tmp_path / "file" / "below")
        await scene.until("Writing")
        await name(scene, tmp_path / "other")
        await scene.until("saved in")
        assert (tmp_path / "other" / "stock-trades-key-v1.avsc").exists()


async def test_a_disk_that_fills_midway_is_told_with_what_is_there_and_the_next_try_replaces_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.write_new

    def fill_up(path: Path, content: bytes) -> None:
        if path.suffix == ".avsc":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, content)

    monkeypatch.setattr(export, "write_new", fill_up)
    async with open_app(size=(120, 40)) as scene:
        await ask_to_save(scene, "E", tmp_path)
        await scene.until(lambda: "after 2 of" in re.sub(r"\W+", " ", scene.text))
        assert sorted(os.listdir(tmp_path)) == ["index.json", "preview.json"]
        monkeypatch.undo()
        await scene.press("enter")
        await scene.until("Enter again replaces")
        await scene.press("enter")
        await scene.until("saved in")
        assert (tmp_path / "stock-trades-key-v1.avsc").exists()


async def test_escape_saves_nothing(tmp_path: Path) -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("stock trades").token)
        await scene.until("✓ valid")
        await scene.press("e")
        await scene.until("Enter saves")
        scene.app.screen.query_one(CleanInput).value = str(tmp_path / "not")
        await scene.press("escape")
        await scene.until(lambda: not isinstance(scene.app.screen, ExportScreen))
        assert not (tmp_path / "not").exists()
