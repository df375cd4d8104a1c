"""Check whether a share is ready to use: network, schemas, compatibility and sensitive fields.

A finding names its target, so that the app can go there: a resource, a subject, a version of it,
and a field with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema import Outline, SchemaDocument, SchemaKind, read_schema
from cdx_tui.schema.personal_data import personal_fields
from cdx_tui.schema.references import KnownSchemas
from cdx_tui.share.compatibility import (
    References,
    compare_newest,
    deciding_line,
    explain,
    references_within,
)
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.names import name_of, network, private_link_only
from cdx_tui.share.reference_checks import newest_taken, unresolved
from cdx_tui.share.subjects import Subject, subjects_of
from cdx_tui.text import counted

__all__ = ["Finding", "Readiness", "Severity", "assess", "assess_resource"]

_MAX_CHARACTERS: Final = 8_000_000
"""Limit on the total length of the checked schemas, in characters; more would take minutes."""

_MAX_PERSONAL_FIELDS: Final = 100
"""Personal fields that are listed for one schema; the others are only counted."""


class Severity(StrEnum):
    """Severity of a finding; the value is its mark."""

    OK = "✓"
    WARNING = "!"
    BLOCKING = "✗"


_ORDER: Final = {Severity.BLOCKING: 0, Severity.WARNING: 1, Severity.OK: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding and its target.

    Attributes:
        severity: The severity.
        message: The message.
        resource: Name of the resource; empty if the finding concerns the whole share.
        subject: The subject; empty if the finding concerns the whole resource, or a schema without
            a subject.
        version: Version of the subject, or None.
        path: Names of the fields from the root to the one concerned, joined by dots; may be empty.
        line: Line in the schema document's `lines`, from 0, or None.
        place: Index of the resource in the response, or None.
        schema_index: Index of the schema in the resource's `schemas`, or None.
    """

    severity: Severity
    message: str
    resource: str = ""
    subject: str = ""
    version: int | None = None
    path: str = ""
    line: int | None = None
    place: int | None = None
    schema_index: int | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Result of the checks; `severity` is the highest one of the findings.

    The findings are grouped by resource and, within it, by subject: first those without a subject.
    In each group the most severe ones come first.
    """

    verdict: str
    severity: Severity
    findings: tuple[Finding, ...]

    @property
    def concerns(self) -> int:
        """The number of findings that are not OK."""
        return sum(finding.severity is not Severity.OK for finding in self.findings)


def assess(preview: Preview) -> Readiness:
    """Check a share. It parses the schemas: call it in a thread."""
    return _conclude(_check_share(preview))


def assess_resource(preview: Preview, place: int, known: KnownSchemas) -> Readiness:
    """Check one resource of a share. It parses the schemas: call it in a thread.

    Args:
        preview: The share.
        place: Index of the resource in the response.
        known: The schemas of the share.
    """
    reader = _SchemaReader(known)
    findings = list(_check_resource(preview.resources[place], place, reader))
    if reader.skipped_schemas:
        findings.insert(0, reader.skipped(name_of(preview.resources[place]), place))
    return _conclude(findings)


def _conclude(findings: Iterable[Finding]) -> Readiness:
    findings = tuple(findings)
    blocking = sum(finding.severity is Severity.BLOCKING for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if blocking:
        verdict = f"Not ready: {counted(blocking, 'blocking issue')}"
        return Readiness(verdict, Severity.BLOCKING, findings)
    if warnings:
        verdict = f"Ready to use, {counted(warnings, 'warning')}"
        return Readiness(verdict, Severity.WARNING, findings)
    return Readiness("Ready to use: no issues found", Severity.OK, findings)


def _check_share(preview: Preview) -> Iterator[Finding]:
    if not preview.resources:
        yield Finding(Severity.BLOCKING, "The token shares no resources.")
    if preview.problems:
        count = counted(len(preview.problems), "unexpected value")
        yield Finding(Severity.WARNING, f"The API response has {count}.")
    reader = _SchemaReader(known_schemas(preview))
    checked = [
        finding
        for place, resource in enumerate(preview.resources)
        for finding in _check_resource(resource, place, reader)
    ]
    if reader.skipped_schemas:
        yield reader.skipped()
    yield from checked


def _check_resource(
    resource: ConsumerSharedResource, place: int, reader: _SchemaReader
) -> Iterator[Finding]:
    subjects = subjects_of(resource)
    groups = [[_check_network(resource), *_check_subjects(subjects)]]
    references = references_within(resource, place, reader.known)
    groups += [
        list(_check_subject(resource, place, subject, reader, references)) for subject in subjects
    ]
    for group in groups:
        for finding in sorted(group, key=lambda finding: _ORDER[finding.severity]):
            yield replace(finding, resource=name_of(resource), place=place)


def _check_network(resource: ConsumerSharedResource) -> Finding:
    cloud = f" ({resource.cloud})" if resource.cloud else ""
    if resource.private_link_only:
        return Finding(Severity.WARNING, private_link_only(resource))
    if resource.network_connection_types is None:
        message = f"The API did not report the network type of this cluster{cloud}."
        return Finding(Severity.WARNING, message)
    if not resource.network_connection_types:
        return Finding(Severity.OK, f"Public internet{cloud}")
    return Finding(Severity.OK, f"Network: {network(resource)}{cloud}")


def _check_subjects(subjects: tuple[Subject, ...]) -> Iterator[Finding]:
    if not subjects:
        message = "No schema registered: you must know the key and value formats."
        yield Finding(Severity.WARNING, message)
    elif not any(subject.name.endswith("-value") for subject in subjects):
        message = 'No "-value" subject: the value schema is unknown.'
        yield Finding(Severity.WARNING, message)


def _check_subject(
    resource: ConsumerSharedResource,
    place: int,
    subject: Subject,
    reader: _SchemaReader,
    references: References,
) -> Iterator[Finding]:
    for part in ("key", "value"):
        if subject.name.endswith(f"-{part}"):
            yield Finding(
                Severity.OK, f"{part.capitalize()} schema registered", subject=subject.name
            )
    documents: dict[int, SchemaDocument] = {}
    checked: list[Finding] = []
    for index in reversed(subject.versions):  # what all versions have is said of the newest
        schema = resource.schemas[index]
        document = reader.read(schema)
        if document is None:
            continue
        documents[id(schema)] = document
        newest = index == subject.versions[-1]
        which = f" (v{schema.version})" if len(subject.versions) > 1 else ""
        findings = _check_document(document, (place, index), reader, which, newest=newest)
        checked[:0] = [
            replace(finding, subject=subject.name, version=schema.version, schema_index=index)
            for finding in findings
        ]
    yield from checked
    yield from _check_compatibility(resource, subject, documents, references)


def _check_compatibility(
    resource: ConsumerSharedResource,
    subject: Subject,
    documents: Mapping[int, SchemaDocument],
    references: References,
) -> Iterator[Finding]:
    """Check whether readers of the newest version, and of the one before, can read each other."""
    schemas = [resource.schemas[index] for index in subject.versions]
    compared = compare_newest(schemas, lambda schema: documents.get(id(schema)), references)
    if compared is not None:
        newest = subject.versions[schemas.index(compared.newer)]
        line = deciding_line(compared, documents[id(compared.newer)])
        target = Finding(Severity.WARNING, "", "", subject.name, compared.newer.version, line=line)
        for message in explain(compared, invalid=False):  # reported already
            yield replace(target, message=message, schema_index=newest)


def _check_document(
    document: SchemaDocument,
    place: tuple[int, int],
    reader: _SchemaReader,
    which: str,
    *,
    newest: bool,
) -> Iterator[Finding]:
    external = reader.known.external(reader.known.at(place))
    outline = document.outline(external)
    fatal = [problem for problem in (*document.problems, *outline.problems) if problem.fatal]
    if fatal:
        message = f"Invalid schema{which}: {fatal[0].message}"
        yield Finding(Severity.BLOCKING, message, line=fatal[0].shown)
    elif document.kind is SchemaKind.TEXT:
        message = f"Unknown schema type{which}: {document.declared_type}"
        yield Finding(Severity.BLOCKING, message)
    missing = unresolved(outline, external.searched, reader.reported)
    if missing:
        yield Finding(Severity.WARNING, missing.message, line=missing.line)
    if newest:
        for remark in external.remarks():
            yield Finding(Severity.WARNING, f"{remark[0].upper()}{remark[1:]}")
        for taken in newest_taken(outline):
            yield Finding(Severity.OK, taken.message, line=taken.line)
        yield from _check_personal_fields(outline)


def _check_personal_fields(outline: Outline) -> Iterator[Finding]:
    found = sorted(personal_fields(outline), key=lambda field: not field.tag)
    for field in found[:_MAX_PERSONAL_FIELDS]:
        message = f"{field.path} — {field.summary}"
        yield Finding(Severity.WARNING, message, path=field.path, line=field.line)
    rest = len(found) - _MAX_PERSONAL_FIELDS
    if rest > 0:
        yield Finding(Severity.WARNING, f"{counted(rest, 'more field')} with possible PII")


class _SchemaReader:
    """Parses schemas up to a total length.

    Attributes:
        known: The schemas of the share, which may refer to each other.
        reported: The unresolved names that were reported.
        skipped_schemas: Number of schemas that were skipped because of the limit.
    """

    def __init__(self, known: KnownSchemas) -> None:
        self.known = known
        self.reported: set[str] = set()
        self._remaining = _MAX_CHARACTERS
        self.skipped_schemas = 0

    def read(self, schema: Schema) -> SchemaDocument | None:
        """Return the parsed document, or None if it would exceed the limit."""
        size = len(schema.schema or "")
        if size > self._remaining:
            self.skipped_schemas += 1
            return None
        self._remaining -= size
        document = read_schema(schema.schema or "", schema.schema_type, schema.subject or "")
        for _ in document.fill(keep_tree=True):
            pass
        return document

    def skipped(self, resource: str = "", place: int | None = None) -> Finding:
        """Return the finding about the schemas that were skipped."""
        message = f"{counted(self.skipped_schemas, 'schema')} not checked: the share is too large"
        return Finding(Severity.WARNING, message, resource, place=place)
