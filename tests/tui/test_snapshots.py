"""Whole screens, compared with pictures that were looked at and found right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from cdx_tui.tui.app import CdxApp
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app

Compare = Callable[..., bool]


def after(wanted: str, *keys: str, then: str = "") -> Callable[[Pilot[None]], object]:
    """Wait for `wanted`, press keys, and wait for what they bring."""

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, CdxApp)
        scene = AppDriver(app, pilot)
        await scene.until(wanted)
        await scene.press(*keys)
        await scene.until(then)
        await scene.at_rest()

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
