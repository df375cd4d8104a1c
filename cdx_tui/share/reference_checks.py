"""Remarks about the references of a schema to other schemas of its share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from cdx_tui.schema import Outline, OutlineNode

__all__ = ["Remark", "newest_taken", "unresolved"]

_MAX_NAMES: Final = 3


class Remark(NamedTuple):
    """A sentence about references, and the line of the first of them."""

    message: str
    line: int | None


def unresolved(outline: Outline, searched: str, reported: set[str]) -> Remark | None:
    """Return a remark about the names that no schema of the share defines; None for none.

    Args:
        outline: The outline, with the references to the share resolved.
        searched: Where they were looked for.
        reported: Names that were reported before, and are not again; receives the new ones.
    """
    new = [name for name in outline.unresolved if name not in reported]
    if not new:
        return None
    reported.update(new)
    rest = len(new) - _MAX_NAMES
    more = f" and {rest:,} more" if rest > 0 else ""
    missing = ", ".join(new[:_MAX_NAMES])
    nodes = [node for node in _nodes(outline) if node.unresolved]
    reasons = {node.reason for node in nodes if node.reason}
    why = reasons.pop() if len(reasons) == 1 else searched
    line = nodes[0].line if nodes else None
    return Remark(f"Unresolved reference to {missing}{more}: {why}", line)


def newest_taken(outline: Outline) -> Iterator[Remark]:
    """Yield a remark for each other subject of which the newest of several versions was taken."""
    named: set[str] = set()
    for node in _nodes(outline):
        origin = node.origin
        if origin is not None and origin.remark and origin.name not in named:
            named.add(origin.name)
            yield Remark(f"Refers to {origin.name} v{origin.version}, {origin.remark}", node.line)


def _nodes(outline: Outline) -> Iterator[OutlineNode]:
    pending = outline.roots[::-1]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(node.children)
