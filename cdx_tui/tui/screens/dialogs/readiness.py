"""Screen that shows whether a share can be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from cdx_tui.share.readiness import Readiness, Severity
from cdx_tui.text import shorten
from cdx_tui.tui.screens.dialogs.text_screen import TextScreen

__all__ = ["ReadinessScreen"]

_STYLES: Final = {
    Severity.OK: "$text-success",
    Severity.WARNING: "$text-warning",
    Severity.BLOCKING: "$text-error",
}
_LONGEST: Final = 400


class ReadinessScreen(TextScreen):
    """Screen with the verdict and the findings, each with a symbol as well as a colour.

    Args:
        readiness: Result of the assessment.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "dismiss", "Back", id="readiness.back", show=False, tooltip="Close this text"),
    ]

    def __init__(self, readiness: Readiness) -> None:
        super().__init__(Content("can I use this?"), Content("\n").join(_lines(readiness)))


def _lines(readiness: Readiness) -> Iterator[Content]:
    style = _STYLES[readiness.severity]
    yield Content.assemble((f"{readiness.severity} {readiness.verdict}", f"bold {style}"))
    yield Content("")
    last = ""
    for finding in readiness.findings:
        if finding.resource != last:
            yield Content.styled(shorten(finding.resource or "the whole share", 80), "bold")
            last = finding.resource
        mark = Content.styled(f"  {finding.severity} ", _STYLES[finding.severity])
        yield mark + Content(shorten(finding.words, _LONGEST))
