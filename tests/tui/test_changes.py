"""Comparison with a saved share, and the copy menu."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdx_tui.clipboard import CopyMethod, CopyTransport
from tests.tui.driver import AppDriver, CannedResponses, open_app, open_share
from tests.tui.responses import error_response


def _resource(name: str, cloud: str = "AWS") -> dict[str, object]:
    schema = {"subject": f"{name}-value", "version": 1, "id": 7, "schema": '"string"'}
    return {"id": name, "display_name": name, "cloud": cloud, "schemas": [schema]}


def _save(file: Path, *resources: dict[str, object]) -> Path:
    file.write_text(json.dumps({"consumer_shared_resources": resources}))
    return file


def _preview_response(*resources: dict[str, object]) -> CannedResponses:
    body = json.dumps({"consumer_shared_resources": resources}).encode()
    headers = {"Content-Type": "application/json", "X-Request-Id": "req-7"}
    return CannedResponses([(200, headers, body)])


async def _compare(driver: AppDriver, path: Path) -> None:
    await driver.validate("YSB0b2tlbg==")
    await driver.until("✓ valid")
    await driver.press("D")
    await driver.until("Compare with:")
    await driver.press("ctrl+u", *str(path), "enter")


async def test_changes_are_listed_and_marked(tmp_path: Path) -> None:
    saved = _save(tmp_path / "a.json", _resource("orders"), _resource("gone"), _resource("same"))
    responses = _preview_response(_resource("orders", "GCP"), _resource("same"), _resource("fresh"))
    async with open_app(responses, size=(110, 30)) as driver:
        await _compare(driver, saved)
        for message in ("~ orders", "~ cloud: AWS → GCP", "+ fresh", "- gone"):
            await driver.until(message)
        await driver.press("escape")
        await driver.until("✓ valid")
        rows = [line[1:9].strip() for line in driver.text.splitlines()[2:5]]
        assert rows == ["~ orders", "same", "+ fresh"]


async def test_nothing_has_changed(tmp_path: Path) -> None:
    async with open_app(_preview_response(_resource("orders")), size=(110, 30)) as driver:
        await _compare(driver, _save(tmp_path / "a.json", _resource("orders")))
        await driver.until("Nothing has changed.")


@pytest.mark.parametrize("content", [None, "{", '{"a": 1}'])
async def test_an_unusable_file_is_reported(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "a.json"
    if content is not None:
        file.write_text(content)
    async with open_app(_preview_response(_resource("orders")), size=(110, 30)) as driver:
        await _compare(driver, file)
        await driver.until("✗ There" if content is None else "✗ ")
        await driver.press("escape")
        await driver.until("✓ valid")


async def _copied(driver: AppDriver, row: int) -> str:
    """Choose an entry of the menu; return what reached the clipboard."""
    await driver.press("Y")
    await driver.until("Redeem command")
    await driver.press(*["j"] * row, "enter")
    await driver.until("terminal clipboard")
    return driver.app.clipboard


@pytest.mark.parametrize(
    ("row", "text"),
    [(0, '"string"'), (1, "orders-value"), (2, "7"), (3, "orders"), (4, "req-7")],
)
async def test_each_menu_entry_copies_its_value(row: int, text: str) -> None:
    method = CopyMethod(CopyTransport.OSC52, (), "")
    async with open_app(
        _preview_response(_resource("orders")),
        size=(110, 30),
        clipboard=lambda: method,
        submit="YSB0b2tlbg==",
    ) as driver:
        await driver.until("✓ valid")
        await driver.wait_until_idle()
        assert (await _copied(driver, row)).strip() == text


async def test_the_path_of_a_field() -> None:
    async with open_share("orders", size=(110, 30)) as driver:
        await driver.until("ship_to")
        await driver.press("enter", "j", "j")
        await driver.press("Y")
        await driver.until("Field path      state")


async def test_the_request_id_of_a_failure() -> None:
    async with open_app(
        CannedResponses([error_response(403)]), size=(110, 30), submit="YSB0b2tlbg=="
    ) as driver:
        await driver.until("request ID")
        await driver.press("y")
        await driver.until("terminal clipboard")
        assert driver.app.clipboard
        assert f"request ID {driver.app.clipboard}" in driver.text
