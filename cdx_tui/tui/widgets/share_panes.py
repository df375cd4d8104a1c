"""The three panes of a share: its resources, the details of one, the schemas of that one."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import var

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema.document import Outline, SchemaDocument
from cdx_tui.share.diff import ResourceChange
from cdx_tui.share.listing import FieldNames
from cdx_tui.tui.widgets.resource_details import ResourceDetails
from cdx_tui.tui.widgets.resource_pane import ResourcePane
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows
from cdx_tui.tui.widgets.schema.schema_viewer import SchemaViewer
from cdx_tui.tui.widgets.split import HEIGHT, NARROW, WIDTH

__all__ = ["SharePanes"]

_NO_NAMES: Final[FieldNames] = {}


class SharePanes(Horizontal):
    """Passes on what it is given; holds no state of its own.

    `list_width` is the list's part of the width in percent, `list_height` of the height where the
    panes are above each other.
    """

    preview: var[Preview | None] = var(None)
    resource: var[ConsumerSharedResource | None] = var(None)
    schema: var[Schema | None] = var(None)
    position: var[str] = var("")
    document: var[SchemaDocument | None] = var(None)
    line_count: var[int] = var(0, always_update=True)
    field_names: var[FieldNames] = var(_NO_NAMES)
    changes: var[tuple[ResourceChange, ...]] = var(())
    list_width: var[int] = var(WIDTH)
    list_height: var[int] = var(HEIGHT)
    outlined: var[bool] = var(False)
    outline: var[tuple[Outline, OutlineRows] | None] = var(None)

    def compose(self) -> ComposeResult:
        """Yield the list, and beside it the details above the schema."""
        yield ResourcePane(id="list").data_bind(
            SharePanes.preview, SharePanes.field_names, SharePanes.changes
        )
        with Vertical(id="beside"):
            yield ResourceDetails(id="details").data_bind(SharePanes.resource, SharePanes.preview)
            yield SchemaViewer(id="schema").data_bind(
                SharePanes.schema,
                SharePanes.position,
                SharePanes.document,
                SharePanes.line_count,
                SharePanes.outlined,
                SharePanes.outline,
            )

    def watch_list_width(self) -> None:
        """Give the list another part of the width."""
        self._divide()

    def watch_list_height(self) -> None:
        """Give the list another part of the height."""
        self._divide()

    def on_resize(self) -> None:
        """Change the direction of the split if the width requires it."""
        self._divide()

    def _divide(self) -> None:
        narrow = self.size.width < NARROW
        styles = self.query_one("#list").styles
        styles.width = "100%" if narrow else f"{self.list_width}%"
        styles.height = f"{self.list_height}%" if narrow else "100%"
