"""The scripted tour: it shows what its captions say, and ends at the user's input."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import groupby
from typing import Any

import pytest
from textual.events import MouseDown, MouseUp

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.tui.tour import STEPS, Step, Tour
from cdx_tui.tui.widgets.tour_caption import TourCaption
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app
from tests.tui.recorded_tour import record_tour, settle

_SHOWN = (
    ("Stock trades", "Hospital"),
    ("trade_id", "timestamp-micros", "conditions"),
    ("consumers on v2", "v3"),
    ("/isin", "instrument"),
    ("Trade.instrument", "no default"),
    ('"executed_at":',),
    ("Patient Admissions",),
    ("patient.email", "possible PII"),
    ("Billing: Invoices", "invoice_id"),
    ("/email", "Loyalty: Members"),
    ("MembersValue.email", "possible PII"),
    ("confluent stream-share consumer redeem", "never redeems"),
    ("MembersValue.email",),
)
"""What the screen shows at the end of each step, in any case of letters."""


@pytest.mark.painted
async def test_each_step_shows_what_its_caption_says() -> None:
    frames = await record_tour((80, 24))
    ends = {
        number: list(group)[-1].text.lower()
        for number, group in groupby(frames, lambda frame: _step_of(frame.text))
    }
    assert [*ends] == list(range(1, len(STEPS) + 1))
    assert len(STEPS) == len(_SHOWN)
    for number, (step, shown) in enumerate(zip(STEPS, _SHOWN, strict=True), 1):
        assert step.caption.lower() in ends[number]
        assert "any key stops" in ends[number]
        assert [text for text in shown if text.lower() not in ends[number]] == []
    assert 40 < sum(frame.seconds for frame in frames) < 80


def _step_of(screen: str) -> int:
    return next(
        int(line.split("/")[0])
        for line in screen.splitlines()
        if line.strip().partition("  ")[0].endswith(f"/{len(STEPS)}")
    )


@asynccontextmanager
async def _standing_tour(*steps: Step, **session: Any) -> AsyncIterator[AppDriver]:
    """Run a tour that begins once a share is shown, and whose last step never ends."""
    shown, never = asyncio.Event(), asyncio.Event()

    async def sleep(seconds: float) -> None:
        await (never if seconds == steps[-1].seconds else shown).wait()

    app = frozen_app("stock trades", samples=True, **session)
    app.tour = Tour((*steps,), sleep)
    async with app.run_test(size=(100, 30)) as pilot:
        driver = AppDriver(app, pilot)
        await driver.until("conditions")
        shown.set()
        await driver.until(steps[-1].caption)
        await settle(driver)
        yield driver


_STEP = Step("Look at this", (), 99)


@pytest.mark.parametrize("stop", ["3", "q", "click"])
async def test_a_key_or_click_stops_it_and_has_no_other_effect(stop: str) -> None:
    async with _standing_tour(_STEP) as driver:
        before = driver.text.splitlines()
        if stop == "click":
            for kind in (MouseDown, MouseUp):
                driver.app.post_message(kind(None, 60, 2, 0, 0, 1, False, False, False))
        else:
            await driver.press(stop)
        await driver.until(lambda: _STEP.caption not in driver.text)
        await settle(driver)
        after = driver.text.splitlines()
        assert [*before[:4], before[-1]] == [*after[:4], after[-1]]
        assert not driver.app.screen.query(TourCaption)
        await driver.press("4")
        await driver.until('"executed_at":')


async def test_a_paste_stops_it_and_is_a_token_as_ever() -> None:
    async with _standing_tour(_STEP) as driver:
        await driver.paste(CATALOGUE[4].token)
        await driver.until("characters")
        assert _STEP.caption not in driver.text
        await driver.press("enter")
        await driver.until("Patient Admissions")


async def test_ctrl_c_quits_at_once() -> None:
    async with _standing_tour(_STEP) as driver:
        await driver.press("ctrl+c")
        assert driver.app._exit


async def test_it_presses_the_default_keys_and_gives_own_keys_back() -> None:
    step = Step("A sample record", ("4",), 99)
    keys = {"main.view-4": "f4"}
    async with _standing_tour(step, keys=keys) as driver:
        await driver.until('"executed_at":')
        await driver.press("escape")
        await driver.until(lambda: step.caption not in driver.text)
        await driver.press("1")
        await driver.until("timestamp-micros")
        await driver.press("4")
        await settle(driver)
        assert "timestamp-micros" in driver.text
        await driver.press("f4")
        await driver.until('"executed_at":')


async def test_without_a_tour_there_is_no_caption() -> None:
    app = frozen_app("stock trades")
    async with app.run_test(size=(100, 30)) as pilot:
        await AppDriver(app, pilot).until("conditions")
        assert not app.screen.query(TourCaption)
