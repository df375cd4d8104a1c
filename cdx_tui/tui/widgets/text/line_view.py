"""Scrolling view that renders only the visible rows."""

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
from textual.widget import Widget

from cdx_tui.tui.widgets.text.paragraphs import Paragraphs

__all__ = ["LineView"]


def _motion(key: str, action: str, description: str, tooltip: str) -> Binding:
    identity = f"view.{action}"
    return Binding(key, action, description, show=False, tooltip=tooltip, id=identity)


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Scrollable rows with a cursor, moved by keys, wheel and mouse; never animated.

    Subclasses provide the number of rows and render each. Moving the cursor without scrolling
    repaints two rows; scrolling repaints the pane once.

    Attributes:
        placeholder: The text shown while there are no rows.
        ascii_only: Whether signs such as the cursor are drawn in ASCII.
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
        self._blank: Strip | None = None
        self._fitted_width = 0  # a hidden view has none
        self._placeholder_strips: tuple[Size, list[Strip]] | None = None

    # Provided by subclasses

    @property
    @abstractmethod
    def row_count(self) -> int:
        """The number of rows so far."""

    @property
    @abstractmethod
    def max_row_width(self) -> int:
        """Width of the widest row in cells; the view scrolls sideways if it exceeds the pane."""

    @abstractmethod
    def render_row(self, row: int, width: int) -> Strip:
        """Render an existing row, `width` cells wide, at the current horizontal scroll offset."""

    def cursor_moved(self) -> None:
        """Handle a move of the cursor to another row; called after the move."""

    # Cursor and scrolling

    @property
    def cursor(self) -> int:
        """The row of the cursor, from 0."""
        return self._cursor

    def cursor_sign(self, row: int) -> str:
        """Return the sign before `row`, one cell wide: a cursor sign, as colours may be missing."""
        if row != self._cursor:
            return " "
        return ">" if self.ascii_only else "❯"

    @property
    def ellipsis(self) -> str:
        """The sign for text that is cut off."""
        return "..." if self.ascii_only else "…"

    def move_cursor(self, row: int, *, centre: bool = False) -> None:
        """Move the cursor to `row`, scrolling no further than needed.

        Args:
            row: The row, from 0; clamped to the existing rows.
            centre: Whether to bring the row to the middle of the pane if it is out of view.
        """
        before, self._cursor = self._cursor, max(0, min(row, self.row_count - 1))
        self.scroll_to_row(self._cursor, centre=centre)
        if self._cursor != before:
            self.refresh_row(before)
            self.refresh_row(self._cursor)
            self.cursor_moved()

    def scroll_to_row(self, row: int, *, centre: bool = False) -> None:
        """Scroll so that `row` is in view; see `move_cursor` for `centre`."""
        height = self.page_height
        top = self.scroll_offset.y
        if top <= row < top + height:
            return
        nearest = row if row < top else row - height + 1
        target = row - height // 2 if centre else nearest
        self.scroll_to(y=max(0, target), animate=False, force=True)

    def refresh_row(self, row: int) -> None:
        """Repaint a row if it is in view."""
        y = row - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Repaint those of `rows` that are in view."""
        for row in rows:
            self.refresh_row(row)

    def visible_rows(self) -> range:
        """Return the range of rows that are in view."""
        top = self.scroll_offset.y
        return range(top, min(top + self.size.height, self.row_count))

    def fit(self) -> None:
        """Update the scrollbar's range.

        Assigning `virtual_size` would lay out and repaint the whole screen, because scrollbars may
        appear or disappear; here the stylesheet keeps the vertical one visible.
        """
        self._fitted_width = self.size.width
        size = Size(self.max_row_width, self.row_count)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def reset(self, cursor: int = 0) -> None:
        """Show a new set of rows, with the cursor on row `cursor`."""
        self._cursor = 0
        self.fit()
        self.scroll_to(0, 0, animate=False, force=True)
        self.move_cursor(cursor, centre=True)
        self.refresh()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Fit the rows to a new width before they are painted; `Resize` comes after that.

        A view of the same size as when it was last seen may have been painted before its rows were
        fitted: asking for the size of any widget is enough for Textual to find it shown. Textual
        would go on to paint the rows that it has from then.
        """
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        width = size.width - self.styles.gutter.width
        if width != self._fitted_width:
            self._fitted_width = width
            self.width_changed()
            self.refresh()
        return changed

    def width_changed(self) -> None:
        """Fit the rows to the new width."""

    @property
    def row_width(self) -> int:
        """The cells of a row that can be seen: without padding and scroll bar, at least 1."""
        return max(1, self.scrollable_content_region.width)

    @property
    def page_height(self) -> int:
        """The number of rows that fit into the pane, at least 1."""
        return max(1, self.size.height)

    def _scroll_with_cursor(self, rows: int) -> None:
        """Scroll by `rows` and move the cursor by as much; negative values scroll up."""
        height = self.page_height
        top = max(0, min(self.scroll_offset.y + rows, self.row_count - height))
        row = max(0, min(self._cursor + rows, self.row_count - 1))
        self.scroll_to(y=top, animate=False, force=True)
        self.move_cursor(max(top, min(row, top + height - 1)))

    # Rendering, events and actions

    def render_line(self, y: int) -> Strip:
        """Render the row that is `y` rows below the top of the pane."""
        width = self.row_width
        row = self.scroll_offset.y + y
        if row < self.row_count:
            return self.render_row(row, width)
        strips = [] if self.row_count else self._placeholder(Size(width, self.size.height))
        return strips[y] if y < len(strips) else self._blank_row(width)

    def _blank_row(self, width: int) -> Strip:
        if self._blank is None or self._blank.cell_length != width:
            self._blank = Strip.blank(width, self.rich_style)
        return self._blank

    def _placeholder(self, size: Size) -> list[Strip]:
        if self._placeholder_strips is None or self._placeholder_strips[0] != size:
            text = Paragraphs(_indented(self.placeholder), size.width)
            rows = range(min(len(text.pieces), size.height))
            strips = [
                text.render_last(self, row, self.ellipsis)
                if row + 1 == size.height
                else text.render(self, row)
                for row in rows
            ]
            strips = [strip.extend_cell_length(size.width, self.rich_style) for strip in strips]
            self._placeholder_strips = (size, strips)
        return self._placeholder_strips[1]

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Repaint the rows without the empty space below them."""
        if self.show_horizontal_scrollbar:
            self.horizontal_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(Region(0, 0, self.size.width, len(self.visible_rows())))

    def notify_style_update(self) -> None:
        """Discard strips that were rendered in outdated styles."""
        self._placeholder_strips = self._blank = None
        super().notify_style_update()

    def watch_placeholder(self) -> None:
        """Show the new placeholder."""
        self._placeholder_strips = None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row."""
        offset = event.get_content_offset(self)
        if offset is not None and self.scroll_offset.y + offset.y < self.row_count:
            self.move_cursor(self.scroll_offset.y + offset.y)

    @property
    def can_move(self) -> bool:
        """Whether there is another row to move to."""
        return self.row_count > 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable motions only if they have an effect."""
        return self.can_move if action in self._MOTIONS else True

    def action_cursor_down(self) -> None:
        """Move one row down."""
        self.move_cursor(self._cursor + 1)

    def action_cursor_up(self) -> None:
        """Move one row up."""
        self.move_cursor(self._cursor - 1)

    def action_page_down(self) -> None:
        """Move one page down, keeping one row in view."""
        self._scroll_with_cursor(max(1, self.page_height - 1))

    def action_page_up(self) -> None:
        """Move one page up, keeping one row in view."""
        self._scroll_with_cursor(-max(1, self.page_height - 1))

    def action_half_page_down(self) -> None:
        """Move half a page down."""
        self._scroll_with_cursor(max(1, self.page_height // 2))

    def action_half_page_up(self) -> None:
        """Move half a page up."""
        self._scroll_with_cursor(-max(1, self.page_height // 2))

    def action_first_row(self) -> None:
        """Move to the first row."""
        self.move_cursor(0)

    def action_last_row(self) -> None:
        """Move to the last row so far."""
        self.move_cursor(self.row_count - 1)


def _indented(text: Content) -> Content:
    """Return a placeholder whose lines begin where the text of rows does, after their sign."""
    lines = text.split("\n", allow_blank=True) if text else []
    return Content("\n").join(Content(" ") + line if line else line for line in lines)
