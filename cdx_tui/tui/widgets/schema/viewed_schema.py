"""What the schema viewer shows, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdx_tui.tui.widgets.schema.sample_formats import SampleFormat
from cdx_tui.tui.widgets.schema.views import View

if TYPE_CHECKING:  # the first paint needs none of these, but the screen's state begins with this
    from cdx_tui.api.models import ConsumerSharedResource, Problem, Schema
    from cdx_tui.schema import Outline, SchemaDocument
    from cdx_tui.schema.codegen.generate import GeneratedCode
    from cdx_tui.schema.sample.record import Sample
    from cdx_tui.share.readiness import Readiness
    from cdx_tui.share.subjects import Subject
    from cdx_tui.tui.widgets.schema.field_marks import FieldMarks, VersionComparison
    from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows
    from cdx_tui.tui.widgets.schema.visit import Visit

__all__ = ["ViewedSchema"]

_NO_SCHEMA: Final = "No schema is registered for this topic. Press 6 for the resource details."
_NOTHING_SHARED: Final = (
    "The token is valid, but it shares no resources.\n\n"
    "The provider may have removed the resources: ask them, or press t to enter another token."
)
_WARNINGS: Final = "\nWarnings in this response"
_MAX_SHOWN: Final = 20


@dataclass(frozen=True, eq=False, repr=False)  # those and slots take time at the start
class ViewedSchema:
    """One schema of a resource, and as much of it as has been parsed.

    Attributes:
        resource: The resource; None if there is no share or it has no resources.
        problems: What was odd about the resource in the response.
        subjects: The subjects of the resource, with the indices of their versions.
        subject: The index of the current one among them.
        schema: The schema; None if the resource has none.
        index: Its index among the resource's schemas.
        document: Its document, whose lines may still be growing.
        line_count: How many lines the document has so far.
        view: The view that is shown.
        outline: The outline and its rows; None until they are built.
        comparison: The comparison with the version before; None until it is made.
        marks: The marks of the fields; None until they are known.
        chosen_format: The format of samples that the user chose.
        sample: A sample in the current format; None until it is generated.
        checks: The result of the resource's checks; None until they are done.
        path: Path of the field that the cursor goes to once the outline is there.
        line: Line of that field in the text as shown, from 0; None if only the path is known.
        found: Text that is marked from then on; empty if nothing was searched.
        visit: Node that a reference led to, or back to; the cursor goes there, instead of `path`.
        trail: Nodes from which references were followed to this schema, the latest one last.
    """

    resource: ConsumerSharedResource | None = None
    problems: tuple[Problem, ...] = ()
    subjects: tuple[Subject, ...] = ()
    subject: int = 0
    schema: Schema | None = None
    index: int = 0
    document: SchemaDocument | None = None
    line_count: int = 0
    view: View = View.FIELDS
    outline: tuple[Outline, OutlineRows] | None = None
    comparison: VersionComparison | None = None
    marks: FieldMarks | None = None
    chosen_format: SampleFormat = SampleFormat.JSON
    sample: Sample | GeneratedCode | None = None
    checks: Readiness | None = None
    path: str = ""
    line: int | None = None
    found: str = ""
    visit: Visit | None = None
    trail: tuple[Visit, ...] = ()

    @property
    def missing(self) -> str:
        """Why there is no schema to show."""
        if self.resource is not None:
            return _NO_SCHEMA
        warnings = [f"! {each.path or '/'}: {each.message}" for each in self.problems[:_MAX_SHOWN]]
        return "\n".join((_NOTHING_SHARED, *([_WARNINGS, *warnings] if warnings else ())))

    def awaits(self, view: View) -> bool:
        """Return whether a view is shown whose content is still being made."""
        if view is not self.view:
            return False
        if view is View.CHANGES:
            return self.comparison is None and self.previous is not None
        if view is View.CHECKS:
            return self.checks is None and self.resource is not None
        made = {View.FIELDS: self.outline, View.SAMPLE: self.sample}
        return view in made and made[view] is None and self.document is not None

    @property
    def sample_formats(self) -> tuple[SampleFormat, ...]:
        """The formats that samples of the schema have: Avro's JSON encoding is for Avro only."""
        is_avro = self.document is not None and self.document.kind.value == "AVRO"
        return tuple(each for each in SampleFormat if is_avro or each is not SampleFormat.AVRO_JSON)

    @property
    def sample_format(self) -> SampleFormat:
        """The current format: the chosen one, or plain JSON where the schema does not have that."""
        has_it = self.chosen_format in self.sample_formats
        return self.chosen_format if has_it else SampleFormat.JSON

    @property
    def versions(self) -> tuple[int, ...]:
        """The indices of the schemas of the current subject, the oldest version first."""
        return self.subjects[self.subject].versions if self.subjects else ()

    @property
    def version(self) -> int:
        """The index of the current schema among `versions`; -1 if there is none."""
        return self.versions.index(self.index) if self.index in self.versions else -1

    @property
    def previous(self) -> Schema | None:
        """The version before the current one; None if there is none."""
        if self.resource is None or self.version < 1:
            return None
        return self.resource.schemas[self.versions[self.version - 1]]
