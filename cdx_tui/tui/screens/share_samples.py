"""Samples of the current schema, records and generated code, which are made in threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from weakref import ref

from textual import work
from textual.message import Message

from cdx_tui.tui.screens.share_state import ShareState
from cdx_tui.tui.widgets.schema.sample_formats import SampleFormat
from cdx_tui.tui.widgets.schema.views import View

if TYPE_CHECKING:  # deferred, since the first paint needs none of them
    from cdx_tui.api.models import Preview, Schema
    from cdx_tui.schema import SchemaDocument
    from cdx_tui.schema.codegen.generate import GeneratedCode
    from cdx_tui.schema.sample.record import Sample

__all__ = ["ShareSamples"]

_GENERATING: Final = "Generating a sample"


class ShareSamples(ShareState):
    """Base class with the samples of a schema and their format."""

    class LayoutChanged(Message):
        """Posted when the user changed what is kept for the next run.

        Attributes:
            layout: Values by the names under which they are saved.
        """

        def __init__(self, layout: Mapping[str, int | str]) -> None:
            super().__init__()
            self.layout = layout

    def restore_format(self, name: object) -> None:
        """Restore the saved format of samples; ignored if there is none of that name."""
        if name in set(SampleFormat):
            self.viewed = replace(self.viewed, chosen_format=SampleFormat(str(name)))

    def choose_format(self, chosen: SampleFormat) -> None:
        """Show samples in a format, also those of other schemas from now on."""
        if chosen is not self.viewed.sample_format:
            self.progress.end(_GENERATING)
            self.viewed = replace(self.viewed, chosen_format=chosen, sample=None)
            self.post_message(self.LayoutChanged({"format": chosen.value}))
            if self.viewed.view is View.SAMPLE:
                self.generate_if_needed()

    def action_next_format(self) -> None:
        """Show samples in the next format that the schema has, wrapping around."""
        formats = self.viewed.sample_formats
        position = formats.index(self.viewed.sample_format)
        self.choose_format(formats[(position + 1) % len(formats)])

    def end_tasks(self) -> None:
        """End the report on the sample, too."""
        super().end_tasks()
        self.progress.end(_GENERATING)

    def generate_if_needed(self) -> None:
        """Generate a sample in the current format; code only once the outline is there."""
        viewed, chosen = self.viewed, self.viewed.sample_format
        if viewed.sample is not None or viewed.document is None or self.preview is None:
            return
        if not chosen.is_code:
            self.progress.begin(_GENERATING)
            self._generate_record(ref(viewed.document), self.preview, self._place, chosen)
        elif viewed.outline is not None:
            self.progress.begin(_GENERATING)
            self._generate_code(self._key_schema(), chosen)

    def _key_schema(self) -> Schema | None:
        """Return the newest schema of the keys that belong to the current schema's values."""
        from cdx_tui.share.subjects import topic_of

        viewed = self.viewed
        topic = topic_of(viewed.schema.subject or "") if viewed.schema else ""
        if not topic or viewed.resource is None:
            return None
        keys = [each for each in viewed.subjects if each.name == f"{topic}-key"]
        return viewed.resource.schemas[keys[0].versions[-1]] if keys else None

    @work(description="-", thread=True, exclusive=True, group="sample")
    def _generate_record(
        self,
        document_ref: ref[SchemaDocument],  # arguments outlive the work
        preview: Preview,
        place: tuple[int, int],
        of: SampleFormat,
    ) -> None:
        from cdx_tui.schema.sample.record import Encoding, sample

        document = document_ref()
        if document is None:
            return
        known = self.known_schemas(preview)
        encoding = Encoding.AVRO_JSON if of is SampleFormat.AVRO_JSON else Encoding.JSON
        made = sample(document, known.documents(known.at(place)), encoding)
        self.app.call_from_thread(self._apply_sample, document, of, made)

    @work(description="-", thread=True, exclusive=True, group="sample")
    def _generate_code(self, key: Schema | None, chosen: SampleFormat) -> None:
        from cdx_tui.schema import read_schema
        from cdx_tui.schema.codegen.generate import CodeLanguage, KeySchema, generate
        from cdx_tui.share.subjects import topic_of

        document, outline = self.viewed.document, self.viewed.outline
        if document is None or outline is None:
            return
        keys = None
        if key is not None:
            of_key = read_schema(key.schema or "", key.schema_type)
            keys = KeySchema(of_key, of_key.outline())
        subject = self.schema.subject or "" if self.schema else ""
        made = generate(CodeLanguage(chosen.value), document, outline[0], topic_of(subject), keys)
        self.app.call_from_thread(self._apply_sample, document, chosen, made)

    def _apply_sample(
        self, document: SchemaDocument, chosen: SampleFormat, sample: Sample | GeneratedCode
    ) -> None:
        if document is self.document and chosen is self.viewed.sample_format:
            self.progress.end(_GENERATING)
            self.viewed = replace(self.viewed, sample=sample)
