"""Follow references from document to document, within limits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from cdx_tui.schema.references.definitions import KnownDocument

__all__ = ["cycle", "documents_below"]

_FOLLOWED: Final = (200, 4_000_000)
"""Documents, and their characters in all, that are followed."""

_FOLLOWED_FOR_CYCLES: Final = (40, 400_000)
"""The same for cycles, which are looked for before the outline is shown."""

_MAX_SHOWN: Final = 4

_References = Callable[[KnownDocument], Sequence[KnownDocument]]


def documents_below(start: KnownDocument, references: _References) -> Iterator[KnownDocument]:
    """Yield the documents that one refers to, then those that they refer to, each once.

    At most 200 documents, and 4,000,000 characters, are followed.
    """
    for each, _ in _followed(start, references, *_FOLLOWED):
        if each is not start:
            yield each


def cycle(start: KnownDocument, references: _References) -> str:
    """Return the shortest cycle of references through a document as text; empty if none is near.

    It begins and ends with the document, as `a.proto → b.proto → a.proto`.
    """
    for each, path in _followed(start, references, *_FOLLOWED_FOR_CYCLES):
        if each is start:
            names = [step.shown_name for step in path]
            if len(names) > _MAX_SHOWN:
                names = [*names[: _MAX_SHOWN - 1], "…", names[-1]]
            return " → ".join(names)
    return ""


def _followed(
    start: KnownDocument, references: _References, max_documents: int, max_length: int
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
            if len(seen) > max_documents or characters > max_length:
                return
            way = (*path, each)
            yield each, way
            waiting.append((each, way))
