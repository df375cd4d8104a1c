"""Base class of views whose text can be selected with the mouse."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import ClassVar

from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.painting import Palette
from cdx_tui.tui.widgets.text.selections import TextLines, changed_lines, selected_text

__all__ = ["SelectableView"]

_WORD = re.compile(r"[\w.$-]+")


class SelectableView(LineView):
    """`LineView` with a palette, in which dragging selects text.

    A double click selects a word, a triple click a line. Subclasses render rows with `paint`, which
    adds the column and line that selection needs.
    """

    STYLE_PREFIX: ClassVar[str]
    """Prefix of the component classes."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.palette = Palette(self, self.STYLE_PREFIX)
        self._selection: Selection | None = None

    @property
    @abstractmethod
    def selectable(self) -> TextLines:
        """The lines from which text is selected."""

    def selectable_line(self, row: int) -> int:
        """Return the index of the selectable line that a row shows."""
        return row

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, and the separator that follows it."""
        text = selected_text(self.selectable, selection)
        return (text, "\n") if text else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint the rows whose selected part has changed."""
        changed = changed_lines(self._selection, selection, len(self.selectable))
        self._selection = selection
        rows = self.visible_rows()
        self.refresh_rows(row for row in rows if self.selectable_line(row) in changed)

    def notify_style_update(self) -> None:
        """Discard the styles of the previous theme."""
        self.palette.clear()
        super().notify_style_update()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        self.scroll_to_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Select a word on a double click, a line on a triple click."""
        if event.chain < 2:
            return
        event.prevent_default()
        widget, offset = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if widget is not self or offset is None or not 0 <= offset.y < len(self.selectable):
            return
        text = self.selectable[offset.y]
        start, end = (0, len(text)) if event.chain > 2 else _word(text, offset.x)
        if start < end:
            word = Selection(Offset(start, offset.y), Offset(end, offset.y))
            self.screen.selections = {self: word}


def _word(text: str, column: int) -> tuple[int, int]:
    """Return start and end of the word at `column`."""
    nearby = max(0, column - 1_000)
    for match in _WORD.finditer(text, nearby, column + 1_000):
        if match.start() <= column < match.end():
            return match.span()
    return column, column
