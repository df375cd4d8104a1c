"""Styles of component classes, as `Content` and segments need them."""

from __future__ import annotations

from textual.style import Style as VisualStyle
from textual.widget import Widget

__all__ = ["component_style"]


def component_style(widget: Widget, *components: str) -> VisualStyle:
    """Return the combined style of component classes, with the reversal that Textual leaves out."""
    style = widget.get_visual_style(*components)
    if any(widget.get_component_styles(each).text_style.reverse for each in components):
        style += VisualStyle(reverse=True)
    return style
