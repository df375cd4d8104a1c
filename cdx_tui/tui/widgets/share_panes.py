"""The three panes of a share: resource list, resource details, and schema viewer."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import var

from cdx_tui.api.models import ConsumerSharedResource, Preview
from cdx_tui.share.diff import ResourceChange
from cdx_tui.share.listing import FieldNames
from cdx_tui.tui.widgets.resource_details import ResourceDetails
from cdx_tui.tui.widgets.resource_pane import ResourcePane
from cdx_tui.tui.widgets.schema.schema_viewer import SchemaViewer
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.split import DEFAULT_HEIGHT, DEFAULT_WIDTH, NARROW_WIDTH

__all__ = ["SharePanes"]

_NO_NAMES: Final[FieldNames] = {}


class SharePanes(Horizontal):
    """Container that binds its attributes to those of the three panes.

    Attributes:
        list_width: Width of the list in percent, if the panes are side by side.
        list_height: Height of the list in percent, if the panes are stacked.
    """

    preview: var[Preview | None] = var(None)
    resource: var[ConsumerSharedResource | None] = var(None)
    viewed: var[ViewedSchema] = var(ViewedSchema())
    field_names: var[FieldNames] = var(_NO_NAMES)
    changes: var[tuple[ResourceChange, ...]] = var(())
    list_width: var[int] = var(DEFAULT_WIDTH)
    list_height: var[int] = var(DEFAULT_HEIGHT)

    def compose(self) -> ComposeResult:
        """Yield the list, and next to it the details above the schema viewer."""
        yield ResourcePane(id="list").data_bind(
            SharePanes.preview, SharePanes.field_names, SharePanes.changes
        )
        with Vertical(id="beside"):
            yield ResourceDetails(id="details").data_bind(SharePanes.resource, SharePanes.preview)
            yield SchemaViewer(id="schema").data_bind(SharePanes.viewed)

    def watch_list_width(self) -> None:
        """Apply the new width of the list."""
        self._apply_split()

    def watch_list_height(self) -> None:
        """Apply the new height of the list."""
        self._apply_split()

    def on_resize(self) -> None:
        """Stack the panes or put them side by side, depending on the width."""
        self._apply_split()

    def _apply_split(self) -> None:
        narrow = self.size.width < NARROW_WIDTH
        styles = self.query_one("#list").styles
        styles.width = "100%" if narrow else f"{self.list_width}%"
        styles.height = f"{self.list_height}%" if narrow else "100%"
