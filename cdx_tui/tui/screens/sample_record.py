"""An example record that fits a schema."""

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

_MAKING: Final = "Making up a record"
_MOST_OTHERS = 200
_LARGEST_OTHER = 200_000  # characters


class SampleScreen(ModalScreen[None]):
    """Makes a sample record aside from the screen, and shows it.

    Args:
        document: The schema that the record is to fit.
        subject: Its subject, for the title.
        others: The other schemas of the share, whose types it may refer to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,s", "dismiss", "Back", id="sample.back", tooltip="Back to the schema"),
    ]

    def __init__(self, document: SchemaDocument, subject: str, others: list[Schema]) -> None:
        super().__init__()
        self._document = document
        self._subject = subject
        self._others = others
        self._progress = TaskProgress(self, self._tell)

    def compose(self) -> ComposeResult:
        """Yield the sample and the remark below it."""
        with Vertical():
            yield PaneTitle()
            yield SourceView(id="record")
            yield StatusLine(id="remark")
        yield KeyHints()

    def on_mount(self) -> None:
        """Begin."""
        title = f"a sample record of {shorten(self._subject, 80)}"
        self.query_one(PaneTitle).text = Content(title)
        self._tell(f"{_MAKING} …")
        self._progress.begin(_MAKING)
        self._make()

    def _tell(self, words: str) -> None:
        self.query_one(SourceView).placeholder = Content(words)

    @work(thread=True, exclusive=True, group="sample")
    def _make(self) -> None:
        texts = [s for s in self._others if len(s.schema or "") <= _LARGEST_OTHER][:_MOST_OTHERS]
        others = [read_schema(other.schema or "", other.schema_type) for other in texts]
        self.app.call_from_thread(self._show, sample(self._document, others))

    def _show(self, made: Sample) -> None:
        self._progress.end(_MAKING)
        source = self.query_one(SourceView)
        if made.text:
            source.show(Lines.of(made.text), "json")
            self.query_one(StatusLine).text = Content(made.remark)
        else:
            source.placeholder = Content(f"There is no sample: {made.remark}")
