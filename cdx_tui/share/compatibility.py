"""Compatibility of the newest version of each subject with the version before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema import SchemaDocument, read_schema
from cdx_tui.schema.compatibility.levels import (
    Compatibility,
    Level,
    VersionChange,
    compatibility,
    is_understood,
)
from cdx_tui.schema.compatibility.locating import Locator
from cdx_tui.schema.compatibility.outside import may_refer
from cdx_tui.schema.compatibility.wording import common_namespace
from cdx_tui.schema.references import KnownSchemas
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.subjects import subjects_of

__all__ = [
    "References",
    "SubjectCompatibility",
    "compare_newest",
    "deciding_line",
    "describe_difference",
    "explain",
    "read_version",
    "references_within",
    "resource_compatibility",
    "share_compatibility",
]

_MAX_CHARACTERS = 8_000_000
"""Limit on the total length of the compared schemas, in characters; more would take long."""


@dataclass(frozen=True, slots=True)
class SubjectCompatibility:
    """Compatibility of the newest version of a subject with the one before it.

    A version that is not a valid schema is left out, so that the others are compared all the same.

    Attributes:
        newer: The newest valid version; the newest one if fewer than two are valid.
        older: The valid version before it; None if there is none.
        found: The compatibility of the two; None if there are no two.
        invalid: The versions that were left out, among the newest ones.
        subject: The subject; empty if the schemas have none.
        place: Index of the resource in the response, or None.
    """

    newer: Schema
    older: Schema | None
    found: Compatibility | None
    invalid: tuple[Schema, ...] = ()
    subject: str = ""
    place: int | None = None

    @property
    def level(self) -> Level | None:
        """The level; None if there are no two valid versions."""
        return self.found.level if self.found is not None else None

    @property
    def labels(self) -> tuple[str, str]:
        """The older and the newer version for display: `v2` and `v3`."""
        return _label(self.older) if self.older else "", _label(self.newer)

    @property
    def deciding(self) -> tuple[VersionChange, ...]:
        """The differences that break FORWARD, then those that break only BACKWARD."""
        changes = self.found.changes if self.found is not None else ()
        forward = tuple(each for each in changes if not each.forward)
        return forward + tuple(each for each in changes if each.forward and not each.backward)


References = Callable[[Schema], Sequence[SchemaDocument]]
"""Returns the documents that a schema refers to, and those that they refer to."""


def references_within(
    resource: ConsumerSharedResource, place: int, known: KnownSchemas
) -> References:
    """Return what finds the references of a resource's schemas.

    Args:
        resource: The resource.
        place: Index of the resource in the response.
        known: The schemas of the share.
    """
    places = {id(schema): (place, index) for index, schema in enumerate(resource.schemas)}
    return lambda schema: known.documents(known.at(places[id(schema)]))


def compare_newest(
    schemas: Sequence[Schema],
    read: Callable[[Schema], SchemaDocument | None],
    references: References,
) -> SubjectCompatibility | None:
    """Compare the newest valid version of a subject with the valid one before it.

    Args:
        schemas: The versions, oldest first.
        read: Returns the document of a version, or None if it is not to be read.
        references: Returns what a version refers to; called only if it may refer to others.

    Returns:
        The result; None if there are fewer than two versions, or one of them is not to be read.
    """
    if len(schemas) < 2:
        return None
    valid: list[tuple[Schema, SchemaDocument]] = []
    invalid: list[Schema] = []
    for schema in reversed(schemas):
        document = read(schema)
        if document is None:
            return None
        if is_understood(document):
            valid.append((schema, document))
        else:
            invalid.append(schema)
        if len(valid) == 2:
            (newer, after), (older, before) = valid
            known = [
                references(schema) if may_refer(document) else ()
                for schema, document in reversed(valid)
            ]
            found = compatibility(before, after, *known)
            return SubjectCompatibility(newer, older, found, tuple(invalid))
    return SubjectCompatibility(valid[0][0] if valid else schemas[-1], None, None, tuple(invalid))


def resource_compatibility(
    resource: ConsumerSharedResource, place: int, known: KnownSchemas
) -> Iterator[SubjectCompatibility]:
    """Yield the compatibility of each subject with several versions; call it in a thread.

    Args:
        resource: The resource.
        place: Index of the resource in the response.
        known: The schemas of the share, to which they may refer.
    """
    references = references_within(resource, place, known)
    for subject in subjects_of(resource):
        schemas = [resource.schemas[index] for index in subject.versions]
        found = compare_newest(schemas, read_version, references)
        if found is not None:
            yield replace(found, subject=subject.name, place=place)


def share_compatibility(preview: Preview) -> Iterator[SubjectCompatibility]:
    """Yield the same for all resources; subjects after the first 8 million characters are left out.

    It parses the schemas: call it in a thread.
    """
    left, known = _MAX_CHARACTERS, known_schemas(preview)
    for place, resource in enumerate(preview.resources):
        left -= sum(len(schema.schema or "") for schema in resource.schemas)
        if left < 0:
            return
        yield from resource_compatibility(resource, place, known)


def read_version(schema: Schema) -> SchemaDocument:
    """Return the document of a schema."""
    return read_schema(schema.schema or "", schema.schema_type, schema.subject or "")


def explain(subject: SubjectCompatibility, *, invalid: bool = True) -> Iterator[str]:
    """Yield a sentence for each version that was left out, and one if a level does not hold.

    Args:
        subject: The compatibility.
        invalid: Whether to name the versions that were left out.
    """
    older, newer = subject.labels
    for schema in subject.invalid if invalid else ():
        yield f"{_label(schema)} is not a valid schema, so it is not compared."
    found = subject.found
    if found is None or found.full:
        return
    if found.reason:
        yield f"{newer} is not compatible with {older}: {found.reason[0].lower()}{found.reason[1:]}"
        return
    levels = (("FORWARD", found.forward), ("BACKWARD", found.backward))
    names = [name for name, holds in levels if not holds]
    neither = len(names) == 2
    which = f"neither {' nor '.join(names)}" if neither else f"not {names[0]}"
    deciding, *others = subject.deciding
    more = f" ({len(others):,} more)" if others else ""
    yield f"{newer} is {which} compatible with {older}. {describe_difference(deciding)}{more}"


def deciding_line(subject: SubjectCompatibility, newer: SchemaDocument) -> int | None:
    """Return the line of the first difference that breaks readers, from 0; None if there is none.

    Args:
        subject: The compatibility.
        newer: The document of the newer version.
    """
    if not subject.deciding:
        return None
    node, _ = Locator(newer.kind, newer.outline()).locate(subject.deciding[0].path)
    return node.line if node is not None else None


def describe_difference(change: VersionChange) -> str:
    """Return the path of a difference, without namespace, and its rule.

    For example `Trade.isin: The older schema …`.
    """
    path = change.path.removeprefix(common_namespace([change.path]))
    return f"{path or 'The schema'}: {change.rule}"


def _label(schema: Schema) -> str:
    return f"v{schema.version if schema.version is not None else '?'}"
