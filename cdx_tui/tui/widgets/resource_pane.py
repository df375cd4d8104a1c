"""The list of resources with its title, its filter and its order."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import DataTable

from cdx_tui.api.models import Preview
from cdx_tui.share.diff import ResourceChange
from cdx_tui.share.listing import COLUMNS, FieldNames, Order, arrange
from cdx_tui.tui.widgets.pane import Pane
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.resource_list import ResourceList
from cdx_tui.tui.widgets.search_bar import SearchBar

__all__ = ["ResourcePane"]

_COLUMNS: Final = (None, *COLUMNS)
_ROOM_TO_TYPE: Final = 16
_NO_NAMES: Final[FieldNames] = {}


class ResourcePane(Pane):
    """Lists the resources of `preview` that the filter leaves, in the order that is chosen.

    `field_names` may come later than the filter, and grow.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "Filter",
            id="list.filter",
            tooltip="List only what holds a text: names, providers, tags, subjects, fields",
            priority=True,  # keys that come in one packet after it belong to the filter
        ),
        Binding("c", "sort", "Sort", id="list.sort", show=False, tooltip="Sort by the next column"),
        Binding(
            "C", "reverse", "Reverse", id="list.reverse", show=False, tooltip="Turn the order round"
        ),
        Binding(
            "escape", "clear_filter", "End filter", id="list.clear", tooltip="List everything again"
        ),
    ]

    preview: var[Preview | None] = var(None)
    field_names: var[FieldNames] = var(_NO_NAMES)
    changes: var[tuple[ResourceChange, ...]] = var(())
    filter_text: var[str] = var("", init=False, bindings=True)
    order: var[Order] = var(Order(), init=False)

    class FieldNamesWanted(Message):
        """A filter has begun, which searches schemas as well."""

    def compose(self) -> ComposeResult:
        """Yield the title, the list, and the line to type a filter into."""
        yield PaneTitle(id="list-title")
        yield ResourceList(id="resources")
        yield SearchBar(id="filter")

    def watch_preview(self) -> None:
        """List another share, all of it."""
        with self.prevent(SearchBar.Changed):
            self.query_one(SearchBar).empty()
        self.set_reactive(ResourcePane.filter_text, "")
        self.refresh_bindings()
        self._list()

    def watch_changes(self, changes: tuple[ResourceChange, ...]) -> None:
        """Mark resources that changed since the share was saved."""
        marks = {
            change.place: change.changed.value for change in changes if change.place is not None
        }
        self.query_one(ResourceList).marks = marks
        self._list()

    def watch_filter_text(self) -> None:
        """List what the filter leaves."""
        self._list()

    def watch_field_names(self) -> None:
        """Filter by the fields that have been indexed meanwhile."""
        if self.filter_text:
            self._list()

    def watch_order(self) -> None:
        """List in another order."""
        self.query_one(ResourceList).mark_order(self.order)
        self._list()

    def _list(self) -> None:
        resources = self.preview.resources if self.preview else ()
        listed = arrange(resources, self.filter_text, self.order, self.field_names)
        self.query_one(ResourceList).show(listed)
        total = f"{len(resources):,}"
        count = f"{len(listed):,} of {total}" if self.filter_text else total
        self.query_one(PaneTitle).text = Content(f"resources {count}")
        self._show_match()

    def _show_match(self) -> None:
        """Show where the filter matched in the resource under the cursor."""
        current = self.query_one(ResourceList).current
        words = ""
        if self.filter_text:
            words = current.found_in if current else "nothing"
        kind, _, _ = words.partition(" ")
        if kind == "name":
            words = ""
        elif len(words) > self.size.width - _ROOM_TO_TYPE:
            words = f"in a {kind}"
        self.query_one(SearchBar).tell(words)

    # Keys, and messages of the list and the bar

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable keys only if there is something to list."""
        typing = not isinstance(self.screen.focused, ResourceList)
        if action == "clear_filter":
            return bool(self.filter_text) and not typing
        if action in ("sort", "reverse"):
            return bool(self.preview and len(self.preview.resources) > 1)
        return action != "filter" or not typing

    def action_filter(self) -> None:
        """Open the filter."""
        self.post_message(self.FieldNamesWanted())
        self.query_one(SearchBar).open()

    def action_clear_filter(self) -> None:
        """List everything again."""
        bar = self.query_one(SearchBar)
        bar.empty()
        bar.close()
        self.filter_text = ""

    def action_sort(self) -> None:
        """Sort by the next column; after the last one comes the answer's own order."""
        place = _COLUMNS.index(self.order.column) + 1
        self.order = Order(_COLUMNS[place % len(_COLUMNS)], self.order.descending)

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.order = Order(self.order.column, not self.order.descending)

    @on(DataTable.HeaderSelected)
    def _sort_by(self, event: DataTable.HeaderSelected) -> None:
        event.stop()
        column = str(event.column_key.value)
        again = column == self.order.column
        self.order = Order(column, again and not self.order.descending)

    @on(ResourceList.Highlighted)
    def _highlighted(self) -> None:
        self._show_match()

    @on(SearchBar.Changed)
    def _changed(self, event: SearchBar.Changed) -> None:
        event.stop()
        self.filter_text = event.text

    @on(SearchBar.Stepped)
    def _step(self, event: SearchBar.Stepped) -> None:
        event.stop()
        resources = self.query_one(ResourceList)
        if event.forward:
            resources.action_cursor_down()
        else:
            resources.action_cursor_up()

    @on(SearchBar.Accepted)
    def _accept(self, event: SearchBar.Accepted) -> None:
        event.stop()
        self.query_one(ResourceList).focus()

    @on(SearchBar.Cancelled)
    def _cancel(self, event: SearchBar.Cancelled) -> None:
        event.stop()
        self.action_clear_filter()
        self.query_one(ResourceList).focus()
