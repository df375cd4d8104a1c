"""Rows of an outline: its visible nodes and their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cdx_tui.schema import NodeKind, Outline, OutlineNode
from cdx_tui.schema.lines import Lines
from cdx_tui.schema.outline_text import row_text, shown_text

__all__ = ["OutlineRows", "RowTexts"]

_MERGED: Final = frozenset((NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED, NodeKind.OBJECT))
"""Kinds of types that share the row of the field that defines them."""

_INITIAL_ROWS = 200
"""Initially as many levels are expanded as fit into this many rows; the outermost always is."""


class OutlineRows:
    """Nodes of an outline in document order, of which descendants of collapsed nodes are hidden.

    A node is identified by its index in document order, a row by its index among the visible
    nodes. Construction takes about 1 ms per 1,000 nodes and may be done in a thread.

    Attributes:
        nodes: All nodes, in document order.
        depths: The nesting depth of each node; 0 for roots.
        texts: The row texts of all nodes, as far as `list_texts` has listed them.
    """

    def __init__(self, outline: Outline) -> None:
        self.nodes: list[OutlineNode] = []
        self.depths: list[int] = []
        self._parents: list[int] = []
        self._ends: list[int] = []
        self.texts = Lines()
        self._definitions = outline.definitions
        self._merged: dict[int, int] = {}
        # The types come first; which files they import is for who looks further down.
        self._flatten(sorted(outline.roots, key=lambda root: root.kind is NodeKind.IMPORT))
        self._indices: dict[int, int] | None = None
        levels = self._initial_levels()
        self._expanded = bytearray([depth < levels for depth in self.depths])
        self._visible = self._visible_between(0, len(self.nodes))

    def __len__(self) -> int:
        return len(self._visible)

    def index(self, row: int) -> int:
        """Return the index of the node in `row`."""
        return self._visible[row]

    def node(self, row: int) -> OutlineNode:
        """Return the node in `row`."""
        return self.nodes[self._visible[row]]

    def row(self, index: int) -> int:
        """Return the row of a node, or of the outermost collapsed ancestor that hides it."""
        visible = ancestor = index
        while (ancestor := self._parents[ancestor]) >= 0:
            if not self._expanded[ancestor]:
                visible = ancestor
        return bisect_left(self._visible, visible)

    def is_expanded(self, index: int) -> bool:
        """Return whether a node is expanded, that is, its children are visible whenever it is."""
        return bool(self._expanded[index])

    def has_children(self, index: int) -> bool:
        """Return whether a node has children."""
        return self._ends[index] > index + 1

    def parent(self, index: int) -> int:
        """Return the index of a node's parent; -1 for a root."""
        return self._parents[index]

    def path(self, row: int) -> str:
        """Return the dotted path of a row's field, such as `ship_to.city`."""
        return self.path_of(self.index(row))

    def path_of(self, index: int) -> str:
        """Return the dotted path of a node, such as `ship_to.city`."""
        names = [self.nodes[index].name]
        while (index := self._parents[index]) >= 0:
            if self.nodes[index].kind is NodeKind.FIELD:
                names.append(self.nodes[index].name)
        return ".".join(reversed(names))

    def find(self, path: str) -> int | None:
        """Return the index of the first node with a dotted path; None if there is none."""
        name = path.rpartition(".")[2]
        for index, node in enumerate(self.nodes):
            if node.name == name and self.path_of(index) == path:
                return index
        return None

    def find_at(self, line: int, path: str) -> int | None:
        """Return the index of the field on a line whose name ends a path; None if there is none."""
        for index, node in enumerate(self.nodes):
            is_named = node.kind is NodeKind.FIELD and path.endswith(node.name)
            if node.line == line and is_named:
                return index
        return None

    def expand(self, row: int) -> bool:
        """Expand the node in `row`; return whether the rows changed."""
        index = self._visible[row]
        if self._expanded[index] or not self.has_children(index):
            return False
        self._expanded[index] = True
        self._visible[row + 1 : row + 1] = self._visible_between(index + 1, self._ends[index])
        return True

    def collapse(self, row: int) -> bool:
        """Collapse the node in `row`; return whether the rows changed."""
        index = self._visible[row]
        if not self._expanded[index] or not self.has_children(index):
            return False
        self._expanded[index] = False
        del self._visible[row + 1 : bisect_left(self._visible, self._ends[index])]
        return True

    def expand_all(self) -> None:
        """Expand all nodes."""
        self._expanded = bytearray(b"\x01" * len(self.nodes))
        self._visible = list(range(len(self.nodes)))

    def collapse_all(self) -> None:
        """Collapse all nodes, so that only the roots are visible."""
        self._expanded = bytearray(len(self.nodes))
        self._visible = self._visible_between(0, len(self.nodes))

    def reveal(self, index: int) -> int:
        """Expand the ancestors of a node and return its row."""
        hidden_by = []
        parent = self._parents[index]
        while parent >= 0:
            if not self._expanded[parent]:
                hidden_by.append(parent)
            parent = self._parents[parent]
        for ancestor in reversed(hidden_by):
            self.expand(bisect_left(self._visible, ancestor))
        return bisect_left(self._visible, index)

    def definition(self, node: OutlineNode) -> int | None:
        """Return the index of the node that defines the type of `node`; None if there is none."""
        target = self._definitions.get(node.target) if node.target is not None else None
        if target is None or target is node:
            return None
        return self.index_of(target)

    def index_of(self, node: OutlineNode) -> int | None:
        """Return the index of a node of the outline; None if it is of another one."""
        if self._indices is None:
            self._indices = {id(known): index for index, known in enumerate(self.nodes)}
            self._indices |= self._merged
        return self._indices.get(id(node))

    def nearest(self, line: int) -> int:
        """Return the index of the node defined on `line`, or else of the last one before it."""
        best, best_line = 0, -1
        for index, node in enumerate(self.nodes):
            if best_line < node.line <= line:
                best, best_line = index, node.line
        return best

    def place_of(self, target: str, line: int) -> int:
        """Return the index of the definition of a type, or else of the node nearest to a line."""
        definition = self._definitions.get(target)
        index = self.index_of(definition) if definition is not None else None
        return self.nearest(line) if index is None else index

    def list_texts(self, count: int) -> bool:
        """Add the texts of `count` more nodes to `texts`; return whether more remain.

        Args:
            count: A multiple of `LINES_PER_BLOCK`.
        """
        if not self.texts.complete:
            done = len(self.texts)
            self.texts.extend([row_text(node) for node in self.nodes[done : done + count]])
            self.texts.complete = len(self.texts) == len(self.nodes)
        return not self.texts.complete

    def _flatten(self, roots: list[OutlineNode]) -> None:
        nodes, depths, parents, ends = self.nodes, self.depths, self._parents, self._ends
        above: list[tuple[int, Iterator[OutlineNode]]] = []
        parent, siblings = -1, iter(roots)
        while True:
            depth = len(above)
            for each in siblings:
                index = len(nodes)
                node = self._merge(each, index)
                nodes.append(node)
                depths.append(depth)
                parents.append(parent)
                ends.append(index + 1)
                if node.children:
                    above.append((parent, siblings))
                    parent, siblings = index, iter(node.children)
                    break
            else:
                if not above:
                    return
                ends[parent] = len(nodes)
                parent, siblings = above.pop()

    def _merge(self, node: OutlineNode, index: int) -> OutlineNode:
        """Return a field together with the type that it defines, so that they share a row."""
        if node.kind is not NodeKind.FIELD or len(node.children) != 1:
            return node
        (defined,) = node.children
        if defined.kind not in _MERGED:
            return node
        self._merged[id(node)] = self._merged[id(defined)] = index
        constraints = node.constraints
        if defined.default is not None:
            constraints = (*constraints, f"enum default {defined.default}")
        return replace(
            node,
            doc=node.doc or defined.doc,
            symbols=node.symbols or defined.symbols,
            semantic=node.semantic or defined.semantic,
            tags=tuple(dict.fromkeys((*node.tags, *defined.tags))),
            annotations=(*node.annotations, *defined.annotations),
            constraints=(*constraints, *defined.constraints),
            children=defined.children,
        )

    def _initial_levels(self) -> int:
        rows = 0
        for depth, nodes in sorted(Counter(self.depths).items()):
            rows += nodes
            if depth > 1 and rows > _INITIAL_ROWS:
                return depth - 1
        return len(self.nodes)

    def _visible_between(self, start: int, end: int) -> list[int]:
        """Return the nodes from `start` to `end` that have no collapsed ancestor in that range."""
        found = []
        index = start
        while index < end:
            found.append(index)
            index = index + 1 if self._expanded[index] else self._ends[index]
        return found


class RowTexts:
    """What visible rows show, created on access."""

    def __init__(self, rows: OutlineRows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> str:
        return shown_text(self._rows.node(row))
