"""Describe a node of an outline in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import TYPE_CHECKING, Final

from textual.content import Content

from cdx_tui.schema import OutlineNode
from cdx_tui.schema.diff import Change, ChangeKind
from cdx_tui.schema.outline_text import annotation_text, row_cells
from cdx_tui.schema.personal_data import PersonalField
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.schema.field_marks import BREAKING, mark_of

if TYPE_CHECKING:  # fields can be shown without comparing their schema
    from cdx_tui.schema.compatibility.levels import VersionChange

__all__ = ["describe"]

_LONG: Final = 4_000
"""Characters of a value that are shown; longer values are cut, with an ellipsis."""

_MAX_CHANGE: Final = 200
_MAX_RULES: Final = 20

_STYLES: Final = {
    "+": "$text-success",
    "-": "$text-error",
    "~": "$text-warning",
    BREAKING: "$text-error",
}


def describe(
    node: OutlineNode,
    changes: Sequence[Change] = (),
    personal: PersonalField | None = None,
    broken: Sequence[VersionChange] = (),
) -> Content:
    """Return all details of a node: its type and properties, its documentation, its marks.

    Args:
        node: The node.
        changes: What differs from the version before.
        personal: Why the field looks personal, if it does.
        broken: Further differences after which consumers on the version before can't read the data.
    """
    words = " ".join(text for text, _ in row_cells(node).type)
    details = [_labelled(label, text) for label, text in _details(node, words) if text]
    parts = [Content.styled(words, "bold"), *details]
    lines = [Content("  ").join(part for part in parts if part)]
    if node.unresolved:
        why = node.reason or "not defined in this schema"
        lines.append(Content.styled(f"? {node.target or node.name}: {why}", "$text-error"))
    if node.origin is not None:
        remark = f", {node.origin.remark}" if node.origin.remark else ""
        lines.append(Content(f"→ defined {node.origin.note}{remark}"))
    if node.doc:
        lines.append(Content(shorten(node.doc, _LONG)))
    if personal is not None:
        lines.append(Content.styled(f"! {personal.summary}", "$text-warning"))
    lines += [_describe_change(change) for change in changes if change.kind is not ChangeKind.DOC]
    lines += map(_describe_difference, dict.fromkeys(_reasons(broken)))
    if node.annotations:
        lines.append(
            _labelled("annotations", ", ".join(starmap(annotation_text, node.annotations)))
        )
    return Content("\n").join(line for line in lines if line)


def _labelled(label: str, text: str) -> Content:
    return Content.assemble((f"{label}: ", "$text-muted"), shorten(text, _LONG))


def _details(node: OutlineNode, words: str) -> Iterator[tuple[str, str]]:
    yield "tags", ", ".join(node.tags)
    yield "meaning", "" if node.semantic in words else node.semantic
    yield "stored as", node.type if node.semantic.endswith(">") else ""
    yield "presence", "optional" if node.required is False else ""
    yield "default", node.default or ""
    yield "aliases", ", ".join(node.aliases)
    yield "constraints", ", ".join(node.constraints)
    yield f"symbols ({len(node.symbols):,})", ", ".join(node.symbols)


def _describe_change(change: Change) -> Content:
    """Return a change with its rule, by sign and colour."""
    sign = mark_of(change)
    rule = f"  {change.rule}" if change.rule else ""
    return Content.assemble((f"{sign} ", _STYLES[sign]), _what(change), (rule, "$text-muted"))


def _reasons(broken: Sequence[VersionChange]) -> Iterator[tuple[str, str]]:
    """Yield the levels that each difference breaks, and its rule."""
    for each in broken[:_MAX_RULES]:
        yield each.broken_levels, each.rule


def _describe_difference(reason: tuple[str, str]) -> Content:
    levels, rule = reason
    return Content.assemble((f"{BREAKING} {levels}", _STYLES[BREAKING]), f"  {rule}")


def _what(change: Change) -> str:
    """Return what differs from the version before, in a few words."""
    old, new = (shorten(text.replace("\n", " "), _MAX_CHANGE) for text in (change.old, change.new))
    if change.kind is ChangeKind.ADDED:
        return "added"
    if change.kind is ChangeKind.REMOVED:
        return f"{change.path.rpartition('.')[2]} removed"
    if change.kind is ChangeKind.RENAMED:
        return f"renamed from {old.rpartition('.')[2]}"
    if change.kind is ChangeKind.MOVED:
        return "moved"
    return f"{change.kind.value}: {old or 'none'} → {new or 'none'}"
