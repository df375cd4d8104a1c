"""Following references from one subject of a share to another, and back."""

from __future__ import annotations

import json

import pytest

from tests.tui.driver import AppDriver, CannedResponses, open_app
from tests.tui.responses import TOKEN, preview_response


def record(name: str, **fields: object) -> str:
    """Return an Avro record as text."""
    written = [{"name": field, "type": type_} for field, type_ in fields.items()]
    return json.dumps({"type": "record", "name": name, "fields": written})


def schema(subject: str, version: int, text: str) -> dict[str, object]:
    return {"subject": subject, "version": version, "schema_type": "AVRO", "schema": text}


PLACE = {"type": "record", "name": "a.Place", "fields": [{"name": "at", "type": "a.Address"}]}
ORDER = record("a.Order", id="string", first=PLACE, then="a.Place", lost="a.Lost")
RESOURCES = (
    {"display_name": "Orders", "schemas": [schema("order-value", 1, ORDER)]},
    {
        "display_name": "Addresses",
        "schemas": [
            schema("address-value", 1, record("a.Address", city="string")),
            schema("address-value", 2, record("a.Address", city="string", back="a.Order")),
            schema("other-value", 1, record("a.Other", city="string")),
        ],
    },
)


async def show(driver: AppDriver) -> None:
    """Show the order, with the cursor on the record."""
    await driver.paste(TOKEN)
    await driver.press("enter")
    await driver.until("Address record →")
    await driver.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_enter_goes_to_another_subject_and_backspace_returns(size: tuple[int, int]) -> None:
    async with open_app(CannedResponses([preview_response(*RESOURCES)]), size=size) as driver:
        await show(driver)
        await driver.press(*"jjjj", "enter")  # within the schema: from `then` to its definition
        await driver.until("─ Order.first ")
        await driver.press("j")
        await driver.until("→ defined in address-value v2, the newest; the share names no version")
        await driver.press("enter")
        await driver.until("─ a.Address ")
        await driver.until("⌫ Back")
        await driver.press("j", "j", "enter")  # and on, to where it began
        await driver.until("─ a.Order ")
        await driver.press("backspace")
        await driver.until("─ Address.back ")
        await driver.press("left_square_bracket")  # another version keeps the way back
        await driver.until("v1")
        await driver.press("backspace")
        await driver.until("─ Order.first.at ")
        await driver.press("backspace")
        await driver.until("─ Order.then ")
        await driver.until(lambda: "⌫ Back" not in driver.text)


async def test_keys_typed_ahead_of_the_other_schema_are_handled_there() -> None:
    async with open_app(CannedResponses([preview_response(*RESOURCES)])) as driver:
        await show(driver)
        await driver.press(*"jjj", "enter", "j", "j", "enter", "backspace", "backspace")
        await driver.until("─ Order.first.at ")


async def test_the_list_shows_the_resource_even_if_its_filter_hides_it() -> None:
    async with open_app(CannedResponses([preview_response(*RESOURCES)]), size=(120, 40)) as driver:
        await driver.paste(TOKEN)
        await driver.press("enter")
        await driver.until("Address record →")
        await driver.press("slash", *"orders", "enter")
        await driver.until("Resources 1 of 2")
        await driver.press(*"jjj", "enter")
        await driver.until("❯  Addresses")
        await driver.press("p")  # the way back is kept in presentation mode
        await driver.until("❯  Addresses")
        await driver.press("1", "backspace")
        await driver.until("❯  Orders")


async def test_another_subject_begins_without_a_way_back() -> None:
    async with open_app(CannedResponses([preview_response(*RESOURCES)])) as driver:
        await show(driver)
        await driver.press(*"jjj", "enter")
        await driver.until("─ a.Address ")
        await driver.press("right_parenthesis")
        await driver.until("─ a.Other ")
        await driver.press("backspace")
        await driver.until(lambda: "⌫ Back" not in driver.text)
        assert "─ a.Other " in driver.text


async def test_an_unresolved_reference_says_where_it_was_looked_for() -> None:
    async with open_app(CannedResponses([preview_response(*RESOURCES)])) as driver:
        await show(driver)
        await driver.press(*"jjjjj")
        await driver.until("a.Lost: not defined in this schema, and not found in the 2 other")
