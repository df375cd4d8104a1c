"""One schema: what the API says of it, what is odd about it, and its text."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var

from cdx_tui.api.models import Schema
from cdx_tui.schema.document import SchemaDocument, SchemaKind, SchemaProblem
from cdx_tui.schema.lines import Lines
from cdx_tui.text import shorten
from cdx_tui.widgets.highlighting import Language
from cdx_tui.widgets.pane_title import PaneTitle
from cdx_tui.widgets.source_view import SourceView
from cdx_tui.widgets.status_line import StatusLine

__all__ = ["SchemaViewer"]

_LANGUAGES: Final[dict[SchemaKind, Language]] = {
    SchemaKind.AVRO: "avro",
    SchemaKind.JSON: "json",
    SchemaKind.PROTOBUF: "protobuf",
    SchemaKind.TEXT: "text",
}


class SchemaViewer(Vertical):
    """Shows one schema at a time.

    `position` is its place among those of the resource, ready to show: `1 of 2`. The text of
    `document` may still be growing; `laid_out` is how many of its lines there are.
    """

    schema: var[Schema | None] = var(None)
    position: var[str] = var("")
    document: var[SchemaDocument | None] = var(None)
    laid_out: var[int] = var(0, always_update=True)

    def compose(self) -> ComposeResult:
        """Yield the schema's name, what is odd about it, and its text."""
        yield PaneTitle()
        yield StatusLine(id="schema-problems")
        yield SourceView(id="source")

    def watch_schema(self, schema: Schema | None) -> None:
        """Name the schema in the border."""
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
        self.watch_laid_out()

    def watch_laid_out(self) -> None:
        """Follow a text that has grown, and what has been found odd about it."""
        problems = self.document.problems if self.document else ()
        note = self.query_one(StatusLine)
        note.display = bool(problems)
        if problems:
            note.text = describe_problems(problems)
        self.query_one(SourceView).lines_grew()


def describe_schema(schema: Schema) -> Content:
    """Return subject, version, id and type on one line; what is absent says so."""
    parts = [
        shorten(schema.subject or "(no subject)", 60),
        f"v{schema.version}" if schema.version is not None else "no version",
        str(schema.id) if schema.id is not None else "no id",
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
