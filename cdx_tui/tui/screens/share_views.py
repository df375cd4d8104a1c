"""What the views of a schema show beside its fields and source, made in threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from cdx_tui.tui.screens.share_samples import ShareSamples
from cdx_tui.tui.widgets.schema.views import View

if TYPE_CHECKING:  # deferred, since the first paint needs none of them
    from cdx_tui.api.models import Preview, Schema
    from cdx_tui.schema import Outline
    from cdx_tui.share.readiness import Readiness
    from cdx_tui.tui.widgets.schema.field_marks import FieldMarks, VersionComparison
    from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

__all__ = ["ShareViews"]

_COMPARING: Final = "Comparing with the previous version"
_CHECKING: Final = "Checking every schema of this resource"

_MAX_UNASKED: Final = 400_000
"""Characters of schemas up to which comparison and checks are made before anyone asks."""

_MAX_SEARCHED: Final = 2_000_000
"""Characters of schemas up to which a share is searched for what the list marks."""


class ShareViews(ShareSamples):
    """Base class with the workers of the views.

    Comparison and checks of small schemas are made as soon as the fields are shown, for the marks
    beside fields and tabs; those of large ones when their view is opened.
    """

    _searched: Preview | None = None
    """The share whose resources have been searched for what the list marks."""

    folders: Mapping[str, str] = MappingProxyType({"share": "cdx-export", "view": "."})
    """Folders to propose for an export, by what is exported."""

    class Kept(Message):
        """Posted when something was exported, or a saved share was opened.

        Attributes:
            path: The saved share; None for the export of a view.
            preview: The share; None for the export of a view.
            folders: Folders to propose for the next export, by what is exported.
        """

        def __init__(
            self,
            path: Path | None = None,
            preview: Preview | None = None,
            folders: Mapping[str, str] | None = None,
        ) -> None:
            super().__init__()
            self.path = path
            self.preview = preview
            self.folders = folders or {}

    def restore_layout(
        self, layout: Mapping[str, object], folders: Mapping[str, str] | None = None
    ) -> None:
        """Restore the size of the list, the view and the format; invalid entries are ignored.

        Args:
            layout: Values by the names under which they were saved.
            folders: Folders to propose for exports.
        """
        self.folders = {**self.folders, **(folders or {})}
        from cdx_tui.tui.widgets.split import clamp_shift

        shift, view = layout.get("list-shift"), layout.get("view")
        self.list_shift = clamp_shift(shift) if isinstance(shift, int) else 0
        if view in set(View):
            self.viewed = replace(self.viewed, view=View(str(view)))
        self.restore_format(layout.get("format"))

    def show_view(self, view: View) -> None:
        """Show a view of the current schema."""
        if view is not self.viewed.view:
            self.viewed = replace(self.viewed, view=view)
            self.post_message(self.LayoutChanged({"view": view.value}))
            self.refresh_bindings()
            self.view_changed()

    def end_tasks(self) -> None:
        """End the reports on the comparison and, with another resource, on the checks."""
        super().end_tasks()
        self.progress.end(_COMPARING)
        if self.viewed.resource is not self.resource:
            self.progress.end(_CHECKING)

    def view_changed(self) -> None:
        """Begin what the current view needs."""
        super().view_changed()
        viewed = self.viewed
        if viewed.view is View.CHANGES:
            self._compare_if_needed()
        elif viewed.view is View.CHECKS:
            self._check_if_needed()
        elif viewed.view is View.SAMPLE:
            self.generate_if_needed()

    def outline_built(self) -> None:
        """Mark the fields; compare and check what is small, and generate code if that is shown."""
        if self.viewed.view is View.SAMPLE:
            self.generate_if_needed()
        viewed = self.viewed
        if viewed.outline is None or viewed.resource is None:
            return
        pair = (viewed.schema, viewed.previous)
        if viewed.previous is not None and _length(*pair) <= _MAX_UNASKED:
            self._compare_if_needed()
        else:
            self._mark()
        if _length(*viewed.resource.schemas) <= _MAX_UNASKED:
            self._check_if_needed()
        if self.preview is not None and self._searched is not self.preview:
            self._searched = self.preview
            self._find_marks(self.preview)

    # Marks of the resources

    @work(description="-", thread=True, exclusive=True, group="findings")
    def _find_marks(self, preview: Preview) -> None:
        from cdx_tui.share.listing_marks import marks_of

        every = [schema for resource in preview.resources for schema in resource.schemas]
        if _length(*every) > _MAX_SEARCHED:
            return
        worker, found = get_current_worker(), {}
        known = self.known_schemas(preview)
        for place, resource in enumerate(preview.resources):
            if worker.is_cancelled:
                return
            marks = marks_of(resource, place, known)
            if marks:
                found[place] = marks
        self.app.call_from_thread(self._apply_findings, preview, found)

    def _apply_findings(self, preview: Preview, found: Mapping[int, str]) -> None:
        if preview is self.preview:
            self.findings = found

    # Comparison with the version before, and the marks of the fields

    def _compare_if_needed(self) -> None:
        viewed = self.viewed
        if self.preview is None or viewed.comparison is not None:
            return
        if viewed.previous is not None and viewed.schema is not None:
            self.progress.begin(_COMPARING)
            versions = viewed.versions[: viewed.version + 1]
            self._compare(versions, self._place[0], self.preview)

    @work(description="-", thread=True, exclusive=True, group="comparison")
    def _compare(self, versions: tuple[int, ...], place: int, preview: Preview) -> None:
        from cdx_tui.tui.widgets.schema.version_comparison import compare_versions

        known = self.known_schemas(preview)
        found = compare_versions(preview.resources[place], place, versions, known)
        self.app.call_from_thread(self._apply_comparison, found)

    def _apply_comparison(self, found: VersionComparison) -> None:
        if found.new is self.schema:
            self.progress.end(_COMPARING)
            self.viewed = replace(self.viewed, comparison=found)
            if self.viewed.outline is not None:
                self._mark()

    @work(description="-", thread=True, exclusive=True, group="marks")
    def _mark(self) -> None:
        """Mark the fields of the outline; it is no argument, since those outlive the work."""
        from cdx_tui.tui.widgets.schema.field_marks import mark_fields

        outline, found = self.viewed.outline, self.viewed.comparison
        if outline is None:
            return
        pair = (found.comparison, found.compatibility) if found else (None, None)
        marks = mark_fields(*outline, *pair)
        self.app.call_from_thread(self._apply_marks, outline, marks)

    def _apply_marks(self, outline: tuple[Outline, OutlineRows], marks: FieldMarks) -> None:
        if self.viewed.outline is outline:
            self.viewed = replace(self.viewed, marks=marks)

    # Checks of the resource

    def _check_if_needed(self) -> None:
        position = self.position
        if self.preview is not None and position is not None and self.viewed.checks is None:
            self.progress.begin(_CHECKING)
            self._check(self.preview, position, self.viewed.resource)

    @work(description="-", thread=True, exclusive=True, group="checks")
    def _check(self, preview: Preview, position: int, resource: object) -> None:
        from cdx_tui.share.readiness import assess_resource

        apply = partial(self._apply_checks, resource)
        known = self.known_schemas(preview)
        self.app.call_from_thread(apply, assess_resource(preview, position, known))

    def _apply_checks(self, resource: object, checks: Readiness) -> None:
        if self.viewed.resource is resource:
            self.progress.end(_CHECKING)
            self.viewed = replace(self.viewed, checks=checks)


def _length(*schemas: Schema | None) -> int:
    return sum(len(schema.schema or "") for schema in schemas if schema is not None)
