"""Index the named types that a share's schemas define, to resolve references between them."""

from __future__ import annotations

from collections.abc import Iterable

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.outline import types_defined

__all__ = ["names_defined"]

_LARGEST = 1_000_000
"""Longest schema that is searched, in characters; the index must stay cheap."""

_MOST = 16_000_000
"""Number of characters that are searched in total."""


def names_defined(schemas: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """Return the full names that schemas define, each with the subject that defines it.

    Args:
        schemas: Subject, text and declared type of each. A subject also counts as a name, since
            references name Protobuf imports and JSON Schema's URIs by it.
    """
    found: dict[str, str] = {}
    read: set[str] = set()
    looked_into = 0
    for subject, text, declared_type in schemas:
        found.setdefault(subject, subject)
        if text in read or len(text) > _LARGEST or looked_into > _MOST:
            continue
        read.add(text)
        looked_into += len(text)
        for name in types_defined(read_schema(text, declared_type).outline()):
            found.setdefault(name, subject)
    return found
