"""Screen that lists the active key bindings."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen

from cdx_tui.tui.screens.dialogs.text_screen import TextScreen

__all__ = ["HelpScreen"]

_KEYS_WIDTH = 18


class HelpScreen(TextScreen):
    """Screen that lists the active key bindings of `screen`.

    Args:
        screen: Screen to describe, with its current focus.
    """

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__(Content("keys that do something here"), _describe(screen))


def _describe(screen: Screen[object]) -> Content:
    """Return one line per enabled action: its keys and its description."""
    keys: dict[tuple[object, str], list[str]] = {}
    descriptions: dict[tuple[object, str], str] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        description = active.tooltip or binding.description
        if active.enabled and description:
            action = (active.node, binding.action)
            keys.setdefault(action, []).append(screen.app.get_key_display(binding))
            descriptions[action] = description
    lines = [
        Content.assemble(
            (f"{' '.join(keys[action]):<{_KEYS_WIDTH}} ", "bold $text-accent"), description
        )
        for action, description in descriptions.items()
    ]
    return Content("\n").join(lines)
