"""A scrolling view of lines that renders only those on the screen, with a line cursor."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

__all__ = ["LineView"]

_COLUMNS_A_STEP = 8


class LineView(ScrollView, can_focus=True):
    """Shows any number of lines at the cost of those that are visible.

    A subclass gives `line_count`, `row` and `text_of`, and calls `resize_lines` when they have
    changed. All text that it hands out is clean; strips are built from segments, so nothing in it
    is markup.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "cursor(1)", "Down", id="lines.down", show=False, tooltip="Next line"),
        Binding("k,up", "cursor(-1)", "Up", id="lines.up", show=False, tooltip="Line before"),
        Binding("pagedown,space", "page(1)", "Page", id="lines.page-down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="lines.page-up", show=False),
        Binding("g,home", "first", "First", id="lines.first", show=False, tooltip="First line"),
        Binding("G,end", "last", "Last", id="lines.last", show=False, tooltip="Last line"),
        Binding("right", "sideways(1)", "Right", id="lines.right", show=False),
        Binding("left", "sideways(-1)", "Left", id="lines.left", show=False),
    ]

    HAS_CURSOR: ClassVar[bool] = True
    """Whether a line is marked; where none is, the keys scroll."""

    cursor: reactive[int] = reactive(0, repaint=False)
    placeholder: reactive[Content] = reactive(Content(""))

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painted: dict[int, Strip] = {}

    def line_count(self) -> int:
        """Return how many lines there are."""
        raise NotImplementedError

    def row(self, index: int, start: int, width: int) -> Strip:
        """Return the part of line `index` from cell `start` on, at most `width` cells of it."""
        raise NotImplementedError

    def text_of(self, index: int) -> str:
        """Return the text of line `index`, for copying."""
        raise NotImplementedError

    def prefix(self, index: int) -> Strip:
        """Return what stands before line `index` and does not scroll sideways."""
        return Strip.blank(0)

    def resize_lines(self, width: int) -> None:
        """Follow another number of lines, the longest of which has `width` cells.

        Setting `virtual_size` itself would lay the whole screen out again and repaint it. That is
        needed where scroll bars come and go; here the style sheet keeps the one that there is.
        """
        self.set_reactive(Widget.virtual_size, Size(width, self.line_count()))
        self.vertical_scrollbar.window_virtual_size = self.line_count()
        self.repaint_changed()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(cursor, self.line_count() - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Repaint the two lines that changed, and scroll where the cursor left the screen."""
        self.refresh_line(before)
        self.refresh_line(now)
        self.show_line(now)

    def show_line(self, index: int) -> None:
        """Scroll as little as is needed to have line `index` on the screen."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if index < top:
            self.scroll_to(y=index, animate=False, force=True)
        elif height and index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, force=True)

    def repaint_changed(self) -> None:
        """Repaint the rows that look other than they did; over SSH every row counts."""
        painted = dict(self._painted)
        for y in range(self.scrollable_content_region.height):
            if painted.get(y) != self.render_line(y):
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Return what the screen shows in row `y`."""
        strip = self._painted[y] = self._render_row(y)
        return strip

    def _render_row(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        style = self.rich_style
        if index >= self.line_count():
            return (
                self._placeholder_row(y, width)
                if not self.line_count()
                else Strip.blank(width, style)
            )
        prefix = self.prefix(index)
        room = max(0, width - prefix.cell_length)
        start = self.scroll_offset.x
        strip = self.row(index, start, room).apply_style(style)
        strip = self._with_selection(strip, index, start)
        if index == self.cursor and self.has_focus and self.HAS_CURSOR:
            strip = strip.apply_style(self.get_component_rich_style("lines--cursor"))
        strip = strip.extend_cell_length(room, style).crop(0, room)
        return Strip.join([prefix, strip.apply_offsets(start, index)])

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--gutter"}

    def _placeholder_row(self, y: int, width: int) -> Strip:
        lines = self.placeholder.wrap(max(1, width)) if self.placeholder else []
        text = lines[y].plain if y < len(lines) else ""
        style = self.rich_style + Style(dim=True)
        return Strip([Segment(text, style)]).extend_cell_length(width, style)

    def _with_selection(self, strip: Strip, index: int, start: int) -> Strip:
        selection = self.text_selection
        span = selection.get_span(index) if selection is not None else None
        if span is None:
            return strip
        first, last = span
        begin = max(0, first - start)
        end = strip.cell_length if last == -1 else max(begin, last - start)
        style = self.screen.get_component_rich_style("screen--selection")
        parts = list(strip.divide([begin, min(end, strip.cell_length), strip.cell_length]))
        if len(parts) > 1:
            parts[1] = parts[1].apply_style(style)
        return Strip.join(parts)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, of which only the selected lines are looked at."""
        count = self.line_count()
        first, begin = (selection.start.y, selection.start.x) if selection.start else (0, 0)
        last = min(selection.end.y, count - 1) if selection.end else count - 1
        lines = [self.text_of(index) for index in range(first, last + 1)]
        if not lines:
            return None
        if selection.end is not None and selection.end.y <= count - 1:
            lines[-1] = lines[-1][: selection.end.x]
        lines[0] = lines[0][begin:]
        return "\n".join(lines), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show another selection."""
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh_line(self.cursor)

    def action_cursor(self, lines: int) -> None:
        """Move the cursor, or scroll where there is none."""
        if self.HAS_CURSOR:
            self.cursor += lines
        else:
            self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def action_page(self, pages: int) -> None:
        """Move by what the screen holds."""
        height = max(1, self.scrollable_content_region.height - 1)
        top = self.scroll_offset.y + pages * height
        self.scroll_to(y=max(0, top), animate=False, force=True)
        self.cursor += pages * height

    def action_first(self) -> None:
        """Go to the first line."""
        self.cursor = 0
        self.show_line(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self.cursor = self.line_count() - 1
        self.show_line(self.cursor)

    def action_sideways(self, steps: int) -> None:
        """Scroll sideways."""
        target = max(0, self.scroll_offset.x + steps * _COLUMNS_A_STEP)
        self.scroll_to(x=target, animate=False, force=True)
