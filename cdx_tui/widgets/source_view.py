"""The highlighted text of a schema."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cdx_tui.schema.document import SchemaKind
from cdx_tui.schema.lines import Lines
from cdx_tui.widgets.highlighting import LONGEST_LEXED, highlight
from cdx_tui.widgets.line_view import LineView

__all__ = ["SourceView"]

_KEPT: Final = 2_000
"""Highlighted lines that are kept; a few screens' worth."""


class SourceView(LineView):
    """Shows `Lines` with numbers, highlighted as what they are; lines may still be added.

    Styles are component classes, so that the style sheet and the theme decide about colours.
    """

    STYLES: ClassVar[tuple[str, ...]] = (
        "key",
        "string",
        "number",
        "keyword",
        "punctuation",
        "comment",
        "error",
        "type",
        "type-name",
        "field",
        "logical",
        "doc",
        "symbol",
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"source--{name}" for name in STYLES}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = Lines()
        self._kind = SchemaKind.TEXT
        self._strips: dict[int, Strip] = {}

    def show(self, lines: Lines | None, kind: SchemaKind) -> None:
        """Show another text, from its top; None shows the placeholder."""
        self._lines = lines if lines is not None else Lines()
        self._kind = kind
        self._strips.clear()
        self.set_reactive(LineView.cursor, 0)
        self.scroll_to(0, 0, animate=False, force=True)
        self.lines_grew()

    def lines_grew(self) -> None:
        """Follow a text that has grown."""
        self.resize_lines(self._lines.longest + self._number_width)

    @property
    def _number_width(self) -> int:
        return len(str(max(1, len(self._lines)))) + 1

    def line_count(self) -> int:
        """Return how many lines there are so far."""
        return len(self._lines)

    def text_of(self, index: int) -> str:
        """Return a line."""
        return self._lines[index]

    def prefix(self, index: int) -> Strip:
        """Return the line's number, counted from 1."""
        width = self._number_width
        style = self.get_component_rich_style("lines--gutter")
        return Strip([Segment(f"{index + 1:>{width - 1}} ", style)], width)

    def row(self, index: int, start: int, width: int) -> Strip:
        """Return a part of a line; of a very long line only that part is ever built."""
        line = self._lines[index]
        if len(line) <= LONGEST_LEXED:
            return self._strip(index).crop(start, start + width)
        if start + width <= LONGEST_LEXED // 2:
            return self._strip(index).crop(start, start + width)
        return Strip([Segment(line[start : start + width])]).crop(0, width)

    def _strip(self, index: int) -> Strip:
        """Return the highlighted line, of a very long one the beginning."""
        found = self._strips.get(index)
        if found is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            found = self._strips[index] = self._highlighted(index)
        return found

    def _highlighted(self, index: int) -> Strip:
        line = self._lines[index][:LONGEST_LEXED]
        segments = []
        at = 0
        for start, end, name in highlight(self._lines, index, self._kind):
            if start > at:
                segments.append(Segment(line[at:start]))
            segments.append(Segment(line[start:end], self._style(name)))
            at = end
        segments.append(Segment(line[at:]))
        return Strip(segments)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"source--{name}", partial=True)

    def notify_style_update(self) -> None:
        """Forget what was built with the styles of another theme."""
        super().notify_style_update()
        self._strips.clear()
