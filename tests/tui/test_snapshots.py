"""Complete screens compared with reviewed snapshots."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from cdx_tui.tui.app import CdxApp
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app

Compare = Callable[..., bool]


def after(wanted: str, *keys: str, then: str = "") -> Callable[[Pilot[None]], object]:
    """Return a step that waits for `wanted`, presses keys, and waits for `then`."""

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, CdxApp)
        driver = AppDriver(app, pilot)
        await driver.until(wanted)
        await driver.press(*keys)
        await driver.until(then)
        await driver.wait_until_idle()

    return run


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 30)], ids=["80x24", "120x40", "60x30"])
def test_a_share(snap_compare: Compare, size: tuple[int, int]) -> None:
    steps = after("✓ valid", "right_square_bracket", then="2 of 3")
    assert snap_compare(frozen_app("orders"), terminal_size=size, run_before=steps)


def test_the_welcome(snap_compare: Compare) -> None:
    assert snap_compare(frozen_app(), terminal_size=(80, 24), run_before=after("Nothing is"))


def test_the_samples(snap_compare: Compare) -> None:
    steps = after("Sample shares")
    assert snap_compare(frozen_app(samples=True), terminal_size=(100, 30), run_before=steps)


def test_a_failure(snap_compare: Compare) -> None:
    steps = after("What to do")
    assert snap_compare(frozen_app("not invited"), terminal_size=(80, 24), run_before=steps)


def test_a_share_in_arabic(snap_compare: Compare) -> None:
    steps = after("✓ valid")
    assert snap_compare(frozen_app("Arabic"), terminal_size=(100, 30), run_before=steps)
