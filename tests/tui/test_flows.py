"""Stories of a token: what the user presses, and what the screen then says."""

from __future__ import annotations

import json

import httpx
import pytest

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.secret import Secret
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.tui.driver import CannedResponses, open_app, sample

TOKEN = "c2FtcGxlIHNoYXJlZCB0b2tlbg=="


def answer(*resources: object, **headers: str) -> tuple[int, dict[str, str], bytes]:
    named = {"Content-Type": "application/json", **headers}
    return 200, named, json.dumps({"consumer_shared_resources": resources}).encode()


def failure(status: int, **headers: str) -> tuple[int, dict[str, str], bytes]:
    body = {"errors": [{"status": str(status), "title": f"Title of {status}", "detail": "Why"}]}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"X-Request-Id": "req-77", **named}, json.dumps(body).encode()


async def test_a_pasted_token_shows_what_it_shares() -> None:
    async with open_app() as scene:
        await scene.validate(sample("stock trades").token)
        await scene.until("✓ valid")
        assert scene.focused == "resources"
        await scene.until("Stock Trades")
        await scene.until("Northgate Exchange")
        await scene.until("stock-trades-key · v1 ·")
        await scene.press("right_square_bracket")
        await scene.until("stock-trades-value · v1 ·")
        await scene.until("2 of 4")
        await scene.press("left_square_bracket", "left_square_bracket")
        await scene.until("4 of 4")


async def test_the_cursor_chooses_the_resource() -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("stock trades").token)
        await scene.until("✓ valid")
        await scene.press("j")
        await scene.until("closing-prices-value · v1")
        await scene.press("k")
        await scene.until("stock-trades-key · v1")


async def test_the_token_is_masked_and_told_apart_by_a_fingerprint() -> None:
    async with open_app() as scene:
        await scene.paste(TOKEN)
        assert TOKEN not in scene.text
        await scene.until(f"28 characters · sha {Secret(TOKEN).fingerprint()}")


async def test_a_long_paste_with_line_breaks_is_taken_whole() -> None:
    token = "abcd" * 5_000
    wrapped = "\r\n".join(token[i : i + 76] for i in range(0, len(token), 76))
    async with open_app(answers := CannedResponses([answer()])) as scene:
        await scene.validate(f"\n  {wrapped}\n\n")
        await scene.until("✓ valid")
        assert json.loads(answers.requests[0].content) == {"token": token}


async def test_a_paste_that_comes_as_keys_is_not_sent_at_its_first_line_break() -> None:
    async with open_app(answers := CannedResponses([answer()])) as scene:
        for character in "abc\rdef\r":
            scene.app.simulate_key("enter" if character == "\r" else character)
        await scene.until("✓ valid")
        assert [json.loads(request.content) for request in answers.requests] == [
            {"token": "abcdef"}
        ]


async def test_a_paste_anywhere_is_a_token_and_replaces_the_one_before() -> None:
    async with open_app() as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.paste(sample("no schemas").token)
        assert scene.focused == "token"
        assert scene.app.screen.query_one(TokenInput).secret == Secret(sample("no schemas").token)
        await scene.press("enter")
        await scene.until("comes without schemas")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "The token is not valid"),
        (401, "The API key is not accepted"),
        (403, "This key may not see this share"),
        (404, "There is no such share"),
        (409, "redeemed already"),
        (429, "Too many requests"),
        (500, "The server has failed"),
        (418, "This is not an answer of the API"),
    ],
)
async def test_a_failure_is_told_in_three_parts_and_the_token_stays(
    status: int, words: str
) -> None:
    async with open_app(CannedResponses([failure(status, retry_after="60")])) as scene:
        await scene.validate(TOKEN)
        await scene.until("What to do")
        await scene.until(words)
        await scene.until(f"Title of {status}: Why")
        await scene.until("What it means")
        await scene.until(f"HTTP {status} · request id req-77")
        assert scene.app.screen.query_one(TokenInput).secret == Secret(TOKEN)
        await scene.press("t")
        assert scene.focused == "token"


async def test_escape_cancels_a_request_at_once() -> None:
    async with open_app(answers := CannedResponses([None, answer()])) as scene:
        await scene.validate(TOKEN)
        await scene.until(lambda: len(answers.requests) == 1)
        await scene.until("Validating the token")
        await scene.press("escape")
        await scene.until("Cancelled; Enter validates again")
        await scene.until(lambda: answers.cancelled == 1)
        await scene.press("enter")
        await scene.until("✓ valid")


async def test_a_second_token_cancels_the_first() -> None:
    async with open_app(
        answers := CannedResponses([None, answer({"display_name": "Second"})])
    ) as scene:
        await scene.validate(TOKEN)
        await scene.until(lambda: len(answers.requests) == 1)
        await scene.validate("b3RoZXI=")
        await scene.until("Second")
        assert answers.cancelled == 1


