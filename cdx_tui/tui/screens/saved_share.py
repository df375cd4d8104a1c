"""Screen for a saved share, opened offline."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from cdx_tui.api.models import Preview
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.status_line import StatusLine
from cdx_tui.tui.widgets.welcome import TooSmall

__all__ = ["SavedShareScreen"]


class SavedShareScreen(ShareScreen):
    """Screen with the panes of a share, without a token field.

    Args:
        preview: The saved share.
        name: File or folder that holds it, cleaned.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="main.back", tooltip="Back to the list"),
        Binding("q", "app.quit", "Quit", id="main.quit", tooltip="Leave"),
    ]

    def __init__(self, preview: Preview, name: str) -> None:
        super().__init__(classes="-loaded")
        self._saved_preview = preview
        self._source_name = name

    def compose(self) -> ComposeResult:
        """Yield the title, the body for the panes, the status line and the key hints."""
        yield TooSmall()
        title = PaneTitle(id="token-title")
        title.text, title.note = Content("saved answer"), Content("offline")
        yield title
        yield Container(id="body")
        status = StatusLine(id="status")
        status.text = self._describe()
        yield status
        yield KeyHints()

    async def on_mount(self) -> None:
        """Show the share, and focus the list of resources."""
        await self.show_preview(self._saved_preview)
        self.query_one("#resources").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only actions that have an effect now."""
        if action == "back":
            return self.focused is None or self.focused.id != "resources"
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Focus the list of resources."""
        self.query_one("#resources").focus()

    def _describe(self) -> Content:
        preview = self._saved_preview
        resources = len(preview.resources)
        schemas = sum(len(resource.schemas) for resource in preview.resources)
        parts = [
            self._source_name,
            f"{resources:,} resource{'s' * (resources != 1)}",
            f"{schemas:,} schema{'s' * (schemas != 1)}",
        ]
        if preview.problems:
            count = len(preview.problems)
            parts.append(f"! {count:,} odd thing{'s' * (count != 1)}")
        return Content(" · ".join(parts))
