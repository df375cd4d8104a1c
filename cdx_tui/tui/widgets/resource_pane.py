"""Pane with the resource list, its filter and its sort order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from cdx_tui.api.models import Preview
from cdx_tui.share.listing import COLUMNS, FieldNames, Listed, Order, arrange
from cdx_tui.tui.widgets.pane import Pane
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.resource_list import ResourceList
from cdx_tui.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:  # a share can be shown without comparing it
    from cdx_tui.share.diff import ResourceChange

__all__ = ["ResourcePane"]

_COLUMNS: Final = (None, *COLUMNS)
_MIN_INPUT_WIDTH: Final = 16
"""Columns of the filter line that are left for typing."""
_NO_NAMES: Final[FieldNames] = {}
_NO_FINDINGS: Final[Mapping[int, str]] = {}


class ResourcePane(Pane):
    """List of the resources in `preview`, filtered and sorted.

    Attributes:
        preview: The share to list.
        field_names: The index of schema fields to filter by; may be set after the filter, and
            grow.
        changes: The changes since the share was saved, shown as marks.
        findings: Marks for what was found in the resources, by their index in the response.
        filter_text: The text to filter by; empty if all resources are listed.
        order: The sort order.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "Find",
            id="list.filter",
            tooltip="Find a name, provider, tag, subject, field",
            priority=True,  # keys that follow in the same packet belong to the filter
        ),
        Binding("c", "sort", "Sort", id="list.sort", show=False, tooltip="Change sort column"),
        Binding(
            "C", "reverse", "Reverse", id="list.reverse", show=False, tooltip="Reverse sort order"
        ),
        Binding("escape", "clear_filter", "Clear", id="list.clear", tooltip="Clear filter"),
    ]

    preview: var[Preview | None] = var(None)
    field_names: var[FieldNames] = var(_NO_NAMES)
    changes: var[tuple[ResourceChange, ...]] = var(())
    findings: var[Mapping[int, str]] = var(_NO_FINDINGS)
    filter_text: var[str] = var("", init=False, bindings=True)
    order: var[Order] = var(Order(), init=False)

    _accepted = False

    class FieldNamesWanted(Message):
        """Posted when a filter starts, which needs the schemas' field names."""

    class Found(Message):
        """Posted when Enter accepts the filter.

        Attributes:
            listed: The resource under the cursor, and what in it the filter matched.
            text: The filter.
        """

        def __init__(self, listed: Listed, text: str) -> None:
            super().__init__()
            self.listed = listed
            self.text = text

    def compose(self) -> ComposeResult:
        """Yield the title, the list and the filter line."""
        yield PaneTitle(id="list-title")
        yield ResourceList(id="resources")
        yield SearchBar(id="filter")

    def watch_preview(self) -> None:
        """List the new share, without a filter."""
        bar = self.query_one(SearchBar)
        with self.prevent(SearchBar.Changed):
            bar.empty()
        focused = self.screen.focused
        if focused is None or bar not in focused.ancestors:  # else the next key is a command
            bar.close()
        self.set_reactive(ResourcePane.filter_text, "")
        self.refresh_bindings()
        self._list()

    def watch_changes(self) -> None:
        """Mark the resources that changed since the share was saved."""
        self._mark()

    def watch_findings(self) -> None:
        """Mark the resources with findings."""
        self._mark()

    def _mark(self) -> None:
        changed = {c.place: c.changed.value for c in self.changes if c.place is not None}
        places = {*changed, *self.findings}
        self.query_one(ResourceList).show_marks(
            {place: changed.get(place, "") + self.findings.get(place, "") for place in places}
        )

    def watch_filter_text(self) -> None:
        """Apply the new filter."""
        self._list()

    def watch_field_names(self) -> None:
        """Apply the filter to newly indexed fields."""
        if self.filter_text:
            self._list()
            if self._accepted and (self.query_one(ResourceList).current or not self._is_indexing):
                self._accept_match()

    @property
    def _is_indexing(self) -> bool:
        """Whether the filter may find more, since the fields are still being indexed."""
        return self.preview is not None and len(self.field_names) < len(self.preview.resources)

    def watch_order(self) -> None:
        """Sort the list."""
        self._list()

    def _list(self) -> None:
        resources = self.preview.resources if self.preview else ()
        listed = arrange(resources, self.filter_text, self.order, self.field_names)
        self.query_one(ResourceList).placeholder = Content(
            "Searching the fields of the share…"
            if self._is_indexing
            else "No resource matches. Esc clears the search."
        )
        self.query_one(ResourceList).show(listed)
        total = f"{len(resources):,}"
        count = f"{len(listed):,} of {total}" if self.filter_text else total
        title = self.query_one(PaneTitle)
        title.text = Content(f"Resources {count}")
        title.note = Content(_describe_order(self.order))
        self._show_match()

    def _show_match(self) -> None:
        """Show which part of the resource under the cursor the filter matched."""
        current = self.query_one(ResourceList).current
        note = ""
        if self.filter_text:
            nothing = "searching…" if self._is_indexing else "no matches"
            note = current.found_in if current else nothing
        kind, _, _ = note.partition(" ")
        if kind == "name":
            note = ""
        elif note and len(note) > self.size.width - _MIN_INPUT_WIDTH:
            note = f"in a {kind}"
        self.query_one(SearchBar).show_note(note)

    # Key actions and message handlers

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable keys only if they have an effect in the current state."""
        typing = not isinstance(self.screen.focused, ResourceList)
        if action == "clear_filter":
            return bool(self.filter_text) and not typing
        if action in ("sort", "reverse"):
            return bool(self.preview and len(self.preview.resources) > 1)
        return action != "filter" or not typing

    def action_filter(self) -> None:
        """Open the filter line and request the field names."""
        self.post_message(self.FieldNamesWanted())
        self.query_one(SearchBar).open()

    def action_clear_filter(self) -> None:
        """Remove the filter and close its line."""
        bar = self.query_one(SearchBar)
        bar.empty()
        bar.close()
        self.filter_text = ""

    def select(self, place: int) -> None:
        """Move the cursor to a resource; if the filter hides it, remove the filter."""
        resources = self.query_one(ResourceList)
        if not resources.select(place) and self.filter_text:
            self.action_clear_filter()
            resources.select(place)

    def action_sort(self) -> None:
        """Sort by the next column; after the last one, restore the response's order."""
        index = _COLUMNS.index(self.order.column) + 1
        self.order = Order(_COLUMNS[index % len(_COLUMNS)], self.order.descending)

    def action_reverse(self) -> None:
        """Reverse the sort order."""
        self.order = Order(self.order.column, not self.order.descending)

    @on(ResourceList.Highlighted)
    def _highlighted(self) -> None:
        self._show_match()

    @on(SearchBar.Changed)
    def _changed(self, event: SearchBar.Changed) -> None:
        event.stop()
        self._accepted = False
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
        self.screen.set_focus(self.query_one(ResourceList))
        self._accepted = True  # Enter may come before the fields are indexed
        if self.query_one(ResourceList).current is not None or not self._is_indexing:
            self._accept_match()

    def _accept_match(self) -> None:
        self._accepted = False
        current = self.query_one(ResourceList).current
        if current is not None:
            self.post_message(self.Found(current, self.filter_text))

    @on(SearchBar.Cancelled)
    def _cancel(self, event: SearchBar.Cancelled) -> None:
        event.stop()
        self.action_clear_filter()
        self.screen.set_focus(self.query_one(ResourceList))


def _describe_order(order: Order) -> str:
    """Return the sort order for display: `by name ▲`; empty for the order of the response."""
    if order.column is None:
        return "reversed" if order.descending else ""
    return f"by {order.column.lower()} {'▼' if order.descending else '▲'}"
