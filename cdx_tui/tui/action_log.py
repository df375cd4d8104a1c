"""The last actions of the user by ID, for crash reports, and what the debug log says of the app."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from textual import events, on
from textual.actions import ActionParseResult

from cdx_tui.tui.mixins import AppMixin

if TYPE_CHECKING:
    from textual.dom import DOMNode

__all__ = ["ActionLogApp"]

_log: Final = logging.getLogger(__name__)

_MOST_ACTIONS: Final = 20


class ActionLogApp(AppMixin):
    """App that takes note of its actions by the IDs of their bindings, never of what was typed.

    Attributes:
        last_actions: IDs of the last actions, the latest at the end; for an action without a
            binding, its place and name.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.last_actions: deque[str] = deque(maxlen=_MOST_ACTIONS)

    @on(events.Resize)
    def _log_size(self, event: events.Resize) -> None:
        _log.debug("size %dx%d", event.size.width, event.size.height)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, and take note of it first: it may crash."""
        node = default_namespace or self
        if isinstance(action, str) and self._check_action_state(action, node):
            name = _id_of(action, node)
            self.last_actions.append(name)
            _log.debug("action %s on %s", name, type(self.screen).__name__)
        return await super().run_action(action, default_namespace, namespaces)


def _id_of(action: str, node: DOMNode) -> str:
    """Return the ID of the binding of an action; its arguments may be text, and are left out."""
    for bindings in node._bindings.key_to_bindings.values():
        for binding in bindings:
            if binding.action == action and binding.id:
                return binding.id
    return f"{type(node).__name__}.{action.partition('(')[0]}"
