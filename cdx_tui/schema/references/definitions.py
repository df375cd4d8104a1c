"""A document that others may refer to, parsed when it is first asked what it defines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from cdx_tui.schema.document import (
    NodeKind,
    Origin,
    Outline,
    SchemaDocument,
    SchemaKind,
    read_schema,
)
from cdx_tui.schema.json.reader import read_json
from cdx_tui.text import clean, shorten

if TYPE_CHECKING:  # deferred, like the parsers: most shares need only one of them, or none
    from cdx_tui.schema.json_schema import IndexedDocument
    from cdx_tui.schema.protobuf.model import Enum, Message, Service

__all__ = ["KnownDocument", "NamedSchema"]

_NAME_WIDTH: Final = 200


@dataclass(frozen=True, slots=True, eq=False)  # by identity: texts are long
class NamedSchema:
    """A schema that others may refer to; all of it as received, NOT cleaned.

    Attributes:
        name: Its subject, or the path of its file.
        text: Its text.
        declared_type: Its declared type; None for Avro.
        version: The version of the subject, if it is known.
        place: Indices of resource and schema in a share. Subjects of one resource are preferred
            to those of others, which may come from another Schema Registry.
    """

    name: str
    text: str
    declared_type: str | None = None
    version: int | None = None
    place: tuple[int, int] | None = None

    @property
    def subject(self) -> tuple[int | None, str]:
        """What all versions of its subject share."""
        return (self.place[0] if self.place else None, self.name)


class KnownDocument:
    """One of the known documents.

    Attributes:
        schema: The schema.
        newest: Whether it is the newest version of its subject.
        versions: Number of versions of its subject.
    """

    def __init__(self, schema: NamedSchema, *, newest: bool, versions: int) -> None:
        self.schema = schema
        self.newest = newest
        self.versions = versions
        self._types: Mapping[str, tuple[str, int]] | None = None
        self._public_imports: Sequence[str] | None = None

    @property
    def shown_name(self) -> str:
        """Its name, cleaned and short enough to be shown."""
        return clean(shorten(self.schema.name, _NAME_WIDTH))

    @cached_property
    def document(self) -> SchemaDocument:
        """The document, with its name."""
        schema = self.schema
        return read_schema(schema.text, schema.declared_type, schema.name)

    def origin(
        self, target: str = "", kind: str = "", line: int = 0, *, imported: bool = True
    ) -> Origin:
        """Return this document as the origin of a type."""
        schema = self.schema
        return Origin(
            self.shown_name,
            schema.version,
            self.versions,
            self.newest,
            kind,
            target,
            line,
            schema.place,
            imported,
        )

    def type_origin(self, name: str, *, imported: bool = True) -> Origin | None:
        """Return the origin of an Avro or Protobuf type; None if it is not defined here."""
        if self._types is None:
            if self.document.kind is SchemaKind.PROTOBUF:
                self._read_protobuf()
            else:
                self.learn(read_schema(self.schema.text, self.schema.declared_type).outline())
        found = (self._types or {}).get(name)
        return self.origin(name, *found, imported=imported) if found is not None else None

    def learn(self, outline: Outline) -> None:
        """Keep kind and line of the types in its outline, which itself takes much more memory."""
        types = outline.definitions.items()
        self._types = {name: (node.kind.value, node.line) for name, node in types}

    @property
    def public_imports(self) -> Sequence[str]:
        """The paths that a Protobuf document imports for those that import it."""
        if self._public_imports is None:
            if self.document.kind is not SchemaKind.PROTOBUF:
                return ()
            self._read_protobuf()
        return self._public_imports or ()

    def _read_protobuf(self) -> None:
        """Learn the types and the public imports at once, which takes half as long."""
        from cdx_tui.schema.protobuf import read_protobuf

        reading = read_protobuf(self.document.source)
        imports = reading.file.imports
        self._public_imports = [each.path for each in imports if each.modifier == "public"]
        kinds: tuple[tuple[NodeKind, Sequence[Message | Enum | Service]], ...] = (
            (NodeKind.MESSAGE, reading.messages),
            (NodeKind.ENUM, reading.enums),
            (NodeKind.SERVICE, reading.services),
        )
        self._types = {
            each.full_name: (kind.value, reading.line(each.at))
            for kind, declared in kinds
            for each in reversed(declared)  # the first of a name counts
        }

    @cached_property
    def _index(self) -> IndexedDocument | None:
        if self.document.kind is not SchemaKind.JSON:
            return None
        from cdx_tui.schema.json_schema import IndexedDocument

        return IndexedDocument(read_json(self.document.source).root, self.schema.name)

    def holds(self, uri: str) -> bool:
        """Return whether it is a JSON Schema that identifies itself, or a part, by this URI."""
        return self._index is not None and self._index.find(uri) is not None

    def json_origin(self, reference: str) -> Origin | str:
        """Return the origin of a JSON Schema, or why there is none.

        Args:
            reference: Its `$id` or only a fragment; both may be empty.
        """
        if self._index is None:
            return f"{self.shown_name} is not a JSON Schema"
        from cdx_tui.schema.json_schema import SCHEMAS, is_object

        found = self._index.find(reference)
        node = found.node if found is not None else None
        if node is None or node.kind not in SCHEMAS:
            pointer = clean(shorten(reference.partition("#")[2], _NAME_WIDTH))
            return f"nothing found at #{pointer} in {self.shown_name}"
        kind = "object" if is_object(node) else ""
        return self.origin("", kind, node.line)
