"""A one-line field for text that is no secret."""

from __future__ import annotations

from textual.widgets import Input

from cdx_tui.text import clean

__all__ = ["CleanInput"]


class CleanInput(Input):
    """An `Input` into which nothing can be pasted that a terminal would obey.

    Its cursor does not blink, since that would write bytes for ever.
    """

    def on_mount(self) -> None:
        """Keep the cursor still."""
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Insert cleaned text in place of a range."""
        super().replace(clean(text), start, end)
