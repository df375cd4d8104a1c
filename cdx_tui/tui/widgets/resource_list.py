"""Table of shared resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable
from textual.widgets.data_table import ColumnKey

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.share.listing import COLUMNS, Listed, Order, name_of, network
from cdx_tui.text import shorten

__all__ = ["ResourceList"]

_FIRST_ROWS: Final = 200
"""Rows added at once when a list is shown; the rest follows in slices."""
_ROWS_PER_SLICE: Final = 250
_PAUSE: Final = 0.02
"""Seconds between two slices, during which keys are handled."""
_MAX_CELL_WIDTH: Final = 40
"""Characters of a cell that are shown; longer values are truncated."""


class ResourceList(DataTable[Text]):
    """Table with one row per resource: name, provider organization, cloud, network, schemas.

    A long list is filled in slices between frames, so that its first rows appear at once.

    Attributes:
        marks: Change marks, by the index of the resource in the response; applied by the next
            `show`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", id="list.down", show=False, tooltip="Next resource"),
        Binding("k", "cursor_up", "Up", id="list.up", show=False, tooltip="Previous resource"),
        Binding("g", "scroll_top", "First", id="list.first", show=False, tooltip="First resource"),
        Binding("G", "scroll_bottom", "Last", id="list.last", show=False, tooltip="Last resource"),
    ]

    class Highlighted(Message):
        """Posted when the cursor moves to another resource."""

        def __init__(self, resource: ConsumerSharedResource) -> None:
            super().__init__()
            self.resource = resource

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._listed: tuple[Listed, ...] = ()
        self._rest: Iterator[Listed] = iter(())
        self.marks: Mapping[int, str] = {}

    def on_mount(self) -> None:
        """Add the columns."""
        for name in COLUMNS:
            self.add_column(Text(name), key=name)

    @property
    def current(self) -> Listed | None:
        """The list entry under the cursor; None if the list is empty."""
        row = self.cursor_row
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def show(self, listed: tuple[Listed, ...]) -> None:
        """Show other resources; the cursor stays on its resource if it is still listed."""
        before = self.current
        self._listed = listed
        row = next((i for i, each in enumerate(listed) if before and each.is_same(before)), 0)
        self.clear()
        self._rest = iter(listed)
        self._fill(max(_FIRST_ROWS, row + self.size.height))
        self.move_cursor(row=row)

    def mark_order(self, order: Order) -> None:
        """Show the sort column and direction in the header."""
        sign = " ▼" if order.descending else " ▲"
        for name in COLUMNS:
            column = self.columns[ColumnKey(name)]
            column.label = Text(name + (sign if name == order.column else ""))
        self._update_count += 1
        self.refresh()

    def _fill(self, most: int) -> None:
        for _, listed in zip(range(most), self._rest, strict=False):
            self.add_row(*_cells(listed.resource, self.marks.get(listed.place)))
        if self.row_count < len(self._listed):
            # Not `call_later`: its callbacks run back to back without returning to the event loop,
            # so neither keys nor repaints would be handled before the last row.
            self.set_timer(_PAUSE, partial(self._fill, _ROWS_PER_SLICE))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Post `Highlighted` in place of the table's own message."""
        event.stop()
        # Filling the list briefly highlights its first row.
        if event.cursor_row == self.cursor_row and self.current is not None:
            self.post_message(self.Highlighted(self.current.resource))


def _cells(resource: ConsumerSharedResource, mark: str | None) -> Iterator[Text]:
    for value in (
        name_of(resource) if mark is None else f"{mark} {name_of(resource)}",
        resource.organization_name or "–",
        resource.cloud or "–",
        network(resource),
    ):
        yield Text(shorten(value, _MAX_CELL_WIDTH))
    yield Text(str(len(resource.schemas)), justify="right")
