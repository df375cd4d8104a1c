"""Follow references from document to document, within limits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from cdx_tui.schema.references.definitions import KnownDocument

__all__ = ["cycle", "documents_below"]

_MAX_DOCUMENTS: Final = 200
_MAX_LENGTH: Final = 4_000_000  # characters, in all
_MAX_SHOWN: Final = 4

_References = Callable[[KnownDocument], Sequence[KnownDocument]]


def documents_below(start: KnownDocument, references: _References) -> Iterator[KnownDocument]:
    """Yield the documents that one refers to, then those that they refer to, each once.

    At most 200 documents, and 4,000,000 characters, are followed.
    """
    for each, _ in _followed(start, references):
        if each is not start:
            yield each


def cycle(start: KnownDocument, references: _References) -> str:
    """Return the shortest cycle of references through a document as text; empty if there is none.

    It begins and ends with the document, as `a.proto → b.proto → a.proto`.
    """
    for each, path in _followed(start, references):
        if each is start:
            names = [step.shown_name for step in path]
            if len(names) > _MAX_SHOWN:
                names = [*names[: _MAX_SHOWN - 1], "…", names[-1]]
            return " → ".join(names)
    return ""


def _followed(
    start: KnownDocument, references: _References
) -> Iterator[tuple[KnownDocument, tuple[KnownDocument, ...]]]:
    """Yield each document and the way to it; the start too, if there is a way back to it."""
    waiting: deque[tuple[KnownDocument, tuple[KnownDocument, ...]]] = deque([(start, (start,))])
    seen: set[KnownDocument] = set()
    characters = 0
    while waiting:
        current, path = waiting.popleft()
        for each in references(current):
            if each in seen:
                continue
            seen.add(each)
            characters += len(each.schema.text)
            if len(seen) > _MAX_DOCUMENTS or characters > _MAX_LENGTH:
                return
            way = (*path, each)
            yield each, way
            waiting.append((each, way))
