"""Presentation mode: contacts and ids appear neither on the screen nor in a screenshot of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from cdx_tui.secret import Secret
from cdx_tui.share.listing import Listed
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.widgets.resource_list import ResourceList
from tests.tui.driver import AppDriver, CannedResponses, open_app, open_share

_MARKS = ("mark-contact", "mark-id", "mark-crn", "mark-request", "424242", "mark-in-text")
_TOKEN = "YSB0b2tlbg=="

_BODY = json.dumps(
    {
        "consumer_shared_resources": [
            {
                "id": "mark-id",
                "metadata": {"resource_name": "crn://mark-crn", "self": "https://x/mark-id"},
                "display_name": name,
                "description": f"{name}: ask someone@mark-in-text.example.com for it",
                "organization_name": "Acme",
                "organization_contact": "someone@mark-contact.example.com",
                "cloud": "AWS",
                "schemas": [
                    {"subject": f"{name}-value", "version": v, "id": 424242, "schema": '"string"'}
                    for v in (1, 2)
                ],
            }
            for name in ("orders", "trades")
        ]
    }
).encode()
_HEADERS = {"Content-Type": "application/json", "X-Request-Id": "mark-request"}


@asynccontextmanager
async def _open_presenting(status: int = 200, *, present: bool = True) -> AsyncIterator[AppDriver]:
    responses = CannedResponses([(status, _HEADERS, _BODY if status == 200 else b"{}")])
    async with open_app(responses, size=(120, 40), present=present, submit=_TOKEN) as driver:
        await driver.until("✓ valid" if status == 200 else "What to do")
        await driver.wait_until_idle()
        yield driver


def _visible_marks(driver: AppDriver) -> list[str]:
    fingerprint = Secret(_TOKEN).fingerprint()
    picture = driver.app.export_screenshot(simplify=True)
    return [mark for mark in (*_MARKS, fingerprint) if mark in driver.text or mark in picture]


@pytest.mark.parametrize(
    "keys",
    [
        [],
        ["j"],
        ["tab", "pagedown", "pagedown"],
        ["enter", "2"],
        ["left_square_bracket", "3"],
        ["4"],
        ["5"],
        ["6"],
        ["b"],
        ["R"],
        ["Y"],
        ["question_mark"],
        ["E"],
        ["D"],
        ["y"],
        ["slash", *"mark"],
        ["colon", *"copy"],
        ["z"],
    ],
)
async def test_no_contact_or_id_is_visible(keys: list[str]) -> None:
    async with _open_presenting() as driver:
        await driver.press(*keys)
        await driver.app.workers.wait_for_complete(
            [each for each in driver.app.workers if each.group in ("copy", "outline", "compare")]
        ) if keys == ["y"] else None
        await driver.pilot.pause(0.2)
        assert not _visible_marks(driver)


async def test_no_contact_or_id_is_visible_in_a_comparison(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    saved = tmp_path_factory.mktemp("saved") / "a.json"
    older = json.loads(_BODY)
    for resource in older["consumer_shared_resources"]:
        resource["organization_contact"] = "once@mark-contact.example.com"
        resource["description"] = "once@mark-in-text.example.com"
    unnamed = {"id": "mark-id-of-another", "cloud": "GCP"}
    older["consumer_shared_resources"].append(unnamed)
    saved.write_text(json.dumps(older))
    async with _open_presenting() as driver:
        await driver.press("D")
        await driver.until("Compare with:")
        await driver.press("ctrl+u", *str(saved), "enter")
        await driver.until("organization_contact: •••• → ••••")
        await driver.until("- ••••")
        assert not _visible_marks(driver)


async def test_no_id_is_visible_after_a_failure() -> None:
    async with _open_presenting(403) as driver:
        await driver.until("request ID ••••")
        assert not _visible_marks(driver)


async def test_a_key_toggles_masking_in_place() -> None:
    async with _open_presenting(present=False) as driver:
        await driver.press("j")
        await driver.until("trades-value")
        await driver.until("ID 424242")
        await driver.press("p")
        await driver.until("ID ••••")
        await driver.until("· presenting")
        assert "trades-value" in driver.text
        assert not _visible_marks(driver)
        await driver.press("p")
        await driver.until("ID 424242")
        await driver.press("6")
        await driver.until("mark-contact")


async def test_keys_are_shown_but_typed_text_is_not() -> None:
    async with _open_presenting() as driver:
        await driver.press("j", "k")
        await driver.until(lambda: driver.text.splitlines()[-1].rstrip().endswith("j k"))
        await driver.press("slash", *"secret")
        await driver.until("Clear search")
        last = driver.text.splitlines()[-1].rstrip()
        assert not last.endswith("e t")
        assert last.endswith("k /")


async def test_saved_files_are_not_masked(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("export")
    async with _open_presenting() as driver:
        await driver.press("E")
        await driver.until("to folder:")
        await driver.press("ctrl+u", *str(folder / "a"), "enter")
        await driver.until("Exported")
    assert b"mark-contact" in (folder / "a" / "preview.json").read_bytes()


async def test_presenting_keeps_the_cursor_on_its_field() -> None:
    async with open_share("orders", size=(120, 40)) as driver:
        await driver.press("enter", "down", "down")
        await driver.until("─ Order.state ")
        await driver.press("p")
        await driver.until("presenting")
        await driver.wait_until_idle()
        await driver.until("─ Order.state ")


async def test_a_resource_that_was_reached_before_masking_is_not_shown_after_it() -> None:
    async with _open_presenting(present=False) as driver:
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        assert screen.preview is not None
        reached = Listed(1, screen.preview.resources[1])
        await driver.press("p")
        screen.post_message(ResourceList.Highlighted(reached))
        await driver.wait_until_idle()
        assert not _visible_marks(driver)
