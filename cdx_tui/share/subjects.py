"""Group the schemas of a resource by subject, and name the subjects briefly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from cdx_tui.api.models import ConsumerSharedResource

__all__ = [
    "Subject",
    "default_subject",
    "formats_of",
    "subjects_of",
    "topic_of",
    "version_count",
    "versions_by_subject",
]

_KEY: Final = "-key"
_VALUE: Final = "-value"
"""Endings of the names that Schema Registry's default strategy gives to a topic's subjects."""

_NO_SUBJECT: Final = "(no subject)"
_LAST_SEPARATOR: Final = re.compile(r"[^-._/:]*\Z")


class Subject(NamedTuple):
    """A subject of a resource.

    Attributes:
        name: The subject as received; empty for schemas without one.
        label: A short name for display: `key`, `value`, or what sets it apart from the others.
        versions: Indices in the resource's `schemas`, the oldest version first. Schemas without a
            version come first; those of equal version are in the order of the response.
    """

    name: str
    label: str
    versions: tuple[int, ...]


def topic_of(subject: str) -> str:
    """Return the topic whose values a subject has; empty if it is not named after one."""
    topic = subject.removesuffix(_VALUE)
    return topic if topic != subject else ""


def versions_by_subject(resource: ConsumerSharedResource) -> dict[str, tuple[int, ...]]:
    """Return the indices of each subject's schemas as `Subject.versions`, in order of appearance.

    Every schema belongs to exactly one subject; subjects that differ by case are different.
    """
    places: dict[str, list[int]] = {}
    for place, schema in enumerate(resource.schemas):
        places.setdefault(schema.subject or "", []).append(place)

    def version(place: int) -> int:
        return resource.schemas[place].version or 0

    return {name: tuple(sorted(found, key=version)) for name, found in places.items()}


def subjects_of(resource: ConsumerSharedResource) -> tuple[Subject, ...]:
    """Return the subjects of a resource in order of appearance, but keys first."""
    versions = versions_by_subject(resource)
    names = sorted(versions, key=lambda name: not name.endswith(_KEY))
    return tuple(
        Subject(name, label, versions[name])
        for name, label in zip(names, _labels(names), strict=True)
    )


def default_subject(subjects: Sequence[Subject]) -> int:
    """Return the index of the subject to show first: the value's, else the first but a key's.

    It is 0 if there are only keys, or no subjects.
    """
    return _default([subject.name for subject in subjects])


def _default(names: Sequence[str]) -> int:
    values = (index for index, name in enumerate(names) if name.endswith(_VALUE))
    others = (index for index, name in enumerate(names) if not name.endswith(_KEY))
    return next(values, next(others, 0))


def formats_of(resource: ConsumerSharedResource) -> str:
    """Return `K V`, `K` or `  V`: whether keys and values have a schema; empty if neither has."""
    names = [schema.subject or "" for schema in resource.schemas]
    key, value = (any(name.endswith(part) for name in names) for part in (_KEY, _VALUE))
    return f"{'K' if key else ' '} {'V' if value else ' '}".rstrip()


def version_count(resource: ConsumerSharedResource) -> int:
    """Return the number of versions of the default subject; 0 without schemas."""
    counts = Counter(schema.subject or "" for schema in resource.schemas)
    names = list(counts)
    return counts[names[_default(names)]] if names else 0


def _labels(names: Sequence[str]) -> list[str]:
    """Return a label for each name, all of them different."""
    prefix = _common_prefix([name for name in names if name])
    roles = [end for end in (_KEY, _VALUE) if sum(name.endswith(end) for name in names) == 1]
    labels = [_label(name, prefix, roles) for name in names]
    repeated = {label for label, count in Counter(labels).items() if count > 1}
    return [
        (name or _NO_SUBJECT) if label in repeated else label
        for name, label in zip(names, labels, strict=True)
    ]


def _label(name: str, prefix: str, roles: Sequence[str]) -> str:
    for ending in roles:
        if name.endswith(ending):
            return ending[1:]
    return name.removeprefix(prefix) or _NO_SUBJECT


def _common_prefix(names: Sequence[str]) -> str:
    """Return the beginning that all names share, up to a separator; empty for a single name."""
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)  # what these share, all names share
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    shared = _LAST_SEPARATOR.sub("", first[:length])
    return "" if shared in names else shared
