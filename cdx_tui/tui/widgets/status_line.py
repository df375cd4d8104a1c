"""Status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from cdx_tui.text import counted

if TYPE_CHECKING:  # deferred: the first paint has no share, and no status
    from cdx_tui.api.models import Preview
    from cdx_tui.tui.widgets.text.paragraphs import Paragraphs

__all__ = ["StatusLine", "count_contents", "describe_preview"]


class StatusLine(Widget):
    """A line of text, or a few; an ellipsis ends the last row if there is more than fits.

    Attributes:
        text: The text to show.
        busy: Description of the work in progress, shown instead of `text`; empty if there is none.
    """

    text: reactive[Content] = reactive(Content(""))
    busy: reactive[str] = reactive("")

    def render(self) -> Content:
        """Return the work in progress, or else the text."""
        return Content(self.busy) if self.busy else self.text

    def render_line(self, y: int) -> Strip:
        """Render a row, with an ellipsis if it is the last one but not all is shown."""
        width, height = self.size
        text = self._wrapped(width)
        if text is None or y >= len(text.pieces):
            return Strip.blank(width, self.rich_style)
        return text.render_last(self, y) if y + 1 == height else text.render(self, y)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows that show the whole text."""
        text = self._wrapped(width)
        return 0 if text is None else len(text.pieces)

    def _wrapped(self, width: int) -> Paragraphs | None:
        """Return the wrapped text; None if there is no text, as at the start."""
        text = self.render()
        if not text:
            return None
        from cdx_tui.tui.widgets.text.paragraphs import Paragraphs

        return Paragraphs(text, width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text without the wrapping, and the separator that follows it."""
        from cdx_tui.tui.widgets.text.selections import selected_text

        return selected_text(self.render().plain.split("\n"), selection), "\n"


def describe_preview(preview: Preview) -> Content:
    """Summarise the validation of a token on one line."""
    milliseconds = preview.elapsed * 1000
    parts = [f"Validated in {milliseconds:,.0f} ms by one read-only request"]
    if preview.wire_bytes != preview.body_bytes:
        parts.append(f"{_size_text(preview.wire_bytes)} as {_size_text(preview.body_bytes)}")
    limit = preview.rate_limit
    if limit.limit is not None and limit.remaining is not None:
        parts.append(f"{limit.remaining:,} of {limit.limit:,} requests left")
    return Content(" · ".join(parts))


def count_contents(preview: Preview) -> str:
    """Return the number of resources and of schemas, as text."""
    resources = len(preview.resources)
    schemas = sum(len(resource.schemas) for resource in preview.resources)
    return f"{counted(resources, 'resource')} · {counted(schemas, 'schema')}"


def _size_text(size: int) -> str:
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} B"
