"""A validated share: its first screen, strips, views, search and jumps."""

from __future__ import annotations

import json

import pytest

from cdx_tui.tui.widgets.schema.source_view import SourceView
from tests.tui.driver import AppDriver, CannedResponses, open_app, open_share, sample
from tests.tui.responses import TOKEN, preview_response

_SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@_SIZES
async def test_the_first_screen_shows_resources_subjects_and_fields(size: tuple[int, int]) -> None:
    async with open_share("orders", size=size) as driver:
        for shown in (
            *("Orders", "Product Categories", "key", "value", "v4", "AWS"),
            *("FIELD", "TYPE", "DEFAULT", "DOC", "order_id", "currency", "timestamp-micros"),
        ):
            await driver.until(shown)
        assert ("Linden" in driver.text) or size == (80, 24)


@_SIZES
async def test_an_empty_share_says_so_and_offers_the_next_token(size: tuple[int, int]) -> None:
    body = b'{"consumer_shared_resources": [], "kind": 7}'
    async with open_app(CannedResponses([(200, {}, body)]), size=size) as driver:
        await driver.paste(TOKEN)
        await driver.press("enter")
        await driver.until("The token is valid, but it shares no resources.")
        assert "! /: no content type, expected application/json" in driver.text
        for absent in ("Fields", "Redeem", "Copy", "Find", "Resources"):
            assert absent not in driver.text
        await driver.press("5", "y", "R", "slash", "z", "b")
        assert "Redeem" not in driver.text
        await driver.press("t")
        await driver.until("Paste it here")


async def test_the_newest_version_of_the_value_is_shown_first() -> None:
    async with open_share("stock trades") as driver:
        await driver.until("latest · AVRO · ID 100019")
        await driver.press("left_square_bracket")
        await driver.until("ID 100007")
        assert "latest" not in driver.text
        await driver.press("right_square_bracket", "right_square_bracket")
        await driver.until("Stock Trades › stock-trades-value")  # wraps around
        await driver.press("right_parenthesis")
        await driver.until("Stock Trades › stock-trades-key")
        await driver.press("left_parenthesis")
        await driver.until("Stock Trades › stock-trades-value")


async def test_the_cursor_stays_on_its_field_between_versions() -> None:
    async with open_share("stock trades") as driver:
        await driver.until("quantity")
        await driver.press("enter", *"jjjjj")
        await driver.until("─ Trade.quantity ")
        await driver.press("left_square_bracket")
        await driver.until("ID 100007")
        await driver.until("─ Trade.quantity ")


async def test_the_cursor_selects_the_resource() -> None:
    async with open_share("stock trades") as driver:
        assert driver.focused == "resources"
        await driver.press("j")
        await driver.until("Closing Prices › closing-prices-value")
        await driver.press("k")
        await driver.until("Stock Trades › stock-trades-value")


async def test_tabs_of_resources_replace_the_list_where_it_is_narrow() -> None:
    async with open_share("stock trades", size=(80, 24)) as driver:
        assert driver.focused == "resource-tabs"
        await driver.press("right")
        await driver.until("Closing Prices › closing-prices-value")
        await driver.press("left")
        await driver.until("Stock Trades › stock-trades-value")
        await driver.press("b")
        await driver.until("━ Resources 2 ")
        assert driver.focused == "resources"
        await driver.press("j", "enter")
        await driver.until("Closing Prices › closing-prices-value")
        await driver.until(lambda: "Resources 2" not in driver.text)
        assert driver.focused == "outline"
        await driver.press("escape")
        assert driver.focused == "resource-tabs"


async def test_private_link_is_shown() -> None:
    async with open_app(size=(120, 40), submit=sample("hospital").token) as driver:
        await driver.until("Private link only")
        await driver.press("6")
        await driver.until("Private link only: you need an Azure subscription and")


async def test_a_thousand_resources_are_all_listed() -> None:
    many = [{"display_name": f"Topic {number}"} for number in range(1_000)]
    async with open_app(
        CannedResponses([preview_response(*many)]), size=(120, 40), submit=TOKEN
    ) as driver:
        await driver.until("✓ valid")
        await driver.press("G")
        await driver.until("Topic 999")


@_SIZES
async def test_zoom_fills_the_screen_with_a_pane_and_restores_it(size: tuple[int, int]) -> None:
    async with open_share("stock trades", size=size) as driver:
        await driver.until("Closing Prices")
        await driver.press("enter", "z")
        await driver.until(lambda: "Closing Prices" not in driver.text)
        for kept in ("1 Fields", "─ com.example.northgate.Trade ", "q Quit", "stock-trades-value"):
            assert kept in driver.text
        await driver.press("slash", *"venue")
        await driver.until("1 of ")
        await driver.press("escape", "z")
        await driver.until("Closing Prices")


