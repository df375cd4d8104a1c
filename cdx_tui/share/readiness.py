"""Check whether a share can be used: network, schemas, types and sensitive fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema.document import SchemaDocument, read_schema
from cdx_tui.schema.outline import SchemaKind
from cdx_tui.schema.personal_data import personal_fields
from cdx_tui.schema.references import names_defined
from cdx_tui.share.listing import name_of, network

__all__ = ["Finding", "Readiness", "Severity", "assess"]

_MAX_CHARACTERS: Final = 8_000_000
"""Limit on the total length of the checked schemas, in characters; more would take minutes."""

_MAX_PERSONAL_FIELDS: Final = 12


class Severity(StrEnum):
    """Severity of a finding; the value is its mark."""

    OK = "✓"
    WARNING = "!"
    BLOCKING = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about a resource, or about the whole share if `resource` is empty."""

    severity: Severity
    words: str
    resource: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Result of the readiness checks; `severity` is the highest one of the findings."""

    verdict: str
    severity: Severity
    findings: tuple[Finding, ...]


def assess(preview: Preview) -> Readiness:
    """Check whether a share can be used.

    It parses the schemas: call it in a thread.
    """
    findings = tuple(_findings(preview))
    blocking = sum(finding.severity is Severity.BLOCKING for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if blocking:
        verdict = f"Not usable as it is: {_count(blocking, 'thing')} in the way"
        return Readiness(verdict, Severity.BLOCKING, findings)
    if warnings:
        return Readiness(
            f"Usable, with {_count(warnings, 'thing')} to look at", Severity.WARNING, findings
        )
    return Readiness("Usable: nothing stands in the way", Severity.OK, findings)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _findings(preview: Preview) -> Iterator[Finding]:
    if not preview.resources:
        yield Finding(Severity.BLOCKING, "The token shares no resource.")
    if preview.problems:
        count = _count(len(preview.problems), "thing")
        yield Finding(Severity.WARNING, f"{count} in the answer could not be read.")
    every = [schema for resource in preview.resources for schema in resource.schemas]
    reading = _SchemaReader(every)
    for resource in preview.resources:
        for severity, words in _check_resource(resource, reading):
            yield Finding(severity, words, name_of(resource))
    if reading.skipped_schemas:
        left = _count(reading.skipped_schemas, "schema")
        yield Finding(Severity.WARNING, f"{left} not read, since the share is very large.")


_Found = Iterator[tuple[Severity, str]]


def _check_resource(resource: ConsumerSharedResource, reading: _SchemaReader) -> _Found:
    yield _check_network(resource)
    yield from _check_subjects(resource)
    newest = {s.subject: s for s in sorted(resource.schemas, key=lambda s: s.version or 0)}
    for schema in resource.schemas:
        document = reading.read(schema)
        if document is not None:
            name = f"{schema.subject or 'a schema without a subject'} v{schema.version or '?'}"
            yield from _check_document(document, name, reading)
            if schema is newest[schema.subject]:
                yield from _check_personal_fields(document, name)


def _check_network(resource: ConsumerSharedResource) -> tuple[Severity, str]:
    cloud = resource.cloud or "an unknown cloud"
    if resource.private_link_only:
        words = (
            f"Private link only: it takes an account of yours at {cloud}, and a link from there."
        )
        return Severity.WARNING, words
    if resource.network_connection_types is None:
        return Severity.WARNING, f"The answer does not say how the cluster at {cloud} is reached."
    return Severity.OK, f"Reached over the {network(resource)} network, at {cloud}."


def _check_subjects(resource: ConsumerSharedResource) -> _Found:
    subjects = {schema.subject or "" for schema in resource.schemas}
    if not subjects:
        yield (
            Severity.WARNING,
            "No schemas: the bytes of keys and values are yours to make sense of.",
        )
        return
    for part in ("key", "value"):
        there = any(subject.endswith(f"-{part}") for subject in subjects)
        if there:
            yield Severity.OK, f"There is a schema for the {part}."
        elif part == "value":
            yield (
                Severity.WARNING,
                "No subject ends in -value: which schema the values have is open.",
            )


def _check_document(document: SchemaDocument, name: str, reading: _SchemaReader) -> _Found:
    outline = document.outline(reading.names)
    fatal = [problem for problem in (*document.problems, *outline.problems) if problem.fatal]
    if document.kind is SchemaKind.TEXT:
        yield Severity.BLOCKING, f"{name}: its type ({document.declared_type}) is not understood."
    elif fatal:
        yield Severity.BLOCKING, f"{name}: {fatal[0].message}"
    if outline.unresolved:
        missing = ", ".join(outline.unresolved[:3])
        more = f" and {len(outline.unresolved) - 3:,} more" * (len(outline.unresolved) > 3)
        yield Severity.WARNING, f"{name}: refers to {missing}{more}, which the share does not hold."


def _check_personal_fields(document: SchemaDocument, name: str) -> _Found:
    found = list(personal_fields(document.outline()))
    for field in found[:_MAX_PERSONAL_FIELDS]:
        yield (
            Severity.WARNING,
            f"{name}: {field.path} looks like {field.category.value}; {field.why}.",
        )
    if len(found) > _MAX_PERSONAL_FIELDS:
        yield (
            Severity.WARNING,
            f"{name}: and {len(found) - _MAX_PERSONAL_FIELDS:,} more such fields.",
        )


class _SchemaReader:
    """Parses schemas up to a total length, and indexes the types that they define.

    Attributes:
        skipped_schemas: Number of schemas that were skipped because of the limit.
        names: The document of the share that defines each type; empty if the share exceeds the
            limit.
    """

    def __init__(self, schemas: list[Schema]) -> None:
        self._remaining = _MAX_CHARACTERS
        self.skipped_schemas = 0
        small = sum(len(schema.schema or "") for schema in schemas) <= _MAX_CHARACTERS
        texts = ((s.subject or "", s.schema or "", s.schema_type) for s in schemas)
        self.names = names_defined(texts) if small else {}

    def read(self, schema: Schema) -> SchemaDocument | None:
        """Return the parsed document, or None if it would exceed the limit."""
        size = len(schema.schema or "")
        if size > self._remaining:
            self.skipped_schemas += 1
            return None
        self._remaining -= size
        document = read_schema(schema.schema or "", schema.schema_type)
        for _ in document.fill():
            pass
        return document
