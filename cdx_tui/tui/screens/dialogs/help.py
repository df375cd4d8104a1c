"""All keys of the screen below, made from its bindings."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen

from cdx_tui.tui.screens.dialogs.text_screen import TextScreen

__all__ = ["HelpScreen"]

_WIDEST_KEYS = 18


class HelpScreen(TextScreen):
    """Lists what each key does where `screen` has its focus now.

    Args:
        screen: The screen that help is wanted for.
    """

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__(Content("keys that do something here"), _describe(screen))


def _describe(screen: Screen[object]) -> Content:
    """Return a line for each action: its keys and its description."""
    keys: dict[tuple[object, str], list[str]] = {}
    words: dict[tuple[object, str], str] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        said = active.tooltip or binding.description
        if active.enabled and said:
            action = (active.node, binding.action)
            keys.setdefault(action, []).append(screen.app.get_key_display(binding))
            words[action] = said
    lines = [
        Content.assemble((f"{' '.join(keys[action]):<{_WIDEST_KEYS}} ", "bold $text-accent"), said)
        for action, said in words.items()
    ]
    return Content("\n").join(lines)
