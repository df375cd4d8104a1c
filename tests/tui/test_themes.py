"""Themes: readable, remembered, and without colour if disabled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from textual.color import Color

from cdx_tui.config.state import LayoutValue
from cdx_tui.config.values import THEMES
from cdx_tui.tui import themes
from tests.tui.driver import AppDriver, open_app, open_share, sample

_ENOUGH = {"cdx-dark": 4.5, "cdx-light": 4.5, "cdx-contrast": 7.0}
_SIZE = (110, 40)


def _contrasts(driver: AppDriver) -> Iterator[tuple[str, float]]:
    """Yield each text on the screen with its WCAG 2.2 contrast ratio."""
    for strip in driver.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style and style.color and style.bgcolor and any(map(str.isalnum, text)):
                ground, ink = map(Color.from_rich_color, (style.bgcolor, style.color))
                darker, lighter = sorted(map(_luminance, (ground, ink)))
                yield text, (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    """Return the relative luminance as defined by WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_settings_and_the_app_know_the_same_themes() -> None:
    assert tuple(theme.name for theme in themes.THEMES) == THEMES


@pytest.mark.parametrize(
    ("token", "keys", "wanted"),
    [
        ("orders", ["1"], "OrderState"),
        ("orders", ["2", "slash", *"Order"], "1 of"),
        ("hospital", ["1", "j"], "patient_id"),
        ("hospital", ["5"], "possible PII"),
        ("hospital", ["6"], "crn://"),
        ("stock trades", ["3"], "can't read"),
        ("stock trades", ["4"], "trade_id"),
        ("not invited", [], "What to do"),
        ("fleet telemetry", ["R"], "confluent"),
        ("fleet telemetry", ["question_mark"], "Previous subject"),
    ],
)
async def test_all_text_is_readable(token: str, keys: list[str], wanted: str) -> None:
    async with open_app(size=_SIZE, submit=sample(token).token) as driver:
        await driver.until("✓ valid" if wanted != "What to do" else wanted)
        await driver.wait_until_idle()
        await driver.press(*keys)
        await driver.until(wanted)
        for name, enough in _ENOUGH.items():
            driver.app.theme = name
            await driver.wait_until_idle()
            found = list(_contrasts(driver))
            assert len(found) > 10
            assert not [each for each in found if each[1] < enough], name


def _colours(driver: AppDriver) -> set[str]:
    """Return all colours on the screen."""
    styles = [s.style for strip in driver.app.screen._compositor.render_strips() for s in strip]
    pairs = [(style.color, style.bgcolor) for style in styles if style]
    return {colour.name for pair in pairs for colour in pair if colour}


async def test_a_change_of_the_theme_reaches_all_text() -> None:
    async with open_share("orders", size=_SIZE, theme="cdx-dark") as driver:
        await driver.wait_until_idle()
        assert {"#13171d", "#dde3ea", "#95a1af"} <= _colours(driver)
        before = _colours(driver)
        driver.app.theme = "cdx-light"
        await driver.pilot.pause()
        await driver.wait_until_idle()
        assert not _colours(driver) & before


async def test_a_chosen_theme_is_saved() -> None:
    kept: list[object] = []

    def save(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
        kept.append(theme)

    async with open_app(theme="cdx-light", save=save) as driver:
        assert driver.app.theme == "cdx-light"
        await driver.press("ctrl+p", *"theme", "enter")
        await driver.press(*"contrast", "enter")
        await driver.until(lambda: kept == ["cdx-contrast"])
        assert driver.app.theme == "cdx-contrast"


async def test_a_theme_that_cannot_be_saved_is_reported_once() -> None:
    def save(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
        raise OSError(28, "No space left on device")

    async with open_app(save=save) as driver:
        driver.app.theme = "cdx-light"
        await driver.until("No space left on device")
        driver.app.clear_notifications()
        await driver.until(lambda: "No space left" not in driver.text)
        driver.app.theme = "cdx-dark"
        await driver.app.workers.wait_for_complete()
        assert "No space left" not in driver.text


async def test_no_color_disables_all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_share("orders", theme="cdx-light", size=(80, 24)) as driver:
        await driver.wait_until_idle()
        for strip in driver.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(driver.app._filters[-1], Color(0, 0, 0)):
                assert (
                    segment.style is None
                    or segment.style.color is None
                    or (segment.style.color.is_default)
                )


async def test_an_empty_no_color_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with open_app(theme="cdx-light") as driver:
        assert driver.app.theme == "cdx-light"
        assert not driver.app.no_color
