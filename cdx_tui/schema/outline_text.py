"""Format outline nodes as single rows."""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.outline import NodeKind, OutlineNode
from cdx_tui.text import shorten

__all__ = ["row_parts", "row_text"]

_NAMED_TYPES = frozenset(
    (
        *(NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED, NodeKind.OBJECT, NodeKind.DEFINITION),
        *(NodeKind.MESSAGE, NodeKind.SERVICE),
    )
)
_MAX_DEFAULT_WIDTH = 32
_MAX_SYMBOLS_WIDTH = 60


def row_text(node: OutlineNode) -> str:
    """Return the text of a node's row, without the marker before it."""
    return "  ".join(text for text, _ in row_parts(node))


def row_parts(node: OutlineNode) -> Iterator[tuple[str, str]]:
    """Yield the non-empty parts of a row, each with its style; line breaks become spaces."""
    for text, style in _all_parts(node):
        if text:
            yield text.replace("\n", " "), style


def _all_parts(node: OutlineNode) -> Iterator[tuple[str, str]]:
    if node.kind is NodeKind.NOTE:
        yield node.name or node.type or node.doc, "note"
        return
    yield node.name, "type-name" if node.kind in _NAMED_TYPES else "name"
    yield node.type, "type"
    if node.unresolved:
        yield "? unresolved", "unresolved"
    if node.number is not None:
        yield f"#{node.number}", "number"
    if node.logical and node.logical not in node.type:
        yield f"({node.logical})", "logical"
    if node.nullable and "null" not in node.type:
        yield "nullable", "flag"
    if node.required:
        yield "required", "flag"
    if node.default is not None:
        yield f"= {shorten(node.default, _MAX_DEFAULT_WIDTH)}", "default"
    if node.symbols:
        yield shorten(", ".join(node.symbols[:_MAX_SYMBOLS_WIDTH]), _MAX_SYMBOLS_WIDTH), "symbols"
    yield node.doc.strip().partition("\n")[0], "doc"
