"""Find a document by the name that another one refers to it with: a subject, a path or a URI."""

from __future__ import annotations

import posixpath
from typing import Generic, TypeVar

__all__ = ["DocumentNames"]

_Document = TypeVar("_Document")

_MAX_SEGMENTS = 32
"""Segments of a path that are compared, from its end."""


class DocumentNames(Generic[_Document]):
    """Documents by their subjects and paths; several may have the same name."""

    def __init__(self) -> None:
        self._exact: dict[str, list[_Document]] = {}
        self._paths: dict[tuple[str, ...], list[_Document]] = {}
        self._endings: dict[tuple[str, ...], list[_Document]] = {}

    def add(self, name: str, document: _Document) -> None:
        """Add a document under a name; empty names are ignored."""
        if not name:
            return
        self._exact.setdefault(name, []).append(document)
        self._exact.setdefault(posixpath.normpath(name), []).append(document)
        segments = _segments(name)
        if segments:
            self._paths.setdefault(segments, []).append(document)
        for start in range(len(segments)):
            self._endings.setdefault(segments[start:], []).append(document)

    def named(self, reference: str) -> list[_Document]:
        """Return the documents with this very name; it has no fragment."""
        return self._exact.get(reference, [])

    def beside(self, reference: str, base: str) -> list[_Document]:
        """Return the documents that a path leads to from the document named `base`."""
        joined = posixpath.join(posixpath.dirname(base), reference)
        return self._exact.get(posixpath.normpath(joined), [])

    def ending_alike(self, reference: str) -> list[_Document]:
        """Return the documents whose path ends like this one, or is the end of it.

        This finds files below a common root: `acme/geo.proto` is imported, and the file is
        `proto/acme/geo.proto`, or the root is `acme`.
        """
        wanted = _segments(reference)
        if not wanted:
            return []
        if wanted in self._endings:
            return self._endings[wanted]
        shorter = (wanted[start:] for start in range(1, len(wanted)))
        return next((self._paths[each] for each in shorter if each in self._paths), [])


def _segments(name: str) -> tuple[str, ...]:
    _, colon, rest = name.partition("://")
    written = (rest if colon else name).replace("\\", "/").split("/")
    return tuple([part for part in written if part not in ("", ".", "..")][-_MAX_SEGMENTS:])
