"""Table of the fields of a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from cdx_tui.share.dictionary import COLUMNS, FieldRow
from cdx_tui.share.field_filter import FieldFilter
from cdx_tui.tui.widgets.text.cells import cell_width, cut_text
from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.painting import Palette

__all__ = ["DictionaryTable", "fit_columns"]

_GAP: Final = 2
_GUTTER: Final = 2
"""Cells of the cursor's sign and the blank after it."""

_RESOURCE, _SUBJECT, _FIELD, _TYPE, _NULL, _DEFAULT, _TAGS, _DOC = range(len(COLUMNS))
_IMPORTANCE: Final = (_FIELD, _TYPE, _RESOURCE, _SUBJECT, _TAGS, _NULL, _DOC, _DEFAULT)
"""The columns in the order in which they get room."""

_MOST: Final = (24, 20, 48, 32, 4, 16, 20, 10_000)
"""Cells that each column takes at most."""

_COMFORTABLE: Final = (14, 10, 22, 14, 4, 8, 8, 16)
"""Cells that each column has, if it needs as many, before a further one is shown."""

_LEAST: Final = (6, 5, 8, 6, 4, 7, 4, 8)
"""Cells to which a column is cut where the window is narrow."""

_STYLES: Final = ("detail", "detail", "name", "type", "flag", "detail", "tag", "doc")


class DictionaryTable(LineView):
    """The rows of a filter, in as many columns as there is room for; only visible ones are drawn.

    Text that does not fit is cut with an ellipsis: paths at their start, anything else at its end.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("dictionary--cursor", "dictionary--name", "dictionary--type", "dictionary--flag"),
        *("dictionary--tag", "dictionary--detail", "dictionary--doc"),
    }

    class Highlighted(Message):
        """Posted when the cursor is on another row."""

    class ColumnsChanged(Message):
        """Posted when the columns have other widths; `titles` is the line above them."""

        def __init__(self, titles: str) -> None:
            super().__init__()
            self.titles = titles

    class Opened(Message):
        """Posted when a row is clicked twice."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: FieldFilter | None = None
        self._longest: Sequence[str] = ()
        self._widths: tuple[int, ...] = (0,) * len(COLUMNS)
        self._palette = Palette(self, "dictionary--")

    @property
    def current(self) -> FieldRow | None:
        """The row under the cursor; None if there is none."""
        if self._rows is None or self.cursor >= self._rows.total:
            return None
        return self._rows.row(self.cursor)

    def show(self, rows: FieldFilter) -> None:
        """Show other rows, with the cursor on the first."""
        self._rows = rows
        self.reset()
        self.post_message(self.Highlighted())

    def rows_grew(self, before: int) -> None:
        """Show rows that were added to the first `before` ones."""
        self.fit()
        if before < self.scroll_offset.y + self.size.height and self.row_count > before:
            self.refresh()
            if before <= self.cursor:
                self.post_message(self.Highlighted())

    def measure(self, longest: Sequence[str]) -> None:
        """Fit the columns to their longest texts."""
        self._longest = tuple(longest)
        widths = fit_columns([cell_width(text) for text in longest], self.row_width - _GUTTER)
        if widths != self._widths:
            self._widths = widths
            self.post_message(self.ColumnsChanged(self.titles))
            self.refresh()

    def width_changed(self) -> None:
        """Fit the columns to the new width."""
        if self._longest:
            self.measure(self._longest)

    @property
    def titles(self) -> str:
        """The line above the columns."""
        cells = [
            title[:width].ljust(width)
            for title, width in zip(COLUMNS, self._widths, strict=True)
            if width
        ]
        return " " * _GUTTER + (" " * _GAP).join(cells).rstrip()

    # Rows

    @property
    def row_count(self) -> int:
        """The number of rows found so far."""
        return self._rows.total if self._rows is not None else 0

    @property
    def max_row_width(self) -> int:
        """Always 0, since rows are fitted to the pane."""
        return 0

    def render_row(self, row: int, width: int) -> Strip:
        """Render the cursor's sign and the cells of a row."""
        assert self._rows is not None  # noqa: S101 - there are no rows without
        base = ("cursor",) if row == self.cursor else ()
        blank = self._palette.style(*base)
        segments = [Segment(f"{self.cursor_sign(row)} ", blank)]
        for column, text in enumerate(self._rows.row(row).cells()):
            if self._widths[column]:
                style = self._palette.style(*base, _STYLES[column])
                segments += self._cell(text, column, style, blank)
        return Strip(segments).adjust_cell_length(width, blank)

    def _cell(self, text: str, column: int, style: Style, blank: Style) -> Iterator[Segment]:
        width = self._widths[column]
        cut = cut_text(text, width, keep_end=column == _FIELD)
        if cut:
            yield Segment(cut, style)
        yield Segment(" " * (width - cell_width(cut) + _GAP), blank)

    # Events

    def notify_style_update(self) -> None:
        """Discard the styles of the previous theme."""
        self._palette.clear()
        super().notify_style_update()

    def cursor_moved(self) -> None:
        """Post `Highlighted`."""
        self.post_message(self.Highlighted())

    def on_click(self, event: events.Click) -> None:
        """Open a row that is clicked twice."""
        if event.chain == 2 and self.current is not None:
            self.post_message(self.Opened())


def fit_columns(natural: Sequence[int], room: int) -> tuple[int, ...]:
    """Return the width of each column in `room` cells; 0 for those that are not shown.

    Args:
        natural: The cells of the longest text of each column; 0 if it is empty.
        room: The cells for all columns and the gaps between them.
    """
    most = [min(pair) for pair in zip(natural, _MOST, strict=True)]
    most = [max(n, len(t)) if n else 0 for n, t in zip(most, COLUMNS, strict=True)]
    shown: list[int] = []
    left = room
    for column in _IMPORTANCE:
        needed = min(most[column], _COMFORTABLE[column]) + _GAP * bool(shown)
        if most[column] and (left >= needed or column in (_FIELD, _TYPE)):
            shown.append(column)
            left -= needed
    widths = {column: most[column] for column in shown}
    left = room - _GAP * (len(shown) - 1) - sum(widths.values())
    while left < 0:
        widest = max(shown, key=lambda column: widths[column] - _least(most, column))
        excess = widths[widest] - _least(most, widest)
        if excess <= 0:
            break
        step = min(-left, max(1, excess // 2))
        widths[widest] -= step
        left += step
    return tuple(widths.get(column, 0) for column in range(len(COLUMNS)))


def _least(most: Sequence[int], column: int) -> int:
    return min(most[column], _LEAST[column])
