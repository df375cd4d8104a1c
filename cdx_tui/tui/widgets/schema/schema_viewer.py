"""Viewer of one schema: its name, its problems, its source and its outline."""

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
    """Shows one schema at a time, as source or as outline.

    `position` is its place in the resource, ready to show: `1 of 2`. The text of `document` may
    still be growing; `line_count` is its current number of lines. `outlined` selects the outline
    instead of the text; `outline` may arrive later.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "search",
            "Search",
            id="schema.search",
            key_display="/",
            tooltip="Look for text in the schema",
            priority=True,  # keys that come in one packet after it belong to the search
        ),
        Binding(
            "o",
            "toggle_outline",
            "Outline/source",
            id="schema.outline",
            tooltip="Show the fields, or the text",
        ),
    ]

    schema: var[Schema | None] = var(None)
    position: var[str] = var("")
    document: var[SchemaDocument | None] = var(None)
    line_count: var[int] = var(0, always_update=True)
    outlined: var[bool] = var(False)
    outline: var[tuple[Outline, OutlineRows] | None] = var(None)

    class OutlineToggled(Message):
        """The other view of the schema is wanted."""

    def compose(self) -> ComposeResult:
        """Yield the schema's name, its problems, and its two views."""
        yield PaneTitle()
        yield StatusLine(id="schema-problems")
        yield SourceView(id="source")
        yield OutlineView(id="outline")
        yield StatusLine(id="node")
        yield SearchBar(id="search")

    @property
    def view(self) -> SearchableView:
        """The view that is shown."""
        return self.query_one(OutlineView if self.outlined else SourceView)

    # Attributes come down

    def watch_schema(self, schema: Schema | None) -> None:
        """Name the schema above its text."""
        title = describe_schema(schema) if schema else Content("no schema")
        self.query_one(PaneTitle).text = title

    def watch_position(self, position: str) -> None:
        """Show which of the resource's schemas this is."""
        self.query_one(PaneTitle).note = Content(position)

    def watch_document(self, document: SchemaDocument | None) -> None:
        """Show another text."""
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

    def watch_line_count(self) -> None:
        """Show added lines and the problems found in them."""
        self.query_one(SourceView).lines_grew()
        self._show_problems()

    def watch_outlined(self, outlined: bool) -> None:
        """Switch between the views, at the same position of the schema."""
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

    def watch_outline(self, built: tuple[Outline, OutlineRows] | None) -> None:
        """Show an outline that has been built."""
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
        problems = self.document.problems if self.document else ()
        if self.outline is not None:
            problems = (*problems, *self.outline[0].problems)
        note = self.query_one("#schema-problems", StatusLine)
        note.display = bool(problems)
        if problems:
            note.text = describe_problems(problems)

    # Keys, and messages of the views

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable search only if the view has text."""
        return action != "search" or isinstance(self.screen.focused, SearchableView)

    def action_search(self) -> None:
        """Open the search bar."""
        self.query_one(SearchBar).open()

    def action_toggle_outline(self) -> None:
        """Ask for the other view."""
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
    """Return subject, version, ID and type on one line, with placeholders for absent ones."""
    parts = [
        shorten(schema.subject or "(no subject)", 60),
        f"v{schema.version}" if schema.version is not None else "no version",
        schema_id(schema) or "no id",
        shorten(schema.schema_type or "AVRO", 20),
    ]
    return Content(" · ".join(parts))


def describe_problems(problems: tuple[SchemaProblem, ...]) -> Content:
    """Return the first problem, the grave ones before the others, and how many more there are."""
    ordered = sorted(problems, key=lambda problem: not problem.fatal)
    first = ordered[0]
    where = f"line {first.line}, column {first.column}: " if first.line else ""
    more = f"  (and {len(ordered) - 1:,} more)" if len(ordered) > 1 else ""
    style = "$text-error" if first.fatal else "$text-warning"
    mark = "✗" if first.fatal else "!"
    return Content.assemble((f"{mark} ", style), f"{where}{shorten(first.message, 300)}{more}")
