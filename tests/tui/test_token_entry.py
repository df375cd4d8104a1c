"""Entering a token: pasted, typed, chosen from the samples, or read from a file."""

from __future__ import annotations

import base64
import json
import random

import pytest

from cdx_tui.api.models import Preview
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.tui.driver import CannedResponses, open_app, open_share, sample
from tests.tui.responses import TOKEN, preview_response


async def test_the_token_is_masked_and_identified_by_a_fingerprint() -> None:
    async with open_app() as driver:
        await driver.paste(TOKEN)
        assert TOKEN not in driver.text
        await driver.until(f"28 characters · sha {Secret(TOKEN).fingerprint()}")


async def test_a_long_paste_with_line_breaks_is_one_token() -> None:
    token = base64.urlsafe_b64encode(random.Random(1).randbytes(15_000)).decode()
    wrapped = "\r\n".join(token[i : i + 76] for i in range(0, len(token), 76))
    async with open_app(
        responses := CannedResponses([preview_response()]), submit=f"\n  {wrapped}\n\n"
    ) as driver:
        await driver.until("✓ valid")
        assert json.loads(responses.requests[0].content) == {"token": token}


async def test_a_paste_received_as_keys_is_not_submitted_at_its_first_line_break() -> None:
    async with open_app(responses := CannedResponses([preview_response()])) as driver:
        token = random.Random(1).randbytes(60).hex()
        for character in f"{token[:60]}\r{token[60:]}\r":
            driver.app.simulate_key("enter" if character == "\r" else character)
        await driver.until("✓ valid")
        assert [json.loads(request.content) for request in responses.requests] == [{"token": token}]


async def test_a_paste_anywhere_replaces_the_token() -> None:
    async with open_share("orders", size=(80, 24)) as driver:
        await driver.paste(sample("no schemas").token)
        assert driver.focused == "token"
        assert driver.app.screen.query_one(TokenInput).secret == Secret(sample("no schemas").token)
        await driver.press("enter")
        await driver.until("No schema is registered")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "No token given"),
        ("   \n ", "No token given"),
        ("cfltABC", "This is an API secret"),
        ("tokén", "U+00E9"),
        ("x" * 70_000, "70,000 characters"),
        ("word " * 600_000, "has 3,000,000 characters"),
    ],
)
async def test_an_invalid_token_is_not_sent(text: str, message: str) -> None:
    async with open_app(responses := CannedResponses([preview_response()]), submit=text) as driver:
        await driver.until(message)
        assert not responses.requests


async def test_white_space_in_a_token_is_removed() -> None:
    async with open_app(
        responses := CannedResponses([preview_response()]), submit="c2Ft cGxl\tIHNo\nYXJl"
    ) as driver:
        await driver.until("✓ valid")
        assert json.loads(responses.requests[0].content) == {"token": "c2FtcGxlIHNoYXJl"}


async def test_the_demo_lists_its_tokens_for_selection() -> None:
    async with open_app(samples=CATALOGUE) as driver:
        await driver.until("Sample shares")
        await driver.press("j", "enter")
        await driver.until("✓ valid")
        assert driver.app.screen.query_one(TokenInput).secret == Secret(CATALOGUE[1].token)
        await driver.press("d")
        await driver.until("Sample shares")
        await driver.press("escape")
        await driver.until("✓ valid")


async def test_a_token_from_a_file_is_validated_at_the_start() -> None:
    async with open_app(token=Secret(sample("clickstream").token)) as driver:
        await driver.until("✓ valid")


async def test_no_key_changes_the_token_that_was_sent() -> None:
    fingerprint = Secret(TOKEN).fingerprint()
    async with open_app(responses := CannedResponses([None]), submit=TOKEN) as driver:
        await driver.until("Validating")
        await driver.until(lambda: len(responses.requests) == 1)
        await driver.press("x", "j", "delete", "ctrl+u", "r")
        await driver.until(lambda: len(responses.requests) == 2)
        assert f"sha {fingerprint}" in driver.text
        assert {json.loads(request.content)["token"] for request in responses.requests} == {TOKEN}


async def test_a_draft_has_no_fingerprint_and_is_dropped_by_escape() -> None:
    orders, other = sample("orders").token, sample("stock trades").token
    async with open_share("orders", size=(100, 30)) as driver:
        fingerprint = f"sha {Secret(orders).fingerprint()}"
        await driver.until("order_id")
        await driver.press("t", "a", "b", "c")
        await driver.until("3 characters · not validated")
        assert "sha" not in driver.text
        await driver.paste(other)
        await driver.until(f"{len(other)} characters · not validated")
        await driver.press("escape")
        await driver.until(lambda: "Stream Sharing token" not in driver.text)
        assert driver.focused == "resources"
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        screen.show_draft(True)
        await driver.until(fingerprint)


async def test_a_draft_is_not_interrupted_by_the_response() -> None:
    async with open_app(responses := CannedResponses([None]), submit=TOKEN) as driver:
        await driver.until(lambda: len(responses.requests) == 1)
        await driver.press("t", "a")
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        assert screen._validation is not None
        screen.post_message(MainScreen.Validated(Preview(resources=()), screen._validation))
        await driver.until(lambda: screen.phase is Phase.LOADED)
        await driver.press("b")
        await driver.until("2 characters · not validated")
