"""Viewer of one schema: its name, problems, source and outline."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from cdx_tui.api.models import Schema
from cdx_tui.schema.document import Outline, SchemaDocument, SchemaKind, SchemaProblem
from cdx_tui.schema.lines import Lines
from cdx_tui.share.masking import schema_id
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.highlighting.languages import Language
from cdx_tui.tui.widgets.pane import Pane
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.schema.node_text import describe
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.search_bar import SearchBar
from cdx_tui.tui.widgets.status_line import StatusLine
from cdx_tui.tui.widgets.text.searchable import SearchableView

__all__ = ["SchemaViewer"]

_LANGUAGES: Final[dict[SchemaKind, Language]] = {
    SchemaKind.AVRO: "avro",
    SchemaKind.JSON: "json",
    SchemaKind.PROTOBUF: "protobuf",
    SchemaKind.TEXT: "text",
}


class SchemaViewer(Pane):
    """Pane that shows one schema at a time, as source or as outline.

    Attributes:
        viewed: What to show. Its document may still be growing, and its outline may come later.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "search",
            "Search",
            id="schema.search",
            key_display="/",
            tooltip="Look for text in the schema",
            priority=True,  # keys that follow in the same packet belong to the search
        ),
        Binding(
            "o",
            "toggle_outline",
            "Outline/source",
            id="schema.outline",
            tooltip="Show the fields, or the text",
        ),
    ]

    viewed: var[ViewedSchema] = var(ViewedSchema())

    class OutlineToggled(Message):
        """Posted to switch to the other view of the schema."""

    def compose(self) -> ComposeResult:
        """Yield the title, the problems, both views, the node's details and the search bar."""
        yield PaneTitle()
        yield StatusLine(id="schema-problems")
        yield SourceView(id="source")
        yield OutlineView(id="outline")
        yield StatusLine(id="node")
        yield SearchBar(id="search")

    @property
    def view(self) -> SearchableView:
        """The current view."""
        return self.query_one(OutlineView if self.viewed.outlined else SourceView)

    # Attributes set by the parent

    def watch_viewed(self, before: ViewedSchema, now: ViewedSchema) -> None:
        """Show what differs from before; everything at the start."""
        is_first = before is now
        is_other = is_first or now.schema is not before.schema or now.count != before.count
        if is_other:
            self._show_title()
        if is_other or now.document is not before.document:
            self._show_document(now.document)
        elif now.line_count != before.line_count:
            self.query_one(SourceView).lines_grew()
            self._show_problems()
        if is_first or now.outlined != before.outlined:
            self._switch_views(now.outlined)
        if is_first or now.outline is not before.outline:
            self._show_outline(now.outline)
        self.query_one(OutlineView).awaiting_content = now.awaits_outline

    def _show_title(self) -> None:
        schema = self.viewed.schema
        title = self.query_one(PaneTitle)
        title.text = describe_schema(schema) if schema else Content("no schema")
        title.note = Content(self.viewed.position)

    def _show_document(self, document: SchemaDocument | None) -> None:
        source = self.query_one(SourceView)
        if document is None:
            source.placeholder = Content(
                "This resource comes without schemas: the provider shares the topic's bytes as"
                " they are."
            )
            source.show(Lines())
        else:
            source.show(document.lines, _LANGUAGES[document.kind])
        self.query_one(SearchBar).close()
        self._show_problems()

    def _switch_views(self, outlined: bool) -> None:
        source, outline = self.query_one(SourceView), self.query_one(OutlineView)
        self.query_one(SearchBar).close()
        source.clear_search()
        outline.clear_search()
        had_focus = source.has_focus or outline.has_focus
        source.display, outline.display = not outlined, outlined
        self.query_one("#node").display = outlined
        if outlined:
            outline.select_line(source.cursor_line)
        elif outline.node is not None:
            source.go_to_line(outline.node.line)
        if had_focus:
            self.view.focus()

    def _show_outline(self, built: tuple[Outline, OutlineRows] | None) -> None:
        view = self.query_one(OutlineView)
        if built is None:
            view.placeholder = Content("Reading the schema …")
            view.show(Outline())
            return
        view.placeholder = Content("There is nothing to outline in this text; o shows it.")
        view.show(*built)
        view.select_line(self.query_one(SourceView).cursor_line)
        self._show_problems()

    def _show_problems(self) -> None:
        document, outline = self.viewed.document, self.viewed.outline
        problems = document.problems if document else ()
        if outline is not None:
            problems = (*problems, *outline[0].problems)
        note = self.query_one("#schema-problems", StatusLine)
        note.display = bool(problems)
        if problems:
            note.text = describe_problems(problems)

    # Key actions and message handlers

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable search only while a searchable view has focus."""
        return action != "search" or isinstance(self.screen.focused, SearchableView)

    def action_search(self) -> None:
        """Open the search bar."""
        self.query_one(SearchBar).open()

    def action_toggle_outline(self) -> None:
        """Request the other view."""
        self.post_message(self.OutlineToggled())

    @on(OutlineView.Highlighted)
    def _describe_node(self, event: OutlineView.Highlighted) -> None:
        event.stop()
        self.query_one("#node", StatusLine).text = describe(event.node)

    @on(OutlineView.SourceRequested)
    def _show_source(self, event: OutlineView.SourceRequested) -> None:
        event.stop()
        self.post_message(self.OutlineToggled())

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
        self.view.focus()

    @on(SearchBar.Cancelled)
    def _cancel(self, event: SearchBar.Cancelled) -> None:
        event.stop()
        self.view.clear_search()
        self.view.focus()

    @on(SearchableView.Searched)
    def _searched(self, event: SearchableView.Searched) -> None:
        event.stop()
        bar = self.query_one(SearchBar)
        if event.text:
            bar.show_result(event.current, event.total, event.complete)
        else:
            bar.close()


def describe_schema(schema: Schema) -> Content:
    """Return subject, version, ID and type on one line, with placeholders for missing values."""
    parts = [
        shorten(schema.subject or "(no subject)", 60),
        f"v{schema.version}" if schema.version is not None else "no version",
        schema_id(schema) or "no id",
        shorten(schema.schema_type or "AVRO", 20),
    ]
    return Content(" · ".join(parts))


def describe_problems(problems: tuple[SchemaProblem, ...]) -> Content:
    """Return the first problem, fatal ones before others, and the number of further problems."""
    ordered = sorted(problems, key=lambda problem: not problem.fatal)
    first = ordered[0]
    location = f"line {first.line}, column {first.column}: " if first.line else ""
    more = f"  (and {len(ordered) - 1:,} more)" if len(ordered) > 1 else ""
    style = "$text-error" if first.fatal else "$text-warning"
    mark = "✗" if first.fatal else "!"
    return Content.assemble((f"{mark} ", style), f"{location}{shorten(first.message, 300)}{more}")
