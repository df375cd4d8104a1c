"""Tree view of a schema's types and fields, for schemas of any size."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from cdx_tui.schema import Outline, OutlineNode
from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.schema.outline_text import row_text
from cdx_tui.schema.search import Match
from cdx_tui.tui.widgets.schema.field_marks import FieldMarks
from cdx_tui.tui.widgets.schema.field_table_view import FieldTableView
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows, RowTexts
from cdx_tui.tui.widgets.text.selections import TextLines

__all__ = ["OutlineView"]

_NODES_PER_SLICE = 4 * LINES_PER_BLOCK
_PAUSE = 0.001
"""Seconds between two slices, during which keys are handled."""


def _bind(key: str, action: str, description: str, tooltip: str) -> Binding:
    return Binding(key, action, description, show=False, tooltip=tooltip, id=f"outline.{action}")


class OutlineView(FieldTableView):
    """View of an `Outline` that renders only visible rows.

    Enter goes to the definition of a node's type if the outline contains it, Backspace back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("right", "expand", "Expand", "Expand or go to first child"),
        _bind("left", "collapse", "Collapse", "Collapse or go to parent"),
        _bind("space", "toggle_node", "Toggle", "Expand or collapse"),
        _bind("plus", "expand_all", "Expand all", "Expand all"),
        _bind("minus", "collapse_all", "Collapse all", "Collapse all"),
        _bind("enter", "follow", "Definition", "Go to the definition of the type, or the source"),
        _bind("backspace", "back", "Back", "Back (from definition)"),
    ]

    class Highlighted(Message):
        """Posted when the cursor moves to another node."""

        def __init__(self, outline: OutlineView, node: OutlineNode) -> None:
            super().__init__()
            self.outline = outline
            self.node = node

        @property
        def control(self) -> OutlineView:
            """The view that sent the message."""
            return self.outline

    class SourceRequested(Message):
        """Posted to show the source of a node, at `line` of the document, from 0."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._listing = False
        self._visited: list[int] = []

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
        self._visited = []
        self.set_reactive(FieldTableView.marks, FieldMarks())
        self.measure_columns()
        self.reset()
        self.cursor_moved()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns to the new width."""
        super().on_resize(event)
        self.measure_columns()

    @property
    def index(self) -> int | None:
        """The index of the node under the cursor; None if there is none."""
        return self._rows.index(self.cursor) if len(self._rows) else None

    @property
    def full_path(self) -> str:
        """The path of the field under the cursor, after the name of the type that holds it."""
        if self.index is None:
            return ""
        root = self.index
        while (above := self._rows.parent(root)) >= 0:
            root = above
        path, name = self.path, self._rows.nodes[root].name.rpartition(".")[2]
        return f"{name}.{path}" if root != self.index and name and path else path or name

    @property
    def path(self) -> str:
        """The path of the field under the cursor: `ship_to.city`; empty if there is none."""
        return self._rows.path(self.cursor) if len(self._rows) else ""

    def select_path(self, path: str, line: int | None = None) -> bool:
        """Move the cursor to the first node with this path, and on this line if it is known.

        Return whether there is one.
        """
        index = self._rows.find(path) if line is None else self._rows.find_at(line, path)
        if index is not None:
            self._reveal(index)
        return index is not None

    @property
    def node(self) -> OutlineNode | None:
        """The node under the cursor; None if there is none."""
        return self._rows.node(self.cursor) if len(self._rows) else None

    def select_line(self, line: int) -> None:
        """Move the cursor to the node defined on a line of the document, or the last before it."""
        if self._rows.nodes:
            self._reveal(self._rows.nearest(line))

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

    def _reveal(self, index: int) -> None:
        shown = len(self._rows)
        row = self._rows.reveal(index)
        self._update_rows(shown != len(self._rows))
        self.move_cursor(row, centre=True)

    def _update_rows(self, changed: bool = True) -> None:
        """Update scrollbar, scroll position and rows after nodes were expanded or collapsed."""
        if changed:
            self.fit()
            top = max(0, min(self.scroll_offset.y, self.row_count - self.page_height))
            self.scroll_to(y=top, animate=False, force=True)
            self.repaint_changed()

    def cursor_moved(self) -> None:
        """Post `Highlighted`."""
        if self.node is not None:
            self.post_message(self.Highlighted(self, self.node))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable `back` only after a definition has been followed, `follow` only for a node."""
        if action == "follow":
            return self.row_count > 0 or self.awaiting_content
        return bool(self._visited) if action == "back" else super().check_action(action, parameters)

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

    def action_follow(self) -> None:
        """Go to the definition of the node's type, or request the source."""
        if self.node is None:
            return
        target = self._rows.definition(self.node)
        if target is None:
            self.post_message(self.SourceRequested(self.node.line))
            return
        self._visited.append(self._rows.index(self.cursor))
        self._reveal(target)

    def action_back(self) -> None:
        """Return to the node from which a definition was last followed."""
        self._reveal(self._visited.pop())

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
