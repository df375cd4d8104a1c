"""Title line above a pane, with a right-aligned note."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["PaneTitle"]


class PaneTitle(Widget):
    """Horizontal rule that contains a title; heavier if the pane has focus.

    Used instead of a border title, which is part of the pane: changing one repaints the whole
    pane, which costs kilobytes per key over SSH.
    """

    text: reactive[Content] = reactive(Content(""))
    note: reactive[Content] = reactive(Content(""))
    focused: reactive[bool] = reactive(False, toggle_class="-focused")

    def render(self) -> Content:
        """Render title and note with the rule between them, truncated to the width."""
        room, line = self.size.width, "━" if self.focused else "─"
        beside = room - self.text.cell_length - 8  # the title comes before the note
        note = self.note.truncate(max(0, room // 4, min(beside, room // 2)), ellipsis=True)
        after = Content.assemble(" ", note, f" {line}") if note else Content("")
        text = self.text.truncate(max(0, room - after.cell_length - 4), ellipsis=True)
        before = Content.assemble(f"{line} ", (text.plain, "bold"), " ") if text else Content("")
        rule = line * max(0, room - before.cell_length - after.cell_length)
        return Content.assemble(before, rule, after)
