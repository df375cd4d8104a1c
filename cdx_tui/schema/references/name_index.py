"""Index of the names that documents may define, found without parsing them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cdx_tui.schema.document import SchemaKind
from cdx_tui.schema.references.definitions import KnownDocument

__all__ = ["MAX_LENGTH", "NameIndex", "last_segment"]

MAX_LENGTH: Final = 1_000_000
"""Characters of the longest schema that is searched, and parsed to see what it defines."""

_MAX_NAMES: Final = 1_000_000
"""Names in the whole index; a share of 46 MB has some 10,000."""

# All fields of Avro have names, too; what follows tells most of them from types. Backslashes stand
# before the quotes of a schema that is wrapped in a string.
_AVRO = re.compile(
    r'"name\\*+"\s*+:\s*+\\*+"([^"\\]*+)(?!\\*+"\s*+,\s*+\\*+"type\\*+"\s*+:\s*+(?:[\[{]|'
    r'\\*+"(?:string|bytes|int|long|float|double|boolean|null|array|map)\\*+"))'
)
_JSON = re.compile(r'"(?:\$id|id)\\*+"\s*+:\s*+\\*+"([^"\\]*+)')
_PROTOBUF = [re.compile(rf"{word}\s+(\w+)") for word in ("message", "enum", "group")]
"""One pattern a word: `re` skips to a literal beginning, but not to one of several."""


class NameIndex:
    """The documents that may define a name; 46 MB are indexed in some 0.2 s.

    Attributes:
        skipped: The documents that are too large to be searched.
    """

    def __init__(self, documents: Iterable[KnownDocument]) -> None:
        self.skipped: set[KnownDocument] = set()
        self._found: dict[tuple[SchemaKind, str], list[KnownDocument]] = {}
        remaining = _MAX_NAMES
        for each in documents:
            names: set[tuple[SchemaKind, str]] = set()
            if len(each.schema.text) <= MAX_LENGTH and remaining > 0:
                names = _names(each.schema.text)
            else:
                self.skipped.add(each)
            remaining -= len(names)
            for name in names:
                self._found.setdefault(name, []).append(each)

    def holding(self, kind: SchemaKind, name: str) -> Sequence[KnownDocument]:
        """Return the documents that may define a name, in the order in which they were given.

        Args:
            kind: The kind of the documents.
            name: A name of a type without what is before its last dot, an absolute URI without its
                fragment, or the part of any URI behind its last slash.
        """
        return self._found.get((kind, name), ())


def last_segment(uri: str) -> str:
    """Return the part of a URI behind its last slash, by which it is indexed."""
    return uri.partition("#")[0].rstrip("/").rpartition("/")[2]


def _names(text: str) -> set[tuple[SchemaKind, str]]:
    names = {(SchemaKind.AVRO, name.rpartition(".")[2]) for name in _AVRO.findall(text)}
    for uri in _JSON.findall(text):
        names |= {(SchemaKind.JSON, uri.partition("#")[0]), (SchemaKind.JSON, last_segment(uri))}
    return names | {
        (SchemaKind.PROTOBUF, name) for pattern in _PROTOBUF for name in pattern.findall(text)
    }
