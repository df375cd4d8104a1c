"""The outline of a schema: its kind, its problems, and the tree of its named types and fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["NodeKind", "Outline", "OutlineNode", "SchemaKind", "SchemaProblem", "types_defined"]


class SchemaKind(StrEnum):
    """What a text is, whatever type was declared."""

    AVRO = "AVRO"
    JSON = "JSON"
    PROTOBUF = "PROTOBUF"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """An error or a warning about a document.

    `line` and `column` are counted from 1 in the text as it was sent; None if the document as
    a whole is meant. `fatal` says that the document, or a part of it, could not be read; otherwise
    it is a remark (wrapped text, a wrong declared type, a duplicate key, an unresolved name).
    `shown` is the line in the document's `lines`, from 0, where it can be seen. Readers that know
    only the index of a character in the text that they were handed (a `JsonNode`'s `offset`) give
    that as `offset`; the document makes line and column of it.
    """

    message: str
    line: int | None = None
    column: int | None = None
    fatal: bool = True
    shown: int | None = None
    offset: int | None = None


class NodeKind(StrEnum):
    """What an outline node represents."""

    RECORD = "record"
    ENUM = "enum"
    FIXED = "fixed"
    FIELD = "field"
    UNION = "union"
    TYPE = "type"  # any other type: a primitive, an array, a map, a branch of a union
    OBJECT = "object"  # JSON Schema: a schema that describes objects
    DEFINITION = "definition"  # JSON Schema: an entry of $defs or definitions
    BRANCH = "branch"  # JSON Schema: one of anyOf, oneOf, allOf, if/then/else, ...
    MESSAGE = "message"
    ONEOF = "oneof"
    SERVICE = "service"
    METHOD = "method"
    EXTENSION = "extension"
    IMPORT = "import"
    NOTE = "note"  # says something about the outline itself: "… 9,000 more levels"


@dataclass(slots=True)
class OutlineNode:
    r"""One node of the outline: a named type, a field, or a part of one.

    Attributes:
        kind: What it represents.
        name: Its name as written (a field's name, a type's full name); may be empty.
        type: The type as people write it: `array<string>`, `string | null`, `decimal(12,4)`.
        line: The line in the document's `lines`, from 0, where it is defined.
        doc: Its documentation; lines separated by `\n`.
        nullable: Whether null is among its types.
        required: JSON Schema's `required`, proto2's label; None if the notion is unknown.
        default: The default as JSON text; None if there is none.
        logical: Avro's logical type, JSON Schema's format.
        aliases: Avro's aliases.
        constraints: Everything else worth a word, ready to show: `size 16`, `minLength 3`.
        symbols: An enum's symbols, or a JSON Schema `enum`'s values as JSON text.
        number: A Protobuf field's or enum value's number.
        target: Full name of the type that this node's type refers to, a key of
            `Outline.definitions` where it is defined in this document; None if it names none.
        unresolved: Whether `target` is defined nowhere that is known.
        children: What is below; recursion ends in a node with a `target` and no children.
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
    unresolved: bool = False
    children: list[OutlineNode] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The tree of a document's types and fields.

    `records` counts records, messages or object schemas defined in the document and `fields` their
    fields. `definitions` maps full names to where they are defined. `unresolved` names what is
    defined elsewhere, in order of appearance, each once. `problems` are what was found while the
    outline was built: an unknown type, a field without a name, a redefined type.
    """

    name: str = ""
    roots: list[OutlineNode] = field(default_factory=list)
    definitions: dict[str, OutlineNode] = field(default_factory=dict)
    unresolved: tuple[str, ...] = ()
    problems: tuple[SchemaProblem, ...] = ()
    records: int = 0
    fields: int = 0


def types_defined(outline: Outline) -> tuple[str, ...]:
    """Return the full names of the types that a document defines, in order of appearance.

    Of all documents of a share they make the `external_types` that resolves names between them.
    """
    return tuple(outline.definitions)
