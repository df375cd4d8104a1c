"""Compare two versions of a share by resource and schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema.compatibility.levels import Level, VersionChange, compatibility
from cdx_tui.schema.compatibility.outside import may_refer
from cdx_tui.schema.diff import Change, compare
from cdx_tui.share.compatibility import References, read_version, references_within
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.names import name_of

__all__ = [
    "AttributeChange",
    "Changed",
    "ResourceChange",
    "SchemaChange",
    "compare_shares",
]


class Changed(StrEnum):
    """Kind of change of a resource or a schema; the value is its mark."""

    ADDED = "+"
    REMOVED = "-"
    CHANGED = "~"


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """Change of a resource's property, under its name in the API; no value is an empty string."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """Change of one version of a subject.

    `fields` are the changes relative to the previous text of that version or, for a new version,
    to the newest old version of the subject. They are empty if only the formatting differs.
    `level` is the compatibility with that text, None for a removed version or if one of the two is
    not a valid schema; `breaking` are the differences that break BACKWARD or FORWARD, and `reason`
    says why the texts were not compared.
    """

    changed: Changed
    subject: str
    version: int | None
    fields: tuple[Change, ...] = ()
    level: Level | None = None
    breaking: tuple[VersionChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """Change of one resource.

    `name` falls back to the `id`. `place` is the resource's index in the newer response; None if
    it was removed.
    """

    changed: Changed
    name: str
    id: str | None = None
    place: int | None = None
    attributes: tuple[AttributeChange, ...] = ()
    schemas: tuple[SchemaChange, ...] = ()


_ATTRIBUTES: Final = (
    *("display_name", "description", "cloud", "network_connection_types", "tags"),
    *("organization_name", "organization_description", "organization_contact", "logo_url"),
)


def compare_shares(old: Preview, new: Preview) -> tuple[ResourceChange, ...]:
    """Return the changes in the order of the newer response, with removed resources last.

    Resources are matched by ID, the remaining ones by name and organization; their order is
    ignored. Schemas that differ are parsed: call it in a thread.
    """
    return tuple(_changes(old, new))


def _changes(old_share: Preview, new_share: Preview) -> Iterator[ResourceChange]:
    old, new = old_share.resources, new_share.resources
    known_before, known_after = known_schemas(old_share), known_schemas(new_share)
    before = _matches(old, new)
    for place, resource in enumerate(new):
        if place not in before:
            yield ResourceChange(Changed.ADDED, name_of(resource), resource.id, place)
            continue
        known = old[before[place]]
        attributes = tuple(_attributes(known, resource))
        references = (
            references_within(known, before[place], known_before),
            references_within(resource, place, known_after),
        )
        schemas = tuple(_schemas(known.schemas, resource.schemas, references))
        if attributes or schemas:
            yield ResourceChange(
                Changed.CHANGED, name_of(resource), resource.id, place, attributes, schemas
            )
    kept = set(before.values())
    for place, resource in enumerate(old):
        if place not in kept:
            yield ResourceChange(Changed.REMOVED, name_of(resource), resource.id)


def _matches(
    old: Sequence[ConsumerSharedResource], new: Sequence[ConsumerSharedResource]
) -> dict[int, int]:
    """Return the index in `old` of each matched resource, by its index in `new`."""
    found: dict[int, int] = {}
    for identity in (_id, _names):
        taken = set(found.values())
        places: dict[object, list[int]] = {}
        for place, resource in enumerate(old):
            if place not in taken and identity(resource):
                places.setdefault(identity(resource), []).append(place)
        for place, resource in enumerate(new):
            if place not in found and places.get(identity(resource)):
                found[place] = places[identity(resource)].pop(0)
    return found


def _id(resource: ConsumerSharedResource) -> str | None:
    return resource.id


def _names(resource: ConsumerSharedResource) -> tuple[str | None, str | None]:
    return resource.display_name, resource.organization_name


def _attributes(
    old: ConsumerSharedResource, new: ConsumerSharedResource
) -> Iterator[AttributeChange]:
    for name in _ATTRIBUTES:
        before, after = (_attribute_text(getattr(each, name)) for each in (old, new))
        if before != after:
            yield AttributeChange(name, before, after)


def _attribute_text(value: str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""


_Key = tuple[str, int, int]
"""Subject, version, and index among the schemas with that subject and version."""


def _schemas(
    old: tuple[Schema, ...],
    new: tuple[Schema, ...],
    references: tuple[References, References],
) -> Iterator[SchemaChange]:
    before, after = _keyed(old), _keyed(new)
    newest = {schema.subject: schema for schema in sorted(old, key=_version)}
    for key, schema in after.items():
        known = before.get(key)
        if known is None:
            yield _compare(Changed.ADDED, newest.get(schema.subject), schema, references)
        elif (known.schema, known.schema_type) != (schema.schema, schema.schema_type):
            yield _compare(Changed.CHANGED, known, schema, references)
    for key, schema in before.items():
        if key not in after:
            yield SchemaChange(Changed.REMOVED, _subject(schema), schema.version)


def _subject(schema: Schema) -> str:
    return schema.subject or "(no subject)"


def _compare(
    changed: Changed,
    old: Schema | None,
    new: Schema,
    references: tuple[References, References],
) -> SchemaChange:
    if old is None:
        return SchemaChange(changed, _subject(new), new.version)
    before, after = read_version(old), read_version(new)
    others = [
        references_of(schema) if may_refer(document) else ()
        for references_of, schema, document in zip(
            references, (old, new), (before, after), strict=True
        )
    ]
    fields, found = compare(before, after).changes, compatibility(before, after, *others)
    level = found.level if found.backward is not None else None
    breaking = tuple(each for each in found.changes if not (each.backward and each.forward))
    return SchemaChange(changed, _subject(new), new.version, fields, level, breaking, found.reason)


def _keyed(schemas: tuple[Schema, ...]) -> dict[_Key, Schema]:
    def name(schema: Schema) -> tuple[str, int]:
        return schema.subject or "", _version(schema)

    return {
        (*key, number): schema
        for key, same in groupby(sorted(schemas, key=name), name)
        for number, schema in enumerate(same)
    }


def _version(schema: Schema) -> int:
    return schema.version or 0
