"""Mixin of all screens that saves layouts and paints without an effect."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.reactive import Reactive, var
from textual.widget import Widget

__all__ = ["FrugalScreen"]


class FrugalScreen(MessagePump):
    """Mixin of a screen that ignores outdated sizes, and is not repainted where the focus moves.

    Textual's screens lay themselves out for each `Resize`, and post another one to themselves if
    that changed their size. Two sizes in the queue at once would replace each other forever. A
    screen that is opened has been laid out by then, and so have those below it, once more.

    They also paint all of their widgets again for each change of the focus, though the two widgets
    concerned are restyled and painted anyway.
    """

    focused: Reactive[Widget | None] = var(None)

    def on_compose(self) -> None:
        """Set the classes of the size while there are no children, which they would restyle."""
        screen: Any = self
        (width, height), app = self.app.size, self.app
        widths, heights = app.HORIZONTAL_BREAKPOINTS or [], app.VERTICAL_BREAKPOINTS or []
        for class_name in (
            *screen._get_breakpoint_classes(width, widths),
            *screen._get_breakpoint_classes(height, heights),
        ):
            screen.add_class(class_name, update=False)

    async def _on_resize(self, event: events.Resize) -> None:
        if event.size != self.app.size:
            event.stop()
            event.prevent_default()

    def _screen_resized(self, size: Size) -> None:
        """Lay out for another size alone: opening a screen lays it out, and those below it are."""
        screen: Any = self
        if size != screen._compositor.size:
            overridden: Any = super()
            overridden._screen_resized(size)
