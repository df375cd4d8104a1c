"""Render the README's pictures from the demo: `python screenshots/make.py`, from the root."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.screens.session import Demo
from cdx_tui.tui.screens.state import Phase
from screenshots.svg import draw
from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app
from tests.tui.recorded_tour import Frame, record_tour, settle

HERE: Final = Path(__file__).parent
TITLE: Final = "cdx-tui"
KEY_SOURCE: Final = "API key AB…78 from CONFLUENT_CLOUD_API_KEY"


@dataclass(frozen=True)
class Picture:
    """One still picture.

    Attributes:
        name: Name of the file.
        sample: The sample share; None for the first screen.
        size: Columns and rows.
        keys: Keys to press.
        shows: Text that has to be on the screen then.
        theme: Name of the theme.
    """

    name: str
    sample: str | None
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    shows: str = ""
    theme: str = "cdx-dark"


PICTURES: Final = (
    Picture("start", None, (80, 24), shows="token"),
    Picture("main", "stock trades", (120, 40), ("tab", "down", "down"), "isin"),
    Picture("changes", "stock trades", (110, 32), ("3",), "isin"),
    Picture("source", "clickstream", (110, 32), ("2", *("down",) * 4), '"$schema"'),
    Picture("checks", "hospital", (110, 32), ("5",), "patient.email"),
    Picture("find", "whole platform", (110, 32), ("slash", *"email", "enter"), "email"),
    Picture("failure", "not invited", (90, 24), shows="403"),
    Picture("small", "hospital", (80, 24), shows="patient"),
    Picture("light", "orders", (110, 32), shows="order_id", theme="cdx-light"),
)

ANIMATION: Final = "demo"
ANIMATION_SIZE: Final = (100, 30)
POSTER: Final = "conditions"
"""Text of the first frame to show where nothing may move."""


async def make(picture: Picture) -> str:
    """Run the demo for a picture and return its screen as SVG."""
    app = frozen_app(
        picture.sample, theme=picture.theme, key_source=lambda: KEY_SOURCE, demo=_no_demo
    )
    async with app.run_test(size=picture.size) as pilot:
        driver = AppDriver(app, pilot)
        if picture.sample is not None:
            await driver.until(lambda: _has_response(app))
        for key in ("", *picture.keys):
            await driver.press(*filter(None, [key]))
            await settle(driver)
        await driver.until(picture.shows)
        return draw([Frame.of(app)], TITLE, _ground(app))


def _has_response(app: CdxApp) -> bool:
    screen = app.screen
    return isinstance(screen, MainScreen) and screen.phase in (Phase.LOADED, Phase.FAILED)


def _no_demo() -> Demo:
    raise AssertionError("no picture opens the demo")


async def animate() -> str:
    """Give the tour and return it as an animated SVG."""
    frames = _merged(await record_tour(ANIMATION_SIZE))
    poster = next(number for number, frame in enumerate(frames) if POSTER in frame.text)
    return draw(frames, TITLE, _ground(frozen_app()), poster)


def _merged(frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with equal successive ones as one."""
    return [
        Frame(sum(frame.seconds for frame in group), rows)
        for rows, group in groupby(frames, lambda frame: frame.rows)
    ]


def _ground(app: CdxApp) -> str:
    return app.get_css_variables()["background"].lower()


async def main() -> None:
    """Write every picture next to this script."""
    for picture in PICTURES:
        (HERE / f"{picture.name}.svg").write_text(await make(picture), encoding="utf-8")
    (HERE / f"{ANIMATION}.svg").write_text(await animate(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
