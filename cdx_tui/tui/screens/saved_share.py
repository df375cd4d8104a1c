"""Screen for a saved share, opened offline."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from cdx_tui.api.models import Preview
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.screens.share_bindings import SHARE_BINDINGS
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.startup import DeferringApp
from cdx_tui.tui.widgets.blank import BlankContainer
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.placeholders import TooSmall
from cdx_tui.tui.widgets.share_header import ShareHeader, describe_share
from cdx_tui.tui.widgets.status_line import StatusLine, count_contents

__all__ = ["SavedShareScreen"]


class SavedShareScreen(ShareScreen, Screen[None]):
    """Screen with the panes of a share, without a token field.

    Args:
        preview: The saved share.
        name: File or folder that holds it, cleaned.
        path: Where it is, to be remembered; None for standard input.
        closable: Whether there is a screen below, to which Escape and q return.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *SHARE_BINDINGS,
        Binding("escape", "back", "Back", id="main.back", tooltip="Back to the list"),
        Binding("q", "close", "Quit", id="main.quit", tooltip="Quit"),
    ]

    def __init__(
        self, preview: Preview, name: str, path: Path | None = None, *, closable: bool = False
    ) -> None:
        super().__init__()
        self._saved_preview = preview
        self._source_name = name
        self._path = path
        self._closable = closable

    def compose(self) -> ComposeResult:
        """Yield the header, the body for the panes, the status line and the key hints."""
        yield TooSmall()
        yield ShareHeader(id="header")
        yield BlankContainer(id="body")
        status = StatusLine(id="status", classes=Phase.LOADED)
        status.text = Content(f"{self._source_name} · {count_contents(self._saved_preview)}")
        yield status
        yield KeyHints()

    async def on_mount(self) -> None:
        """Show the share, and focus the resources."""
        if self._path is not None:
            self.post_message(self.Kept(self._path, self._saved_preview))
        header = self.query_one(ShareHeader)
        header.state = Content("saved share · offline")
        header.details = describe_share(self._saved_preview)
        await self.show_preview(self._saved_preview)
        self.call_after_refresh(self._restore_focus)
        if not self._closable and isinstance(self.app, DeferringApp):
            self.call_after_refresh(self.app.finish_start, ())

    def on_resize(self) -> None:
        """Give the focus back that a too small terminal took away."""
        self.call_after_refresh(self._restore_focus)

    def _restore_focus(self) -> None:
        if self.focused is None and self.query_one(ShareHeader).display and self.preview:
            self.focus_resources()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only actions that have an effect now."""
        if action == "back":
            focused = self.focused.id if self.focused else None
            elsewhere = focused not in ("resources", "resource-tabs")
            return self._closable or elsewhere or self.list_open or bool(self.zoomed)
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Close the drawer, focus the resources, or return to the screen below."""
        focused = self.focused.id if self.focused else None
        if self.zoomed:
            self.zoomed = ""
        elif self.list_open:
            self.close_list()
        elif focused not in ("resources", "resource-tabs"):
            self.focus_resources()
        elif self._closable:
            self.dismiss()

    def action_close(self) -> None:
        """Return to the screen below; quit if there is none."""
        if self._closable:
            self.dismiss()
        else:
            self.app.exit()
