"""All fields of a share: filtered as one types, opened, copied and saved."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cdx_tui.tui.screens.dictionary import DictionaryScreen
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.dictionary_table import fit_columns
from tests.tui.driver import AppDriver, open_share


async def open_dictionary(driver: AppDriver, words: str, count: str) -> None:
    await driver.press("f", *words)
    await driver.until(lambda: isinstance(driver.app.screen, DictionaryScreen))
    await driver.until(count)


async def test_enter_goes_to_the_field_in_its_schema() -> None:
    async with open_share("stock trades") as driver:
        await driver.wait_until_idle()
        await open_dictionary(driver, "closing", "5 of 17 fields")
        await driver.press("down", "down")
        await driver.until("Closing Prices › closing-prices-value v1 › close ")
        await driver.press("enter")
        await driver.until("─ ClosingPrice.close ")
        assert "Closing Prices › closing-prices-value" in driver.text
        await open_dictionary(driver, "", "17 fields")
        await driver.press("escape")
        await driver.until("─ ClosingPrice.close ")


async def test_what_the_filter_shows_is_copied_and_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_share("stock trades", size=(80, 24)) as driver:
        copied: list[str] = []
        monkeypatch.setattr(driver.app, "copy_to_clipboard", copied.append)
        await open_dictionary(driver, "decimal price", "2 of 17 fields")
        await driver.press("tab", "y", "e")
        await driver.until("Export these fields to folder:")
        await driver.press("enter")
        await driver.until("Exported fields.csv to")
        assert copied == ["price"]
        with (tmp_path / "fields.csv").open(encoding="utf-8", newline="") as file:
            assert [row["field"] for row in csv.DictReader(file)] == ["price", "close"]
        await driver.press("escape")
        await driver.until("━ 17 fields ━")
        assert driver.app.screen.query_one(CleanInput).value == ""


async def test_a_filter_without_a_match_says_how_to_clear_it() -> None:
    async with open_share("stock trades", size=(80, 24)) as driver:
        await open_dictionary(driver, "zzz", "0 of 17 fields")
        await driver.until("No field matches. Esc clears the filter.")
        await driver.press("enter")
        assert isinstance(driver.app.screen, DictionaryScreen)


def test_columns_fit_the_room_and_the_important_ones_stay() -> None:
    natural = (20, 16, 30, 20, 3, 10, 12, 400)
    assert fit_columns(natural, 400) == (20, 16, 30, 20, 4, 10, 12, 274)
    for room in range(24, 200):
        widths = fit_columns(natural, room)
        shown = [width for width in widths if width]
        assert sum(shown) + 2 * (len(shown) - 1) <= room
        assert widths[2] >= 8
        assert widths[3] >= 6
    assert fit_columns((0, 0, 30, 20, 0, 0, 0, 0), 60) == (0, 0, 30, 20, 0, 0, 0, 0)
