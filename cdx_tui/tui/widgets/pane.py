"""Base class of panes, whose title shows whether they have focus."""

from __future__ import annotations

from textual import events, on

from cdx_tui.tui.widgets.blank import BlankVertical
from cdx_tui.tui.widgets.pane_title import PaneTitle

__all__ = ["Pane"]


class Pane(BlankVertical):
    """Container for a `PaneTitle` and the pane's content.

    Focus is tracked with messages, because a `:focus-within` rule would repaint the whole pane.
    """

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_focus(self) -> None:
        # Blur and focus come from two widgets, in either order.
        self.query_one(PaneTitle).focused = self.has_focus_within
