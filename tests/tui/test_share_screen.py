"""The panes of a validated share: resources, source, outline, search, versions, sample record."""

from __future__ import annotations

import json

import pytest

from cdx_tui.tui.widgets.schema.source_view import SourceView
from tests.tui.driver import CannedResponses, open_app, open_share, sample
from tests.tui.responses import TOKEN, preview_response


async def test_a_pasted_token_shows_what_it_shares() -> None:
    async with open_share("stock trades", size=(80, 24)) as driver:
        assert driver.focused == "resources"
        await driver.until("Stock Trades")
        await driver.until("Northgate Exchange")
        await driver.until("stock-trades-key · v1 ·")
        await driver.press("right_square_bracket")
        await driver.until("stock-trades-value · v1 ·")
        await driver.until("2 of 4")
        await driver.press("left_square_bracket", "left_square_bracket")
        await driver.until("4 of 4")


async def test_the_cursor_selects_the_resource() -> None:
    async with open_share("stock trades") as driver:
        await driver.press("j")
        await driver.until("closing-prices-value · v1")
        await driver.press("k")
        await driver.until("stock-trades-key · v1")


async def test_private_link_is_shown() -> None:
    async with open_app(size=(120, 40), submit=sample("hospital").token) as driver:
        await driver.until("Private link only")
        await driver.until("Azure subscription id")


async def test_a_thousand_resources_are_all_listed() -> None:
    many = [{"display_name": f"Topic {number}"} for number in range(1_000)]
    async with open_app(CannedResponses([preview_response(*many)]), submit=TOKEN) as driver:
        await driver.until("✓ valid")
        await driver.press("G")
        await driver.until("Topic 999")


async def test_zoom_maximises_a_pane_and_restores_it() -> None:
    async with open_share("stock trades", size=(80, 24)) as driver:
        await driver.press("z")
        await driver.until(lambda: "stock-trades-key · v1" not in driver.text)
        await driver.press("z")
        await driver.until("stock-trades-key · v1")


@pytest.mark.parametrize("hostile", ["[@click=app.quit]x[/]", "x[/foo]", "[/]", "a\x1b]2;t\x07b"])
async def test_provider_text_is_shown_literally(hostile: str) -> None:
    resource = {
        "display_name": hostile,
        "organization_name": hostile,
        "description": hostile,
        "tags": [hostile],
        "cloud": hostile,
        "schemas": [{"subject": hostile, "schema_type": hostile, "schema": hostile}],
    }
    async with open_app(
        CannedResponses([preview_response(resource)]), size=(140, 40), submit=TOKEN
    ) as driver:
        await driver.until("✓ valid")
        shown = hostile.replace("\x1b", "␛").replace("\x07", "␇")
        assert driver.text.count(shown) >= 4
        assert "\x1b" not in driver.text


async def test_a_terminal_that_is_too_small_says_so() -> None:
    async with open_app(size=(39, 11)) as driver:
        await driver.until("too small")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until("Paste a shared token")


async def test_o_toggles_the_outline_at_the_same_place() -> None:
    async with open_share("orders") as driver:
        await driver.press("right_square_bracket")
        await driver.until('"name": "Order"')
        await driver.press("tab", "tab", *"jjjjjjj")
        await driver.press("o")
        await driver.until("total  decimal(12,2)")
        assert driver.focused == "outline"
        await driver.until("order_id  long")
        await driver.press("j", "j", "j", "o")
        await driver.until(lambda: driver.focused == "source")
        await driver.until('"name": "placed_at"')


async def test_a_name_is_resolved_in_another_schema_of_the_share() -> None:
    async with open_share("orders") as driver:
        await driver.press("right_square_bracket", "tab", "tab", "o")
        await driver.until("ship_to  Address")
        await driver.until(lambda: "? unresolved" not in driver.text)


async def test_a_search_shows_its_count_and_steps_through_matches() -> None:
    async with open_share("orders") as driver:
        await driver.press("right_square_bracket")
        await driver.until('"name": "Order"')
        await driver.press("tab", "tab", "slash", *"orderline")
        await driver.until("1 of 2")
        await driver.press("enter", "n")
        await driver.until("2 of 2")
        await driver.press("N")
        await driver.until("1 of 2")
        await driver.press("escape")
        await driver.until(lambda: "1 of 2" not in driver.text)
        assert driver.focused == "source"


@pytest.mark.parametrize("number", range(3))
async def test_invalid_schemas_show_source_or_problems(number: int) -> None:
    async with open_share("odd schemas") as driver:
        await driver.press(*"j" * number)
        resource = driver.app.screen.preview.resources[number]  # type: ignore[attr-defined]
        if not resource.schemas:
            await driver.until("comes without schemas")
            return
        for index in range(len(resource.schemas)):
            await driver.until(f"{index + 1} of {len(resource.schemas)}")
            problems = driver.app.screen.query_one("#schema-problems")
            source = driver.app.screen.query_one(SourceView)
            assert source.row_count > 0 or problems.display
            await driver.press("right_square_bracket")


async def test_v_compares_versions_by_structure_and_by_text() -> None:
    async with open_share("stock trades") as driver:
        await driver.until("1 of 4")
        await driver.press("right_square_bracket")
        await driver.until("2 of 4")
        await driver.press("v")
        await driver.until("v1 → v2")
        await driver.until("✗ cannot read: long cannot be read as int")
        await driver.press("v")
        await driver.until('-      "type": "int",')
        await driver.press("right_square_bracket")
        await driver.until("v2 → v3")
        await driver.until("--- v2")
        await driver.press("escape")
        await driver.until("2 of 4")


@pytest.mark.parametrize("name", ["orders", "clickstream", "fleet telemetry", "payments"])
async def test_s_makes_a_sample_record(name: str) -> None:
    async with open_share(name) as driver:
        await driver.until("1 of")
        await driver.press("right_square_bracket", "s")
        await driver.until("a sample record of")
        source = driver.app.screen.query_one("#record", SourceView)
        await driver.until(lambda: source.row_count > 0)
        text = "\n".join(source.lines[index] for index in range(source.row_count))
        assert json.loads(text) is not None
        await driver.press("escape")
        await driver.until("✓ valid")
