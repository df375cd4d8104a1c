"""Scrolling view of rows that renders only the visible ones."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

__all__ = ["LineView"]


def _motion(key: str, action: str, description: str, tooltip: str) -> Binding:
    identity = f"view.{action}"
    return Binding(key, action, description, show=False, tooltip=tooltip, id=identity)


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor, moved by keys, wheel and mouse; never animated.

    What derives from it says how many rows there are and renders each. A cursor that moves within
    the pane repaints two rows, everything that scrolls repaints the pane once.

    Attributes:
        placeholder: What is shown while there are no rows.
        ascii_only: Whether signs are drawn in ASCII.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _motion("j,down", "cursor_down", "Down", "Move one row down"),
        _motion("k,up", "cursor_up", "Up", "Move one row up"),
        _motion("pagedown", "page_down", "Page down", "Move one page down"),
        _motion("pageup", "page_up", "Page up", "Move one page up"),
        _motion("ctrl+d", "half_page_down", "Half page down", "Move half a page down"),
        _motion("ctrl+u", "half_page_up", "Half page up", "Move half a page up"),
        _motion("g,home", "first_row", "Top", "Go to the first row"),
        _motion("G,end", "last_row", "Bottom", "Go to the last row"),
    ]

    _MOTIONS: ClassVar = frozenset(
        binding.action for binding in BINDINGS if isinstance(binding, Binding)
    )

    placeholder: reactive[Content] = reactive(Content("Nothing to show"), repaint=False)
    ascii_only: reactive[bool] = reactive(False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._cursor = 0
        self._painted: dict[int, Strip] = {}
        self._placeholder_strips: tuple[int, list[Strip]] | None = None

    # What derives from it provides:

    @property
    @abstractmethod
    def row_count(self) -> int:
        """The number of rows that there are so far."""

    @property
    @abstractmethod
    def widest(self) -> int:
        """Width of the widest row in cells; wider rows than the pane scroll sideways."""

    @abstractmethod
    def render_row(self, row: int, width: int) -> Strip:
        """Render a row that exists, `width` cells wide, from the current horizontal position."""

    def cursor_moved(self) -> None:
        """Called when the cursor has moved to another row."""

    # The cursor:

    @property
    def cursor(self) -> int:
        """The row that the cursor is on, from 0."""
        return self._cursor

    def cursor_sign(self, row: int) -> str:
        """Return what marks a row as the cursor's, one cell wide: colours may be missing."""
        if row != self._cursor:
            return " "
        return ">" if self.ascii_only else "❯"

    def move_cursor(self, row: int, *, centre: bool = False) -> None:
        """Put the cursor on `row`, or as near as there is one, and scroll no further than needed.

        Args:
            row: The row, from 0.
            centre: If scrolling is needed, whether to bring the row to the middle of the pane.
        """
        before, self._cursor = self._cursor, max(0, min(row, self.row_count - 1))
        self.scroll_to_row(self._cursor, centre=centre)
        if self._cursor != before:
            self.refresh_row(before)
            self.refresh_row(self._cursor)
            self.cursor_moved()

    def scroll_to_row(self, row: int, *, centre: bool = False) -> None:
        """Scroll until `row` is in view."""
        height = self.page_height
        top = self.scroll_offset.y
        if top <= row < top + height:
            return
        nearest = row if row < top else row - height + 1
        target = row - height // 2 if centre else nearest
        self.scroll_to(y=max(0, target), animate=False, force=True)

    def refresh_row(self, row: int) -> None:
        """Repaint one row, if it is in view."""
        y = row - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Repaint the visible ones of `rows`."""
        for row in rows:
            self.refresh_row(row)

    def visible_rows(self) -> range:
        """Return the rows that are in view."""
        top = self.scroll_offset.y
        return range(top, min(top + self.size.height, self.row_count))

    def fit(self) -> None:
        """Set the scrollbar's range.

        Setting `virtual_size` itself would lay the whole screen out again and repaint it, since
        scrollbars may come and go; here the style sheet keeps the vertical one visible.
        """
        size = Size(self.widest, self.row_count)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def reset(self, cursor: int = 0) -> None:
        """Show other rows, with the cursor at `cursor`."""
        self._cursor = 0
        self.fit()
        self.scroll_to(0, 0, animate=False, force=True)
        self.move_cursor(cursor, centre=True)
        self.repaint_changed()

    def repaint_changed(self) -> None:
        """Repaint the rows that look other than they did: over SSH each of them counts."""
        painted = dict(self._painted)
        for y in range(self.size.height):
            if painted.get(y) != self.render_line(y):
                self.refresh(Region(0, y, self.size.width, 1))

    @property
    def page_height(self) -> int:
        """The rows that fit into the pane."""
        return max(1, self.size.height)

    def _turn(self, rows: int) -> None:
        """Scroll by `rows` together with the cursor."""
        height = self.page_height
        top = max(0, min(self.scroll_offset.y + rows, self.row_count - height))
        row = max(0, min(self._cursor + rows, self.row_count - 1))
        self.scroll_to(y=top, animate=False, force=True)
        self.move_cursor(max(top, min(row, top + height - 1)))

    # Textual's part:

    def render_line(self, y: int) -> Strip:
        """Render the row that is shown `y` rows below the pane's top."""
        strip = self._painted[y] = self._render_line(y)
        return strip

    def _render_line(self, y: int) -> Strip:
        width = self.size.width
        row = self.scroll_offset.y + y
        if row < self.row_count:
            return self.render_row(row, width)
        if self.row_count:
            return Strip.blank(width, self.rich_style)
        strips = self._placeholder(width)
        return strips[y] if y < len(strips) else Strip.blank(width, self.rich_style)

    def _placeholder(self, width: int) -> list[Strip]:
        if self._placeholder_strips is None or self._placeholder_strips[0] != width:
            strips = Visual.to_strips(
                self, self.placeholder, width, None, self.visual_style, pad=True
            )
            self._placeholder_strips = (width, strips)
        return self._placeholder_strips[1]

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Repaint the rows, but not the empty space below them."""
        if self.show_horizontal_scrollbar:
            self.horizontal_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(Region(0, 0, self.size.width, len(self.visible_rows())))

    def notify_style_update(self) -> None:
        """Drop strips that were rendered in other styles."""
        self._placeholder_strips = None
        super().notify_style_update()

    def watch_placeholder(self) -> None:
        """Show the new placeholder."""
        self._placeholder_strips = None
        self.repaint_changed()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row."""
        offset = event.get_content_offset(self)
        if offset is not None and self.scroll_offset.y + offset.y < self.row_count:
            self.move_cursor(self.scroll_offset.y + offset.y)

    @property
    def moves(self) -> bool:
        """Whether there is another row to go to."""
        return self.row_count > 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable motions only if they have an effect."""
        return self.moves if action in self._MOTIONS else True

    def action_cursor_down(self) -> None:
        """Move one row down."""
        self.move_cursor(self._cursor + 1)

    def action_cursor_up(self) -> None:
        """Move one row up."""
        self.move_cursor(self._cursor - 1)

    def action_page_down(self) -> None:
        """Move one page down, of which one row stays in view."""
        self._turn(max(1, self.page_height - 1))

    def action_page_up(self) -> None:
        """Move one page up, of which one row stays in view."""
        self._turn(-max(1, self.page_height - 1))

    def action_half_page_down(self) -> None:
        """Move half a page down."""
        self._turn(max(1, self.page_height // 2))

    def action_half_page_up(self) -> None:
        """Move half a page up."""
        self._turn(-max(1, self.page_height // 2))

    def action_first_row(self) -> None:
        """Go to the first row."""
        self.move_cursor(0)

    def action_last_row(self) -> None:
        """Go to the last row there is so far."""
        self.move_cursor(self.row_count - 1)
