"""Viewer of one schema and its resource, in six views."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from cdx_tui.schema import OutlineNode, SchemaKind
from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.blank import BlankVertical
from cdx_tui.tui.widgets.highlighting.languages import Language
from cdx_tui.tui.widgets.schema.fields_pane import FieldsPane
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from cdx_tui.tui.widgets.schema.problems_text import describe_problems
from cdx_tui.tui.widgets.schema.sample_pane import SamplePane
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.schema.viewed_details import about, changes_of, checks_of, no_comparison
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.schema.views import View
from cdx_tui.tui.widgets.search_bar import SearchBar
from cdx_tui.tui.widgets.status_line import StatusLine
from cdx_tui.tui.widgets.text.detail_view import DetailView
from cdx_tui.tui.widgets.text.searchable import SearchableView

__all__ = ["SchemaViewer"]

_LANGUAGES: Final[dict[SchemaKind, Language]] = {
    SchemaKind.AVRO: "avro",
    SchemaKind.JSON: "json",
    SchemaKind.PROTOBUF: "protobuf",
    SchemaKind.TEXT: "text",
}


class SchemaViewer(BlankVertical):
    """The current view, with notes above and the search bar below it.

    Attributes:
        viewed: What to show. Its document may still be growing, and its outline may come later.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "search",
            "Find",
            id="schema.search",
            key_display="/",
            tooltip="Find in this view",
            priority=True,  # keys that follow in the same packet belong to the search
        ),
    ]

    viewed: var[ViewedSchema] = var(ViewedSchema(), init=False)

    class SourceRequested(Message):
        """Posted to show the source of the field under the cursor."""

    def compose(self) -> ComposeResult:
        """Yield the notes, the views and the search bar."""
        yield StatusLine(id="schema-notes")
        yield FieldsPane(id="fields")
        yield SourceView(id="source", classes="view")
        yield DetailView(id="changes", classes="view")
        yield SamplePane(id="sample-pane")
        yield DetailView(id="checks", classes="view")
        yield DetailView(id="about", classes="view")
        yield SearchBar(id="search")

    def on_mount(self) -> None:
        """Show one of the views."""
        self._switch_views(self.viewed.view)
        if self.viewed.resource is None:
            self._show_outline(self.viewed)

    HINTS: ClassVar[tuple[str, ...]] = ("details.open", "main.next-format", "schema.search")

    @property
    def view(self) -> SearchableView:
        """The widget of the current view."""
        return self._widget_of(self.viewed.view)

    def _widget_of(self, view: View) -> SearchableView:
        if view is View.FIELDS:
            return self.query_one(OutlineView)
        kind = SourceView if view in (View.SOURCE, View.SAMPLE) else DetailView
        return self.query_one(f"#{view.value}", kind)

    # Attributes set by the parent

    def watch_viewed(self, before: ViewedSchema, now: ViewedSchema) -> None:
        """Show what differs from before."""
        is_other = now.resource is not before.resource or now.schema is not before.schema
        is_other = is_other or now.problems != before.problems
        if now.resource is not before.resource:
            self.query_one("#about", DetailView).show(about(now))
        if is_other or now.document is not before.document:
            self._show_document(now)
        elif now.line_count != before.line_count:
            self.query_one("#source", SourceView).lines_grew()
        if is_other or now.outline is not before.outline or now.document is not before.document:
            self._show_outline(now)
        if now.marks is not before.marks:
            self.query_one(FieldsPane).show_marks(now.marks)
        self._show_notes()
        self._show_derived(before, now, is_other)
        if now.view is not before.view:
            self._switch_views(now.view)
        for view in View:
            self._widget_of(view).awaiting_content = now.awaits(view)

    def _show_document(self, now: ViewedSchema) -> None:
        source = self.query_one("#source", SourceView)
        searched = source.searching_for
        if now.document is None:
            source.placeholder = Content(now.missing)
            source.show(Lines())
        else:
            source.show(now.document.lines, _LANGUAGES[now.document.kind])
        if searched:
            source.search(searched)

    def _show_outline(self, now: ViewedSchema) -> None:
        fields = self.query_one(FieldsPane)
        searched = now.found or fields.table.searching_for
        if now.document is None:
            fields.show(None, now.missing)
        elif now.outline is None:
            fields.show_parsing()
        else:
            fields.show(now.outline, "No fields to show. Press 2 for the source.")
            fields.go_to(now)
        if searched and now.outline is not None:
            fields.table.search(searched)
            fields.table.accept_search()

    def _show_notes(self) -> None:
        document, outline = self.viewed.document, self.viewed.outline
        problems = document.problems if document else ()
        if outline is not None:
            problems = (*problems, *outline[0].problems)
        text = Content("")
        if problems and self.viewed.view in (View.FIELDS, View.SOURCE):
            text = describe_problems(problems)
        elif self.viewed.view is View.SAMPLE and self.viewed.sample and self.viewed.sample.text:
            text = Content.styled(self.viewed.sample.remark, "$text-muted")
        note = self.query_one("#schema-notes", StatusLine)
        note.display = bool(text)
        if text and text != note.text:
            note.refresh(layout=True)  # it may need another number of rows
        note.text = text

    def _show_derived(self, before: ViewedSchema, now: ViewedSchema, is_other: bool) -> None:
        """Show comparison, sample and checks as far as they are new."""
        if is_other or now.comparison is not before.comparison:
            changes = self.query_one("#changes", DetailView)
            changes.placeholder = Content(no_comparison(now))
            changes.show(changes_of(now))
        if is_other or now.sample is not before.sample or now.document is not before.document:
            self.query_one(SamplePane).show(now, now.missing)
        elif now.sample_format is not before.sample_format:
            self.query_one(SamplePane).show_formats(now)
        if is_other or now.checks is not before.checks:
            checks = self.query_one("#checks", DetailView)
            checks.placeholder = Content("Checking every schema of this resource…")
            checks.show(checks_of(now))

    def _switch_views(self, view: View) -> None:
        shown = {each: self._widget_of(each) for each in View}
        had_focus = self.screen.focused in shown.values()
        self.query_one(SearchBar).close()
        self.query_one(FieldsPane).display = view is View.FIELDS
        self.query_one(SamplePane).display = view is View.SAMPLE
        for each, widget in shown.items():
            widget.display = each is view
        self._show_notes()
        if had_focus:
            self.screen.set_focus(self.view)

    # Key actions and message handlers

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable search only while a view has focus, and something to search."""
        if action != "search":
            return True
        return self.screen.focused is self.view and self.viewed.resource is not None

    def action_search(self) -> None:
        """Open the search bar."""
        self.query_one(SearchBar).open()

    @property
    def field(self) -> OutlineNode | None:
        """The field or type under the cursor of the fields; None if there is none."""
        return None if self.viewed.outline is None else self.query_one(OutlineView).node

    @property
    def path(self) -> str:
        """The path of the field under the cursor; empty if there is none."""
        return self.query_one(OutlineView).path

    @property
    def source_line(self) -> int:
        """The line under the cursor of the source, from 0."""
        return self.query_one("#source", SourceView).cursor_line

    @property
    def copied(self) -> str:
        """What a copy of the current view takes; empty for the source."""
        view = self.view
        if self.viewed.view is View.SAMPLE:
            return self.viewed.sample.text if self.viewed.sample else ""
        if isinstance(view, DetailView):
            line = view.current
            return (line.copied or line.text.strip()) if line else ""
        fields = self.viewed.view is View.FIELDS and self.viewed.outline is not None
        return self.path if fields else ""

    def go_to_path(self, path: str) -> None:
        """Move the cursor to a field, if the outline is there."""
        self.query_one(OutlineView).select_path(path)

    def go_to_line(self, line: int) -> None:
        """Move the cursor to a line of the schema's text, in its fields and its source."""
        self.query_one(OutlineView).select_line(line)
        self.query_one("#source", SourceView).go_to_line(line)

    @on(OutlineView.SourceRequested)
    def _request_source(self, event: OutlineView.SourceRequested) -> None:
        event.stop()
        self.query_one("#source", SourceView).go_to_line(event.line)
        self.post_message(self.SourceRequested())

    @on(SearchBar.Changed)
    def _search(self, event: SearchBar.Changed) -> None:
        event.stop()
        self.view.search(event.text)

    @on(SearchBar.Stepped)
    def _step(self, event: SearchBar.Stepped) -> None:
        event.stop()
        if event.forward:
            self.view.action_next_match()
        else:
            self.view.action_previous_match()

    @on(SearchBar.Accepted)
    def _accept(self, event: SearchBar.Accepted) -> None:
        event.stop()
        self.view.accept_search()
        self.screen.set_focus(self.view)

    @on(SearchBar.Cancelled)
    def _cancel(self, event: SearchBar.Cancelled) -> None:
        event.stop()
        self.view.clear_search()
        self.screen.set_focus(self.view)

    @on(SearchableView.Searched)
    def _searched(self, event: SearchableView.Searched) -> None:
        event.stop()
        bar = self.query_one(SearchBar)
        if event.view is not self.view:
            return
        if event.text:
            bar.show_result(event.current, event.total, event.complete)
        else:
            bar.close()
