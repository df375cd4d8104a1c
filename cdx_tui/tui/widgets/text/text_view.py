"""Scrollable view of a wrapped text of a page or two."""

from __future__ import annotations

from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from cdx_tui.tui.widgets.text.line_view import LineView

__all__ = ["TextView"]


class TextView(LineView):
    """View of `Content`, wrapped to its width; new text repaints only the rows that differ."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = Content("")
        self._rows: list[Strip] = []
        self.set_reactive(LineView.placeholder, Content(""))

    def show(self, content: Content) -> None:
        """Show `content`, scrolled to the top."""
        self._content = content
        self._wrap()
        self.reset()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._wrap()
        self.fit()
        self.repaint_changed()

    def _wrap(self) -> None:
        content, style = self._content, self.visual_style
        # A hidden view has no width, and would make a row of each character.
        shown = content and self.size.width
        rows = Visual.to_strips(self, content, self.row_width, None, style) if shown else []
        self._rows = [Strip(row) for row in rows]

    @property
    def row_count(self) -> int:
        """The number of rows of the wrapped text."""
        return len(self._rows)

    @property
    def max_row_width(self) -> int:
        """The width of the view, since all rows fit."""
        return self.row_width

    @property
    def can_move(self) -> bool:
        """Whether the text exceeds the view, since there is no cursor to move."""
        return self.row_count > self.page_height

    def render_row(self, row: int, width: int) -> Strip:
        """Render a row, padded to `width` cells."""
        return self._rows[row].extend_cell_length(width, self.rich_style).apply_offsets(0, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without trailing blanks."""
        text = "\n".join(row.text.rstrip() for row in self._rows)
        return selection.extract(text), "\n"

    def action_cursor_down(self) -> None:
        """Scroll one row down, since there is no cursor."""
        self._scroll(1)

    def action_cursor_up(self) -> None:
        """Scroll one row up, since there is no cursor."""
        self._scroll(-1)

    def _scroll(self, rows: int) -> None:
        top = max(0, min(self.scroll_offset.y + rows, self.row_count - self.page_height))
        self.scroll_to(y=top, animate=False, force=True)
