"""Mixin of all screens that ignores outdated sizes of the terminal."""

from __future__ import annotations

from textual import events
from textual.message_pump import MessagePump

__all__ = ["LatestSize"]


class LatestSize(MessagePump):
    """Mixin of a screen that ignores sizes that the terminal no longer has.

    Textual's screens lay themselves out for each `Resize`, and post another one to themselves if
    that changed their size. Two sizes in the queue at once would replace each other forever.
    """

    async def _on_resize(self, event: events.Resize) -> None:
        if event.size != self.app.size:
            event.stop()
            event.prevent_default()
