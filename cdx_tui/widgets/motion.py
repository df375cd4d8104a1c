"""The keys that move in every pane that scrolls."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

__all__ = ["SCROLLING"]

SCROLLING: Final[list[BindingType]] = [
    Binding("j,down", "scroll_down", "Down", id="scroll.down", show=False, tooltip="A line down"),
    Binding("k,up", "scroll_up", "Up", id="scroll.up", show=False, tooltip="A line up"),
    Binding("g,home", "scroll_home", "Top", id="scroll.top", show=False, tooltip="To the top"),
    Binding("G,end", "scroll_end", "End", id="scroll.end", show=False, tooltip="To the end"),
]
