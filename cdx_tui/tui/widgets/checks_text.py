"""Describe the result of the readiness checks of a resource."""

from __future__ import annotations

from typing import Final

from cdx_tui.share.readiness import Finding, Readiness, Severity
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.schema.field_target import FieldTarget
from cdx_tui.tui.widgets.text.detail_view import DetailLine

__all__ = ["describe_readiness"]

_STYLES: Final = {
    Severity.OK: "ok",
    Severity.WARNING: "warning",
    Severity.BLOCKING: "error",
}
_LONGEST: Final = 400


def describe_readiness(readiness: Readiness) -> list[DetailLine]:
    """Return the verdict, then the findings by subject, each with a sign as well as a colour."""
    style = _STYLES[readiness.severity]
    lines = [DetailLine(((f"{readiness.severity} {readiness.verdict}", style),))]
    last: str | None = None
    for finding in readiness.findings:
        if finding.subject != last:
            last = finding.subject
            heading = shorten(finding.subject or "Resource", 120)
            lines += [DetailLine((("", ""),)), DetailLine(((heading, "heading"),))]
        lines.append(_line(finding))
    return lines


def _line(finding: Finding) -> DetailLine:
    message = shorten(finding.message, _LONGEST)
    target = None
    if finding.subject and (finding.path or finding.line is not None):
        target = FieldTarget(finding.subject, finding.version, finding.path, finding.line)
    parts = ((f"  {finding.severity} ", _STYLES[finding.severity]), (message, ""))
    return DetailLine(parts, 4, target, message)
