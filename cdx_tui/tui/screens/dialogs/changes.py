"""What has changed in a share since it was saved."""

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
    """Lists the changes, each marked by a sign as well as a colour.

    Args:
        since: What the share is compared with, cleaned.
        changes: The changes.
        presenting: Whether contacts are to be masked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "dismiss", "Back", id="changes.back", show=False, tooltip="Close this list"),
    ]

    def __init__(self, since: str, changes: Iterable[ResourceChange], *, presenting: bool) -> None:
        lines = [
            Content("  " * level) + Content.styled(words, _STYLES[changed])
            for level, changed, words in describe_changes(changes, presenting=presenting)
        ]
        text = Content("\n").join(lines) if lines else Content("Nothing has changed.")
        super().__init__(Content(f"changes since {since}"), text)
