"""Validating a token: failures, cancellation, rate limits and credentials."""

from __future__ import annotations

import httpx
import pytest

from cdx_tui.api.models import Preview
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.widgets.status_line import describe_preview
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.tui.driver import CannedResponses, open_app
from tests.tui.responses import TOKEN, error_response, preview_response


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Invalid token"),
        (401, "Invalid API key"),
        (403, "You are not a recipient of this share"),
        (404, "Share not found"),
        (409, "Token probably redeemed already"),
        (429, "Too many requests"),
        (500, "Server error"),
        (418, "Unexpected response"),
    ],
)
async def test_a_failure_is_shown_in_three_parts_and_the_token_kept(
    status: int, message: str
) -> None:
    async with open_app(
        CannedResponses([error_response(status, retry_after="60")]), submit=TOKEN
    ) as driver:
        await driver.until("What to do")
        await driver.until(message)
        await driver.until(f"Title of {status}: Why")
        await driver.until("What it means")
        await driver.until(f"HTTP {status} · request ID req-77")
        assert driver.app.screen.query_one(TokenInput).secret == Secret(TOKEN)
        await driver.press("t")
        assert driver.focused == "token"


async def test_escape_cancels_a_request_at_once() -> None:
    async with open_app(
        responses := CannedResponses([None, preview_response()]), submit=TOKEN
    ) as driver:
        await driver.until(lambda: len(responses.requests) == 1)
        await driver.until("Validating with one read-only request")
        await driver.press("escape")
        await driver.until("Cancelled. Press Enter to retry")
        await driver.until(lambda: responses.cancelled == 1)
        await driver.press("enter")
        await driver.until("✓ valid")


async def test_a_second_token_cancels_the_first() -> None:
    async with open_app(
        responses := CannedResponses([None, preview_response({"display_name": "Second"})]),
        submit=TOKEN,
    ) as driver:
        await driver.until(lambda: len(responses.requests) == 1)
        await driver.validate("b3RoZXI=")
        await driver.until("Second")
        assert responses.cancelled == 1


async def test_a_result_that_is_handled_after_the_next_request_began_is_dropped() -> None:
    async with open_app(
        responses := CannedResponses([error_response(403), None]), submit=TOKEN
    ) as driver:
        await driver.until("You are not a recipient of this share")
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        error, first = screen.failure, screen._validation
        assert error is not None
        assert first is not None
        await driver.press("r")
        await driver.until(lambda: len(responses.requests) == 2)
        screen.post_message(MainScreen.Failed(error, first))
        screen.post_message(MainScreen.Validated(Preview(()), first))
        await driver.pilot.pause()
        assert screen.phase is Phase.VALIDATING


async def test_a_rate_limited_request_is_retried_once() -> None:
    limited = error_response(429, retry_after="2")
    async with open_app(responses := CannedResponses([limited, limited]), submit=TOKEN) as driver:
        await driver.until("Retrying in")
        await driver.until(lambda: len(responses.requests) == 2)
        await driver.until("Too many requests")
        assert "Retrying in" not in driver.text


async def test_escape_stops_the_countdown() -> None:
    async with open_app(
        responses := CannedResponses([error_response(429, retry_after="3600")]), submit=TOKEN
    ) as driver:
        await driver.until("Retrying in 3600 s")
        await driver.press("escape")
        await driver.until(lambda: "Retrying in" not in driver.text)
        assert len(responses.requests) == 1


async def test_credentials_are_asked_for_and_kept() -> None:
    async with open_app(
        responses := CannedResponses([preview_response()]), credentials=None, submit=TOKEN
    ) as driver:
        await driver.until("Cloud API key")
        await driver.press(*"KEY1", "enter", *"s3cret", "enter")
        await driver.until("✓ valid")
        assert responses.requests[0].headers["authorization"] == (
            httpx.BasicAuth("KEY1", "s3cret")._auth_header
        )
        await driver.press("r")
        await driver.until(lambda: len(responses.requests) == 2)


async def test_invalid_credentials_are_refused_in_the_dialog() -> None:
    async with open_app(
        responses := CannedResponses([preview_response()]), credentials=None, submit=TOKEN
    ) as driver:
        await driver.until("Cloud API key")
        await driver.press("tab", *"secret", "enter")
        await driver.until("✗ Enter an API key.")
        await driver.press("ctrl+u", "shift+tab", *"KEY", "enter", "enter")
        await driver.until("✗ Enter the API secret.")
        assert not responses.requests


async def test_a_refused_typed_key_is_asked_for_again() -> None:
    async with open_app(
        CannedResponses([error_response(401), preview_response()]), credentials=None, submit=TOKEN
    ) as driver:
        await driver.until("Cloud API key")
        await driver.press(*"KEY", "enter", *"wrong", "enter")
        await driver.until("Invalid API key")
        await driver.press("r")
        await driver.until("Cloud API key")


async def test_declining_the_key_keeps_the_token() -> None:
    async with open_app(
        CannedResponses([preview_response()]), credentials=None, submit=TOKEN
    ) as driver:
        await driver.until("Cloud API key")
        await driver.press("escape")
        await driver.until("API key required")
        assert driver.app.screen.query_one(TokenInput).secret == Secret(TOKEN)


async def test_problems_of_a_response_are_shown() -> None:
    malformed = {"display_name": 7, "schemas": "none", "network_connection_types": []}
    async with open_app(
        CannedResponses([preview_response(malformed)]), size=(120, 60), submit=TOKEN
    ) as driver:
        await driver.until("! 2 warnings")
        await driver.press("6")
        await driver.until("/display_name: expected a string")


def test_the_status_line_shows_the_size_of_a_compressed_response() -> None:
    line = describe_preview(Preview((), wire_bytes=5_812_345, body_bytes=49_700_000)).plain
    assert line.endswith(" · 5.8 MB as 49.7 MB")
    small = describe_preview(Preview((), wire_bytes=412, body_bytes=1_234)).plain
    assert small.endswith("412 B as 1.2 kB")
    assert " as " not in describe_preview(Preview((), wire_bytes=412, body_bytes=412)).plain


async def test_the_status_line_shows_the_rate_limit() -> None:
    limits = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "58"}
    async with open_app(
        CannedResponses([(200, limits, preview_response()[2])]), size=(120, 40), submit=TOKEN
    ) as driver:
        await driver.until("58 of 60 requests left")
