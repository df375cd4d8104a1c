"""Describe a node of an outline, in one row and in full."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from cdx_tui.schema.document import OutlineNode
from cdx_tui.schema.outline_text import row_parts
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.highlighting.highlighter import Span

__all__ = ["describe", "row_spans"]

_LONG = 4_000
"""Characters of a value that are shown; longer values are truncated."""


def row_spans(node: OutlineNode) -> list[Span]:
    """Return the spans of `row_text`, styled by the names of `OutlineView`'s components."""
    spans = []
    start = 0
    for text, style in row_parts(node):
        spans.append(Span(start, start + len(text), style))
        start += len(text) + 2
    return spans


def describe(node: OutlineNode) -> Content:
    """Return all details of a node, one per line."""
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
