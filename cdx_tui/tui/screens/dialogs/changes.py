"""Screen that lists the changes of a share since it was saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from cdx_tui.share.diff import Changed, ResourceChange
from cdx_tui.share.diff_text import describe_changes
from cdx_tui.tui.screens.dialogs.text_screen import TextScreen

__all__ = ["ChangesScreen"]

_STYLES: Final = {
    Changed.ADDED: "$text-success",
    Changed.REMOVED: "$text-error",
    Changed.CHANGED: "$text-warning",
}


class ChangesScreen(TextScreen):
    """Screen that lists changes, each marked by a sign as well as a colour.

    Args:
        since: File or folder that the share is compared with, cleaned.
        changes: Changes of each resource.
        presenting: Whether to mask contacts.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "dismiss", "Back", id="changes.back", show=False, tooltip="Close this list"),
    ]

    def __init__(self, since: str, changes: Iterable[ResourceChange], *, presenting: bool) -> None:
        lines = [
            Content("  " * level) + Content.styled(description, _STYLES[changed])
            for level, changed, description in describe_changes(changes, presenting=presenting)
        ]
        text = Content("\n").join(lines) if lines else Content("Nothing has changed.")
        super().__init__(Content(f"Changes since {since}"), text)
