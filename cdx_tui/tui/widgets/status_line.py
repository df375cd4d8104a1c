"""Status line."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from cdx_tui.api.models import Preview
from cdx_tui.text import shorten

__all__ = ["StatusLine", "describe_preview"]


class StatusLine(Widget):
    """One line of text, truncated to the width.

    Attributes:
        text: The text to show.
        busy: Description of the work in progress, shown instead of `text`; empty if there is none.
    """

    text: reactive[Content] = reactive(Content(""))
    busy: reactive[str] = reactive("")

    def render(self) -> Content:
        """Render the work in progress, or else the text."""
        return Content(self.busy) if self.busy else self.text


def describe_preview(preview: Preview) -> Content:
    """Summarise the preview of a valid token on one line."""
    resources = len(preview.resources)
    schemas = sum(len(resource.schemas) for resource in preview.resources)
    parts = [
        "✓ valid",
        f"{resources:,} resource{'s' * (resources != 1)}",
        f"{schemas:,} schema{'s' * (schemas != 1)}",
        f"{preview.elapsed * 1000:,.0f} ms",
    ]
    if preview.wire_bytes != preview.body_bytes:
        parts.append(f"{_size_text(preview.wire_bytes)} as {_size_text(preview.body_bytes)}")
    if preview.problems:
        count = len(preview.problems)
        parts.insert(3, f"! {count:,} odd thing{'s' * (count != 1)}")
    limit = preview.rate_limit
    if limit.limit is not None and limit.remaining is not None:
        parts.append(f"{limit.remaining:,} of {limit.limit:,} requests left")
    if preview.request_id:
        parts.append(f"request {shorten(preview.request_id, 40)}")
    return Content(" · ".join(parts))


def _size_text(size: int) -> str:
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} B"
