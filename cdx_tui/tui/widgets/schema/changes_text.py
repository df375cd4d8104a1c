"""Describe the differences of two schema versions, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cdx_tui.schema.compatibility.levels import Level, VersionChange
from cdx_tui.schema.compatibility.wording import common_namespace
from cdx_tui.schema.diff import Change, ChangeKind
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.schema.field_marks import (
    BREAKING,
    VersionComparison,
    mark_of,
    version_label,
)
from cdx_tui.tui.widgets.schema.field_target import FieldTarget
from cdx_tui.tui.widgets.text.detail_view import DetailLine

__all__ = ["describe_comparison"]

_STYLES: Final = {"+": "added", "-": "removed", "~": "changed", BREAKING: "error"}
_DIFF_STYLES: Final = {"+": "added", "-": "removed", "@": "muted"}
_LONGEST: Final = 300
"""Characters of a value that are shown; longer values are cut, with an ellipsis."""

_MAX_BREAKING: Final = 500
"""Breaking differences that are shown."""

_BLANK: Final = DetailLine((("", ""),))

_ADVICE: Final = {
    Level.FULL: ("✓", "ok", "Upgrade consumers and producers in any order."),
    Level.BACKWARD: ("!", "warning", "Upgrade consumers before producers."),
    Level.FORWARD: ("!", "warning", "Upgrade producers before consumers."),
    Level.NONE: ("✗", "error", "No order of upgrading consumers and producers is safe."),
}
"""Sign of a level, its style, and who must upgrade first."""


def describe_comparison(found: VersionComparison) -> list[DetailLine]:
    """Return who must upgrade first, the breaking differences, all changes, and the text diff."""
    comparison, levels = found.comparison, found.compatibility
    breaking = [] if levels is None else [e for e in levels.changes if not _is_harmless(e)]
    paths = [change.path for change in comparison.changes]
    namespace = common_namespace(paths + [change.path for change in breaking])
    unknown = levels is not None and levels.backward is None
    lines = [*_verdicts(found), *_skipped(found)]
    if breaking or comparison.changes or not unknown:
        lines.append(_BLANK)
    for each in breaking[:_MAX_BREAKING]:
        lines += _breaking(each, found.lines.get(each.path), namespace)
    if len(breaking) > _MAX_BREAKING:
        rest = f"{len(breaking) - _MAX_BREAKING:,} more differences break readers"
        lines.append(DetailLine(((rest, "muted"),)))
    if breaking and comparison.changes:
        lines += [_BLANK, DetailLine((("All changes", "heading"),))]
    if not breaking and not comparison.changes and not unknown:
        lines.append(DetailLine((("No type and no field differs.", "muted"),)))
    explained = {change.path for change in breaking}
    for change in sorted(comparison.changes, key=lambda change: change.readable is not False):
        lines += _change(change, namespace, explained=change.path in explained)
    lines += _diff(found.diff)
    return lines


def _is_harmless(change: VersionChange) -> bool:
    return change.backward and change.forward


def _verdicts(found: VersionComparison) -> Iterator[DetailLine]:
    """Yield in which order to upgrade, and who can read what, by Schema Registry's words."""
    older, newer = found.labels
    levels = found.compatibility
    if levels is None or levels.forward is None or levels.backward is None:
        reason = levels.reason if levels is not None else ""
        yield DetailLine(((f"Changes from {older} to {newer}", "heading"),))
        if reason:
            yield DetailLine((("! ", "warning"), (reason, "")))
        return
    sign, style, advice = _ADVICE[levels.level]
    yield DetailLine(((f"{sign} {levels.level}", style), (f"  {advice}", "heading")))
    if levels.reason:
        yield DetailLine((("! ", "warning"), (levels.reason, "")))
    for name, holds, reader, writer in (
        ("FORWARD", levels.forward, older, newer),
        ("BACKWARD", levels.backward, newer, older),
    ):
        mark = ("✓ ", "ok") if holds else ("✗ ", "error")
        can = "can read" if holds else "can't read all"
        label = f"{name} compatible" if holds else f"Not {name} compatible"
        yield DetailLine((mark, (f"{label}: consumers on {reader} {can} {writer} data", "")))


def _skipped(found: VersionComparison) -> Iterator[DetailLine]:
    """Yield for each version between the two why it is not one of them."""
    older, newer = found.labels
    for each in found.skipped:
        skipped = version_label(each)
        text = f"{skipped} is not a valid schema, so {newer} is compared with {older}."
        yield DetailLine((("! ", "warning"), (text, "")))


def _breaking(change: VersionChange, line: int | None, namespace: str) -> Iterator[DetailLine]:
    """Yield a difference that breaks readers, and the rules behind it."""
    broken = change.broken_levels
    path = (change.path.removeprefix(namespace) or "the schema", "code")
    values = _arrow(
        *(shorten(text.replace("\n", " "), _LONGEST) for text in (change.old, change.new))
    )
    values = values.replace(namespace, "") if namespace else values
    target = FieldTarget(line=line) if line is not None else None
    copied = f"{change.path} {change.kind}: {change.rule}"
    parts = ((f"{BREAKING} {broken}  ", "error"), path, (f"  {values}" if values else "", ""))
    yield DetailLine(parts, 4, target, copied)
    rule = change.rule.replace(namespace, "") if namespace else change.rule
    yield DetailLine(((f"    {rule}  ", ""), (change.kind, "muted")), 6, target, copied)


def _change(change: Change, namespace: str, *, explained: bool) -> Iterator[DetailLine]:
    """Yield a change, and why it is harmless if that is known.

    Args:
        change: The change.
        namespace: The beginning of the path that is not shown.
        explained: Whether it is among the breaking differences already.
    """
    sign = mark_of(change)
    target = FieldTarget(line=change.line)
    values = _values(change)
    copied = f"{change.path} {change.kind.value}{values}"
    shown = values.replace(namespace, "") if namespace else values
    yield DetailLine(
        (
            (f"{sign} ", _STYLES[sign]),
            (change.path.removeprefix(namespace), "code"),
            (f"  {change.kind.value}", "muted"),
            (shown, ""),
        ),
        4,
        None if change.kind is ChangeKind.REMOVED else target,
        copied,
    )
    if change.readable and not explained:
        yield DetailLine(((f"    {change.rule}", "muted"),), 6, None, copied)


def _values(change: Change) -> str:
    old, new = (shorten(text.replace("\n", " "), _LONGEST) for text in (change.old, change.new))
    if change.kind is ChangeKind.ADDED:
        return f": {new}" if new else ""
    if change.kind is ChangeKind.REMOVED:
        return f": {old}" if old else ""
    return f": {_arrow(old, new)}" if old or new else ""


def _arrow(old: str, new: str) -> str:
    return f"{old or 'none'} → {new or 'none'}" if old or new else ""


def _diff(diff: tuple[str, ...]) -> Iterator[DetailLine]:
    if not diff:
        return
    yield DetailLine((("", ""),))
    yield DetailLine((("Text diff", "heading"),))
    for line in diff:
        yield DetailLine(((line, _DIFF_STYLES.get(line[:1], "")),), 4)
