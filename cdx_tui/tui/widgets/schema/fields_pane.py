"""The fields of a schema: titles, table, and a drawer for the field under the cursor."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer

from cdx_tui.schema import Outline
from cdx_tui.tui.widgets.blank import BlankVertical
from cdx_tui.tui.widgets.schema.field_drawer import FieldDrawer
from cdx_tui.tui.widgets.schema.field_marks import FieldMarks
from cdx_tui.tui.widgets.schema.node_text import describe
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.status_line import StatusLine

__all__ = ["FieldsPane"]

_NO_MARKS = FieldMarks()

_PATIENCE: Final = 0.15
"""Seconds for which the fields of the schema before stay, while those of another are parsed."""


class _Titles(StatusLine):
    """Titles of a table's columns, which are fitted when it is laid out, so before the paint."""

    def __init__(self, table: OutlineView, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._table = table

    def render(self) -> Content:
        """Return the titles."""
        return Content(self._table.titles)


class FieldsPane(BlankVertical):
    """Table of a schema's types and fields, with a drawer."""

    DEFAULT_CLASSES: ClassVar[str] = "view"

    def compose(self) -> ComposeResult:
        """Yield the titles of the columns, the table and the drawer."""
        table = OutlineView(id="outline")
        yield _Titles(table, id="field-titles")
        yield table
        yield FieldDrawer(id="drawer")

    @property
    def table(self) -> OutlineView:
        """The table."""
        return self.query_one(OutlineView)

    _clearing: Timer | None = None

    def show_parsing(self) -> None:
        """Show that the outline is being built, unless it comes at once.

        Taking all rows away and painting them again would cost bytes, and flicker.
        """
        show = partial(self.show, None, "Parsing schema…")
        if self.table.row_count:
            self._stop_clearing()
            self._clearing = self.set_timer(_PATIENCE, show)
        else:
            show()

    def _stop_clearing(self) -> None:
        if self._clearing is not None:
            self._clearing.stop()
            self._clearing = None

    def show(self, outline: tuple[Outline, OutlineRows] | None, placeholder: str) -> None:
        """Show an outline from its top; the placeholder if it is None or empty."""
        self._stop_clearing()
        table = self.table
        table.placeholder = Content(placeholder)
        drawer = self.query_one(FieldDrawer)
        drawer.reset_height()
        drawer.display = outline is not None and bool(outline[0].roots)
        if outline is None:
            table.show(Outline())
        else:
            table.show(*outline)
        self._describe()

    def go_to(self, viewed: ViewedSchema) -> None:
        """Move the cursor to what a reference led to, or else to a field."""
        self.table.can_return = bool(viewed.trail)
        if viewed.visit is not None:
            self.table.visit(viewed.visit)
        elif viewed.path:
            self.table.select_path(viewed.path, viewed.line)

    def on_resize(self) -> None:
        """Keep the drawer within its share of the height."""
        self.query_one(FieldDrawer).fit()

    def show_marks(self, marks: FieldMarks | None) -> None:
        """Show the marks of the fields."""
        self.table.marks = marks or _NO_MARKS
        self._describe()

    @on(OutlineView.ColumnsChanged)
    def _show_titles(self, event: OutlineView.ColumnsChanged) -> None:
        event.stop()
        self.query_one(_Titles).refresh()

    @on(OutlineView.Highlighted)
    def _highlighted(self) -> None:
        self._describe()

    def _describe(self) -> None:
        """Show the field under the cursor in the drawer."""
        table = self.table
        node, index = table.node, table.index
        if node is None or index is None:
            return
        marks = table.marks
        changes, personal = marks.changes.get(index, ()), marks.personal.get(index)
        details = describe(node, changes, personal, marks.broken.get(index, ()))
        self.query_one(FieldDrawer).show(table.full_path, f"line {node.line + 1:,}", details)
