"""Commands of the palette: one for each action with a key binding, and Textual's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from textual.app import App
from textual.screen import Screen

from cdx_tui.tui.bindings.active import active_bindings
from cdx_tui.tui.bindings.declared import declared_bindings
from cdx_tui.tui.bindings.places import place_of
from cdx_tui.tui.bindings.synonyms import synonyms_of, synonyms_of_title
from cdx_tui.tui.screens.dialogs.command_palette import Command

__all__ = ["collect_commands", "theme_commands"]

_REPLACED: Final = frozenset({"Keys", "Maximize", "Minimize", "Quit"})
"""Commands of Textual's that the app's own key bindings replace."""

_LISTED_ALWAYS: Final = frozenset({"app", "main", "list", "schema", "outline", "source"})
"""First parts of the ids of bindings that are listed where they can't be run, too."""

_LEFT_OUT: Final = frozenset({"app.palette", "app.help-anywhere"})
"""Ids of bindings that do nothing, or nothing else, in the palette."""

_MOTIONS: Final = frozenset(
    ("Down", "Up", "Top", "Bottom", "First", "Last", "Left", "Right", "Page down", "Page up")
)
"""Descriptions of actions for which nobody opens a palette."""


def collect_commands(app: App[Any], screen: Screen[Any]) -> Iterator[Command]:
    """Yield the commands for `screen`, those that can't be run there included.

    There are no screenshots while an API key is being entered; all other secrets are rendered as
    dots, and so are safe in a screenshot.
    """
    entering_secret = any(each.query("#api-secret") for each in app.screen_stack)
    offered, actions = set(_LEFT_OUT), set()
    for active in active_bindings(screen):
        binding = active.binding
        if binding.id and binding.id not in offered and binding.description not in _MOTIONS:
            offered.add(binding.id)
            if (active.node, binding.action) in actions:
                continue  # another key of the same action
            actions.add((active.node, binding.action))
            yield Command(
                binding.description,
                binding.tooltip,
                partial(app.run_action, binding.action, active.node),
                app.get_key_display(binding),
                synonyms_of(binding.id),
            )
    for command in app.get_system_commands(screen):
        is_hidden = command.title == "Screenshot" and entering_secret
        if command.title not in _REPLACED and not is_hidden:
            words = synonyms_of_title(command.title)
            yield Command(command.title, command.help, command.callback, synonyms=words)
    yield from _disabled_commands(offered)


def _disabled_commands(offered: set[str]) -> Iterator[Command]:
    """Yield the actions that are not among `offered`, with where they work."""
    for _, binding in declared_bindings():
        name = binding.id or ""
        section = name.partition(".")[0]
        if name in offered or section not in _LISTED_ALWAYS or binding.description in _MOTIONS:
            continue
        offered.add(name)
        reason = f"works {place_of(name).lower()}"
        if section in ("app", "main"):
            reason = "not available now"
        description = f"{binding.tooltip} ({reason})"
        yield Command(binding.description, description, None, "", synonyms_of(name))


def theme_commands(app: App[Any]) -> Iterator[Command]:
    """Yield a command for each theme."""
    for name in app.available_themes:
        yield Command(name, "", partial(setattr, app, "theme", name))
