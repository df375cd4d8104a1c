"""Describe the differences of two schema versions, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cdx_tui.schema import SchemaKind
from cdx_tui.schema.diff import Change, ChangeKind
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.schema.field_marks import BREAKING, VersionComparison, mark_of
from cdx_tui.tui.widgets.schema.field_target import FieldTarget
from cdx_tui.tui.widgets.text.detail_view import DetailLine

__all__ = ["describe_comparison"]

_STYLES: Final = {"+": "added", "-": "removed", "~": "changed", BREAKING: "error"}
_DIFF_STYLES: Final = {"+": "added", "-": "removed", "@": "muted"}
_LONGEST: Final = 300
"""Characters of a value that are shown; longer values are cut, with an ellipsis."""


def describe_comparison(found: VersionComparison) -> list[DetailLine]:
    """Return the verdict for consumers on the older version, the changes, and the text diff.

    Breaking changes come first.
    """
    comparison = found.comparison
    lines = [*_verdicts(found), *_breaking_rules(found), DetailLine((("", ""),))]
    if not comparison.changes:
        lines.append(DetailLine((("No type and no field differs.", "muted"),)))
    namespace = _common_namespace([change.path for change in comparison.changes])
    for change in sorted(comparison.changes, key=lambda change: change.readable is not False):
        lines += _change(change, namespace)
    lines += [DetailLine((("✗ ", "error"), (reason, ""))) for reason in comparison.reasons]
    lines += _diff(found.diff)
    return lines


def _verdicts(found: VersionComparison) -> Iterator[DetailLine]:
    """Yield who can read what, by Schema Registry's words."""
    older, newer = found.labels
    levels = found.compatibility
    if levels is None or levels.forward is None or levels.backward is None:
        reason = levels.reason if levels is not None else ""
        yield DetailLine(((f"Changes from {older} to {newer}", "heading"),))
        if reason:
            yield DetailLine((("! ", "warning"), (reason, "")))
        return
    for name, holds, reader, writer in (
        ("FORWARD", levels.forward, older, newer),
        ("BACKWARD", levels.backward, newer, older),
    ):
        sign = ("✓ ", "ok") if holds else ("✗ ", "error")
        can = "can read" if holds else "cannot read all"
        text = f": consumers on {reader} {can} {writer} data"
        label = f"{name} compatible" if holds else f"Not {name} compatible"
        yield DetailLine((sign, (label, "heading"), (text, "")))


def _breaking_rules(found: VersionComparison) -> Iterator[DetailLine]:
    """Yield Schema Registry's own differences that break readers, for formats other than Avro.

    For Avro, each change has its rule already.
    """
    levels = found.compatibility
    if levels is None or levels.type == SchemaKind.AVRO:
        return
    breaking = [each for each in levels.changes if not (each.backward and each.forward)]
    if breaking:
        yield DetailLine((("", ""),))
        yield DetailLine((("Incompatible by the rules of Schema Registry", "heading"),))
    for change in breaking:
        broken = " ".join(
            name
            for name, holds in (("FORWARD", change.forward), ("BACKWARD", change.backward))
            if not holds
        )
        parts = (("✗ ", "error"), (f"{broken}  ", "label"), (change.path, "code"))
        yield DetailLine((*parts, (f"  {change.kind}  {change.rule}", "")), 4, None, change.path)


def _common_namespace(paths: list[str]) -> str:
    """Return the namespace that all paths have in common, with its last dot; it may be empty."""
    types = [path.split(".") for path in paths]
    shared = 0
    while types and all(len(parts) > shared + 1 for parts in types):
        if len({parts[shared] for parts in types}) > 1 or not types[0][shared].islower():
            break
        shared += 1
    return "".join(f"{part}." for part in types[0][:shared]) if types else ""


def _change(change: Change, namespace: str) -> Iterator[DetailLine]:
    sign = mark_of(change)
    target = FieldTarget(line=change.line)
    values = _values(change).replace(namespace, "") if namespace else _values(change)
    copied = f"{change.path} {change.kind.value}{_values(change)}"
    yield DetailLine(
        (
            (f"{sign} ", _STYLES[sign]),
            (change.path.removeprefix(namespace), "code"),
            (f"  {change.kind.value}", "muted"),
            (values, ""),
        ),
        4,
        None if change.kind is ChangeKind.REMOVED else target,
        copied,
    )
    if change.readable is not None:
        verdict, style = (
            ("✓ compatible: ", "muted") if change.readable else ("✗ breaking: ", "error")
        )
        yield DetailLine(((f"    {verdict}{change.rule}", style),), 6, None, copied)


def _values(change: Change) -> str:
    old, new = (shorten(text.replace("\n", " "), _LONGEST) for text in (change.old, change.new))
    if change.kind is ChangeKind.ADDED:
        return f": {new}" if new else ""
    if change.kind is ChangeKind.REMOVED:
        return f": {old}" if old else ""
    return f": {old or 'none'} → {new or 'none'}" if old or new else ""


def _diff(diff: tuple[str, ...]) -> Iterator[DetailLine]:
    if not diff:
        return
    yield DetailLine((("", ""),))
    yield DetailLine((("Text diff", "heading"),))
    for line in diff:
        yield DetailLine(((line, _DIFF_STYLES.get(line[:1], "")),), 4)
