"""The list of shared resources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.widgets import DataTable

from cdx_tui.api.models import ConsumerSharedResource, Preview
from cdx_tui.text import shorten

__all__ = ["ResourceList"]

_FIRST_ROWS: Final = 200
_ROWS_A_SLICE: Final = 250
_PAUSE: Final = 0.02  # seconds between two slices, in which keys are answered
_WIDEST_CELL: Final = 40


class ResourceList(DataTable[Text]):
    """One row a resource: name, provider organization, cloud, network, schemas.

    A long list is filled in slices between two frames, so that its first rows show at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", id="list.down", show=False, tooltip="Next resource"),
        Binding("k", "cursor_up", "Up", id="list.up", show=False, tooltip="Previous resource"),
        Binding("g", "scroll_top", "First", id="list.first", show=False, tooltip="First resource"),
        Binding("G", "scroll_bottom", "Last", id="list.last", show=False, tooltip="Last resource"),
    ]

    preview: var[Preview | None] = var(None)

    class Highlighted(Message):
        """The cursor is on another resource."""

        def __init__(self, resource: ConsumerSharedResource) -> None:
            super().__init__()
            self.resource = resource

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._rest: Iterator[ConsumerSharedResource] = iter(())

    def on_mount(self) -> None:
        """Name the columns."""
        for name in ("Name", "Provider", "Cloud", "Network", "Schemas"):
            self.add_column(Text(name), key=name)

    def watch_preview(self, preview: Preview | None) -> None:
        """Show the resources of another answer."""
        self.clear()
        self._rest = iter(preview.resources if preview else ())
        self._fill(_FIRST_ROWS)

    def _fill(self, most: int) -> None:
        for _, resource in zip(range(most), self._rest, strict=False):
            self.add_row(*_cells(resource))
        if self.preview and self.row_count < len(self.preview.resources):
            # Not `call_later`: its callbacks follow each other without the event loop between them,
            # and neither keys nor paint would get a turn before the last row.
            self.set_timer(_PAUSE, partial(self._fill, _ROWS_A_SLICE))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell the screen which resource the cursor is on, in its own terms."""
        event.stop()
        if self.preview and 0 <= event.cursor_row < len(self.preview.resources):
            self.post_message(self.Highlighted(self.preview.resources[event.cursor_row]))


def network(resource: ConsumerSharedResource) -> str:
    """Return how the provider's cluster is reached, in a word."""
    if resource.network_connection_types is None:
        return "not told"
    return ", ".join(resource.network_connection_types) or "public"


def _cells(resource: ConsumerSharedResource) -> Iterator[Text]:
    for value in (
        resource.display_name or resource.id or "(no name)",
        resource.organization_name or "–",
        resource.cloud or "–",
        network(resource),
    ):
        yield Text(shorten(value, _WIDEST_CELL))
    yield Text(str(len(resource.schemas)), justify="right")
