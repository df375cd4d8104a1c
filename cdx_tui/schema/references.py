"""Index the named types that a share's schemas define, to resolve references between them."""

from __future__ import annotations

from collections.abc import Iterable

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.outline import types_defined

__all__ = ["names_defined"]

_MAX_SCHEMA_LENGTH = 1_000_000
"""Length of the longest schema that is indexed, in characters; the index must stay cheap."""

_MAX_TOTAL_LENGTH = 16_000_000
"""Number of characters after which no more schemas are indexed."""


def names_defined(schemas: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """Return the full names that schemas define, each with the subject that defines it.

    Args:
        schemas: Subject, text and declared type of each schema. A subject also counts as a name,
            since Protobuf imports and JSON Schema URIs refer to it.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    characters_read = 0
    for subject, text, declared_type in schemas:
        found.setdefault(subject, subject)
        if text in seen or len(text) > _MAX_SCHEMA_LENGTH or characters_read > _MAX_TOTAL_LENGTH:
            continue
        seen.add(text)
        characters_read += len(text)
        for name in types_defined(read_schema(text, declared_type).outline()):
            found.setdefault(name, subject)
    return found
