"""A sample of a schema: tabs of its formats above the text."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.content import Content

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.blank import BlankVertical
from cdx_tui.tui.widgets.highlighting.languages import Language
from cdx_tui.tui.widgets.schema.sample_formats import FORMAT_TITLES, SampleFormat
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.tab_strip import TabGroup, TabStrip

__all__ = ["SamplePane"]

_LANGUAGES: Final[dict[SampleFormat, Language]] = {
    SampleFormat.JSON: "json",
    SampleFormat.AVRO_JSON: "json",
    SampleFormat.FLINK: "sql",
    SampleFormat.PYTHON: "python",
    SampleFormat.JAVA: "java",
}


class SamplePane(BlankVertical):
    """A sample record, or code, with the tabs that choose between them."""

    DEFAULT_CLASSES: ClassVar[str] = "view"

    def compose(self) -> ComposeResult:
        """Yield the tabs and the text."""
        yield TabStrip(id="format-tabs")
        yield SourceView(id="sample", classes="view")

    def show(self, now: ViewedSchema, no_schema: str) -> None:
        """Show the sample of a schema, or `no_schema` if there is none."""
        self.show_formats(now)
        view, sample = self.query_one(SourceView), now.sample
        title = FORMAT_TITLES[now.sample_format]
        if now.document is None:
            view.placeholder = Content(no_schema)
        elif sample is None:
            what = title if now.sample_format.is_code else "a sample record"
            view.placeholder = Content(f"Generating {what}…")
        else:
            what = title if now.sample_format.is_code else "sample"
            view.placeholder = Content(f"No {what}: {sample.remark}")
        text = sample.text.removesuffix("\n") if sample else ""
        view.show(Lines.of(text) if text else Lines(), _LANGUAGES[now.sample_format])

    def show_formats(self, now: ViewedSchema) -> None:
        """Show the tabs of the formats that the schema has."""
        strip = self.query_one(TabStrip)
        strip.display = now.document is not None
        formats = now.sample_formats
        labels = [Content(FORMAT_TITLES[each]) for each in formats]
        strip.groups = (TabGroup("format", labels, formats.index(now.sample_format)),)
