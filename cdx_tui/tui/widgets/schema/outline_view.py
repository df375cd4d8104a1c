"""Tree view of a schema's types and fields, for schemas of any size."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from cdx_tui.schema.document import Outline, OutlineNode
from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.schema.outline_text import row_text
from cdx_tui.schema.search import Match
from cdx_tui.tui.widgets.schema.node_text import row_spans
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows, RowTexts
from cdx_tui.tui.widgets.text.cells import cell_width, cut_cells
from cdx_tui.tui.widgets.text.painting import paint
from cdx_tui.tui.widgets.text.searchable import SearchableView
from cdx_tui.tui.widgets.text.selecting import TextLines

__all__ = ["OutlineView"]

_LEVELS_SHOWN = 12
"""Maximum depth of indentation; deeper nodes show their depth as a number instead."""
_NODES_PER_SLICE = 4 * LINES_PER_BLOCK
_PAUSE = 0.001
"""Seconds between two slices, during which keys are handled."""


def _bind(key: str, action: str, description: str, tooltip: str) -> Binding:
    return Binding(key, action, description, show=False, tooltip=tooltip, id=f"outline.{action}")


class OutlineView(SearchableView):
    """View of an `Outline` that renders only visible rows.

    Enter goes to the definition of a node's type if the outline contains it, Backspace back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("right", "expand", "Expand", "Show what is below, or go there"),
        _bind("left", "collapse", "Collapse", "Hide what is below, or go to what this is below"),
        _bind("space", "toggle_node", "Toggle", "Show or hide what is below"),
        _bind("plus", "expand_all", "Expand all", "Show every type and field"),
        _bind("minus", "collapse_all", "Collapse all", "Show the outermost types only"),
        _bind("enter", "follow", "Definition", "Go to where the type is defined, or to the source"),
        _bind("backspace", "back", "Back", "Go back to where the definition was asked for"),
    ]
    STYLE_PREFIX = "outline--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("outline--cursor", "outline--guide", "outline--match", "outline--match-current"),
        *("outline--name", "outline--type-name", "outline--type", "outline--flag"),
        *("outline--number", "outline--logical", "outline--default", "outline--symbols"),
        *("outline--doc", "outline--note", "outline--unresolved"),
    }

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

    awaiting_content = False
    """Whether the outline is still being built, so that keys have nothing to act on."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._set_rows(OutlineRows(Outline()))

    def _set_rows(self, rows: OutlineRows) -> None:
        self._rows = rows
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
        self._set_rows(rows or OutlineRows(outline))
        self.reset()
        self.cursor_moved()

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
        """Always 0, since rows are truncated to the pane; the status line has the full details."""
        return 0

    def line_of_row(self, row: int) -> int:
        """Return the index of the node in a row."""
        return self._rows.index(row)

    def render_row(self, row: int, width: int) -> Strip:
        """Render the row of a node."""
        index = self._rows.index(row)
        node = self._rows.nodes[index]
        text = row_text(node)
        before = self.cursor_sign(row) + self._prefix(index)
        room = max(0, width - len(before))
        first = self._first_cell(row, text, room)
        if first:
            ellipsis = "..." if self.ascii_only else "…"
            before, room = before + ellipsis, room - len(ellipsis)
        cut = cut_cells(text, first, room)
        found = self.marked_runs(row, text, row_spans(node), cut.start, cut.end)
        base_styles = ("cursor",) if row == self.cursor else ()
        segments = [Segment(before + " " * cut.before, self.palette.style(*base_styles, "guide"))]
        segments += paint(text, found, self.palette, base_styles, row)
        used = len(before) + cut.before + cell_width(text[cut.start : cut.end])
        segments.append(Segment(" " * (width - used), self.palette.style(*base_styles)))
        return Strip(segments, max(width, used)).crop(0, width)

    def _first_cell(self, row: int, text: str, room: int) -> int:
        """Return the first cell of `text` to show: 0, unless the current match would be cut off."""
        match = self.current_match
        if match is None or row != self.cursor or self._rows.index(row) != match.line:
            return 0
        end = cell_width(text[: match.column + len(self.searching_for)])
        return 0 if end <= room else max(0, end - room // 2)

    def _prefix(self, index: int) -> str:
        """Return the indentation and the expansion mark of a node."""
        depth = self._rows.depths[index]
        guide = "| " if self.ascii_only else "│ "
        if depth > _LEVELS_SHOWN:
            guides = guide * (_LEVELS_SHOWN - 4) + f"{depth:>6}: "
        else:
            guides = guide * depth
        if not self._rows.has_children(index):
            return guides + "  "
        signs = "-+" if self.ascii_only else "▾▸"
        return f"{guides}{signs[0] if self._rows.is_expanded(index) else signs[1]} "

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
        """Enable `back` only after a definition has been followed."""
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
            text_begins = 1 + len(self._prefix(self._rows.index(row)))
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
