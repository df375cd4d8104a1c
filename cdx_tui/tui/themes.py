"""Textual themes for the names in `cdx_tui.config.values.THEMES`."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

__all__ = ["THEMES"]

_DARK: Final = Theme(
    name="cdx-dark",
    primary="#6cb6ff",
    secondary="#7fd1c7",
    accent="#ffb86b",
    warning="#e5c07b",
    error="#ff8080",
    success="#98d982",
    foreground="#dde3ea",
    background="#13171d",
    surface="#1d232c",
    panel="#262e39",
)

_LIGHT: Final = Theme(
    name="cdx-light",
    primary="#0a4fa3",
    secondary="#0b5f5a",
    accent="#8a3a00",
    warning="#6b4a00",
    error="#a31515",
    success="#1f5f1f",
    foreground="#1b1f24",
    background="#fbfbf8",
    surface="#eeeee8",
    panel="#e2e2da",
    dark=False,
)

_CONTRAST: Final = Theme(
    name="cdx-contrast",
    primary="#7cc4ff",
    secondary="#5ff0e0",
    accent="#ffd000",
    warning="#ffe14d",
    error="#ff9b9b",
    success="#7dff7d",
    foreground="#ffffff",
    background="#000000",
    surface="#1c1c1c",
    panel="#2a2a2a",
    text_alpha=1.0,
    variables={
        "text-muted": "#e0e0e0",
        "text-disabled": "#c8c8c8",
        "border-blurred": "#ffffff",
        "warning-muted": "#332b00",
    },
)

_TERMINAL: Final = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_magenta",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "bold",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
    },
)

THEMES: Final = (_DARK, _LIGHT, _CONTRAST, _TERMINAL)
"""All themes; the last one uses the terminal's own 16 colours and its background."""
