"""Commands of the palette: every action that has a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from textual.app import SystemCommand
from textual.screen import Screen

__all__ = ["commands_of", "without_ours"]

_REPLACED: Final = frozenset({"Keys", "Maximize", "Minimize", "Quit"})


def commands_of(screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield a command for each action that a key of `screen` does where its focus is."""
    offered = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        action = (active.node, binding.action)
        if not active.enabled or not binding.id or action in offered:
            continue
        offered.add(action)
        key = screen.app.get_key_display(binding)
        yield SystemCommand(
            binding.description,
            f"{binding.tooltip} ({key})",
            partial(screen.app.run_action, binding.action, active.node),
        )


def without_ours(commands: Iterable[SystemCommand]) -> Iterator[SystemCommand]:
    """Leave out Textual's commands that a key of ours replaces."""
    return (command for command in commands if command.title not in _REPLACED)
