"""Themes: readable, remembered, and without colour where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from textual.color import Color

from cdx_tui.config.state import LayoutValue
from cdx_tui.config.values import THEMES
from cdx_tui.tui import themes
from tests.tui.driver import AppDriver, open_app, sample

_ENOUGH = {"cdx-dark": 4.5, "cdx-light": 4.5, "cdx-contrast": 7.0}
_SIZE = (110, 40)


def _contrasts(scene: AppDriver) -> Iterator[tuple[str, float]]:
    """Yield each piece of text on the screen, and its contrast as WCAG 2.2 has it."""
    for strip in scene.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style and style.color and style.bgcolor and any(map(str.isalnum, text)):
                ground, ink = map(Color.from_rich_color, (style.bgcolor, style.color))
                darker, lighter = sorted(map(_luminance, (ground, ink)))
                yield text, (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_settings_and_the_app_know_the_same_themes() -> None:
    assert tuple(theme.name for theme in themes.THEMES) == THEMES


@pytest.mark.parametrize("name", list(_ENOUGH))
@pytest.mark.parametrize(
    ("token", "keys", "wanted"),
    [
        ("orders", ["right_square_bracket"], "OrderState"),
        ("orders", ["right_square_bracket", "tab", "tab", "slash", *"Order"], "1 of"),
        ("orders", ["right_square_bracket", "tab", "tab", "o", "j"], "OrderLine"),
        ("stock trades", ["right_square_bracket", "right_square_bracket", "v"], "cannot read"),
        ("not invited", [], "What to do"),
        ("fleet telemetry", ["R"], "confluent"),
        ("fleet telemetry", ["question_mark"], "Previous schema"),
    ],
)
async def test_all_text_is_readable(name: str, token: str, keys: list[str], wanted: str) -> None:
    async with open_app(size=_SIZE, theme=name) as scene:
        await scene.validate(sample(token).token)
        await scene.until("✓ valid" if wanted != "What to do" else wanted)
        await scene.at_rest()
        await scene.press(*keys)
        await scene.until(wanted)
        found = list(_contrasts(scene))
        assert len(found) > 10
        assert not [each for each in found if each[1] < _ENOUGH[name]]


async def test_a_theme_that_is_chosen_is_kept_for_the_next_time() -> None:
    kept: list[object] = []

    def save(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
        kept.append(theme)

    async with open_app(theme="cdx-light", save=save) as scene:
        assert scene.app.theme == "cdx-light"
        await scene.press("ctrl+p", *"theme", "enter")
        await scene.press(*"contrast", "enter")
        await scene.until(lambda: kept == ["cdx-contrast"])
        assert scene.app.theme == "cdx-contrast"


async def test_a_theme_that_can_not_be_kept_is_told_once() -> None:
    def save(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
        raise OSError(28, "No space left on device")

    async with open_app(save=save) as scene:
        scene.app.theme = "cdx-light"
        await scene.until("No space left on device")
        scene.app.clear_notifications()
        await scene.until(lambda: "No space left" not in scene.text)
        scene.app.theme = "cdx-dark"
        await scene.app.workers.wait_for_complete()
        assert "No space left" not in scene.text


async def test_no_color_means_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app(theme="cdx-light") as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.at_rest()
        for strip in scene.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(scene.app._filters[-1], Color(0, 0, 0)):
                assert (
                    segment.style is None
                    or segment.style.color is None
                    or (segment.style.color.is_default)
                )


async def test_an_empty_no_color_means_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with open_app(theme="cdx-light") as scene:
        assert scene.app.theme == "cdx-light"
        assert not scene.app.no_color
