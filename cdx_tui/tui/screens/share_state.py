"""State of the current share, and the threads that parse its schemas."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Final
from weakref import ref

from textual import events, on, work
from textual.reactive import var
from textual.worker import get_current_worker

from cdx_tui.tui.screens.field_names import FieldNamesState
from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.startup import DeferringApp
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.schema.views import View
from cdx_tui.tui.widgets.share_header import ShareHeader, path_of

_NO_FINDINGS: Final[Mapping[int, str]] = {}

if TYPE_CHECKING:  # deferred, since the first paint needs none of them
    from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
    from cdx_tui.schema import Outline, SchemaDocument
    from cdx_tui.share.diff import ResourceChange
    from cdx_tui.tui.widgets.resource_list import ResourceList
    from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

__all__ = ["ShareState"]

_OUTLINING: Final = "Parsing schema"

_SOON_READ: Final = 100_000
"""Characters of a schema whose fields come within `_PATIENCE`."""

_PATIENCE: Final = 0.1
"""Seconds for which a share without fields waits for those of its first schema."""

_GROWTH_INTERVAL: Final = 0.1
"""Seconds between updates of the viewer's line count while a text is being rendered."""


class ShareState(FrugalScreen, FieldNamesState):
    """Base class with the state of the current share, passed to the panes by data binding.

    `compose` of a subclass yields a `ShareHeader` and a container `#body`, into which the panes are
    mounted when the first share is shown.
    """

    resource: var[ConsumerSharedResource | None] = var(
        None,
        init=False,
        bindings=True,
        always_update=True,  # two may be equal
    )
    viewed: var[ViewedSchema] = var(ViewedSchema(), init=False)
    changes: var[tuple[ResourceChange, ...]] = var((), init=False)
    findings: var[Mapping[int, str]] = var(_NO_FINDINGS, init=False)
    list_shift: var[int] = var(0, init=False)
    list_open: var[bool] = var(False, init=False)
    presenting: var[bool] = var(False, init=False)

    _unmasked: Preview | None = None

    def __init__(self) -> None:
        super().__init__()
        self._outline_built = asyncio.Event()

    async def show_preview(self, preview: Preview) -> None:
        """Show a share, starting with its first resource."""
        self.forget_field_names()
        self.changes = ()
        self.findings = _NO_FINDINGS
        self.list_open = False
        self._unmasked = preview
        self.preview = self._presentable(preview)
        self.resource = self.preview.resources[0] if self.preview.resources else None
        await self.mount_panes()
        await self._await_fields()

    async def _await_fields(self) -> None:
        """Wait for the fields of a schema that is soon read, so that all is painted at once."""
        if self.document is not None and len(self.document.source) <= _SOON_READ:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._outline_built.wait(), _PATIENCE)

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
        """Mask or unmask the share, and keep the current resource, schema and field."""
        self.set_class(presenting, "-presenting")
        if self._unmasked is None or self.preview is None:
            return
        index, position, path = self.viewed.index if self.schema else None, self.position, self.path
        self.preview = self._presentable(self._unmasked)
        if position is not None:
            self.set_reactive(ShareState.resource, self.preview.resources[position])
            self.show_schema(index, path=path)

    @property
    def path(self) -> str:
        """The path of the field under the cursor; empty if there is none."""
        return ""

    @property
    def position(self) -> int | None:
        """The index of the current resource in the response; None if there is none."""
        resources = self.preview.resources if self.preview else ()
        return next((i for i, each in enumerate(resources) if each is self.resource), None)

    async def mount_panes(self, *, display: bool = True) -> None:
        """Mount the panes of a share, unless they are."""
        from cdx_tui.tui.widgets.share_panes import SharePanes

        if isinstance(self.app, DeferringApp):
            self.app.load_styles()
        body = self.query_one("#body")
        if not any(isinstance(each, SharePanes) for each in body.children):
            panes = SharePanes(id="share").data_bind(
                ShareState.preview,
                ShareState.viewed,
                ShareState.field_names,
                ShareState.changes,
                ShareState.findings,
                ShareState.list_shift,
                ShareState.list_open,
            )
            panes.display = display
            await body.mount(panes)

    def on_resource_list_highlighted(self, event: ResourceList.Highlighted) -> None:
        """Show the resource under the cursor, unless another share has come since, or its mask."""
        place, resource = event.listed.place, event.resource
        resources = self.preview.resources if self.preview else ()
        is_listed = place < len(resources) and resources[place] is resource
        if is_listed and resource is not self.resource:
            self.resource = resource

    def watch_resource(self, resource: ConsumerSharedResource | None) -> None:
        """Show the newest value schema of the new resource."""
        self.show_schema(None)

    def show_schema(self, index: int | None, *, path: str = "", found: str = "") -> None:
        """Show a schema of the current resource.

        Args:
            index: Its index among the resource's schemas; None for the newest value schema.
            path: Path of the field that the cursor goes to.
            found: Text to mark in the fields.
        """
        from cdx_tui.share.problems import problems_of
        from cdx_tui.share.subjects import default_subject, subjects_of

        resource, before = self.resource, self.viewed
        subjects = subjects_of(resource) if resource else ()
        subject = default_subject(subjects) if subjects else 0
        if index is not None:
            holding = (i for i, each in enumerate(subjects) if index in each.versions)
            subject = next(holding, subject)
        elif subjects:
            index = subjects[subject].versions[-1]
        schema = resource.schemas[index] if resource and index is not None else None
        self.end_tasks()
        document = None if schema is None else self._open_document(schema)
        is_same = resource is not None and before.resource is resource
        self.viewed = ViewedSchema(
            resource=resource,
            problems=before.problems if is_same else problems_of(self.preview, self.position),
            subjects=subjects,
            subject=subject,
            schema=schema,
            index=index or 0,
            document=document,
            line_count=len(document.lines) if document else 0,
            view=before.view if resource else View.FIELDS,  # it says that nothing is shared
            chosen_format=before.chosen_format,
            checks=before.checks if is_same else None,
            path=path,
            found=found,
        )
        subject_name = schema.subject or "" if schema else ""
        self.query_one(ShareHeader).crumbs = path_of(resource, subject_name)
        self.refresh_bindings()
        self.view_changed()

    def end_tasks(self) -> None:
        """End the reports on what is made of a schema, since another one is about to be shown."""
        self.progress.end(_OUTLINING)

    def view_changed(self) -> None:
        """Begin what the current view needs; called for each schema and each view."""
        self.build_outline()

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
        from cdx_tui.schema import read_schema
        from cdx_tui.schema.gc_pause import take_back

        take_back()
        document = read_schema(schema.schema or "", schema.schema_type, schema.subject or "")
        if document.fill_first_block(keep_tree=True):
            self.workers.cancel_group(self, "document")
        else:
            self._fill(ref(document))  # a worker stays referenced for longer than it works
        return document

    @work(description="-", thread=True, exclusive=True, group="document")
    def _fill(self, document_ref: ref[SchemaDocument]) -> None:
        document = document_ref()
        if document is None:
            return
        worker = get_current_worker()
        shown = monotonic()
        for _ in document.fill(keep_tree=True):
            if worker.is_cancelled:
                return
            if monotonic() - shown > _GROWTH_INTERVAL:
                self.app.call_from_thread(self._update_line_count, document)
                shown = monotonic()
        self.app.call_from_thread(self._update_line_count, document)

    def _update_line_count(self, document: SchemaDocument) -> None:
        if document is self.document:
            self.viewed = replace(self.viewed, line_count=len(document.lines))

    def build_outline(self) -> None:
        """Build the outline of the current schema in a thread, unless it is there."""
        if self.viewed.outline is None and self.document is not None and self.preview is not None:
            self.progress.begin(_OUTLINING)
            self._outline_built.clear()
            self._build_outline(ref(self.document), self.preview, self._place)

    @work(description="-", thread=True, exclusive=True, group="outline")
    def _build_outline(
        self, document_ref: ref[SchemaDocument], preview: Preview, place: tuple[int, int]
    ) -> None:
        from cdx_tui.schema.gc_pause import set_aside
        from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

        document = document_ref()
        if document is None:
            return
        known = self.known_schemas(preview)
        with set_aside(len(document.source)):
            outline = document.outline(known.external(known.at(place)))
            rows = OutlineRows(outline)
        self.app.call_from_thread(self._apply_outline, document, (outline, rows))

    @property
    def _place(self) -> tuple[int, int]:
        """The indices of the current resource and schema."""
        return self.position or 0, self.viewed.index

    def _apply_outline(
        self, document: SchemaDocument, outline: tuple[Outline, OutlineRows]
    ) -> None:
        if document is self.document:
            self.progress.end(_OUTLINING)
            self.viewed = replace(self.viewed, outline=outline)
            self._outline_built.set()
            # Threads beside it would delay the frame that shows the fields.
            self.call_after_refresh(self._when_shown, document)

    def _when_shown(self, document: SchemaDocument) -> None:
        if document is self.document:
            self.outline_built()

    def outline_built(self) -> None:
        """Begin what needs the outline; called once that is on the screen."""
