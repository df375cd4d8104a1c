"""A text of some length, wrapped and scrolled."""

from __future__ import annotations

from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from cdx_tui.tui.widgets.text.line_view import LineView

__all__ = ["TextView"]


class TextView(LineView):
    """Shows `Content`, wrapped to the width it has; a new text repaints the rows that differ."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = Content("")
        self._rows: list[Strip] = []
        self.set_reactive(LineView.placeholder, Content(""))

    def show(self, content: Content) -> None:
        """Show another text, from its top."""
        self._content = content
        self._wrap()
        self.reset()

    def on_resize(self) -> None:
        """Wrap again."""
        self._wrap()
        self.fit()
        self.repaint_changed()

    def _wrap(self) -> None:
        width = max(1, self.size.width)
        content = self._content
        rows = Visual.to_strips(self, content, width, None, self.visual_style) if content else []
        self._rows = [Strip(row) for row in rows]

    @property
    def row_count(self) -> int:
        """The number of rows that the wrapped text has."""
        return len(self._rows)

    @property
    def widest(self) -> int:
        """Never more than the pane has."""
        return self.size.width

    @property
    def moves(self) -> bool:
        """Whether there is more than fits: a text has no cursor to move."""
        return self.row_count > self.page_height

    def render_row(self, row: int, width: int) -> Strip:
        """Return a row."""
        return self._rows[row].extend_cell_length(width, self.rich_style).apply_offsets(0, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without trailing blanks."""
        text = "\n".join(row.text.rstrip() for row in self._rows)
        return selection.extract(text), "\n"

    def action_cursor_down(self) -> None:
        """Scroll: a text has no cursor."""
        self._scroll(1)

    def action_cursor_up(self) -> None:
        """Scroll: a text has no cursor."""
        self._scroll(-1)

    def _scroll(self, rows: int) -> None:
        top = max(0, min(self.scroll_offset.y + rows, self.row_count - self.page_height))
        self.scroll_to(y=top, animate=False, force=True)
