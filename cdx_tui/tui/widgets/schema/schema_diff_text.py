"""Describe the differences of two schema versions, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.content import Content

from cdx_tui.schema.diff import Change, ChangeKind, Comparison
from cdx_tui.text import shorten

__all__ = ["describe_comparison", "describe_diff"]

_MARKS: Final = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.MOVED: "→"}
_STYLES: Final = {
    "+": "$text-success",
    "-": "$text-error",
    "~": "$text-warning",
    "→": "$text-muted",
}
_LONGEST: Final = 300
"""Characters of a value that are shown; longer values are truncated."""


def describe_comparison(comparison: Comparison) -> Content:
    """Return the verdict for readers with the older schema, then the changes and the reasons."""
    lines = [_verdict(comparison), Content("")]
    if not comparison.changes:
        lines.append(Content("No type and no field has changed."))
    for change in comparison.changes:
        lines += _change(change)
    lines += [Content.assemble(("✗ ", "$text-error"), reason) for reason in comparison.reasons]
    return Content("\n").join(lines)


def describe_diff(diff: list[str]) -> Content:
    """Return a unified diff with styled additions, removals and hunk headers."""
    if not diff:
        return Content("The texts are the same.")
    styles = {"+": "$text-success", "-": "$text-error", "@": "$text-muted"}
    return Content("\n").join(
        Content.styled(line, styles.get(line[:1], "")) if line[:1] in styles else Content(line)
        for line in diff
    )


def _verdict(comparison: Comparison) -> Content:
    if comparison.readable is None:
        return Content.styled("What has changed, field by field", "bold")
    if comparison.readable:
        return Content.styled(
            "✓ A reader with the older schema can read all that the newer one writes.", "bold"
        )
    return Content.styled(
        "✗ A reader with the older schema cannot read all that the newer one writes.", "bold"
    )


def _change(change: Change) -> Iterator[Content]:
    mark = _MARKS.get(change.kind, "~")
    yield Content.assemble(
        (f"{mark} ", _STYLES[mark]),
        (change.path, "bold"),
        f"  {change.kind.value}",
        _before_and_after(change),
    )
    if change.readable is not None:
        sign = "  ✓ reads on: " if change.readable else "  ✗ cannot read: "
        style = "$text-muted" if change.readable else "$text-error"
        yield Content.styled(f"{sign}{change.rule}", style)


def _before_and_after(change: Change) -> str:
    old, new = (shorten(text.replace("\n", " "), _LONGEST) for text in (change.old, change.new))
    if old and new:
        return f": {old}  →  {new}"
    if new and change.kind is not ChangeKind.ADDED:
        return f": (none)  →  {new}"
    if old and change.kind is not ChangeKind.REMOVED:
        return f": {old}  →  (none)"
    return f": {old or new}" if old or new else ""
