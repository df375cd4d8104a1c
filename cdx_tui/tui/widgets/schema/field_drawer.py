"""Drawer below the fields: the one under the cursor in full."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from cdx_tui.tui.widgets.blank import BlankVertical
from cdx_tui.tui.widgets.pane_title import PaneTitle

__all__ = ["FieldDrawer"]

_MIN_ROWS = 2


class _Details(Widget):
    """Wrapped text that ends in an ellipsis where it does not fit."""

    content: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """Render the rows that fit."""
        width, height = self.content_size
        rows = self.content.wrap(max(1, width)) if self.content else []
        if len(rows) > height > 0:
            last = Content(f"{rows[height - 1].plain.rstrip()} …").truncate(width, ellipsis=True)
            rows = [*rows[: height - 1], last]
        return Content("\n").join(rows)

    def rows_needed(self) -> int:
        """Return the number of rows of the whole text; 0 before the width is known."""
        width = self.content_size.width
        return len(self.content.wrap(width)) if self.content and width else 0


class FieldDrawer(BlankVertical):
    """Title and details of a field, as high as the fields seen so far needed, up to a third."""

    _least = _MIN_ROWS
    _shown = _MIN_ROWS

    def compose(self) -> ComposeResult:
        """Yield the title and the details."""
        yield PaneTitle(id="field-path")
        yield _Details(id="node")

    def show(self, path: str, line: str, details: Content) -> None:
        """Show a field: its path, its line, and its details."""
        title = self.query_one(PaneTitle)
        title.text, title.note = Content(path), Content(line)
        self.query_one(_Details).content = details
        self.fit()

    def on_resize(self) -> None:
        """Make room for the details at the new width."""
        self.fit()

    def reset_height(self) -> None:
        """Return to the smallest height with the next field, for another schema."""
        self._least = _MIN_ROWS
        self.query_one(_Details).content = Content("")

    def fit(self) -> None:
        """Grow to what the details need, and keep within a third of the height above."""
        details = self.query_one(_Details)
        if not details.content:
            return
        available = self.parent.size.height if isinstance(self.parent, Widget) else 0
        most = max(_MIN_ROWS, available // 3 - 1)
        self._least = min(max(self._least, details.rows_needed()), most)
        if self._least != self._shown:
            self._shown = self._least
            details.styles.height = self._shown
