"""Styled paragraphs, wrapped with hanging indents."""

from __future__ import annotations

import re
from itertools import pairwise

from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from cdx_tui.tui.widgets.text.cells import cell_width
from cdx_tui.tui.widgets.text.selections import selected_span
from cdx_tui.tui.widgets.text.word_wrap import MIN_WIDTH, Piece, wrap

__all__ = ["Paragraphs", "paragraph_indent"]

_SIGN = r" *(?:[^\w\s]{1,2} +)?"
"""Indentation of a paragraph, with the sign before its text, such as `! ` or `- `."""
_NARROW = 2


class Paragraphs:
    """The lines of `content`, each wrapped at `width` cells.

    Attributes:
        lines: The lines, unwrapped.
        texts: The same without styles, from which text is selected.
        pieces: What each row shows.
    """

    def __init__(self, content: Content, width: int) -> None:
        self.width = max(width, MIN_WIDTH)
        self.lines = content.split("\n", allow_blank=True) if content else []
        self.texts = [line.plain for line in self.lines]
        self.pieces: list[Piece] = []
        for number, line in enumerate(self.lines):
            self.pieces += self._wrap(number, line)

    def _wrap(self, number: int, line: Content) -> list[Piece]:
        text = line.plain
        indent = paragraph_indent(line, self.width)
        return [
            Piece(number, start, start + len(text[start:end].rstrip(" ")), indent if start else 0)
            for start, end in pairwise([*wrap(text, self.width, indent), len(text)])
        ]

    def row_of(self, piece: Piece) -> int:
        """Return the row that shows the start of a piece of another wrapping of these lines."""
        later = (row for row, each in enumerate(self.pieces) if each[:2] > piece[:2])
        return max(0, next(later, len(self.pieces)) - 1)

    def render(self, widget: Widget, row: int) -> Strip:
        """Render a row as a part of `widget`, with the offsets that selecting by mouse needs."""
        piece = self.pieces[row]
        line = self.lines[piece.line]
        span = selected_span(widget.text_selection, piece.line, len(line))
        if span is not None:
            line = line.stylize(_selection_style(widget), *span)
        return _render(widget, line[piece.start : piece.end], piece, self.width)

    def render_last(self, widget: Widget, row: int, ellipsis: str = "…") -> Strip:
        """Render a row below which there is no room: with an ellipsis if rows follow."""
        if row + 1 >= len(self.pieces):
            return self.render(widget, row)
        piece = self.pieces[row]
        room = self.width - piece.indent - len(ellipsis)
        rest = self.lines[piece.line][piece.start :].truncate(room)
        return _render(widget, rest.rstrip() + ellipsis, piece, self.width)


def paragraph_indent(line: Content, width: int) -> int:
    """Return the indentation of the continuation rows of `line`, in cells.

    They begin below the text of the first row, that is, after its indentation, and after a sign or
    a label before the text: a sign is up to two symbols and a blank, a label a style of its own
    that ends with a blank. What would leave less than half of `width` is replaced by two cells.
    """
    text = line.plain
    match = re.match(_SIGN, text)
    end = match.end() if match else 0
    label = next((span for span in line.spans if not text[: span.start].strip(" ")), None)
    if label and label.end < len(text) and text[label.end - 1] == " ":
        end = max(end, label.end)
    indent = cell_width(text[:end])
    return indent if indent <= width // 2 else _NARROW


def _render(widget: Widget, shown: Content, piece: Piece, width: int) -> Strip:
    """Render a part of a line; cells of its indentation select the characters before it."""
    content = Content(" " * piece.indent) + shown
    strips = Visual.to_strips(widget, content, width, 1, widget.visual_style, apply_selection=False)
    return strips[0].apply_offsets(piece.start - piece.indent, piece.line)


def _selection_style(widget: Widget) -> Style:
    return Style.from_styles(widget.screen.get_component_styles("screen--selection"))
