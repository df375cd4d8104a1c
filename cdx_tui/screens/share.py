"""A screen that shows a share: the resources, and of one of them the details and the schemas."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.worker import get_current_worker

from cdx_tui.api.aside import in_daemon_thread
from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.text import clean, clean_lines, shorten

if TYPE_CHECKING:  # imported late, since the first paint needs none of them
    from cdx_tui.schema.document import Outline, SchemaDocument
    from cdx_tui.widgets.outline_rows import OutlineRows
    from cdx_tui.widgets.resource_list import ResourceList

__all__ = ["ShareScreen"]

_BETWEEN_TWO_LOOKS: Final = 0.1
"""Seconds between telling the viewer that a text has grown."""


class ShareScreen(Screen[None]):
    """Holds the state of what is looked at; the panes follow it by data binding.

    A subclass says where the preview comes from. Its `compose` yields a container `#body`, which
    the panes are mounted into when there is something to show.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket",
            "schema(-1)",
            "Schema",
            id="main.previous-schema",
            key_display="[",
            show=False,
            tooltip="Previous schema",
        ),
        Binding(
            "right_square_bracket",
            "schema(1)",
            "Next schema",
            id="main.next-schema",
            key_display="[ ]",
            tooltip="Next schema of this resource",
        ),
        Binding("v", "versions", "Versions", id="main.versions", tooltip="What has changed"),
        Binding("s", "sample", "Sample", id="main.sample", tooltip="A record that fits the schema"),
        Binding("y", "copy", "Copy", id="main.copy", tooltip="Copy the schema's text"),
        Binding("e", "export(False)", "Save", id="main.export", tooltip="Save this schema"),
        Binding("E", "export(True)", "Save all", id="main.export-all", tooltip="Save the share"),
        Binding("R", "redeem", "Redeem", id="main.redeem", tooltip="How to redeem it, elsewhere"),
        Binding("z", "zoom", "Zoom", id="main.zoom", tooltip="Let this pane fill the screen"),
    ]

    preview: var[Preview | None] = var(None, init=False, bindings=True)
    resource: var[ConsumerSharedResource | None] = var(None, init=False, bindings=True)
    schema: var[Schema | None] = var(None, init=False, bindings=True)
    position: var[str] = var("", init=False)
    document: var[SchemaDocument | None] = var(None, init=False)
    laid_out: var[int] = var(0, init=False, always_update=True)
    outlined: var[bool] = var(False, init=False)
    outline: var[tuple[Outline, OutlineRows] | None] = var(None, init=False)

    _index = 0
    _names: dict[str, str] | None = None

    async def show_preview(self, preview: Preview) -> None:
        """Show a share, from its first resource on."""
        await self._mount_panes()
        self._names = None
        self.preview = preview
        self.resource = preview.resources[0] if preview.resources else None

    async def _mount_panes(self) -> None:
        from cdx_tui.widgets.share_panes import SharePanes

        if not self.query(SharePanes):
            panes = SharePanes(id="share").data_bind(
                ShareScreen.preview,
                ShareScreen.resource,
                ShareScreen.schema,
                ShareScreen.position,
                ShareScreen.document,
                ShareScreen.laid_out,
                ShareScreen.outlined,
                ShareScreen.outline,
            )
            await self.query_one("#body").mount(panes)

    def on_resource_list_highlighted(self, event: ResourceList.Highlighted) -> None:
        """Show the resource under the cursor."""
        self.resource = event.resource

    def watch_resource(self, resource: ConsumerSharedResource | None) -> None:
        """Show the first schema of another resource."""
        self._show_schema(0)

    def _show_schema(self, index: int) -> None:
        schemas = self.resource.schemas if self.resource else ()
        self._index = index
        self.schema = schemas[index] if schemas else None
        self.position = f"{index + 1:,} of {len(schemas):,}" if schemas else ""
        self.outline = None
        self.document = None if self.schema is None else self._read(self.schema)
        if self.document is not None and self.outlined:
            self._build_outline(self.document)

    def _read(self, schema: Schema) -> SchemaDocument:
        """Lay out what is seen first at once, and leave the rest to a thread."""
        from cdx_tui.schema.document import read_schema

        document = read_schema(schema.schema or "", schema.schema_type)
        next(document.fill(), None)
        self._fill(document)
        return document

    @work(thread=True, exclusive=True, group="document")
    def _fill(self, document: SchemaDocument) -> None:
        worker = get_current_worker()
        told = monotonic()
        for _ in document.fill():
            if worker.is_cancelled:
                return
            if monotonic() - told > _BETWEEN_TWO_LOOKS:
                self.app.call_from_thread(self._grew, document)
                told = monotonic()
        self.app.call_from_thread(self._grew, document)

    def _grew(self, document: SchemaDocument) -> None:
        if document is self.document:
            self.laid_out = len(document.lines)

    def on_schema_viewer_outline_toggled(self) -> None:
        """Show the outline in place of the text, or the text again."""
        self.outlined = not self.outlined
        if self.outlined and self.outline is None and self.document is not None:
            self._build_outline(self.document)

    @work(thread=True, exclusive=True, group="outline")
    def _build_outline(self, document: SchemaDocument) -> None:
        from cdx_tui.widgets.outline_rows import OutlineRows

        outline = document.outline()
        if outline.unresolved:
            if self._names is None:
                self._names = self._names_of_the_share()
            outline = document.outline(self._names)
        self.app.call_from_thread(self._outlined, document, (outline, OutlineRows(outline)))

    def _names_of_the_share(self) -> dict[str, str]:
        from cdx_tui.schema.elsewhere import names_defined

        return names_defined(
            (schema.subject or "", schema.schema or "", schema.schema_type)
            for resource in (self.preview.resources if self.preview else ())
            for schema in resource.schemas
        )

    def _outlined(self, document: SchemaDocument, outline: tuple[Outline, OutlineRows]) -> None:
        if document is self.document:
            self.outline = outline

    def action_schema(self, step: int) -> None:
        """Show the next or the previous schema, around the end."""
        count = len(self.resource.schemas) if self.resource else 0
        if count:
            self._show_schema((self._index + step) % count)

    def action_versions(self) -> None:
        """Show what has changed between the versions of this subject."""
        from cdx_tui.screens.versions import VersionsScreen

        versions = self._versions()
        if self.schema is not None and len(versions) > 1:
            self.app.push_screen(VersionsScreen(versions, versions.index(self.schema)))

    def _versions(self) -> tuple[Schema, ...]:
        """Return the versions of the subject that is shown, the oldest first."""
        if self.schema is None or self.resource is None:
            return ()
        same = [s for s in self.resource.schemas if s.subject == self.schema.subject]
        return tuple(sorted(same, key=lambda schema: (schema.version or 0, schema.id or 0)))

    def action_sample(self) -> None:
        """Show a record that fits the schema."""
        from cdx_tui.screens.sample_record import SampleScreen

        if self.document is not None and self.schema is not None and self.preview is not None:
            others = [s for r in self.preview.resources for s in r.schemas if s is not self.schema]
            subject = self.schema.subject or "this schema"
            self.app.push_screen(SampleScreen(self.document, subject, others))

    @work(exclusive=True, group="copy")
    async def action_copy(self) -> None:
        """Copy the schema as it is laid out, all of it, and cleaned."""
        document = self.document
        if document is not None:
            text = await in_daemon_thread(lambda: clean_lines(document.pretty()))
            self.app.copy_to_clipboard(text)

    @work(group="export")
    async def action_export(self, everything: bool) -> None:
        """Save the schema, or the whole share, where the user says."""
        from cdx_tui.screens.export import ExportScreen

        if everything and self.preview is not None:
            save_share = partial(_save_share, self.preview)
            asked = ExportScreen("The share", "cdx-export", save_share)
        elif self.schema is not None:
            asked = ExportScreen("The schema", ".", partial(_save_schema, self.schema))
        else:
            return
        written = await self.app.push_screen_wait(asked)
        if written:
            what = written[0].name if len(written) == 1 else f"{len(written):,} files"
            folder = shorten(clean(str(written[0].parent.absolute())), 120)
            self.notify(f"{what} saved in {folder}", title="Save", timeout=6, markup=False)

    def action_redeem(self) -> None:
        """Show the command that redeems the token; the app itself cannot."""
        from cdx_tui.screens.redeem import RedeemScreen

        if self.preview is not None:
            self.app.push_screen(RedeemScreen(self.preview.resources))

    def action_zoom(self) -> None:
        """Let the focused pane fill the screen, or put it back."""
        if self.maximized is not None:
            self.minimize()
        elif self.focused is not None:
            self.maximize(self.focused)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action == "schema":
            return self.resource is not None and len(self.resource.schemas) > 1
        if action == "redeem" or (action, *parameters) == ("export", True):
            return self.preview is not None
        if action in ("sample", "copy", "export"):
            return self.schema is not None
        if action == "versions":
            return len(self._versions()) > 1
        return True


def _save_share(preview: Preview, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.export import export_share

    return export_share(preview, folder, force=force)


def _save_schema(schema: Schema, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.export import export_schema

    return (export_schema(schema, folder, force=force),)
