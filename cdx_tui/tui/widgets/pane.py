"""Base class of panes: a part of the screen below a title that shows focus."""

from __future__ import annotations

from textual import events, on
from textual.containers import Vertical

from cdx_tui.tui.widgets.pane_title import PaneTitle

__all__ = ["Pane"]


class Pane(Vertical):
    """Holds a `PaneTitle` and its content.

    Focus is tracked by messages, since a `:focus-within` rule would repaint the whole pane.
    """

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_focus(self) -> None:
        # The two come from two widgets, in any order.
        self.query_one(PaneTitle).focused = self.has_focus_within
