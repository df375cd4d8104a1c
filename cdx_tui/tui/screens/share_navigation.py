"""Moving between resources, subjects, versions, views and fields of a share."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.reactive import var

from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.tui.screens.share_views import ShareViews
from cdx_tui.tui.widgets.schema.views import View
from cdx_tui.tui.widgets.split import NARROW_WIDTH

if TYPE_CHECKING:  # deferred, since the first paint needs none of them
    from cdx_tui.schema import SchemaDocument
    from cdx_tui.share.dictionary import FieldRow
    from cdx_tui.tui.widgets.resource_list import ResourceList
    from cdx_tui.tui.widgets.resource_pane import ResourcePane
    from cdx_tui.tui.widgets.schema.field_target import FieldTarget
    from cdx_tui.tui.widgets.schema.schema_viewer import SchemaViewer
    from cdx_tui.tui.widgets.share_header import ShareHeader
    from cdx_tui.tui.widgets.tab_strip import TabStrip
    from cdx_tui.tui.widgets.text.detail_view import DetailView

__all__ = ["ShareNavigation"]


class ShareNavigation(ShareViews):
    """Base class with the actions and messages that change what is shown of a share."""

    zoomed: var[str] = var("", init=False)
    """The id of the part of the share that fills the screen; empty if none does."""

    _line_of_field: SchemaDocument | None = None
    """The document whose source goes to the line of a field once its outline is there."""

    def outline_built(self) -> None:
        """Go to the line of the field in the source, if that was asked for too early."""
        super().outline_built()
        awaited, self._line_of_field = self._line_of_field, None
        if awaited is not None and awaited is self.document and not self.viewer.source_line:
            node = self.viewer.field
            self.viewer.go_to_line(node.line if node is not None else 0)

    @property
    def viewer(self) -> SchemaViewer:
        """The viewer of the current schema."""
        from cdx_tui.tui.widgets.schema.schema_viewer import SchemaViewer

        return self.query_one(SchemaViewer)

    @property
    def path(self) -> str:
        """The path of the field under the cursor; empty if there is none."""
        from cdx_tui.tui.widgets.schema.schema_viewer import SchemaViewer

        viewers = self.query(SchemaViewer)
        return viewers.first().path if viewers else ""

    def action_view(self, name: str) -> None:
        """Show a view of the current schema, and give it the focus."""
        self.show_view(View(name))
        self.focus_view()

    def focus_view(self) -> None:
        """Focus the current view, once it is displayed, which ends the zoom of the list."""
        if self.zoomed == "side":
            self.zoomed = ""
        self.set_focus(self.viewer.view)

    def action_toggle_source(self) -> None:
        """Show the source; if it is shown, the fields at the same line."""
        if self.viewed.view is View.SOURCE:
            line = self.viewer.source_line
            self.action_view(View.FIELDS.value)
            self.viewer.go_to_line(line)
        else:
            node = self.viewer.field
            self.action_view(View.SOURCE.value)
            self._line_of_field = None if node is not None else self.document
            if node is not None:
                self.viewer.go_to_line(node.line)

    def action_version(self, step: int) -> None:
        """Show the next or the previous version of the subject, wrapping around."""
        versions = self.viewed.versions
        if versions:
            position = (self.viewed.version + step) % len(versions)
            self.show_schema(versions[position], path=self.viewer.path)

    def action_subject(self, step: int) -> None:
        """Show the next or the previous subject of the resource, wrapping around."""
        if self.viewed.subjects:
            self.show_subject((self.viewed.subject + step) % len(self.viewed.subjects))

    def show_subject(self, index: int) -> None:
        """Show the newest version of a subject of the resource."""
        self.show_schema(self.viewed.subjects[index].versions[-1])

    def action_list(self) -> None:
        """Open or close the drawer of resources where it is narrow; focus the list."""
        self.zoomed = ""
        if self.size.width < NARROW_WIDTH and self.list_open:
            self.close_list()
        else:
            self.list_open = True
            self.set_focus(self.query_one("#resources"))

    def close_list(self) -> None:
        """Close the drawer, and focus the current view if the list had the focus."""
        had_focus = self.query_one("#list").has_focus_within
        self.list_open = False
        if had_focus and self.size.width < NARROW_WIDTH:
            self.focus_view()

    def action_find(self) -> None:
        """Open the filter of the list."""
        from cdx_tui.tui.widgets.resource_pane import ResourcePane

        self.list_open = True
        self.set_focus(self.query_one("#resources"))
        self.query_one(ResourcePane).action_filter()

    def on_tab_strip_chosen(self, event: TabStrip.Chosen) -> None:
        """Show the resource, subject, version or view of the clicked tab."""
        if event.group == "resource" and self.preview is not None:
            self.resource = self.preview.resources[event.index]
        elif event.group == "subject":
            self.show_subject(event.index)
        elif event.group == "version":
            self.show_schema(self.viewed.versions[event.index], path=self.viewer.path)
        elif event.group == "view":
            self.action_view(list(View)[event.index].value)
        elif event.group == "format":
            self.choose_format(self.viewed.sample_formats[event.index])

    def on_share_header_crumb_clicked(self, event: ShareHeader.CrumbClicked) -> None:
        """Show what the API said about the provider, the list, or the fields."""
        if event.index == 1:
            self.action_list()
        else:
            self.action_view((View.FIELDS if event.index else View.ABOUT).value)

    def on_schema_viewer_source_requested(self) -> None:
        """Show the source of a field."""
        self.action_view(View.SOURCE.value)

    def on_detail_view_opened(self, event: DetailView.Opened) -> None:
        """Show the field that a line of a view stands for."""
        from cdx_tui.tui.widgets.schema.field_target import FieldTarget

        if isinstance(event.target, FieldTarget):
            self.show_target(event.target)

    def show_target(self, target: FieldTarget) -> None:
        """Show a field of the current resource, and focus it."""
        schemas = self.resource.schemas if self.resource else ()
        index = self.viewed.index
        if target.subject is not None:
            same = [i for i in self._indices(target.subject) if i < len(schemas)]
            exact = [i for i in same if schemas[i].version == target.version]
            index = (exact or same or [index])[-1]
        self.show_view(View.FIELDS)
        if index != self.viewed.index:
            self.show_schema(index, path=target.path)
        elif target.path:
            self.viewer.go_to_path(target.path)
        if target.line is not None and index == self.viewed.index:
            self.viewer.go_to_line(target.line)
        self.focus_view()

    def show_row(self, row: FieldRow) -> None:
        """Show a field of the share in its schema, and focus it."""
        if self.preview is None:
            return
        origin = row.origin
        self.list_open = False
        self.zoomed = ""
        self.set_reactive(ShareNavigation.resource, self.preview.resources[origin.resource_index])
        self.show_view(View.FIELDS)
        self.show_schema(origin.schema_index, path=row.field.path)
        self.viewed = replace(self.viewed, line=row.field.line)
        self.focus_view()

    def _indices(self, subject: str) -> tuple[int, ...]:
        return next((e.versions for e in self.viewed.subjects if e.name == subject), ())

    def on_resource_list_opened(self, event: ResourceList.Opened) -> None:
        """Close the drawer, and focus the current view."""
        self.list_open = False
        self.focus_view()

    def on_resource_tabs_opened(self) -> None:
        """Focus the current view."""
        self.focus_view()

    def focus_resources(self) -> None:
        """Focus the list of resources, or their tabs where it is narrow; nothing without any."""
        narrow = self.size.width < NARROW_WIDTH and not self.list_open
        wanted = self.query_one("#resource-tabs" if narrow else "#resources")
        self.set_focus(wanted if self.resource is not None else None)

    def on_resource_pane_found(self, event: ResourcePane.Found) -> None:
        """Go to what the filter matched in the resource."""
        kind, _, name = event.listed.found_in.partition(" ")
        self.list_open = False
        self.show_found(kind, name)
        self.focus_view()

    def show_found(self, kind: str, name: str) -> None:
        """Show a subject, or the field of a newest schema, of the current resource."""
        if kind == "subject":
            names = [subject.name for subject in self.viewed.subjects]
            self.show_subject(names.index(name) if name in names else self.viewed.subject)
        elif kind == "field":
            self._find_field(name)

    @work(description="-", exclusive=True, group="find")
    async def _find_field(self, name: str) -> None:
        """Go to the first field called `name` in the newest versions of the subjects."""
        from cdx_tui.share.locate import locate_field

        resource, subjects = self.resource, self.viewed.subjects
        if resource is None:
            return
        order = sorted(range(len(subjects)), key=lambda index: index != self.viewed.subject)
        newest = [subjects[index].versions[-1] for index in order]
        with self.progress.during("Looking for the field"):
            found = await run_in_daemon_thread(partial(locate_field, resource, newest, name))
        if found is not None and resource is self.resource:
            self.show_view(View.FIELDS)
            self.show_schema(found.schema, path=found.path, found=found.name)
