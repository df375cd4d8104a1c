"""Screen with a sample record for a schema."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from cdx_tui.api.models import Schema
from cdx_tui.schema.document import SchemaDocument, read_schema
from cdx_tui.schema.lines import Lines
from cdx_tui.schema.sample.record import Sample, sample
from cdx_tui.text import shorten
from cdx_tui.tui.screens.progress import TaskProgress
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.status_line import StatusLine

__all__ = ["SampleScreen"]

_GENERATING: Final = "Making up a record"
_MAX_OTHER_SCHEMAS = 200
_MAX_OTHER_LENGTH = 200_000  # characters


class SampleScreen(ModalScreen[None]):
    """Screen that generates a sample record in a thread, and shows it.

    Args:
        document: Schema of the record.
        subject: Subject of the schema, for the title.
        others: The other schemas of the share, to resolve references to their types.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,s", "dismiss", "Back", id="sample.back", tooltip="Back to the schema"),
    ]

    def __init__(self, document: SchemaDocument, subject: str, others: list[Schema]) -> None:
        super().__init__()
        self._document = document
        self._subject = subject
        self._others = others
        self._progress = TaskProgress(self, self._show_progress)

    def compose(self) -> ComposeResult:
        """Yield the title, the record, and the remark below it."""
        with Vertical():
            yield PaneTitle()
            yield SourceView(id="record")
            yield StatusLine(id="remark")
        yield KeyHints()

    def on_mount(self) -> None:
        """Set the title, and start generating the record."""
        title = f"a sample record of {shorten(self._subject, 80)}"
        self.query_one(PaneTitle).text = Content(title)
        self._show_progress(f"{_GENERATING} …")
        self._progress.begin(_GENERATING)
        self._generate_record()

    def _show_progress(self, message: str) -> None:
        self.query_one(SourceView).placeholder = Content(message)

    @work(thread=True, exclusive=True, group="sample")
    def _generate_record(self) -> None:
        schemas = [s for s in self._others if len(s.schema or "") <= _MAX_OTHER_LENGTH][
            :_MAX_OTHER_SCHEMAS
        ]
        others = [read_schema(other.schema or "", other.schema_type) for other in schemas]
        self.app.call_from_thread(self._show, sample(self._document, others))

    def _show(self, generated: Sample) -> None:
        self._progress.end(_GENERATING)
        source = self.query_one(SourceView)
        if generated.text:
            source.show(Lines.of(generated.text), "json")
            self.query_one(StatusLine).text = Content(generated.remark)
        else:
            source.placeholder = Content(f"There is no sample: {generated.remark}")
