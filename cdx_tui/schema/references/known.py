"""The documents that may refer to each other, and which of them defines a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from threading import RLock

from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.document_names import DocumentNames
from cdx_tui.schema.external import External
from cdx_tui.schema.references.cycles import documents_below
from cdx_tui.schema.references.definitions import KnownDocument, NamedSchema
from cdx_tui.schema.references.name_index import MAX_LENGTH, NameIndex, last_segment
from cdx_tui.schema.references.resolver import Resolver

__all__ = ["KnownSchemas"]


class KnownSchemas:
    """All documents of a share, or all files given to one command.

    Creating it costs nothing, and it may be used in several threads. Texts are searched, and a few
    of them parsed, when names are looked up: do that in a thread.

    Args:
        schemas: The documents. Of several with the same subject, the newest is taken first.
        files: Whether they are files instead of the subjects of a share.

    Attributes:
        by_type: Whether a Protobuf type may come from a document that no import leads to: the name
            of a subject says less than the path of a file.
    """

    def __init__(self, schemas: Iterable[NamedSchema], *, files: bool = False) -> None:
        self.by_type = not files
        self._files = files
        self._lock = RLock()
        self._schemas = schemas
        self._made: _Index | None = None
        self._made_names: NameIndex | None = None
        self._resolvers: dict[KnownDocument, Resolver] = {}
        self._skipped: set[KnownDocument] = set()

    @property
    def _index(self) -> _Index:
        with self._lock:
            if self._made is None:
                self._made = _Index(self._schemas)
            return self._made

    @property
    def _name_index(self) -> NameIndex:
        with self._lock:
            if self._made_names is None:
                self._made_names = NameIndex(self._index.documents)
                self._skipped |= self._made_names.skipped
            return self._made_names

    def at(self, place: tuple[int, int]) -> NamedSchema:
        """Return the schema of a share with these indices of resource and schema."""
        return self._index.places[place]

    def external(self, schema: NamedSchema) -> External:
        """Return what the outline of one of the documents asks about the others."""
        return self.resolver(self._index.known[schema])

    def documents(self, schema: NamedSchema) -> tuple[SchemaDocument, ...]:
        """Return the documents that one of them refers to, and those that they refer to.

        The nearest come first. There is a limit to their number and length: see `cycles`.
        """
        with self._lock:
            return tuple(
                each.document
                for each in documents_below(self._index.known[schema], self.references)
            )

    def resolver(self, document: KnownDocument) -> Resolver:
        """Return the resolver of a document's references; always the same."""
        with self._lock:
            if document not in self._resolvers:
                self._resolvers[document] = Resolver(self, document, self._lock)
            return self._resolvers[document]

    def references(self, document: KnownDocument) -> Sequence[KnownDocument]:
        """Return the documents that a document refers to directly."""
        resolver = self.resolver(document)
        if not resolver.complete:
            if not self.may_parse(document):
                return ()
            # A new document: that of the caller may be locked by another thread.
            resolver.read_references()
        return tuple(resolver.used)

    def where(self, document: KnownDocument) -> str:
        """Return where names were looked for, as a clause."""
        others = self._index.subjects - 1
        if others < 1:
            return "no other file was given" if self._files else "this share has no other subject"
        number = f"{others:,} other" if others > 1 else "other"
        one = "file" if self._files else "subject"
        what = f"{one}{'s' * (others > 1)}{' given' if self._files else ' of this share'}"
        skipped = f" ({len(self._skipped):,} not searched: too large)" if self._skipped else ""
        return f"not found in the {number} {what}{skipped}"

    def named(self, reference: str, document: KnownDocument) -> KnownDocument | None:
        """Return the document with this very subject or path."""
        return self._nearest(self._index.names.named(reference), document)

    def beside(self, reference: str, document: KnownDocument) -> KnownDocument | None:
        """Return the document that a path leads to from the place of another one."""
        return self._nearest(self._index.names.beside(reference, document.schema.name), document)

    def ending_alike(self, reference: str, document: KnownDocument) -> KnownDocument | None:
        """Return the only document whose path ends like this one, or is the end of it."""
        return self._nearest(self._index.names.ending_alike(reference), document)

    def identified(self, uri: str, document: KnownDocument) -> KnownDocument | None:
        """Return the JSON Schema with this `$id`, or with a part that has it.

        Those with the `$id` as it is come first: a relative one is known only once it is parsed.
        """
        for name in dict.fromkeys((uri.partition("#")[0], last_segment(uri))):
            for each in self.containing(name, SchemaKind.JSON, document):
                if each.holds(uri):
                    return each
        return None

    def containing(
        self, name: str, kind: SchemaKind, document: KnownDocument, scope: str = ""
    ) -> Iterator[KnownDocument]:
        """Yield the documents of a kind that may define a name, in order of preference.

        The versions of the subject of `document` itself are left out.

        Args:
            name: The name, as `NameIndex.holding` takes it.
            kind: Kind of the documents.
            document: The document that refers to the name.
            scope: Namespace of the name: text that the documents have, too.
        """
        group, own = document.schema.subject
        found = self._name_index.holding(kind, name)
        near = [each for each in found if each.schema.subject[0] == group]
        far = [each for each in found if each.schema.subject[0] != group]
        for each in (*near, *far):
            if each.schema.subject == (group, own) or scope not in each.schema.text:
                continue
            if each.document.kind is kind:
                yield each

    def may_parse(self, document: KnownDocument) -> bool:
        """Return whether a document is small enough to be parsed for what it defines."""
        if len(document.schema.text) <= MAX_LENGTH:
            return True
        self._skipped.add(document)
        return False

    def _nearest(
        self, found: Sequence[KnownDocument], document: KnownDocument
    ) -> KnownDocument | None:
        """Return the only one of the same resource, or the only one at all."""
        group = document.schema.subject[0]
        near = [each for each in found if each.schema.subject[0] == group]
        texts = {each.schema.text for each in near or found}
        return (near or found)[0] if len(texts) == 1 else None


class _Index:
    """The documents by name and place.

    Attributes:
        documents: All documents, the newest versions of all subjects first.
        names: The newest ones by name.
        known: All by their schemas.
        places: All schemas by their places in the share.
        subjects: Number of subjects or files.
    """

    def __init__(self, schemas: Iterable[NamedSchema]) -> None:
        self.documents = _by_version(schemas)
        self.names: DocumentNames[KnownDocument] = DocumentNames()
        for each in self.documents:
            if each.newest:
                self.names.add(each.schema.name, each)
        self.known = {each.schema: each for each in self.documents}
        self.places = {each.schema.place: each.schema for each in self.documents}
        self.subjects = sum(each.newest for each in self.documents)


def _by_version(schemas: Iterable[NamedSchema]) -> list[KnownDocument]:
    """Return the documents, the newest versions of all subjects first."""
    written = sorted(schemas, key=lambda each: -(each.version or 0))
    versions = Counter(each.subject for each in written)
    seen: set[tuple[int | None, str]] = set()
    newest: list[KnownDocument] = []
    older: list[KnownDocument] = []
    for schema in written:
        is_newest = schema.subject not in seen or not schema.name
        seen.add(schema.subject)
        count = versions[schema.subject] if schema.name else 1
        (newest if is_newest else older).append(
            KnownDocument(schema, newest=is_newest, versions=count)
        )
    return [*newest, *older]
