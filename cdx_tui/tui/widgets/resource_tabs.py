"""Tabs of the shared resources, where there is no room for a list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from cdx_tui.tui.widgets.tab_strip import TabStrip

__all__ = ["ResourceTabs"]


class ResourceTabs(TabStrip, can_focus=True):
    """Strip with one tab per resource, moved through by keys as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,l",
            "step(1)",
            "Next resource",
            id="tabs.next",
            show=False,
            tooltip="Next resource",
        ),
        Binding(
            "left,h",
            "step(-1)",
            "Previous resource",
            id="tabs.previous",
            show=False,
            tooltip="Previous resource",
        ),
        Binding("enter,down,j", "open", "Open", id="tabs.open", tooltip="Go to the fields"),
    ]

    HINTS: ClassVar[tuple[str, ...]] = ("tabs.open", "main.find")

    class Opened(Message):
        """Posted when Enter is pressed."""

    def action_step(self, step: int) -> None:
        """Choose the next or the previous tab."""
        (group,) = self.groups
        index = group.current + step
        if 0 <= index < len(group.labels):
            self.post_message(self.Chosen(self, group.name, index))

    def action_open(self) -> None:
        """Post `Opened`."""
        self.post_message(self.Opened())
