"""The state of the schema viewer, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdx_tui.api.models import Schema

if TYPE_CHECKING:  # the first paint needs neither, but the screen's state begins with this
    from cdx_tui.schema import Outline, SchemaDocument
    from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

__all__ = ["ViewedSchema"]


@dataclass(frozen=True, eq=False)  # no slots: those take 1 ms at the start
class ViewedSchema:
    """One schema of a resource, and as much of it as has been parsed.

    Attributes:
        schema: The schema; None if the resource has none.
        index: Its index among the resource's schemas.
        count: The number of these.
        document: Its document, whose lines may still be growing.
        line_count: How many lines the document has so far.
        outlined: Whether the outline is shown instead of the source.
        outline: The outline and its rows; None until they are built.
    """

    schema: Schema | None = None
    index: int = 0
    count: int = 0
    document: SchemaDocument | None = None
    line_count: int = 0
    outlined: bool = False
    outline: tuple[Outline, OutlineRows] | None = None

    @property
    def position(self) -> str:
        """Its place in the resource, ready to show: `1 of 2`; empty if there is no schema."""
        return f"{self.index + 1:,} of {self.count:,}" if self.count else ""

    @property
    def awaits_outline(self) -> bool:
        """Whether the outline is to be shown, and is still being built."""
        return self.outlined and self.outline is None and self.document is not None
