"""A schema as Schema Registry's rules see it: one of a few kinds, with the keywords of that kind.

A schema with keywords of several kinds is an `allOf` of them: `{"type": "string", "enum": […]}`
is a string and an enum. `loading` makes these shapes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import node_key

if TYPE_CHECKING:
    from cdx_tui.schema.compatibility.json_schema.contents import ArrayContent, ObjectContent
    from cdx_tui.schema.compatibility.json_schema.loading import LoadedSchema

__all__ = ["ALL", "ANY", "ONE", "Kind", "Shape"]

ALL, ANY, ONE = "allOf", "anyOf", "oneOf"

_ANNOTATIONS = ("title", "description", "default")
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")


class Kind(StrEnum):
    """Kind of a shape; the value is its display name."""

    UNCONSTRAINED = "any value"
    TRUE = "true"
    FALSE = "false"
    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"
    OBJECT = "object"
    ARRAY = "array"
    ENUM = "enum"
    CONST = "const"
    NOT = "not"
    COMBINED = "combination"
    CONDITION = "if"
    REFERENCE = "reference"


class Shape:
    """One schema, or the part of one that has a single kind.

    Args:
        kind: Its kind.
        document: The document that it is part of, which loads its subschemas.
        keywords: The keywords of its kind.
        integer: Whether a number must be whole.
        criterion: How branches are combined: `allOf`, `anyOf` or `oneOf`.
        branches: What is combined: schemas, or parts of this schema.
        generated: Whether the combination is not written as such: `{"type": ["null", "string"]}`.

    Attributes:
        ordered: The branches in the order in which they are compared, once they have been.
        schema: The schema with the annotations of this shape; None for a part of a schema.
    """

    __slots__ = (
        "_annotations",
        "_values",
        "array_content",
        "branches",
        "criterion",
        "document",
        "generated",
        "integer",
        "keywords",
        "kind",
        "object_content",
        "ordered",
        "schema",
    )

    def __init__(
        self,
        kind: Kind,
        document: LoadedSchema,
        keywords: Mapping[str, JsonNode],
        *,
        integer: bool = False,
        criterion: str = "",
        branches: Sequence[JsonNode | Shape] = (),
        generated: bool = False,
    ) -> None:
        self.kind = kind
        self.document = document
        self.keywords = keywords
        self.integer = integer
        self.criterion = criterion
        self.branches = branches
        self.generated = generated
        self.schema: JsonNode | None = None
        self.ordered: Sequence[JsonNode | Shape] | None = None
        self.object_content: ObjectContent | None = None
        self.array_content: ArrayContent | None = None
        self._annotations: tuple[str, ...] | None = None
        self._values: dict[str, JsonNode] | None = None

    @property
    def accepts_all(self) -> bool:
        """Whether it is `true` or has no keyword that constrains a value."""
        return self.kind is Kind.UNCONSTRAINED or self.kind is Kind.TRUE

    @property
    def annotations(self) -> tuple[str, ...]:
        """Its identifier, title, description and default, comparable; empty for what is missing."""
        if self._annotations is None:
            self._annotations = ("",) * 4
            if self.schema is not None:
                names = (self.document.id_keyword, *_ANNOTATIONS)
                self._annotations = tuple(_comparable(self.schema.get(name)) for name in names)
        return self._annotations

    def values(self) -> dict[str, JsonNode]:
        """Return the values of an enum, by what is the same for equal ones."""
        if self._values is None:
            self._values = {node_key(item): item for item in self.keywords["enum"].items}
        return self._values

    @property
    def reference(self) -> str:
        """The reference as written, NOT cleaned; empty if it has none."""
        for keyword in _REFERENCES:
            node = self.keywords.get(keyword)
            if node is not None:
                return node.text() or ""
        return ""

    @property
    def bytes_of_connect(self) -> bool:
        """Whether Kafka Connect wrote the schema for bytes, however it represents them."""
        node = self.schema.get("connect.type") if self.schema is not None else None
        return node is not None and node.text() == "bytes"

    @property
    def name(self) -> str:
        """What to call it in a message, NOT cleaned."""
        if self.kind is Kind.REFERENCE:
            return self.reference
        if self.generated:
            names = (branch.name for branch in self.branches if isinstance(branch, Shape))
            return (" and " if self.criterion == ALL else " or ").join(names)
        if self.kind is Kind.COMBINED:
            return self.criterion
        return "integer" if self.integer else self.kind.value


def _comparable(node: JsonNode | None) -> str:
    if node is None or node.kind is JsonKind.NULL:
        return ""
    return node.raw if node.kind is JsonKind.STRING and "\\" not in node.raw else node_key(node)
