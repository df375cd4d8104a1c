"""Caption of the tour's current step."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["TourCaption"]

_HINT = "any key stops"


class TourCaption(Widget):
    """One line above the footer that says what the tour shows, and how to stop it.

    Attributes:
        caption: The text of the current step.
    """

    caption: reactive[str] = reactive("")

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.set_reactive(TourCaption.caption, caption)

    def render(self) -> Content:
        """Render the caption, and the hint at the right edge if there is room for it."""
        caption = Content(self.caption)
        room = self.size.width - caption.cell_length - len(_HINT)
        return caption + " " * room + _HINT if room >= 2 else caption
