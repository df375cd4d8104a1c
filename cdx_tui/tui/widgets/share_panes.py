"""The panes of a share: resources beside, and the strips and views of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, overload

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var

from cdx_tui.api.models import ConsumerSharedResource, Preview
from cdx_tui.share.listing import FieldNames
from cdx_tui.share.names import name_of
from cdx_tui.tui.widgets.blank import BlankHorizontal, BlankVertical
from cdx_tui.tui.widgets.divider import Divider
from cdx_tui.tui.widgets.resource_list import ResourceList
from cdx_tui.tui.widgets.resource_pane import ResourcePane
from cdx_tui.tui.widgets.resource_summary import ResourceSummary
from cdx_tui.tui.widgets.resource_tabs import ResourceTabs
from cdx_tui.tui.widgets.schema.schema_viewer import SchemaViewer
from cdx_tui.tui.widgets.schema.strips import (
    describe_level,
    describe_schema,
    schema_groups,
    view_group,
)
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.split import NARROW_WIDTH, list_size
from cdx_tui.tui.widgets.tab_strip import TabGroup, TabStrip

if TYPE_CHECKING:  # a share can be shown without comparing it
    from cdx_tui.share.diff import ResourceChange

__all__ = ["SharePanes"]

_NO_NAMES: Final[FieldNames] = {}
_NO_FINDINGS: Final[Mapping[int, str]] = {}


class SharePanes(BlankHorizontal):
    """Container of the list and the views of a resource, which it hands their attributes.

    Where it is narrow, the list is a strip of tabs, and the full list a drawer above the views.

    Attributes:
        list_shift: Columns or rows by which the user made the list larger.
        list_open: Whether the drawer with the full list is open.
    """

    preview: var[Preview | None] = var(None, init=False)
    viewed: var[ViewedSchema] = var(ViewedSchema(), init=False)
    field_names: var[FieldNames] = var(_NO_NAMES)
    changes: var[tuple[ResourceChange, ...]] = var(())
    findings: var[Mapping[int, str]] = var(_NO_FINDINGS)
    list_shift: var[int] = var(0, init=False)
    list_open: var[bool] = var(False, init=False)

    def on_compose(self) -> None:
        """Tell wide from narrow before there are children: it would restyle all of them."""
        self.set_class(self.screen.size.width < NARROW_WIDTH, "-stacked")

    def compose(self) -> ComposeResult:
        """Yield the list with its summary, and the strips above the views."""
        with BlankVertical(id="side"):
            yield ResourcePane(id="list").data_bind(
                SharePanes.preview, SharePanes.field_names, SharePanes.changes, SharePanes.findings
            )
            yield ResourceSummary(id="summary")
        yield Divider(id="divider")
        with BlankVertical(id="main"):
            yield ResourceTabs(id="resource-tabs")
            yield TabStrip(id="schema-tabs")
            yield TabStrip(id="view-tabs")
            yield SchemaViewer(id="schema").data_bind(SharePanes.viewed)

    def watch_viewed(self, before: ViewedSchema, now: ViewedSchema) -> None:
        """Update the strips and the summary."""
        if now.resource is not before.resource:
            self.query_one(ResourceSummary).resource = now.resource
            self._show_resource_tabs()
        schema_tabs = self.query_one("#schema-tabs", TabStrip)
        schema_tabs.groups = schema_groups(now)
        schema_tabs.notes = describe_schema(now)
        view_tabs = self.query_one("#view-tabs", TabStrip)
        view_tabs.groups = (view_group(now),)
        view_tabs.notes = describe_level(now)

    def watch_preview(self) -> None:
        """Show the names of the new share's resources; without any, the reason alone."""
        self.set_class(self.preview is not None and not self.preview.resources, "-empty")
        self._show_resource_tabs()
        self.call_later(self._apply_size)  # once the list has the share, too

    def _show_resource_tabs(self) -> None:
        resources = self.preview.resources if self.preview else ()
        positions = (i for i, each in enumerate(resources) if each is self.viewed.resource)
        current = next(positions, -1)
        strip = self.query_one("#resource-tabs", TabStrip)
        strip.groups = (TabGroup("resource", _Names(resources), current),)
        place = f"{current + 1:,} of {len(resources):,} resources "
        strip.notes = (Content.styled(place, "$text-muted"),) if resources else ()
        if current >= 0:
            self.query_one(ResourcePane).select(current)

    def watch_list_shift(self) -> None:
        """Apply the new size of the list."""
        self._apply_size()

    def watch_list_open(self) -> None:
        """Open or close the drawer."""
        self._apply_size()

    def on_resize(self) -> None:
        """Put the list beside the views or above them, depending on the width."""
        self._apply_size()

    def _apply_size(self) -> None:
        room = self.size or self.screen.size  # the screen's until the first layout
        narrow = room.width < NARROW_WIDTH
        self.set_class(narrow, "-stacked")
        self.set_class(self.list_open, "-list-open")
        count = len(self.preview.resources) if self.preview else 0
        natural = self.query_one(ResourceList).natural_width if not narrow else count + 1
        size = list_size(room, natural, self.list_shift, narrow=narrow)
        styles = self.query_one("#side").styles
        styles.width = "100%" if narrow else size
        styles.height = size if narrow else "100%"


class _Names(Sequence[Content]):
    """Names of resources, created on access, since there may be thousands."""

    def __init__(self, resources: Sequence[ConsumerSharedResource]) -> None:
        self._resources = resources

    def __len__(self) -> int:
        return len(self._resources)

    @overload
    def __getitem__(self, index: int) -> Content: ...

    @overload
    def __getitem__(self, index: slice) -> list[Content]: ...

    def __getitem__(self, index: int | slice) -> Content | list[Content]:
        if isinstance(index, slice):
            return [Content(name_of(resource)) for resource in self._resources[index]]
        return Content(name_of(self._resources[index]))
