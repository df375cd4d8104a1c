"""State of the current share, and the threads that parse its schemas."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import events, on, work
from textual.reactive import var
from textual.screen import Screen
from textual.worker import get_current_worker

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.tui.screens.progress import TaskProgress
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.split import DEFAULT_HEIGHT, DEFAULT_WIDTH
from cdx_tui.tui.widgets.status_line import StatusLine

_NO_NAMES: Final[FieldNames] = {}

if TYPE_CHECKING:  # deferred, since the first paint needs none of them
    from cdx_tui.schema.document import Outline, SchemaDocument
    from cdx_tui.share.diff import ResourceChange
    from cdx_tui.share.listing import FieldNames
    from cdx_tui.tui.widgets.resource_list import ResourceList
    from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

__all__ = ["ShareState"]

_OUTLINING: Final = "Reading the schema for its outline"
_INDEXING: Final = "Reading every schema for the filter"

_GROWTH_INTERVAL: Final = 0.1
"""Seconds between updates of the viewer's line count while a text is being rendered."""

_INDEX_INTERVAL: Final = 0.5
"""Seconds between updates of the field names for the list's filter."""


class ShareState(Screen[None]):
    """Base class with the state of the current share, passed to the panes by data binding.

    `compose` of a subclass yields a container `#body`, into which the panes are mounted when the
    first share is shown.
    """

    preview: var[Preview | None] = var(None, init=False, bindings=True)
    resource: var[ConsumerSharedResource | None] = var(None, init=False, bindings=True)
    viewed: var[ViewedSchema] = var(ViewedSchema(), init=False)
    field_names: var[FieldNames] = var(_NO_NAMES, init=False)
    changes: var[tuple[ResourceChange, ...]] = var((), init=False)
    list_width: var[int] = var(DEFAULT_WIDTH, init=False)
    list_height: var[int] = var(DEFAULT_HEIGHT, init=False)
    presenting: var[bool] = var(False, init=False)

    _unmasked: Preview | None = None
    _named_types: dict[str, str] | None = None
    _field_names_requested = False

    def __init__(self, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.progress = TaskProgress(self, self._show_busy)

    def _show_busy(self, message: str) -> None:
        self.query_one("#status", StatusLine).busy = message

    async def show_preview(self, preview: Preview) -> None:
        """Show a share, starting with its first resource."""
        await self._mount_panes()
        self.progress.end(_INDEXING)
        self._named_types = None
        self._field_names_requested = False
        self.field_names = _NO_NAMES
        self.changes = ()
        self._unmasked = preview
        self.preview = self._presentable(preview)
        self.resource = self.preview.resources[0] if self.preview.resources else None

    def _presentable(self, preview: Preview) -> Preview:
        """Return `preview`, masked in presentation mode."""
        if not self.presenting:
            return preview
        from cdx_tui.share.masking import mask_preview

        return mask_preview(preview)

    @on(events.Mount)
    def _mask_on_mount(self) -> None:
        """Mask the share if the app starts in presentation mode."""
        if self.presenting:
            self.watch_presenting(True)

    def watch_presenting(self, presenting: bool) -> None:
        """Mask or unmask the share, and keep the current resource and schema."""
        self.set_class(presenting, "-presenting")
        if self._unmasked is None or self.preview is None:
            return
        index, shown = self.viewed.index, self.resource
        positions = (i for i, each in enumerate(self.preview.resources) if each is shown)
        position = next(positions, None)
        self.preview = self._presentable(self._unmasked)
        if position is not None:
            self.resource = self.preview.resources[position]
            self._show_schema(index)

    async def _mount_panes(self) -> None:
        from cdx_tui.tui.widgets.share_panes import SharePanes

        if not self.query(SharePanes):
            panes = SharePanes(id="share").data_bind(
                ShareState.preview,
                ShareState.resource,
                ShareState.viewed,
                ShareState.field_names,
                ShareState.changes,
                ShareState.list_width,
                ShareState.list_height,
            )
            await self.query_one("#body").mount(panes)

    def on_resource_list_highlighted(self, event: ResourceList.Highlighted) -> None:
        """Show the resource under the cursor."""
        self.resource = event.resource

    def on_resource_pane_field_names_wanted(self) -> None:
        """Index the field names of all schemas for the filter, once per share."""
        if self.preview is not None and not self._field_names_requested:
            self._field_names_requested = True
            self.progress.begin(_INDEXING)
            self._index_field_names(self.preview)

    @work(thread=True, exclusive=True, group="fields")
    def _index_field_names(self, preview: Preview) -> None:
        from cdx_tui.share.listing import field_names

        worker, shown, names = get_current_worker(), monotonic(), {}
        for position, resource in enumerate(preview.resources):
            if worker.is_cancelled:
                return
            names[position] = field_names(resource.schemas)
            if monotonic() - shown > _INDEX_INTERVAL:
                self.app.call_from_thread(self._update_field_names, preview, dict(names))
                shown = monotonic()
        self.app.call_from_thread(self._update_field_names, preview, names)

    def _update_field_names(self, preview: Preview, names: FieldNames) -> None:
        if preview is self.preview:
            self.field_names = names
            if len(names) == len(preview.resources):
                self.progress.end(_INDEXING)

    def watch_resource(self, resource: ConsumerSharedResource | None) -> None:
        """Show the first schema of the new resource."""
        self._show_schema(0)

    def _show_schema(self, index: int) -> None:
        schemas = self.resource.schemas if self.resource else ()
        schema = schemas[index] if schemas else None
        self.progress.end(_OUTLINING)
        document = None if schema is None else self._open_document(schema)
        self.viewed = ViewedSchema(
            schema,
            index,
            len(schemas),
            document,
            len(document.lines) if document else 0,
            self.viewed.outlined,
        )
        self.refresh_bindings()
        self._build_outline_if_needed()

    @property
    def schema(self) -> Schema | None:
        """The current schema, or None."""
        return self.viewed.schema

    @property
    def document(self) -> SchemaDocument | None:
        """The parsed document of the current schema, or None."""
        return self.viewed.document

    def _open_document(self, schema: Schema) -> SchemaDocument:
        """Return a document with its first lines rendered; the rest follows in a thread."""
        from cdx_tui.schema.document import read_schema

        document = read_schema(schema.schema or "", schema.schema_type)
        next(document.fill(), None)
        self._fill(document)
        return document

    @work(thread=True, exclusive=True, group="document")
    def _fill(self, document: SchemaDocument) -> None:
        worker = get_current_worker()
        shown = monotonic()
        for _ in document.fill():
            if worker.is_cancelled:
                return
            if monotonic() - shown > _GROWTH_INTERVAL:
                self.app.call_from_thread(self._update_line_count, document)
                shown = monotonic()
        self.app.call_from_thread(self._update_line_count, document)

    def _update_line_count(self, document: SchemaDocument) -> None:
        if document is self.document:
            self.viewed = replace(self.viewed, line_count=len(document.lines))

    def on_schema_viewer_outline_toggled(self) -> None:
        """Toggle between outline and source."""
        self.viewed = replace(self.viewed, outlined=not self.viewed.outlined)
        self._build_outline_if_needed()

    def _build_outline_if_needed(self) -> None:
        if self.viewed.awaits_outline and self.document is not None:
            self.progress.begin(_OUTLINING)
            self._build_outline(self.document)

    @work(thread=True, exclusive=True, group="outline")
    def _build_outline(self, document: SchemaDocument) -> None:
        from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

        outline = document.outline()
        if outline.unresolved:
            if self._named_types is None:
                self._named_types = self._index_named_types()
            outline = document.outline(self._named_types)
        self.app.call_from_thread(self._apply_outline, document, (outline, OutlineRows(outline)))

    def _index_named_types(self) -> dict[str, str]:
        from cdx_tui.schema.references import names_defined

        return names_defined(
            (schema.subject or "", schema.schema or "", schema.schema_type)
            for resource in (self.preview.resources if self.preview else ())
            for schema in resource.schemas
        )

    def _apply_outline(
        self, document: SchemaDocument, outline: tuple[Outline, OutlineRows]
    ) -> None:
        if document is self.document:
            self.progress.end(_OUTLINING)
            self.viewed = replace(self.viewed, outline=outline)
