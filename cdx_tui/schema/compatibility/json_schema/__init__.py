"""Compatibility of JSON Schemas, by the rules and in the words of Schema Registry.

`differences` compares two versions. As in the registry, changes of `format`, `contains`,
`propertyNames`, `patternProperties` and `if` are not differences.

Data flow: `reading` parses both documents, and `loading` makes `shapes` of their schemas by the
rules of their drafts (`classic`, `modern`). `comparison` compares them pair by pair with the checks
for each kind (`scalars`, `objects`, `arrays`, `combinations`) and collects `results`; `kinds` tells
which break.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cdx_tui.schema.compatibility.json_schema.arrays import compare_array
from cdx_tui.schema.compatibility.json_schema.combinations import compare_combined
from cdx_tui.schema.compatibility.json_schema.comparison import Check, Comparison
from cdx_tui.schema.compatibility.json_schema.loading import LoadedSchema
from cdx_tui.schema.compatibility.json_schema.objects import compare_object
from cdx_tui.schema.compatibility.json_schema.reading import Reading, read
from cdx_tui.schema.compatibility.json_schema.results import listed
from cdx_tui.schema.compatibility.json_schema.scalars import (
    compare_const,
    compare_enum,
    compare_not,
    compare_number,
    compare_reference,
    compare_string,
)
from cdx_tui.schema.compatibility.json_schema.shapes import Kind
from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.schema.compatibility.sources import per_document
from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.gc_pause import pause_gc
from cdx_tui.schema.json_schema import SCHEMAS, declared_draft, metaschema_errors

__all__ = ["differences", "is_valid"]

_CHECKS: Final[dict[Kind, Check]] = {
    Kind.STRING: compare_string,
    Kind.NUMBER: compare_number,
    Kind.OBJECT: compare_object,
    Kind.ARRAY: compare_array,
    Kind.ENUM: compare_enum,
    Kind.CONST: compare_const,
    Kind.NOT: compare_not,
    Kind.COMBINED: compare_combined,
    Kind.REFERENCE: compare_reference,
}


def differences(
    old: SchemaDocument,
    new: SchemaDocument,
    old_references: Iterable[SchemaDocument] = (),
    new_references: Iterable[SchemaDocument] = (),
) -> tuple[Difference, ...]:
    """Return the differences between two JSON Schemas, old to new, at most 10,000.

    Args:
        old: The schema of the data.
        new: The schema of its reader.
        old_references: The documents that `old` refers to, and those that they refer to.
        new_references: The same for `new`.
    """
    before, after = tuple(old_references), tuple(new_references)
    if old.source == new.source and before == after:
        return ()
    with pause_gc():
        comparison = Comparison(_CHECKS)
        return listed(comparison.run(_load(old, before).root(), _load(new, after).root()))


def is_valid(document: SchemaDocument) -> bool:
    """Return whether a document is strict JSON and a schema by the metaschema of its draft.

    False may be wrong: of a document that is too large or deep, for instance.
    """
    reading = _read(document)
    if not reading.strict or reading.root.kind not in SCHEMAS:
        return False
    draft = declared_draft(reading.root)[0]
    return not any(error.fatal for error in metaschema_errors(reading.root, draft))


def _load(document: SchemaDocument, references: tuple[SchemaDocument, ...]) -> LoadedSchema:
    others = [(each.name, _read(each)) for each in references if each.kind is SchemaKind.JSON]
    return LoadedSchema(_read(document), document.name, others) if others else _loaded(document)


@per_document
def _loaded(document: SchemaDocument) -> LoadedSchema:
    return LoadedSchema(_read(document), document.name)


@per_document
def _read(document: SchemaDocument) -> Reading:
    with pause_gc():
        return read(document.source)