@_SIZES
async def test_a_zoomed_list_fills_the_screen_until_a_view_is_chosen(size: tuple[int, int]) -> None:
    async with open_share("whole platform", size=size) as driver:
        await driver.until("1 Fields")
        await driver.press("b", "z")
        last = "Loyalty: " if size[0] < 100 else "Rail: "  # of those for which there is room
        await driver.until(lambda: "1 Fields" not in driver.text and last in driver.text)
        await driver.press("3")
        await driver.until("the only version of this subject")


async def test_a_filter_that_finds_nothing_says_so_and_ends_with_the_share() -> None:
    async with open_share("stock trades", size=(120, 40)) as driver:
        await driver.press("slash", *"zzz")
        await driver.until("No resource matches.")
        await driver.press("ctrl+u", *"isin", "enter", "p")
        await driver.until("presenting")
        await driver.until(lambda: not driver.app.screen.query_one("#filter").display)


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
        for view in "123456":
            await driver.press(view)
            await driver.pilot.pause()
            assert "\x1b" not in driver.text


async def test_a_terminal_that_is_too_small_says_so_and_the_focus_comes_back() -> None:
    async with open_app(size=(39, 11)) as driver:
        await driver.until("too small")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until("Stream Sharing token")
        assert driver.focused == "token"
    async with open_share("orders", size=(80, 24)) as driver:
        await driver.press("enter")
        await driver.pilot.resize_terminal(30, 8)
        await driver.until("too small")
        await driver.pilot.resize_terminal(120, 40)
        await driver.until("order_id")
        await driver.until(lambda: driver.focused is not None)
    async with open_app(submit=sample("not invited").token) as driver:
        await driver.until("What to do")
        await driver.pilot.resize_terminal(30, 8)
        await driver.until("too small")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until(lambda: driver.focused == "failure-text")


async def test_o_toggles_fields_and_source_at_the_same_place() -> None:
    async with open_share("orders") as driver:
        await driver.until("ship_to")
        await driver.press("enter", *"jjjjj", "o")
        await driver.until(lambda: driver.focused == "source")
        await driver.until("❯ ")
        assert '"name": "total"' in _cursor_row(driver)
        await driver.press("o")
        await driver.until(lambda: driver.focused == "outline")
        assert "total" in _cursor_row(driver)


def _cursor_row(driver: AppDriver) -> str:
    """Return the row of the focused view that the cursor is on."""
    rows = [row for row in driver.text.splitlines() if "❯" in row[20:]]
    return rows[-1] if rows else ""


async def test_the_last_view_is_kept_for_the_next_run() -> None:
    async with open_share("orders", layout={"view": "about"}) as driver:
        await driver.until("Contact")
        await driver.until("Subject")


async def test_a_name_is_resolved_in_another_schema_of_the_share() -> None:
    async with open_share("orders") as driver:
        await driver.until("ship_to")
        await driver.until("Address")
        await driver.until(lambda: "? unresolved" not in driver.text)


async def test_a_search_shows_its_count_and_steps_through_matches() -> None:
    async with open_share("orders") as driver:
        await driver.press("2", "slash", *"orderline")
        await driver.until("1 of 2")
        await driver.press("enter", "n")
        await driver.until("2 of 2")
        await driver.press("N")
        await driver.until("1 of 2")
        await driver.press("escape")
        await driver.until(lambda: "1 of 2" not in driver.text)
        assert driver.focused == "source"


async def test_a_search_goes_on_in_another_version() -> None:
    async with open_share("stock trades") as driver:
        await driver.press("2", "slash", *"venue", "enter")
        await driver.until("1 of ")
        await driver.press("left_square_bracket")
        await driver.until("ID 100007")
        view = driver.app.screen.query_one("#source", SourceView)
        await driver.until(lambda: view.searching_for == "venue")


@pytest.mark.parametrize("number", range(3))
async def test_invalid_schemas_show_source_or_notes(number: int) -> None:
    async with open_share("odd schemas") as driver:
        await driver.press(*"j" * number, "2")
        resource = driver.app.screen.preview.resources[number]  # type: ignore[attr-defined]
        if not resource.schemas:
            await driver.until("No schema is registered")
            return
        for _ in range(len(resource.schemas)):
            await driver.wait_until_idle()
            notes = driver.app.screen.query_one("#schema-notes")
            source = driver.app.screen.query_one("#source", SourceView)
            assert source.row_count > 0 or notes.display
            await driver.press("right_parenthesis")


async def test_a_resource_without_schemas_says_so_and_shows_nothing_else() -> None:
    bare = {"display_name": "Bare"}
    schema = {"subject": "full-value", "schema": '{"type":"enum","name":"E","symbols":["A"]}'}
    full = {"display_name": "Full", "schemas": [schema]}
    async with open_app(
        CannedResponses([preview_response(full, bare)]), size=(120, 30), submit=TOKEN
    ) as driver:
        await driver.until("E  ")
        await driver.press("j")
        await driver.until("No schema is registered for this topic")
        assert "full-value" not in driver.text
        assert "Parsing" not in driver.text
        assert "─ E ─" not in driver.text


