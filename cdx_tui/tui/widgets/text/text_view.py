"""Scrollable view of a wrapped text of a page or two."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.strip import Strip

from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.paragraphs import Paragraphs
from cdx_tui.tui.widgets.text.selecting import SelectableView
from cdx_tui.tui.widgets.text.selections import TextLines

__all__ = ["TextView"]


class TextView(SelectableView):
    """View of `Content`, wrapped to its width.

    Continuation rows are indented below the text of their paragraph. What is selected is copied
    without the wrapping.
    """

    STYLE_PREFIX: ClassVar[str] = "text--"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = Content("")
        self._text = Paragraphs(self._content, 0)
        self.set_reactive(LineView.placeholder, Content(""))

    def show(self, content: Content) -> None:
        """Show `content`, scrolled to the top."""
        self._content = content
        self._wrap()
        self.reset()

    def width_changed(self) -> None:
        """Wrap to the new width, with the same text at the top."""
        before = self._text
        self._wrap()
        self.fit()
        if before.pieces:
            top = before.pieces[min(self.scroll_offset.y, len(before.pieces) - 1)]
            self._show_from(self._text.row_of(top))

    def _wrap(self) -> None:
        # A hidden view has no width; it wraps its text once it is seen.
        content = self._content if self.size.width else Content("")
        self._text = Paragraphs(content, self.row_width)

    @property
    def row_count(self) -> int:
        """The number of rows of the wrapped text."""
        return len(self._text.pieces)

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
        return self._text.render(self, row).extend_cell_length(width, self.rich_style)

    @property
    def selectable(self) -> TextLines:
        """The lines of the text, unwrapped."""
        return self._text.texts

    def selectable_line(self, row: int) -> int:
        """Return the index of the line that a row shows."""
        return self._text.pieces[row].line

    def action_cursor_down(self) -> None:
        """Scroll one row down, since there is no cursor."""
        self._show_from(self.scroll_offset.y + 1)

    def action_cursor_up(self) -> None:
        """Scroll one row up, since there is no cursor."""
        self._show_from(self.scroll_offset.y - 1)

    def _show_from(self, row: int) -> None:
        """Scroll to `row`, with the cursor that is not shown: a resize keeps it in view."""
        self._cursor = max(0, min(row, self.row_count - self.page_height))
        self.scroll_to(y=self._cursor, animate=False, force=True)
