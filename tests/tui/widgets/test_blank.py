"""Containers whose background alone is painted."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rich.color import Color
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.driver import open_share


def backgrounds(strips: Iterable[Strip]) -> list[tuple[str, Color | None]]:
    """Return the text and background of each cell."""
    return [
        (each, segment.style.bgcolor if segment.style else None)
        for strip in strips
        for segment in strip
        for each in segment.text
    ]


@pytest.mark.parametrize("theme", ["cdx-dark", "cdx-light", "terminal"])
async def test_a_blank_container_is_painted_as_it_would_be_otherwise(theme: str) -> None:
    async with open_share("orders", theme=theme) as driver:
        await driver.wait_until_idle()
        widgets = [each for each in driver.app.screen.query(Widget) if each.BLANK and each.size]
        assert len(widgets) > 5
        for widget in widgets:
            whole = widget.size.region
            rendered = widget._styles_cache.render_widget(widget, whole)
            assert backgrounds(widget.render_lines(whole)) == backgrounds(rendered), widget
