"""Helpers for tests of outlines."""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.outline import Outline, OutlineNode


def all_nodes(outline: Outline) -> Iterator[OutlineNode]:
    """Yield every node of an outline, parents first."""
    waiting = list(reversed(outline.roots))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def find(outline: Outline, name: str) -> OutlineNode:
    """Return the first node with the given name."""
    return next(node for node in all_nodes(outline) if node.name == name)
