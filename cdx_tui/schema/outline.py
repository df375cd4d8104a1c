"""The outline of a schema: its kind, its problems, and the tree of its named types and fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = [
    "STORED_AS",
    "NodeKind",
    "Origin",
    "Outline",
    "OutlineNode",
    "SchemaKind",
    "SchemaProblem",
]

STORED_AS: Final = "stored as "
"""Beginning of the constraint that names the type beneath a logical type."""


class SchemaKind(StrEnum):
    """Detected format of a text, independent of its declared type."""

    AVRO = "AVRO"
    JSON = "JSON"
    PROTOBUF = "PROTOBUF"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """An error or a warning about a document.

    Attributes:
        message: The message.
        line: Line in the text as sent, from 1; None if the problem concerns the whole document.
        column: Column in the text as sent, from 1, or None likewise.
        fatal: Whether the document, or a part of it, could not be read. Otherwise the problem is a
            warning (wrapped text, a wrong declared type, a duplicate key, an unresolved name).
        shown: Line in the document's `lines`, from 0, on which the problem is displayed.
        offset: Index of a character in the text that was parsed (a `JsonNode`'s `offset`), set by
            readers that know only this; the document converts it to line and column.
    """

    message: str
    line: int | None = None
    column: int | None = None
    fatal: bool = True
    shown: int | None = None
    offset: int | None = None


class NodeKind(StrEnum):
    """Kind of an outline node."""

    RECORD = "record"
    ENUM = "enum"
    FIXED = "fixed"
    FIELD = "field"
    UNION = "union"
    TYPE = "type"  # any other type: a primitive, array, map or branch of a union
    OBJECT = "object"  # JSON Schema: a schema that describes objects
    DEFINITION = "definition"  # JSON Schema: an entry of $defs or definitions
    BRANCH = "branch"  # JSON Schema: one of anyOf, oneOf, allOf, if/then/else, ...
    MESSAGE = "message"
    ONEOF = "oneof"
    SERVICE = "service"
    METHOD = "method"
    EXTENSION = "extension"
    IMPORT = "import"
    NOTE = "note"  # a note about the outline itself: "… 9,000 more levels"


@dataclass(frozen=True, slots=True)
class Origin:
    """Another document that defines a type.

    Attributes:
        name: Its subject or path, cleaned.
        version: The version of the subject, or None.
        versions: Number of known versions of the subject.
        newest: Whether `version` is the newest of them, not only of those that define the type.
        kind: Kind of the type, such as `record`, `enum` or `message`; empty if it is unknown.
        target: Full name of the type there; empty for the document as a whole.
        line: Line of the definition in the `lines` of that document, from 0.
        place: Indices of resource and schema in a share; None outside of one.
        imported: Whether the referring document names this one, by an import or a `$ref`; else it
            was found by the name of the type.
    """

    name: str
    version: int | None = None
    versions: int = 1
    newest: bool = True
    kind: str = ""
    target: str = ""
    line: int = 0
    place: tuple[int, int] | None = None
    imported: bool = True

    @property
    def note(self) -> str:
        """The document in a few words: `in address-value v3`."""
        several = self.versions > 1 and self.version is not None
        return f"in {self.name} v{self.version}" if several else f"in {self.name}"

    @property
    def remark(self) -> str:
        """Which of several versions was taken, and why; empty if there is only one."""
        if self.versions < 2 or self.version is None:
            return ""
        which = "the newest" if self.newest else "the newest that defines it"
        return f"{which}; the share names no version"


@dataclass(slots=True)
class OutlineNode:
    r"""One node of the outline: a named type, a field, or a part of one.

    Attributes:
        kind: Kind of the node.
        name: Name as written (a field's name, a type's full name); may be empty.
        type: Type for display: `array<string>`, `string | null`, `decimal(12,4)`.
        line: Line in the document's `lines`, from 0, of the definition.
        doc: Documentation; lines separated by `\n`.
        nullable: Whether null is among the types.
        required: JSON Schema's `required` or proto2's label; None if the format has no such notion.
        default: The default as JSON text, or None.
        logical: Avro's logical type or JSON Schema's format.
        aliases: Avro's aliases.
        constraints: Other properties, formatted for display: `size 16`, `minLength 3`.
        symbols: An enum's symbols, or the values of a JSON Schema `enum` as JSON text.
        number: Number of a Protobuf field or enum value.
        target: Full name of the type that this node's type refers to, or None if it refers to
            none. It is a key of `Outline.definitions` if this document defines it.
        type_kind: Kind of the named type that `type` is or refers to, such as `record`, `enum` or
            `message`; empty if it is none, or if no known document defines it.
        origin: The other document that defines `target`; None if it is this one, or unknown.
        unresolved: Whether no known document defines `target`.
        reason: Why it is unresolved, as a clause: where the name was looked for.
        semantic: What a value means by a convention of Connect, Debezium or the registry's types,
            such as `timestamp-micros` or `decimal(12,2)`; empty where `type` says it already.
        tags: Tags that the provider gave, by `confluent:tags` or `(confluent.field_meta)`: `PII`.
        annotations: Further properties as pairs of name and value, as text: `connect.name`,
            `deprecated`, a custom option, a property unknown to Avro.
        children: Child nodes; a recursive type ends in a node with a `target` and no children.
    """

    kind: NodeKind
    name: str = ""
    type: str = ""
    line: int = 0
    doc: str = ""
    nullable: bool = False
    required: bool | None = None
    default: str | None = None
    logical: str = ""
    aliases: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    number: int | None = None
    target: str | None = None
    type_kind: str = ""
    origin: Origin | None = None
    unresolved: bool = False
    reason: str = ""
    semantic: str = ""
    tags: tuple[str, ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()
    children: Sequence[OutlineNode] = ()


@dataclass(slots=True)
class Outline:
    """The tree of a document's types and fields.

    Attributes:
        name: Display name of the document, usually that of its root type.
        roots: The top-level nodes.
        definitions: The nodes of named types, by full name.
        unresolved: Names that no known document defines, in order of appearance, each once.
        problems: Problems found while the outline was built, such as an unknown type, a field
            without a name or a redefined type.
        records: Number of records, messages or object schemas defined in the document.
        fields: Number of fields of these records.
    """

    name: str = ""
    roots: list[OutlineNode] = field(default_factory=list)
    definitions: dict[str, OutlineNode] = field(default_factory=dict)
    unresolved: tuple[str, ...] = ()
    problems: tuple[SchemaProblem, ...] = ()
    records: int = 0
    fields: int = 0