async def test_a_rate_limit_is_waited_for_once() -> None:
    limited = failure(429, retry_after="2")
    async with open_app(answers := CannedResponses([limited, limited])) as scene:
        await scene.validate(TOKEN)
        await scene.until("Validating again in")
        await scene.until(lambda: len(answers.requests) == 2)
        await scene.until("Too many requests")
        assert "Validating again in" not in scene.text


async def test_escape_stops_the_countdown() -> None:
    async with open_app(answers := CannedResponses([failure(429, retry_after="3600")])) as scene:
        await scene.validate(TOKEN)
        await scene.until("Validating again in 3600 s")
        await scene.press("escape")
        await scene.until(lambda: "Validating again in" not in scene.text)
        assert len(answers.requests) == 1


async def test_credentials_are_asked_for_and_kept() -> None:
    async with open_app(answers := CannedResponses([answer()]), credentials=None) as scene:
        await scene.validate(TOKEN)
        await scene.until("Cloud API key")
        await scene.press(*"KEY1", "enter", *"s3cret", "enter")
        await scene.until("✓ valid")
        assert answers.requests[0].headers["authorization"] == (
            httpx.BasicAuth("KEY1", "s3cret")._auth_header
        )
        await scene.press("r")
        await scene.until(lambda: len(answers.requests) == 2)


async def test_credentials_that_cannot_be_are_refused_where_they_were_typed() -> None:
    async with open_app(answers := CannedResponses([answer()]), credentials=None) as scene:
        await scene.validate(TOKEN)
        await scene.until("Cloud API key")
        await scene.press(*"KEY", "enter", "enter")
        await scene.until("The API secret is empty")
        assert not answers.requests


async def test_a_refused_key_that_was_typed_in_is_asked_for_again() -> None:
    async with open_app(CannedResponses([failure(401), answer()]), credentials=None) as scene:
        await scene.validate(TOKEN)
        await scene.until("Cloud API key")
        await scene.press(*"KEY", "enter", *"wrong", "enter")
        await scene.until("The API key is not accepted")
        await scene.press("r")
        await scene.until("Cloud API key")


async def test_no_key_given_leaves_the_token() -> None:
    async with open_app(CannedResponses([answer()]), credentials=None) as scene:
        await scene.validate(TOKEN)
        await scene.until("Cloud API key")
        await scene.press("escape")
        await scene.until("No API key was given")
        assert scene.app.screen.query_one(TokenInput).secret == Secret(TOKEN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is no token"),
        ("   \n ", "There is no token"),
        ("cfltABC", "That is an API secret"),
        ("tokén", "U+00E9"),
        ("x" * 70_000, "70,000 characters"),
    ],
)
async def test_what_is_no_token_is_not_sent(text: str, words: str) -> None:
    async with open_app(answers := CannedResponses([answer()])) as scene:
        await scene.validate(text)
        await scene.until(words)
        assert not answers.requests


async def test_a_token_with_spaces_in_it_is_one_token() -> None:
    async with open_app(answers := CannedResponses([answer()])) as scene:
        await scene.validate("c2Ft cGxl\tIHNo\nYXJl")
        await scene.until("✓ valid")
        assert json.loads(answers.requests[0].content) == {"token": "c2FtcGxlIHNoYXJl"}


async def test_private_link_is_said_plainly() -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("hospital").token)
        await scene.until("Private link only")
        await scene.until("Azure subscription id")


async def test_the_demo_shows_its_tokens_to_pick_by_a_key() -> None:
    async with open_app(samples=CATALOGUE) as scene:
        await scene.until("Sample shares")
        await scene.press("j", "enter")
        await scene.until("✓ valid")
        assert scene.app.screen.query_one(TokenInput).secret == Secret(CATALOGUE[1].token)
        await scene.press("d")
        await scene.until("Sample shares")
        await scene.press("escape")
        await scene.until("✓ valid")


async def test_a_token_from_a_file_is_validated_at_the_start() -> None:
    async with open_app(token=Secret(sample("clickstream").token)) as scene:
        await scene.until("✓ valid")


async def test_a_thousand_resources_are_all_listed() -> None:
    many = [{"display_name": f"Topic {number}"} for number in range(1_000)]
    async with open_app(CannedResponses([answer(*many)])) as scene:
        await scene.validate(TOKEN)
        await scene.until("✓ valid")
        await scene.press("G")
        await scene.until("Topic 999")


async def test_zoom_gives_a_pane_the_screen_and_takes_it_back() -> None:
    async with open_app() as scene:
        await scene.validate(sample("stock trades").token)
        await scene.until("✓ valid")
        await scene.press("z")
        await scene.until(lambda: "stock-trades-key · v1" not in scene.text)
        await scene.press("z")
        await scene.until("stock-trades-key · v1")


