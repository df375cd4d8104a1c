"""The list of shared resources."""

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
_ROWS_A_SLICE: Final = 250
_PAUSE: Final = 0.02  # seconds between two slices, in which keys are answered
_WIDEST_CELL: Final = 40


class ResourceList(DataTable[Text]):
    """One row a resource: name, provider organization, cloud, network, schemas.

    `marks` are signs for what has changed, by the place of a resource in the answer; they show
    when the list is shown the next time.

    A long list is filled in slices between two frames, so that its first rows show at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", id="list.down", show=False, tooltip="Next resource"),
        Binding("k", "cursor_up", "Up", id="list.up", show=False, tooltip="Previous resource"),
        Binding("g", "scroll_top", "First", id="list.first", show=False, tooltip="First resource"),
        Binding("G", "scroll_bottom", "Last", id="list.last", show=False, tooltip="Last resource"),
    ]

    class Highlighted(Message):
        """The cursor is on another resource."""

        def __init__(self, resource: ConsumerSharedResource) -> None:
            super().__init__()
            self.resource = resource

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._listed: tuple[Listed, ...] = ()
        self._rest: Iterator[Listed] = iter(())
        self.marks: Mapping[int, str] = {}

    def on_mount(self) -> None:
        """Name the columns."""
        for name in COLUMNS:
            self.add_column(Text(name), key=name)

    @property
    def current(self) -> Listed | None:
        """What the cursor is on."""
        row = self.cursor_row
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def show(self, listed: tuple[Listed, ...]) -> None:
        """List other resources; the cursor stays on its resource if that is listed."""
        before = self.current
        self._listed = listed
        row = next((i for i, each in enumerate(listed) if before and each.is_as(before)), 0)
        self.clear()
        self._rest = iter(listed)
        self._fill(max(_FIRST_ROWS, row + self.size.height))
        self.move_cursor(row=row)

    def mark_order(self, order: Order) -> None:
        """Show in the header what the list is sorted by."""
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
            # Not `call_later`: its callbacks follow each other without the event loop between them,
            # and neither keys nor paint would get a turn before the last row.
            self.set_timer(_PAUSE, partial(self._fill, _ROWS_A_SLICE))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell the screen which resource the cursor is on, in its own terms."""
        event.stop()
        # Filling a list highlights its first row for a moment.
        if event.cursor_row == self.cursor_row and self.current is not None:
            self.post_message(self.Highlighted(self.current.resource))


def _cells(resource: ConsumerSharedResource, mark: str | None) -> Iterator[Text]:
    for value in (
        name_of(resource) if mark is None else f"{mark} {name_of(resource)}",
        resource.organization_name or "–",
        resource.cloud or "–",
        network(resource),
    ):
        yield Text(shorten(value, _WIDEST_CELL))
    yield Text(str(len(resource.schemas)), justify="right")
