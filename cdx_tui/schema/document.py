"""What a schema's text turned out to be: its lines, its problems and its outline.

The one entry is `read_schema`. A `SchemaDocument` is cheap to make; the work is in `fill` (pretty
text, block by block, so that the first lines can be shown at once) and in `outline` (the tree of
named types and fields). Both may run in a thread. Everything that a document hands out is cleaned,
except `pretty()`, which is the provider's exact text in a tidy layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cdx_tui.schema.lines import Lines

__all__ = [
    "NodeKind",
    "Outline",
    "OutlineNode",
    "SchemaDocument",
    "SchemaKind",
    "SchemaProblem",
    "read_schema",
]


class SchemaKind(StrEnum):
    """What the text turned out to be, whatever it was declared as."""

    AVRO = "AVRO"
    JSON = "JSON"
    PROTOBUF = "PROTOBUF"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """What is wrong or odd about a document.

    `line` and `column` are counted from 1 in the text as it was sent; None where the document as
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
    """What an outline node stands for."""

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
    r"""One line of the outline: a named type, a field, or what is below one.

    Attributes:
        kind: What it stands for.
        name: Its name as written (a field's name, a type's full name); may be empty.
        type: The type as people write it: `array<string>`, `string | null`, `decimal(12,4)`.
        line: The line in the document's `lines`, from 0, where it is defined.
        doc: Its documentation; lines separated by `\n`.
        nullable: Whether null is among its types.
        required: JSON Schema's `required`, proto2's label; None where the notion is unknown.
        default: The default as JSON text; None where there is none.
        logical: Avro's logical type, JSON Schema's format.
        aliases: Avro's aliases.
        constraints: Everything else worth a word, ready to show: `size 16`, `minLength 3`.
        symbols: An enum's symbols, or a JSON Schema `enum`'s values as JSON text.
        number: A Protobuf field's or enum value's number.
        target: Full name of the type that this node's type refers to, a key of
            `Outline.definitions` where it is defined in this document; None where it names none.
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


class SchemaDocument:
    """A schema's text, told apart and laid out. Made by `read_schema`."""

    kind: SchemaKind
    declared_type: str
    lines: Lines

    def fill(self) -> Iterator[int]:
        """Lay the text out into `lines`, block by block; yields the number of lines so far.

        Running it again, or while another thread runs it, does no work twice.
        """
        raise NotImplementedError

    @property
    def problems(self) -> tuple[SchemaProblem, ...]:
        """What was odd about the text; complete once `fill` has come to its end."""
        raise NotImplementedError

    @property
    def parsed(self) -> bool:
        """Whether the whole document was understood: no fatal problem in text or outline."""
        raise NotImplementedError

    def outline(self, elsewhere: Mapping[str, str] | None = None) -> Outline:
        """Build the outline (kept for the next call).

        Args:
            elsewhere: Full names of types that other schemas of the same share define, with the
                subject that defines each; a name found there is resolved, and says where.
        """
        raise NotImplementedError

    def pretty(self) -> str:
        """Return the whole pretty-printed text, exact and NOT cleaned."""
        raise NotImplementedError


def read_schema(text: str, declared_type: str | None = None) -> SchemaDocument:
    """Tell what `text` is and return a document over it; never raises, whatever the text.

    Args:
        text: The `schema` property as it was sent: minified or pretty JSON, a bare primitive, the
            same wrapped in `{"schema": "…"}` once, Protobuf source, empty, or garbage.
        declared_type: The `schema_type` property; None means AVRO, as Schema Registry has it.
    """
    raise NotImplementedError
