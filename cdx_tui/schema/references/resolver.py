"""Look up the references of one document among the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import RLock
from typing import Protocol

from cdx_tui.schema.document import Origin, SchemaKind, read_schema
from cdx_tui.schema.references.cycles import cycle
from cdx_tui.schema.references.definitions import KnownDocument

__all__ = ["Library", "Resolver"]


class Library(Protocol):
    """The documents among which a resolver looks; see `KnownSchemas`."""

    by_type: bool
    """Whether a Protobuf type may come from a document that no import leads to."""

    def where(self, document: KnownDocument) -> str:
        """Return where names were looked for."""

    def named(self, reference: str, document: KnownDocument) -> KnownDocument | None:
        """Return the document with this very subject or path."""

    def beside(self, reference: str, document: KnownDocument) -> KnownDocument | None:
        """Return the document that a path leads to from the place of another one."""

    def ending_alike(self, reference: str, document: KnownDocument) -> KnownDocument | None:
        """Return the only document whose path ends like this one."""

    def identified(self, uri: str, document: KnownDocument) -> KnownDocument | None:
        """Return the JSON Schema with this `$id`."""

    def containing(
        self, name: str, kind: SchemaKind, document: KnownDocument, scope: str = ""
    ) -> Iterator[KnownDocument]:
        """Yield the documents of a kind that may define a name."""

    def may_parse(self, document: KnownDocument) -> bool:
        """Return whether a document may be parsed within the limits."""

    def references(self, document: KnownDocument) -> Sequence[KnownDocument]:
        """Return the documents that a document refers to directly."""


class Resolver:
    """What one document asks about the others; implements `External`.

    Attributes:
        used: The documents that it was found to refer to, in order.
        complete: Whether all its references were looked up.
    """

    def __init__(self, library: Library, document: KnownDocument, lock: RLock) -> None:
        self._library = library
        self._document = document
        self._lock = lock
        self._imported: dict[KnownDocument, None] = {}
        self._all_imported = True
        self._types: dict[str, tuple[str, Origin] | None] = {}
        self._schemas: dict[tuple[str, ...], Origin | str] = {}
        self._in_passing = False
        self.used: dict[KnownDocument, None] = {}
        self.complete = False

    def read_references(self) -> None:
        """Look up all references of the document; only by the thread that has the lock."""
        schema = self._document.schema
        self._in_passing = True
        document = read_schema(schema.text, schema.declared_type, schema.name)
        self._document.learn(document.outline(self))
        self._in_passing = False

    @property
    def searched(self) -> str:
        """Where a name was looked for."""
        return self._library.where(self._document)

    @property
    def searched_types(self) -> str:
        """Where a Protobuf type was looked for."""
        if self._searches_types:
            return self.searched
        found = "not found in the files that it imports"
        return found if self._imported else "it imports no file that is known"

    def avro_type(self, names: Sequence[str]) -> Origin | None:
        """Return the document that defines the first of these full names that is defined."""
        with self._lock:
            for name in names:
                found = self._type(name, SchemaKind.AVRO)
                if found is not None:
                    return found[1]
        return None

    def protobuf_file(self, path: str) -> Origin | None:
        """Return the document that an import path leads to, and remember what that defines."""
        with self._lock:
            found = self._file(path, self._document)
            if found is None:
                self._all_imported = False
                return None
            self.used.setdefault(found)
            self._add_public_imports(found)
            return found.origin()

    def protobuf_type(self, names: Sequence[str]) -> tuple[str, Origin] | None:
        """Return the first of these full names that an imported document defines, and where.

        If an import of a share was not found, any subject may be it.
        """
        with self._lock:
            for name in names:
                for imported in self._imported:
                    origin = imported.type_origin(name)
                    if origin is not None:
                        return name, origin
            if not self._searches_types:
                return None
            found = (self._type(name, SchemaKind.PROTOBUF) for name in names)
            return next((each for each in found if each is not None), None)

    def json_schema(self, uris: Sequence[str]) -> Origin | str:
        """Return the document that holds the first of these references that exists, or why not."""
        key = tuple(uris)
        with self._lock:
            if key not in self._schemas:
                self._schemas[key] = self._find_schema(key)
            return self._schemas[key]

    def remarks(self) -> Sequence[str]:
        """Return a sentence if the document refers to itself, directly or through others."""
        with self._lock:
            self.complete = True
            if self._in_passing:
                return ()
            if self._document in self.used:
                return (
                    f"the schema refers to itself by its own name, {self._document.shown_name}",
                )
            found = cycle(self._document, self._library.references)
            return (f"the references form a cycle: {found}",) if found else ()

    @property
    def _searches_types(self) -> bool:
        return self._library.by_type and not self._all_imported

    def _type(self, name: str, kind: SchemaKind) -> tuple[str, Origin] | None:
        """Return the document that defines a full name, found by searching the texts."""
        if name not in self._types:
            self._types[name] = None
            scope, _, word = name.rpartition(".")
            if kind is SchemaKind.PROTOBUF:  # a package, and messages around the type
                scope = scope.partition(".")[0]
            for each in self._library.containing(word, kind, self._document, scope):
                origin = each.type_origin(name, imported=kind is SchemaKind.AVRO)
                if origin is not None:
                    self.used.setdefault(each)
                    self._types[name] = (name, origin)
                    break
        return self._types[name]

    def _file(self, path: str, base: KnownDocument) -> KnownDocument | None:
        library = self._library
        found = (
            library.named(path, base)
            or library.beside(path, base)
            or library.ending_alike(path, base)
        )
        return found if found is not None and self._library.may_parse(found) else None

    def _add_public_imports(self, imported: KnownDocument) -> None:
        """Remember an imported document, and those that it imports publicly."""
        waiting = [imported]
        while waiting:
            current = waiting.pop()
            if current in self._imported:
                continue
            self._imported[current] = None
            public = (self._file(path, current) for path in current.public_imports)
            waiting += [each for each in public if each is not None]

    def _find_schema(self, uris: Sequence[str]) -> Origin | str:
        reasons = []
        for uri in uris:
            document, _, fragment = uri.partition("#")
            for found, reference in self._json_documents(document, uri, fragment):
                origin = found.json_origin(reference)
                if isinstance(origin, Origin):
                    self.used.setdefault(found)
                    return origin
                reasons.append(origin)
        return reasons[0] if reasons else self.searched

    def _json_documents(
        self, document: str, uri: str, fragment: str
    ) -> Iterator[tuple[KnownDocument, str]]:
        """Yield the documents that a URI may mean, with the reference to look up in each."""
        if not document:
            return
        library, own = self._library, self._document
        named = library.beside(document, own) or library.named(document, own)
        if named is not None and library.may_parse(named):
            yield named, f"#{fragment}"
        identified = library.identified(document, own)
        if identified is not None:
            yield identified, uri
        alike = library.ending_alike(document, own)
        if alike is not None and alike is not named and library.may_parse(alike):
            yield alike, f"#{fragment}"
