"""Line between two panes, which can be dragged."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

__all__ = ["Divider"]


class Divider(Widget):
    """Vertical line that posts by how many columns it was dragged."""

    class Dragged(Message):
        """Posted while the line is dragged.

        Attributes:
            columns: Columns to the right; negative to the left.
        """

        def __init__(self, columns: int) -> None:
            super().__init__()
            self.columns = columns

    class Released(Message):
        """Posted when the line is let go."""

    _column: int | None = None

    def render(self) -> Content:
        """Render nothing: the line is the border."""
        return Content("")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render one row for all, since all look alike."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag."""
        self._column = event.screen_x
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Post `Dragged` if the mouse is in another column."""
        if self._column is not None and event.screen_x != self._column:
            self.post_message(self.Dragged(event.screen_x - self._column))
            self._column = event.screen_x

    def on_mouse_up(self) -> None:
        """Post `Released`."""
        if self._column is not None:
            self._column = None
            self.release_mouse()
            self.post_message(self.Released())
