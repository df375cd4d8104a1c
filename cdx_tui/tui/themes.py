"""Textual themes for the names in `cdx_tui.config.values.THEMES`.

Each true-colour theme is a `_Palette`: three calm surfaces, three strengths of text and one accent.
Nothing is derived by Textual, whose shades of text and scroll bars are brighter than the text.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from textual.theme import Theme

__all__ = ["THEMES"]


class _Palette(NamedTuple):
    """Colours of a theme; all text is readable on all four grounds.

    Attributes:
        ground: The screen.
        surface: Inputs, and the cursor of panes without focus.
        panel: Headers of tables, and notifications.
        cursor: The cursor of the pane with focus, where text keeps its colours.
        selected: A chosen list entry, whose text has the colour of the screen; also borders.
        accent: What has focus, the selected tab, and keys.
        rule: Lines between panes, and scroll bars.
        text: Text.
        muted: Labels and notes.
        faint: What cannot be used now.
        emphasis: Names of types.
        annotation: Flags, numbers and logical types.
    """

    ground: str
    surface: str
    panel: str
    cursor: str
    selected: str
    accent: str
    rule: str
    text: str
    muted: str
    faint: str
    emphasis: str
    annotation: str
    warning: str
    error: str
    success: str
    match: str
    """Ground of a search match."""

    def theme(self, name: str, *, dark: bool = True) -> Theme:
        """Return the theme with these colours."""
        return Theme(
            name=name,
            dark=dark,
            primary=self.selected,
            secondary=self.annotation,
            accent=self.accent,
            warning=self.warning,
            error=self.error,
            success=self.success,
            foreground=self.text,
            background=self.ground,
            surface=self.surface,
            panel=self.panel,
            text_alpha=1.0,
            variables={**self._text(), **self._lines(), **self._cursors()},
        )

    def _text(self) -> dict[str, str]:
        return {
            "text": self.text,
            "text-muted": self.muted,
            "text-disabled": self.faint,
            "foreground-muted": self.muted,
            "foreground-disabled": self.faint,
            "text-primary": self.emphasis,
            "text-secondary": self.annotation,
            "text-accent": self.accent,
            "text-warning": self.warning,
            "text-error": self.error,
            "text-success": self.success,
            "link-color": self.accent,
            "warning-muted": self.match,
            "panel-lighten-1": self.panel,
        }

    def _lines(self) -> dict[str, str]:
        tracks = ("background", "background-hover", "background-active", "corner-color")
        return {
            "border": self.accent,
            "border-blurred": self.rule,
            "scrollbar": self.rule,
            "scrollbar-hover": self.muted,
            "scrollbar-active": self.accent,
            **{f"scrollbar-{track}": self.ground for track in tracks},
        }

    def _cursors(self) -> dict[str, str]:
        return {
            "row-cursor": self.cursor,
            "row-cursor-blurred": self.surface,
            "tab-selected-background": self.accent,
            "tab-selected-foreground": self.ground,
            "tab-selected-text-style": "bold",
            "block-cursor-background": self.selected,
            "block-cursor-foreground": self.ground,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": self.cursor,
            "block-cursor-blurred-foreground": self.text,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": self.panel,
            "input-cursor-background": self.text,
            "input-cursor-foreground": self.ground,
            "input-selection-background": self.cursor,
            "input-selection-foreground": self.text,
            "screen-selection-background": self.selected,
            "screen-selection-foreground": self.ground,
        }


_DARK: Final = _Palette(
    ground="#13171d",
    surface="#1c222b",
    panel="#1f2630",
    cursor="#25354a",
    selected="#6cb6ff",
    accent="#ffb86b",
    rule="#3b444e",
    text="#dde3ea",
    muted="#95a1af",
    faint="#939fac",
    emphasis="#6cb6ff",
    annotation="#7fd1c7",
    warning="#e5c07b",
    error="#ff8a8a",
    success="#98d982",
    match="#3d3420",
)

_LIGHT: Final = _Palette(
    ground="#fbfbf8",
    surface="#f1f1ec",
    panel="#e7e7e0",
    cursor="#c8d4e4",
    selected="#0a4fa3",
    accent="#8a3a00",
    rule="#c4c8cc",
    text="#1b1f24",
    muted="#4a525c",
    faint="#4f5761",
    emphasis="#0a4fa3",
    annotation="#0b5f5a",
    warning="#6b4a00",
    error="#a31515",
    success="#1f5f1f",
    match="#f3e3b0",
)

_CONTRAST: Final = _Palette(
    ground="#000000",
    surface="#161616",
    panel="#1c1c1c",
    cursor="#002b49",
    selected="#7cc4ff",
    accent="#ffd000",
    rule="#ffffff",
    text="#ffffff",
    muted="#d0d0d0",
    faint="#c8c8c8",
    emphasis="#7cc4ff",
    annotation="#5ff0e0",
    warning="#ffe14d",
    error="#ff9b9b",
    success="#7dff7d",
    match="#332b00",
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
        "border": "ansi_magenta",
        "border-blurred": "ansi_default",
        "scrollbar": "ansi_blue",
        "scrollbar-hover": "ansi_blue",
        "scrollbar-active": "ansi_magenta",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "row-cursor": "ansi_default",
        "row-cursor-blurred": "ansi_default",
        "tab-selected-background": "ansi_default",
        "tab-selected-foreground": "ansi_default",
        "tab-selected-text-style": "bold reverse",
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
        "warning-muted": "ansi_default",
    },
)

THEMES: Final = (
    _DARK.theme("cdx-dark"),
    _LIGHT.theme("cdx-light", dark=False),
    _CONTRAST.theme("cdx-contrast"),
    _TERMINAL,
)
"""All themes; the last one uses the terminal's own 16 colours and its background."""
