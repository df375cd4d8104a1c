"""Copying a schema: the method used, and the message shown."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from cdx_tui.clipboard import MAX_OSC52_BYTES, CopyMethod, CopyTransport
from tests.tui.driver import AppDriver, CannedResponses, open_app, open_share, sample
from tests.tui.responses import TOKEN, preview_response


async def show_a_schema(driver: AppDriver) -> None:
    await driver.validate(sample("stock trades").token)
    await driver.until("✓ valid")
    await driver.press("2")
    await driver.wait_until_idle()


async def test_a_copy_through_the_terminal_is_reported_as_sent() -> None:
    async with open_app(size=(120, 40)) as driver:
        await show_a_schema(driver)
        await driver.press("y")
        await driver.until("terminal clipboard")
        assert json.loads(driver.app.clipboard)["name"] == "Trade"


async def test_a_program_receives_the_complete_cleaned_text(tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    take = f"import sys; open({str(copied)!r}, 'wb').write(sys.stdin.buffer.read())"
    method = CopyMethod(CopyTransport.NATIVE, (sys.executable, "-c", take), "")
    hostile = json.dumps({"type": "enum", "name": "E", "symbols": ["A"], "doc": "\x9b\u202e"})
    schema = {"schema": hostile.replace("\\u202e", "\u202e"), "subject": "s"}
    responses = CannedResponses([preview_response({"display_name": "A", "schemas": [schema]})])
    async with open_app(responses, clipboard=lambda: method, submit=TOKEN) as driver:
        await driver.until("✓ valid")
        await driver.press("2", "y")
        await driver.until("Copied ")
    text = copied.read_text()
    assert json.loads(text.replace("\\u202e", ""))["symbols"] == ["A"]
    assert "\u202e" not in text
    assert "\\u202e" in text


@pytest.mark.parametrize(
    ("method", "message"),
    [
        (CopyMethod(CopyTransport.NONE, (), "GNU screen would print it"), "No clipboard available"),
        (CopyMethod(CopyTransport.NATIVE, ("no-such",), ""), "could not be started"),
        (CopyMethod(CopyTransport.NATIVE, (sys.executable, "-c", "exit(3)"), ""), "exit status 3"),
    ],
)
async def test_a_copy_that_fails_says_why(method: CopyMethod, message: str) -> None:
    async with open_app(size=(120, 40), clipboard=lambda: method) as driver:
        await show_a_schema(driver)
        await driver.press("y")
        await driver.until(message)
        assert not driver.app.clipboard


async def test_text_too_long_for_a_sequence_is_not_sent() -> None:
    schema = json.dumps({"type": "enum", "name": "E", "symbols": ["A"], "doc": "x" * 60_000})
    assert len(schema) > MAX_OSC52_BYTES
    responses = CannedResponses(
        [preview_response({"display_name": "A", "schemas": [{"schema": schema}]})]
    )
    async with open_app(responses, size=(120, 40), submit=TOKEN) as driver:
        await driver.until("✓ valid")
        await driver.press("2", "y")
        await driver.until("too many for")
        assert not driver.app.clipboard


async def test_without_a_schema_there_is_nothing_to_copy() -> None:
    async with open_app(
        CannedResponses([preview_response({"display_name": "A"})]), submit=TOKEN
    ) as driver:
        await driver.until("✓ valid")
        await driver.press("y")
        await driver.wait_until_idle()
        assert not driver.app.clipboard


def _has_copied(driver: AppDriver, text: str) -> bool:
    return text in driver.app.clipboard


async def test_each_view_copies_what_is_under_the_cursor() -> None:
    async with open_share("hospital") as driver:
        await driver.until("family_name")
        for view, keys, text in (
            ("1", ("j",) * 4, "patient.patient_id"),
            ("5", ("G",), "Value schema registered"),
            ("6", ("G",), "patient-admissions-value"),
        ):
            await driver.press(view, *keys, "y")
            await driver.until(partial(_has_copied, driver, text))
        await driver.press("4")
        await driver.until('"patient"')
        await driver.press("y")
        await driver.until(lambda: driver.app.clipboard.startswith("{"))
