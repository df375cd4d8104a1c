"""The key bindings that work now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.binding import ActiveBinding
from textual.screen import Screen

__all__ = ["active_bindings"]


def active_bindings(screen: Screen[Any]) -> Iterator[ActiveBinding]:
    """Yield the enabled bindings of `screen`, those of the focused widget first.

    Above a modal screen, `Screen.active_bindings` lacks the app's bindings with priority.
    """
    found = screen.active_bindings
    for node, bindings in screen._binding_chain if screen.is_modal else ():
        for key, binding in bindings:
            wins = binding.priority and not (key in found and found[key].binding.priority)
            if wins and screen.app._check_action_state(binding.action, node):
                found[key] = ActiveBinding(node, binding, True, binding.tooltip)
    yield from (active for active in found.values() if active.enabled)
