"""Commands of the palette: one for each action with a key binding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from textual.app import SystemCommand
from textual.screen import Screen

__all__ = ["binding_commands", "drop_replaced"]

_REPLACED: Final = frozenset({"Keys", "Maximize", "Minimize", "Quit"})


def binding_commands(screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield a command for each action that is bound to a key and enabled on `screen`.

    Bindings without an id are skipped.
    """
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


def drop_replaced(commands: Iterable[SystemCommand]) -> Iterator[SystemCommand]:
    """Return `commands` without those of Textual's that the app's own key bindings replace."""
    return (command for command in commands if command.title not in _REPLACED)
