"""App that writes only what changed, and keeps nothing of screens that are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._styles_cache import StylesCache
from textual.binding import Binding

from cdx_tui.tui.changed_cells import ChangedCells, ShownCells
from cdx_tui.tui.shutdown import GracefulApp

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.await_complete import AwaitComplete
    from textual.screen import Screen

__all__ = ["REDRAW", "FrugalApp"]

REDRAW: Final = Binding(
    "ctrl+l",
    "redraw",
    "Redraw",
    id="app.redraw",
    show=False,
    tooltip="Redraw the screen",
    priority=True,
)


class FrugalApp(GracefulApp):
    """App that writes only cells that changed; `redraw` writes all of them."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._shown_cells = ShownCells()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        update: Any = renderable
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            update = ChangedCells(renderable, self._shown_cells)
        super()._display(screen, update)

    def pop_screen(self) -> AwaitComplete:
        """Close the current screen.

        Textual caches the colours of up to 1,024 widgets, each of which is kept alive by that, with
        all lines that it has painted: 16 MiB for a thousand keys, some of which open a dialog.
        """
        closing = super().pop_screen()
        StylesCache.get_inner_outer.cache_clear()
        return closing

    def on_resize(self, event: events.Resize) -> None:
        """Take the cells for unknown: terminals move them when they are resized.

        One that has its size again has lost cells meanwhile, though there is nothing to lay out.
        """
        if self._shown_cells.resize(*event.size) and self.screen.size == event.size:
            self.refresh()

    def action_redraw(self) -> None:
        """Draw the whole screen again, such as after another program has written to it."""
        self._shown_cells.forget()
        self.refresh()
