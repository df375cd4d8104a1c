"""Entering a token: pasted, typed, chosen from the samples, or read from a file."""

from __future__ import annotations

import json

import pytest

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.secret import Secret
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.tui.driver import CannedResponses, open_app, open_share, sample
from tests.tui.responses import TOKEN, preview_response


async def test_the_token_is_masked_and_identified_by_a_fingerprint() -> None:
    async with open_app() as driver:
        await driver.paste(TOKEN)
        assert TOKEN not in driver.text
        await driver.until(f"28 characters · sha {Secret(TOKEN).fingerprint()}")


async def test_a_long_paste_with_line_breaks_is_one_token() -> None:
    token = "abcd" * 5_000
    wrapped = "\r\n".join(token[i : i + 76] for i in range(0, len(token), 76))
    async with open_app(
        responses := CannedResponses([preview_response()]), submit=f"\n  {wrapped}\n\n"
    ) as driver:
        await driver.until("✓ valid")
        assert json.loads(responses.requests[0].content) == {"token": token}


async def test_a_paste_received_as_keys_is_not_submitted_at_its_first_line_break() -> None:
    async with open_app(responses := CannedResponses([preview_response()])) as driver:
        for character in "abc\rdef\r":
            driver.app.simulate_key("enter" if character == "\r" else character)
        await driver.until("✓ valid")
        assert [json.loads(request.content) for request in responses.requests] == [
            {"token": "abcdef"}
        ]


async def test_a_paste_anywhere_replaces_the_token() -> None:
    async with open_share("orders", size=(80, 24)) as driver:
        await driver.paste(sample("no schemas").token)
        assert driver.focused == "token"
        assert driver.app.screen.query_one(TokenInput).secret == Secret(sample("no schemas").token)
        await driver.press("enter")
        await driver.until("comes without schemas")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no token"),
        ("   \n ", "There is no token"),
        ("cfltABC", "That is an API secret"),
        ("tokén", "U+00E9"),
        ("x" * 70_000, "70,000 characters"),
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
