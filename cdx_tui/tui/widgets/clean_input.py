"""Single-line input for text that is not secret."""

from __future__ import annotations

from textual.widgets import Input

from cdx_tui.text import clean

__all__ = ["CleanInput"]


class CleanInput(Input):
    """`Input` that cleans inserted text, so that it is safe to write to a terminal.

    The cursor does not blink: blinking would write bytes to the terminal indefinitely.
    """

    def on_mount(self) -> None:
        """Disable cursor blinking."""
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Consume printable characters; Textual knows none for the slash."""
        return key == "slash" or super().check_consume_key(key, character)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace the characters from `start` to `end` with cleaned `text`."""
        super().replace(clean(text), start, end)
