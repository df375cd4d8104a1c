"""Complete screens compared with reviewed snapshots."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from cdx_tui.tui.app import CdxApp
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app
from tests.tui.screen_text import assert_whole

Compare = Callable[..., bool]


def after(
    wanted: str, *keys: str, then: str = "", whole: tuple[str, ...] = ()
) -> Callable[[Pilot[None]], object]:
    """Return a step that waits for `wanted`, presses keys, and waits for `then`.

    It fails unless the sentences in `whole` are on the screen then, however they are wrapped.
    """

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, CdxApp)
        driver = AppDriver(app, pilot)
        await driver.until(wanted)
        await driver.press(*keys)
        await driver.until(then)
        await driver.wait_until_idle()
        assert_whole(app, *whole)

    return run


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 30)], ids=["80x24", "120x40", "60x30"])
def test_a_share(snap_compare: Compare, size: tuple[int, int]) -> None:
    steps = after("order_id", whole=("An order and where it has got to.",))
    assert snap_compare(frozen_app("orders"), terminal_size=size, run_before=steps)


def test_the_welcome(snap_compare: Compare) -> None:
    sentences = (
        "See what a Stream Sharing token shares, before you redeem it.",
        "No API key found: you will be asked for one.",
        "One read-only request. Nothing is redeemed. The token is kept in memory only.",
    )
    steps = after("Nothing is", whole=sentences)
    assert snap_compare(frozen_app(), terminal_size=(80, 24), run_before=steps)


def test_the_samples(snap_compare: Compare) -> None:
    steps = after(
        "Sample shares",
        whole=("Stock trades Avro, key and value; three versions, the last incompatible",),
    )
    assert snap_compare(frozen_app(samples=True), terminal_size=(100, 30), run_before=steps)


def test_a_failure(snap_compare: Compare) -> None:
    sentences = (
        "User Access Unauthorized: The user 'jane.doe@example.com' is not a recipient of this"
        " shared token",
        "An invitation is bound to the email address that it was sent to.",
        "Use an API key of the invited user, or ask the provider to invite your address.",
        "HTTP 403 · request ID c122c65392327e35aa5b33c4f5041e9c",
    )
    steps = after("What to do", whole=sentences)
    assert snap_compare(frozen_app("not invited"), terminal_size=(80, 24), run_before=steps)


def test_a_share_in_arabic(snap_compare: Compare) -> None:
    sentences = (
        "سعر كل صنف عند إغلاق السوق، بالجنيه المصري (EGP) للطن",
        "سعر الجملة لصنف واحد في يوم واحد.",
    )
    steps = after("WholesalePrice", whole=sentences)
    assert snap_compare(frozen_app("Arabic"), terminal_size=(100, 30), run_before=steps)
