"""A text of some length, wrapped and scrolled."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual

from cdx_tui.widgets.line_view import LineView

__all__ = ["TextView"]


class TextView(LineView):
    """Shows `Content`, wrapped to the width it has; a new text repaints the rows that differ."""

    HAS_CURSOR: ClassVar[bool] = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = Content("")
        self._rows: list[Strip] = []

    def show(self, content: Content, *, from_top: bool = True) -> None:
        """Show another text."""
        self._content = content
        if from_top:
            self.scroll_to(0, 0, animate=False, force=True)
        self._wrap()

    def on_resize(self) -> None:
        """Wrap again."""
        self._wrap()

    def _wrap(self) -> None:
        width = max(1, self.scrollable_content_region.width)
        content = self._content
        rows = Visual.to_strips(self, content, width, None, self.visual_style) if content else []
        self._rows = [Strip(row) for row in rows]
        self.resize_lines(width)

    def line_count(self) -> int:
        """Return how many rows the wrapped text has."""
        return len(self._rows)

    def text_of(self, index: int) -> str:
        """Return a row's text."""
        return self._rows[index].text.rstrip()

    def row(self, index: int, start: int, width: int) -> Strip:
        """Return a row."""
        return self._rows[index].crop(start, start + width)
