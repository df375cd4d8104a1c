"""The field names of all schemas of a share, read in a thread for the list's filter."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import work
from textual.reactive import var
from textual.worker import get_current_worker

from cdx_tui.tui.mixins import ScreenMixin
from cdx_tui.tui.screens.progress import TaskProgress
from cdx_tui.tui.widgets.share_header import ShareHeader

if TYPE_CHECKING:  # deferred, since the first paint needs none of them
    from cdx_tui.api.models import Preview
    from cdx_tui.schema.references import KnownSchemas
    from cdx_tui.share.listing import FieldNames

__all__ = ["FieldNamesState"]

_NO_NAMES: Final[FieldNames] = {}

_INDEXING: Final = "Indexing the fields of every schema"

_INDEX_INTERVAL: Final = 0.5
"""Seconds between updates of the field names."""


class FieldNamesState(ScreenMixin):
    """Base class with the share and the names in its schemas; panes get fields by data binding."""

    preview: var[Preview | None] = var(None, init=False, bindings=True)
    field_names: var[FieldNames] = var(_NO_NAMES, init=False)

    _field_names_requested = False
    _known: tuple[Preview, KnownSchemas] | None = None

    def __init__(self, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.progress = TaskProgress(self, self._show_busy)

    def _show_busy(self, message: str) -> None:
        self.query_one(ShareHeader).busy = message

    def forget_field_names(self) -> None:
        """Read the names anew once they are wanted, since the share is another one."""
        self.progress.end(_INDEXING)
        self._field_names_requested = False
        self._known = None
        self.field_names = _NO_NAMES

    def known_schemas(self, preview: Preview) -> KnownSchemas:
        """Return the schemas among which references are looked up; may be called in any thread."""
        from cdx_tui.share.known_schemas import known_schemas

        kept = self._known
        if kept is None or kept[0] is not preview:
            kept = self._known = (preview, known_schemas(preview))
        return kept[1]

    def on_resource_pane_field_names_wanted(self) -> None:
        """Index the field names of all schemas for the filter, once per share."""
        if self.preview is not None and not self._field_names_requested:
            self._field_names_requested = True
            self.progress.begin(_INDEXING)
            self._index_field_names(self.preview)

    @work(description="-", thread=True, exclusive=True, group="fields")
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