async def test_changes_give_the_verdict_and_lead_to_the_field() -> None:
    async with open_share("stock trades") as driver:
        await driver.until("✗ ")
        await driver.press("3")
        await driver.until("Not FORWARD compatible: consumers on v2")
        await driver.until("renamed")
        await driver.press("slash", *"conditions", "enter", "enter")
        await driver.until(lambda: driver.focused == "outline")
        await driver.until("─ Trade.conditions ")
        await driver.press("3", "left_square_bracket")
        await driver.until("Data of type long can't be read as int.")
        await driver.press("slash", *'"int",', "enter")
        await driver.until('-      "type": "int",')
        await driver.press("escape", "left_square_bracket")
        await driver.until("v1 is the first version")


async def test_a_breaking_difference_leads_to_its_field_in_every_format() -> None:
    async with open_share("fleet telemetry", size=(80, 24)) as driver:
        await driver.until("✗ NONE")  # in the header, before the view is opened
        await driver.press("3")
        await driver.until("No order of upgrading consumers and producers is safe.")
        await driver.press("slash", *"float speed", "enter", "enter")
        await driver.until(lambda: driver.focused == "outline")
        await driver.until("─ Telemetry.speed ")
        await driver.until("✗ FORWARD and BACKWARD  The two types are encoded differently.")


async def test_checks_lead_to_the_field() -> None:
    async with open_share("hospital") as driver:
        await driver.until("5 Checks 1")
        await driver.press("5")
        await driver.until("possible PII: email address")
        await driver.press("slash", *"patient.email", "enter", "enter")
        await driver.until("─ Admission.patient.email ")
        assert driver.focused == "outline"


async def test_about_leads_to_a_subject() -> None:
    async with open_share("stock trades") as driver:
        await driver.press("6")
        await driver.until("CRN")
        await driver.press("slash", *"trades-key", "enter", "enter")
        await driver.until("Stock Trades › stock-trades-key")


@pytest.mark.parametrize("name", ["orders", "clickstream", "fleet telemetry", "payments"])
async def test_the_sample_is_json(name: str) -> None:
    async with open_share(name) as driver:
        await driver.press("4")
        source = driver.app.screen.query_one("#sample", SourceView)
        await driver.until(lambda: source.row_count > 0)
        text = "\n".join(source.lines[index] for index in range(source.row_count))
        assert json.loads(text) is not None


async def test_an_avro_sample_is_shown_in_both_encodings() -> None:
    async with open_share("stock trades") as driver:
        await driver.press("4")
        await driver.until('"replaces": "text"')
        assert "a Format" in driver.text
        await driver.press("a")
        await driver.until('"string": "text"')
        assert "Avro's JSON encoding, as kafka-avro-console-producer takes it" in driver.text
        await driver.press("left_parenthesis")  # the key's schema
        await driver.until('"market": "text"')
        assert "Avro's JSON encoding" in driver.text


async def test_generated_code_is_shown_for_each_language_and_kept_for_other_schemas() -> None:
    async with open_share("stock trades", size=(120, 40)) as driver:
        await driver.press("4", "a", "a")
        await driver.until("CREATE TABLE `stock-trades` (")
        assert "`key_isin` STRING NOT NULL," in driver.text
        await driver.press("a")
        await driver.until("class Side(StrEnum):")
        await driver.press("left_parenthesis")
        await driver.until("market: str")
        await driver.press("a")
        await driver.until("public record")
        await driver.press("right_parenthesis", "a")
        await driver.until('"replaces": "text"')


async def test_a_format_that_a_schema_lacks_falls_back_to_json_only_there() -> None:
    async with open_share("payments") as driver:
        await driver.press("4", "a")
        tabs = [each for each in driver.text.splitlines() if "JSON  Flink SQL  Python" in each]
        await driver.until("CREATE TABLE")
        assert "Avro JSON" not in tabs[0]


async def test_every_tab_and_crumb_can_be_clicked() -> None:
    async with open_share("stock trades") as driver:
        await driver.until("3 Changes ✗")

        async def click(text: str, row: int) -> None:
            column = driver.text.splitlines()[row].index(text) + 1
            await driver.pilot.click(offset=(column, row))

        await click("key", 1)
        await driver.until("Stock Trades › stock-trades-key")
        await click("value", 1)
        await driver.until("Stock Trades › stock-trades-value")
        await click("v2", 1)
        await driver.until("ID 100007")
        for text, shown in (
            *(("4 Sample", '"trade_id"'), ("5 Checks", "Key schema"), ("6 About", "CRN")),
            *(("2 Source", '"type": "record"'), ("3 Changes", "consumers on v1")),
            ("1 Fields", "FIELD"),
        ):
            await click(text, 2)
            await driver.until(shown)
        await click("Northgate Exchange", 0)
        await driver.until("CRN")
        await click("Stock Trades", 0)
        await driver.until(lambda: driver.focused == "resources")
