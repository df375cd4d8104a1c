"""The app's command palette, in place of Textual's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work

from cdx_tui.tui.shutdown import GracefulApp

if TYPE_CHECKING:  # the first paint does not need it
    from cdx_tui.tui.screens.dialogs.command_palette import Command

__all__ = ["PaletteApp"]


class PaletteApp(GracefulApp):
    """App with a palette of its commands, and one of its themes."""

    def action_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()

    def action_command_palette(self) -> None:
        """Open the command palette, unless it is already open."""
        from cdx_tui.tui.screens.dialogs.command_palette import CommandPalette
        from cdx_tui.tui.screens.dialogs.commands import collect_commands

        if not isinstance(self.screen, CommandPalette):
            self._open_palette(collect_commands(self, self.screen), "Search commands…")

    def search_themes(self) -> None:
        """Open a palette of the themes."""
        from cdx_tui.tui.screens.dialogs.commands import theme_commands

        self._open_palette(theme_commands(self), "Search themes…")

    @work(description="-", group="palette")
    async def _open_palette(self, commands: Iterable[Command], prompt: str) -> None:
        from cdx_tui.tui.screens.dialogs.command_palette import CommandPalette

        command = await self.push_screen_wait(CommandPalette(commands, prompt))
        if command is not None and command.run is not None:
            self.call_later(command.run)
