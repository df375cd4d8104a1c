"""Rendering of a schema's fields as a table with a gutter for marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from cdx_tui.schema import Outline
from cdx_tui.schema.outline_text import row_text
from cdx_tui.tui.widgets.highlighting.highlighter import Span
from cdx_tui.tui.widgets.schema.field_columns import (
    GAP,
    INDENT,
    LEVELS_SHOWN,
    PART_GAPS,
    TITLES,
    Part,
    cell_parts,
    measure,
)
from cdx_tui.tui.widgets.schema.field_marks import BREAKING, FieldMarks
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows
from cdx_tui.tui.widgets.text.cells import cell_width, cut_cells
from cdx_tui.tui.widgets.text.painting import paint
from cdx_tui.tui.widgets.text.searchable import SearchableView

__all__ = ["FieldTableView"]

_GUTTER: Final = 3
"""Cells of the cursor's sign, the change mark and the mark for personal data."""

_MARK_STYLES: Final = {"+": "added", "-": "removed", "~": "changed", BREAKING: "breaking"}
_ASCII_MARKS: Final = {BREAKING: "x"}


class FieldTableView(SearchableView):
    """Base class of the outline: renders its nodes in aligned columns.

    Attributes:
        marks: The marks of the nodes, shown in the gutter.
    """

    STYLE_PREFIX = "outline--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("outline--cursor", "outline--guide", "outline--match", "outline--match-current"),
        *("outline--name", "outline--type-name", "outline--type", "outline--flag"),
        *("outline--number", "outline--logical", "outline--default", "outline--symbols"),
        *("outline--doc", "outline--note", "outline--unresolved", "outline--personal"),
        "outline--tag",
        *(f"outline--{style}" for style in _MARK_STYLES.values()),
    }

    class ColumnsChanged(Message):
        """Posted when the columns have other widths, and thus other titles."""

    marks: reactive[FieldMarks] = reactive(FieldMarks(), init=False, repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows = OutlineRows(Outline())
        self._widths: tuple[int, int, int, int] = (0, 0, 0, 0)

    def measure_columns(self) -> None:
        """Fit the columns to the rows and to the width."""
        widths = measure(self._rows, max(1, self.row_width - _GUTTER))
        if widths != self._widths:
            self._widths = widths
            self.post_message(self.ColumnsChanged())
            self.refresh()

    @property
    def titles(self) -> str:
        """The line above the columns."""
        titles = (" " * INDENT + TITLES[0], *TITLES[1:])
        cells = [
            (title if width >= len(title) else "").ljust(width + GAP)
            for title, width in zip(titles, self._widths, strict=True)
            if width
        ]
        return (" " * _GUTTER + "".join(cells)).rstrip()

    def watch_marks(self) -> None:
        """Show the new marks."""
        self.refresh()

    def render_row(self, row: int, width: int) -> Strip:
        """Render the gutter and the four cells of a node."""
        index = self._rows.index(row)
        base = ("cursor",) if row == self.cursor else ()
        segments = [*self._gutter(row, base)]
        for column, parts in enumerate(cell_parts(self._rows.nodes[index])):
            room = self._widths[column]
            if column == 0:
                before = self.prefix(index)[: max(0, room - 1)]
                segments.append(Segment(before, self.palette.style(*base, "guide")))
                room -= len(before)
            if self._widths[column]:
                segments += self._cell(row, parts, room, base, gap=PART_GAPS[column])
                segments.append(Segment(" " * GAP, self.palette.style(*base)))
        return Strip(segments).adjust_cell_length(width, self.palette.style(*base))

    def _gutter(self, row: int, base: tuple[str, ...]) -> Iterator[Segment]:
        index = self._rows.index(row)
        mark = self.marks.signs.get(index, "")
        personal = "!" if index in self.marks.personal else " "
        yield Segment(self.cursor_sign(row), self.palette.style(*base))
        style = (_MARK_STYLES[mark],) if mark else ()
        shown = _ASCII_MARKS.get(mark, mark) if self.ascii_only else mark
        yield Segment(shown or " ", self.palette.style(*base, *style))
        yield Segment(personal, self.palette.style(*base, "personal"))

    def _cell(
        self, row: int, parts: tuple[Part, ...], room: int, base: tuple[str, ...], *, gap: int
    ) -> Iterator[Segment]:
        """Yield the parts of a cell, `gap` blanks apart, in exactly `room` cells."""
        text = row_text(self._rows.node(row))
        blank = self.palette.style(*base)
        widths = [cell_width(text[part.start : part.end]) for part in parts]
        total = sum(widths) + gap * (len(parts) - 1)
        more = self.ellipsis[: max(0, room)]
        left, skip = room, 0
        if total > room and (skip := self._skipped(row, text, parts, room - len(more), gap)):
            yield Segment(more, blank)
            left -= len(more)
        hidden = total - skip > left
        left -= len(more) if hidden else 0
        for number, (part, width) in enumerate(zip(parts, widths, strict=True)):
            blanks = min(gap, left) if number and not skip else 0
            first, skip = min(skip, width), max(0, skip - width - gap)
            cut = cut_cells(text[part.start : part.end], first, max(0, left - blanks))
            start, end = part.start + cut.start, part.start + cut.end
            if blanks:
                yield Segment(" " * blanks, blank)
            span = [Span(part.start, part.end, part.style)]
            yield from paint(
                text, self.marked_runs(row, text, span, start, end), self.palette, base, row
            )
            left -= blanks + cell_width(text[start:end])
        if left > 0:
            yield Segment(" " * left, blank)
        if hidden:
            yield Segment(more, blank)

    def _skipped(self, row: int, text: str, parts: tuple[Part, ...], room: int, gap: int) -> int:
        """Return the cells to leave out at the start of a cell, to show the current match."""
        match = self.current_match
        if match is None or row != self.cursor or self.line_of_row(row) != match.line:
            return 0
        before = 0
        for part in parts:
            if part.start <= match.column < part.end:
                end = min(match.column + len(self.searching_for), part.end)
                first = before + cell_width(text[part.start : match.column])
                last = first + cell_width(text[match.column : end])
                return 0 if last <= room else max(0, min(first, last - room // 2))
            before += cell_width(text[part.start : part.end]) + gap
        return 0

    def text_begins(self, index: int) -> int:
        """Return the cell at which the name of a node begins."""
        return _GUTTER + len(self.prefix(index))

    def prefix(self, index: int) -> str:
        """Return the indentation and the expansion mark of a node."""
        depth = self._rows.depths[index]
        blanks = " " * INDENT * depth
        if depth > LEVELS_SHOWN:
            blanks = " " * INDENT * (LEVELS_SHOWN - 4) + f"{depth:>6}: "
        if not self._rows.has_children(index):
            return f"{blanks}  "
        signs = "-+" if self.ascii_only else "▾▸"
        return f"{blanks}{signs[0] if self._rows.is_expanded(index) else signs[1]} "
