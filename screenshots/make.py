"""Render the README's screenshots from the demo: `python screenshots/make.py`, from the root."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import NamedTuple

from tests.tui.driver import AppDriver
from tests.tui.frozen_clock import frozen_app

HERE = Path(__file__).parent


class Picture(NamedTuple):
    """One screenshot: sample, size, text to wait for, keys to press, text they bring up, theme."""

    name: str
    sample: str | None
    size: tuple[int, int]
    first: str
    keys: tuple[str, ...] = ()
    then: str = ""
    theme: str = "cdx-dark"


PICTURES = (
    Picture("main", "orders", (110, 32), "1 of 3", ("right_square_bracket",), "OrderState"),
    Picture(
        "outline",
        "orders",
        (110, 32),
        "1 of 3",
        ("right_square_bracket", "tab", "tab", "o", "j", "j", "j"),
        "ship_to",
    ),
    Picture(
        "versions",
        "stock trades",
        (110, 32),
        "1 of 4",
        ("right_square_bracket", "right_square_bracket", "v"),
        "cannot read",
    ),
    Picture("light", "stock trades", (110, 32), "1 of 4", theme="cdx-light"),
    Picture("readiness", "hospital", (110, 32), "1 of", ("i",), "can I use this?"),
    Picture("failure", "not invited", (90, 24), "What to do"),
    Picture("small", "hospital", (80, 24), "Private link"),
)


async def make(picture: Picture) -> str:
    """Run the demo for a picture and return its screen as SVG."""
    app = frozen_app(picture.sample, theme=picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        app_driver = AppDriver(app, pilot)
        await app_driver.until(picture.first)
        await app_driver.press(*picture.keys)
        await app_driver.until(picture.then)
        await app_driver.wait_until_idle()
        return normalise_svg(app.export_screenshot(title="cdx-tui"))


def normalise_svg(svg: str) -> str:
    """Remove run-dependent ids from an SVG, and the fonts it would load from the network."""
    number = re.search(r"terminal-(\d+)-", svg)
    if number:
        svg = svg.replace(f"terminal-{number[1]}-", "terminal-")
    return re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)


async def main() -> None:
    """Write every picture as SVG next to this script."""
    for picture in PICTURES:
        (HERE / f"{picture.name}.svg").write_text(await make(picture))


if __name__ == "__main__":
    asyncio.run(main())
