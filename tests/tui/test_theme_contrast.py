"""The contrast of every colour of text that the style sheets and the code use, by theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

import cdx_tui.tui
from cdx_tui.tui.themes import THEMES

_FOLDER: Final = Path(cdx_tui.tui.__file__).parent
_SHEETS: Final = "".join(file.read_text("utf-8") for file in sorted(_FOLDER.glob("*.tcss")))
_CODE: Final = "".join(file.read_text("utf-8") for file in sorted(_FOLDER.rglob("*.py")))
_TRUE_COLOUR: Final = [theme for theme in THEMES if not theme.ansi]
_ENOUGH: Final = {"cdx-dark": 4.5, "cdx-light": 4.5, "cdx-contrast": 7.0}
_GROUNDS: Final = ("$background", "$surface", "$panel", "$row-cursor")
"""Backgrounds on which text keeps its own colour."""

_SELECTED: Final = (
    ("$background", "$accent"),
    ("$tab-selected-foreground", "$tab-selected-background"),
    ("$block-cursor-foreground", "$block-cursor-background"),
    ("$block-cursor-blurred-foreground", "$block-cursor-blurred-background"),
    ("$input-selection-foreground", "$input-selection-background"),
    ("$input-cursor-foreground", "$input-cursor-background"),
    ("$screen-selection-foreground", "$screen-selection-background"),
)


class Rule(NamedTuple):
    """Colours of a rule in a style sheet; the background is None if the rule sets none."""

    selector: str
    colour: str
    background: str | None


def _rules() -> Iterator[Rule]:
    sheets = re.sub(r"/\*.*?\*/", "", _SHEETS, flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheets):
        declarations = dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
        colour = declarations.get("color")
        if ":ansi" not in selector and colour is not None:
            yield Rule(" ".join(selector.split()), colour, declarations.get("background"))


def _variables(theme: Theme) -> Mapping[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def _resolve(colour: str, variables: Mapping[str, str], ground: Color) -> Color:
    name, _, percent = colour.partition(" ")
    found = Color.parse(variables[name.removeprefix("$")] if name.startswith("$") else name)
    alpha = float(percent.rstrip("%")) / 100 if percent else 1.0
    return ground + found.multiply_alpha(alpha)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio as defined by WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _pairs() -> Iterator[tuple[str, str, str]]:
    """Yield text colours with the backgrounds that they may stand on, and where they are used."""
    for rule, ground in product(_rules(), _GROUNDS):
        yield rule.selector, rule.colour, rule.background or ground
    used = set(re.findall(r"\$text[a-z-]*|\$foreground\b", _CODE))
    for colour, ground in product(sorted(used), _GROUNDS):
        yield "the code", colour, ground
    for colour, ground in _SELECTED:
        yield "selection", colour, ground


def test_style_sheets_and_code_use_colours_of_text() -> None:
    assert len(list(_rules())) > 15
    assert {"$text-muted", "$text-error"} <= {colour for where, colour, _ in _pairs() if where}


@pytest.mark.parametrize("theme", _TRUE_COLOUR, ids=lambda theme: theme.name)
def test_every_colour_of_text_is_readable(theme: Theme) -> None:
    variables = _variables(theme)
    ground = Color.parse(variables["background"])
    faint = {}
    for where, colour, below in _pairs():
        background = _resolve(below, variables, ground)
        ratio = contrast(_resolve(colour, variables, background), background)
        if ratio < _ENOUGH[theme.name]:
            faint[where, colour, below] = round(ratio, 2)
    assert not faint


@pytest.mark.parametrize("theme", _TRUE_COLOUR, ids=lambda theme: theme.name)
def test_muted_text_is_weaker_than_text(theme: Theme) -> None:
    variables = {name: value for name, value in _variables(theme).items() if "auto" not in value}
    ground, text, muted, disabled = (
        Color.parse(variables[name])
        for name in ("background", "text", "text-muted", "text-disabled")
    )
    assert contrast(text, ground) > 1.3 * contrast(muted, ground)
    assert contrast(muted, ground) >= contrast(disabled, ground)


@pytest.mark.parametrize("theme", _TRUE_COLOUR, ids=lambda theme: theme.name)
def test_scroll_bars_lie_on_the_background(theme: Theme) -> None:
    variables = _variables(theme)
    tracks = {name for name in variables if name.startswith("scrollbar-background")}
    assert len(tracks) == 3
    assert {variables[name] for name in tracks} == {theme.background}


@pytest.mark.parametrize("theme", _TRUE_COLOUR, ids=lambda theme: theme.name)
def test_sixteen_colours_keep_header_cursor_and_selection_apart(theme: Theme) -> None:
    variables = _variables(theme)
    numbers = [
        RichColor.parse(variables[name]).downgrade(ColorSystem.STANDARD).number
        for name in ("panel", "row-cursor", "block-cursor-background", "accent")
    ]
    assert len(set(numbers)) == len(numbers), numbers


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_variable_of_the_style_sheets_exists(theme: Theme) -> None:
    used = set(re.findall(r"\$([a-z][\w-]*)", _SHEETS))
    assert used <= _variables(theme).keys()
