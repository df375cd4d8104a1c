"""Tree view of a schema's types and fields, for schemas of any size."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from cdx_tui.schema import Outline
from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.schema.outline_text import row_text
from cdx_tui.schema.search import Match
from cdx_tui.tui.widgets.schema.field_marks import FieldMarks
from cdx_tui.tui.widgets.schema.field_table_view import FieldTableView
from cdx_tui.tui.widgets.schema.outline_navigation import OutlineNavigation
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows, RowTexts
from cdx_tui.tui.widgets.text.selections import TextLines

__all__ = ["OutlineView"]

_NODES_PER_SLICE = 4 * LINES_PER_BLOCK
_PAUSE = 0.001
"""Seconds between two slices, during which keys are handled."""


def _bind(key: str, action: str, description: str, tooltip: str) -> Binding:
    return Binding(key, action, description, show=False, tooltip=tooltip, id=f"outline.{action}")


class OutlineView(OutlineNavigation):
    """View of an `Outline` that renders only visible rows.

    Enter goes to the definition of a node's type, in the outline or in another schema, Backspace
    back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("right", "expand", "Expand", "Expand or go to first child"),
        _bind("left", "collapse", "Collapse", "Collapse or go to parent"),
        _bind("space", "toggle_node", "Toggle", "Expand or collapse"),
        _bind("plus", "expand_all", "Expand all", "Expand all"),
        _bind("minus", "collapse_all", "Collapse all", "Collapse all"),
        _bind(
            "enter",
            "follow",
            "Definition",
            "Go to the definition, or to the source",
        ),
        _bind("backspace", "back", "Back", "Back (from definition)"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._listing = False

    # Called by the parent

    def show(self, outline: Outline, rows: OutlineRows | None = None) -> None:
        """Show another outline from its top, and end the search.

        Args:
            outline: The outline.
            rows: Its rows, if they were created in advance, for example in a thread.
        """
        self.clear_search()
        self._rows = rows or OutlineRows(outline)
        self._listing = False
        if self._visited:
            self._visited = []
            self.refresh_bindings()
        self.set_reactive(FieldTableView.marks, FieldMarks())
        self.measure_columns()
        self.reset()
        self.cursor_moved()

    def width_changed(self) -> None:
        """Fit the columns to the new width."""
        self.measure_columns()

    # Rows

    @property
    def row_count(self) -> int:
        """The number of visible nodes."""
        return len(self._rows)

    @property
    def max_row_width(self) -> int:
        """Always 0, since rows are cut to the pane; the drawer has the full details."""
        return 0

    def line_of_row(self, row: int) -> int:
        """Return the index of the node in a row."""
        return self._rows.index(row)

    # Navigation

    def action_expand(self) -> None:
        """Expand the node; if it is expanded, go to its first child."""
        if self.row_count:
            index = self._rows.index(self.cursor)
            if self._rows.is_expanded(index) and self._rows.has_children(index):
                self.move_cursor(self.cursor + 1)
            else:
                self._update_rows(self._rows.expand(self.cursor))

    def action_collapse(self) -> None:
        """Collapse the node; if it is collapsed, go to its parent."""
        if not self.row_count:
            return
        if self._rows.collapse(self.cursor):
            self._update_rows()
        elif (parent := self._rows.parent(self._rows.index(self.cursor))) >= 0:
            self.move_cursor(self._rows.row(parent))

    def action_toggle_node(self) -> None:
        """Expand or collapse the node."""
        if self.row_count:
            self._update_rows(self._rows.expand(self.cursor) or self._rows.collapse(self.cursor))

    def action_expand_all(self) -> None:
        """Expand all nodes, with the cursor on the same node."""
        self._set_all_expanded(expand=True)

    def action_collapse_all(self) -> None:
        """Collapse all nodes, with the cursor on the root that contained it."""
        self._set_all_expanded(expand=False)

    def _set_all_expanded(self, *, expand: bool) -> None:
        if not self.row_count:
            return
        index = self._rows.index(self.cursor)
        change = self._rows.expand_all if expand else self._rows.collapse_all
        change()
        self.fit()
        self.move_cursor(self._rows.row(index), centre=True)
        self._update_rows()

    def on_click(self, event: events.Click) -> None:
        """Expand or collapse a node if its expansion mark is clicked."""
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1:
            return
        row = self.scroll_offset.y + offset.y
        if row < self.row_count:
            text_begins = self.text_begins(self._rows.index(row))
            if text_begins - 2 <= offset.x < text_begins:
                self._update_rows(self._rows.expand(row) or self._rows.collapse(row))

    # Search and selection

    @property
    def selectable(self) -> TextLines:
        """The texts of the visible nodes."""
        return RowTexts(self._rows)

    @property
    def searched_lines(self) -> Lines:
        """The texts of all nodes listed so far, including hidden ones."""
        self._list_texts()
        return self._rows.texts

    def searched_text(self, line: int) -> str:
        """Return the text of a node, even if it is not listed yet."""
        return row_text(self._rows.nodes[line])

    def _list_texts(self) -> None:
        """List the texts of some more nodes and schedule the rest."""
        if not self._listing and self._rows.list_texts(_NODES_PER_SLICE):
            self._listing = True
            self.set_timer(_PAUSE, self._list_more)

    def _list_more(self) -> None:
        self._listing = False
        self._list_texts()
        self.continue_search()

    @property
    def position(self) -> Match:
        """The start of the node under the cursor."""
        return Match(self._rows.index(self.cursor) if self.row_count else 0, 0)

    def reveal(self, match: Match) -> None:
        """Move the cursor to the node that contains a match."""
        self._reveal(match.line)