@pytest.mark.parametrize("hostile", ["[@click=app.quit]x[/]", "x[/foo]", "[/]", "a\x1b]2;t\x07b"])
async def test_what_a_provider_wrote_is_shown_and_does_nothing(hostile: str) -> None:
    resource = {
        "display_name": hostile,
        "organization_name": hostile,
        "description": hostile,
        "tags": [hostile],
        "cloud": hostile,
        "schemas": [{"subject": hostile, "schema_type": hostile, "schema": hostile}],
    }
    async with open_app(CannedResponses([answer(resource)]), size=(140, 40)) as scene:
        await scene.validate(TOKEN)
        await scene.until("✓ valid")
        shown = hostile.replace("\x1b", "␛").replace("\x07", "␇")
        assert scene.text.count(shown) >= 4
        assert "\x1b" not in scene.text


async def test_what_was_odd_about_an_answer_is_shown() -> None:
    odd = {"display_name": 7, "schemas": "none", "network_connection_types": []}
    async with open_app(CannedResponses([answer(odd)]), size=(120, 60)) as scene:
        await scene.validate(TOKEN)
        await scene.until("2 odd things")
        await scene.until("/display_name: expected a string")


async def test_a_terminal_that_is_too_small_says_so() -> None:
    async with open_app(size=(39, 11)) as scene:
        await scene.until("too small")
        await scene.pilot.resize_terminal(80, 24)
        await scene.until("Paste a shared token")


async def test_the_status_line_tells_the_rate_limit() -> None:
    limits = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "58"}
    async with open_app(CannedResponses([(200, limits, answer()[2])]), size=(120, 40)) as scene:
        await scene.validate(TOKEN)
        await scene.until("58 of 60 requests left")
        await scene.until("0 resources")


async def test_o_shows_the_outline_at_the_same_place_and_back() -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("right_square_bracket")
        await scene.until('"name": "Order"')
        await scene.press("tab", "tab", *"jjjjjjj")
        await scene.press("o")
        await scene.until("total  decimal(12,2)")
        assert scene.focused == "outline"
        await scene.until("order_id  long")
        await scene.press("j", "j", "j", "o")
        await scene.until(lambda: scene.focused == "source")
        await scene.until('"name": "placed_at"')


async def test_a_name_is_resolved_in_another_schema_of_the_share() -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("right_square_bracket", "tab", "tab", "o")
        await scene.until("ship_to  Address")
        await scene.until(lambda: "? unresolved" not in scene.text)


async def test_a_search_shows_its_count_and_walks_through_the_matches() -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("right_square_bracket")
        await scene.until('"name": "Order"')
        await scene.press("tab", "tab", "slash", *"orderline")
        await scene.until("1 of 2")
        await scene.press("enter", "n")
        await scene.until("2 of 2")
        await scene.press("N")
        await scene.until("1 of 2")
        await scene.press("escape")
        await scene.until(lambda: "1 of 2" not in scene.text)
        assert scene.focused == "source"


@pytest.mark.parametrize("number", range(3))
async def test_odd_schemas_never_leave_the_pane_empty_without_a_word(number: int) -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("odd schemas").token)
        await scene.until("✓ valid")
        await scene.press(*"j" * number)
        resource = scene.app.screen.preview.resources[number]  # type: ignore[attr-defined]  # the main screen's
        if not resource.schemas:
            await scene.until("comes without schemas")
            return
        for index in range(len(resource.schemas)):
            await scene.until(f"{index + 1} of {len(resource.schemas)}")
            problems = scene.app.screen.query_one("#schema-problems")
            source = scene.app.screen.query_one(SourceView)
            assert source.row_count > 0 or problems.display
            await scene.press("right_square_bracket")


async def test_v_compares_the_versions_of_a_subject_both_ways() -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample("stock trades").token)
        await scene.until("1 of 4")
        await scene.press("right_square_bracket")
        await scene.until("2 of 4")
        await scene.press("v")
        await scene.until("v1 → v2")
        await scene.until("✗ cannot read: long cannot be read as int")
        await scene.press("v")
        await scene.until('-      "type": "int",')
        await scene.press("right_square_bracket")
        await scene.until("v2 → v3")
        await scene.until("--- v2")
        await scene.press("escape")
        await scene.until("2 of 4")


@pytest.mark.parametrize("name", ["orders", "clickstream", "fleet telemetry", "payments"])
async def test_s_makes_a_sample_record(name: str) -> None:
    async with open_app(size=(120, 40)) as scene:
        await scene.validate(sample(name).token)
        await scene.until("1 of")
        await scene.press("right_square_bracket", "s")
        await scene.until("a sample record of")
        source = scene.app.screen.query_one("#record", SourceView)
        await scene.until(lambda: source.row_count > 0)
        text = "\n".join(source.lines[index] for index in range(source.row_count))
        assert json.loads(text) is not None
        await scene.press("escape")
        await scene.until("✓ valid")
