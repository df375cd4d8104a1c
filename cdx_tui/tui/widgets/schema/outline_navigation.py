"""Cursor of the outline: the node under it, and the ways to definitions and back."""

from __future__ import annotations

from typing import ClassVar

from textual.message import Message
from textual.reactive import var

from cdx_tui.schema import Origin, OutlineNode
from cdx_tui.tui.widgets.schema.field_table_view import FieldTableView
from cdx_tui.tui.widgets.schema.visit import Visit

__all__ = ["OutlineNavigation"]


class OutlineNavigation(FieldTableView):
    """Base class of the outline: knows its nodes, and goes from one to another.

    Attributes:
        can_return: Whether a reference was followed to this schema.
    """

    HINTS: ClassVar[tuple[str, ...]] = ("outline.follow", "outline.back")

    can_return: var[bool] = var(False, init=False, bindings=True)

    class Highlighted(Message):
        """Posted when the cursor moves to another node."""

        def __init__(self, outline: OutlineNavigation, node: OutlineNode) -> None:
            super().__init__()
            self.outline = outline
            self.node = node

        @property
        def control(self) -> OutlineNavigation:
            """The view that sent the message."""
            return self.outline

    class SourceRequested(Message):
        """Posted to show the source of a node, at `line` of the document, from 0."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    class Followed(Message):
        """Posted to go to the type of a node in the schema that defines it.

        Attributes:
            origin: The other schema.
            steps: The nodes from which definitions were followed, this one last.
        """

        def __init__(self, origin: Origin, steps: tuple[int, ...]) -> None:
            super().__init__()
            self.origin = origin
            self.steps = steps

    class Returned(Message):
        """Posted to return to the schema from which a reference was followed to this one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._visited: list[int] = []

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

    def visit(self, visit: Visit) -> None:
        """Move the cursor to a node that a reference leads to, or back to."""
        if self._rows.nodes:
            self._visited = list(visit.steps)
            self.refresh_bindings()
            if visit.node is not None and visit.node < len(self._rows.nodes):
                self._reveal(visit.node)
            else:
                self._reveal(self._rows.place_of(visit.target, visit.line))

    def select_line(self, line: int) -> None:
        """Move the cursor to the node defined on a line of the document, or the last before it."""
        if self._rows.nodes:
            self._reveal(self._rows.nearest(line))

    def cursor_moved(self) -> None:
        """Post `Highlighted`."""
        if self.node is not None:
            self.post_message(self.Highlighted(self, self.node))

    # Navigation

    def _reveal(self, index: int) -> None:
        shown = len(self._rows)
        row = self._rows.reveal(index)
        self._update_rows(shown != len(self._rows))
        self.move_cursor(row, centre=True)
        self.refresh_bindings()

    def _update_rows(self, changed: bool = True) -> None:
        """Update scrollbar, scroll position and rows after nodes were expanded or collapsed."""
        if changed:
            self.fit()
            top = max(0, min(self.scroll_offset.y, self.row_count - self.page_height))
            self.scroll_to(y=top, animate=False, force=True)
            self.refresh()

    def action_follow(self) -> None:
        """Go to the definition of the node's type, or request the source."""
        if self.node is None:
            return
        target, origin = self._rows.definition(self.node), self.node.origin
        index = self._rows.index(self.cursor)
        if target is not None:
            self._visited.append(index)
            self._reveal(target)
            self.refresh_bindings()
        elif origin is not None:
            self.post_message(self.Followed(origin, (*self._visited, index)))
        else:
            self.post_message(self.SourceRequested(self.node.line))

    def action_back(self) -> None:
        """Return to the node from which a definition, or a reference, was last followed."""
        if self._visited:
            self._reveal(self._visited.pop())
            self.refresh_bindings()
        else:
            self.post_message(self.Returned())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable `back` only after a definition has been followed, `follow` only for a node."""
        if action == "follow":
            return self.row_count > 0 or self.awaiting_content
        if action == "back":
            return bool(self._visited) or self.can_return
        return super().check_action(action, parameters)
