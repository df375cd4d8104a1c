"""What an outline says of a node: in one row, and in full."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from cdx_tui.schema.document import NodeKind, OutlineNode
from cdx_tui.text import shorten
from cdx_tui.widgets.highlighting import Span

__all__ = ["describe", "row_spans", "row_text"]

_NAMED_TYPES = frozenset(
    (
        *(NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED, NodeKind.OBJECT, NodeKind.DEFINITION),
        *(NodeKind.MESSAGE, NodeKind.SERVICE),
    )
)
_SHORT_DEFAULT = 32
_SHORT_SYMBOLS = 60
_LONG = 4_000


def row_text(node: OutlineNode) -> str:
    """Return all that the row of a node says, without the marker before it."""
    return "  ".join(text for text, _ in _parts(node))


def row_spans(node: OutlineNode) -> list[Span]:
    """Return what the pieces of `row_text` are, by the names of `OutlineView`'s components."""
    spans = []
    start = 0
    for text, style in _parts(node):
        spans.append(Span(start, start + len(text), style))
        start += len(text) + 2
    return spans


def describe(node: OutlineNode) -> Content:
    """Return everything that is known of a node, as lines."""
    lines = [Content.assemble((node.name, "bold"), "  " if node.name else "", node.type)]
    if node.unresolved:
        missing = node.target or node.name
        lines.append(Content(f"? unresolved: {missing} is not defined in this document"))
    lines += [_labelled(label, text) for label, text in _details(node) if text]
    if node.doc:
        lines.append(Content(shorten(node.doc, _LONG)))
    return Content("\n").join(lines)


def _labelled(label: str, text: str) -> Content:
    return Content.assemble((f"{label}: ", "$text-muted"), shorten(text, _LONG))


def _details(node: OutlineNode) -> Iterator[tuple[str, str]]:
    required = {True: "required", False: "optional", None: ""}[node.required]
    nullable = "nullable" if node.nullable else ""
    yield "presence", ", ".join(filter(None, (required, nullable)))
    yield "number", "" if node.number is None else str(node.number)
    yield "logical type", node.logical
    yield "default", node.default or ""
    yield "constraints", ", ".join(node.constraints)
    yield "aliases", ", ".join(node.aliases)
    yield f"symbols ({len(node.symbols):,})", ", ".join(node.symbols)


def _parts(node: OutlineNode) -> Iterator[tuple[str, str]]:
    """Yield the texts of a row and their styles; none holds a line break."""
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
        yield f"= {shorten(node.default, _SHORT_DEFAULT)}", "default"
    if node.symbols:
        yield shorten(", ".join(node.symbols[:_SHORT_SYMBOLS]), _SHORT_SYMBOLS), "symbols"
    yield node.doc.strip().partition("\n")[0], "doc"
