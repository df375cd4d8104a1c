"""Following references from schema to schema of a share, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cdx_tui.tui.screens.share_navigation import ShareNavigation

if TYPE_CHECKING:  # deferred, since the first paint does not need them
    from cdx_tui.tui.widgets.schema.outline_navigation import OutlineNavigation
    from cdx_tui.tui.widgets.schema.visit import Visit

__all__ = ["ShareReferences"]


class ShareReferences(ShareNavigation):
    """Base class that goes to the subject which defines a type, and returns."""

    _visited_subject: tuple[int | None, int] | None = None
    """Indices of the resource and of its subject to which a reference led last."""

    def on_outline_navigation_followed(self, event: OutlineNavigation.Followed) -> None:
        """Go to the type in the schema that defines it."""
        from cdx_tui.tui.widgets.schema.visit import Visit

        origin, viewed = event.origin, self.viewed
        if origin.place is None or self.position is None:
            return
        *steps, node = event.steps
        start = Visit((self.position, viewed.index), node, steps=tuple(steps))
        end = Visit(origin.place, target=origin.target, line=origin.line)
        self._visit(end, (*viewed.trail, start))

    def on_outline_navigation_returned(self) -> None:
        """Return to the node from which the last reference was followed."""
        if self.viewed.trail:
            *trail, last = self.viewed.trail
            self._visit(last, tuple(trail))

    def _visit(self, visit: Visit, trail: tuple[Visit, ...]) -> None:
        if self.preview is None:
            return
        position, index = visit.place
        # Without the watcher, which would show the newest schema of the resource first.
        self.set_reactive(ShareReferences.resource, self.preview.resources[position])
        self.show_schema(index)
        self.viewed = replace(self.viewed, visit=visit, trail=trail)
        self._visited_subject = (position, self.viewed.subject)

    def show_schema(self, index: int | None, *, path: str = "", found: str = "") -> None:
        """Show a schema; among the versions of a subject, the way back is kept."""
        trail = self.viewed.trail
        super().show_schema(index, path=path, found=found)
        if trail and (self.position, self.viewed.subject) == self._visited_subject:
            self.viewed = replace(self.viewed, trail=trail)
