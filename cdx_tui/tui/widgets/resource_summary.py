"""Summary of one resource, below the list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.share.names import name_of
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.about_text import describe_summary
from cdx_tui.tui.widgets.pane import Pane
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.text.detail_view import DetailView

__all__ = ["ResourceSummary"]


class ResourceSummary(Pane):
    """Pane with one resource's description, provider, contact and tags."""

    resource: var[ConsumerSharedResource | None] = var(None)

    def compose(self) -> ComposeResult:
        """Yield the title and the summary."""
        yield PaneTitle()
        text = DetailView(id="summary-text")
        text.can_focus = text.has_cursor = False  # the view "About" has all of it, and more
        yield text

    def watch_resource(self) -> None:
        """Show the new resource, scrolled to the top."""
        name = name_of(self.resource) if self.resource else "the resource"
        self.query_one(PaneTitle).text = Content(f"About {shorten(name, 200)}")
        self.query_one(DetailView).show(describe_summary(self.resource) if self.resource else ())
