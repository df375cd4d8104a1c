"""The line above a pane: a title, and a note at its right end."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["PaneTitle"]


class PaneTitle(Widget):
    """A rule with a title in it, a heavier one where its pane has focus.

    In place of a border: a border's title is part of the pane, so that another title repaints all
    that the pane shows, which over SSH costs kilobytes for each key.
    """

    text: reactive[Content] = reactive(Content(""))
    note: reactive[Content] = reactive(Content(""))
    focused: reactive[bool] = reactive(False, toggle_class="-focused")

    def render(self) -> Content:
        """Render title and note with the rule between them; what does not fit is cut."""
        room, line = self.size.width, "━" if self.focused else "─"
        note = self.note.truncate(max(0, room // 2), ellipsis=True)
        after = Content.assemble(" ", note, f" {line}") if note else Content("")
        text = self.text.truncate(max(0, room - after.cell_length - 4), ellipsis=True)
        before = Content.assemble(f"{line} ", (text.plain, "bold"), " ") if text else Content("")
        rule = line * max(0, room - before.cell_length - after.cell_length)
        return Content.assemble(before, rule, after)
