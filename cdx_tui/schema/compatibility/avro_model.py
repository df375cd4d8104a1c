"""Types of an Avro schema as a graph in which every name is resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cdx_tui.text import clean, shorten

__all__ = ["NAMED", "AvroField", "AvroType", "shown"]

NAMED: Final = frozenset(("record", "enum", "fixed"))
_LONGEST_NAME: Final = 300
"""Length to which a displayed name is shortened, since every path contains it."""


@dataclass(eq=False, slots=True)
class AvroType:
    """A type; two of them are the same only if they are identical.

    Attributes:
        kind: A primitive's name, `record` (also for an error), `enum`, `fixed`, `array`, `map`,
            `union`, or empty if the type is invalid or undefined.
        name: Full name of a named or undefined type.
        aliases: Full names of its aliases.
        fields: The fields of a record.
        by_name: The fields of a record by name.
        branches: The branches of a union; the items of an array and the values of a map.
        symbols: The symbols of an enum.
        default: The default symbol of an enum, if it is one of the symbols.
        size: The size of a fixed type; None if it is invalid.
        logical: The logical type, with its parameters.
        doc: The documentation.
        text: For a primitive type, and a union of them, a text that is the same for equal types;
            else empty.
    """

    kind: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    fields: tuple[AvroField, ...] = ()
    by_name: dict[str, AvroField] = field(default_factory=dict)
    branches: tuple[AvroType, ...] = ()
    symbols: tuple[str, ...] = ()
    default: str | None = None
    size: int | None = None
    logical: str = ""
    doc: str = ""
    text: str = ""

    @property
    def short_name(self) -> str:
        """The name without namespace."""
        return self.name.rpartition(".")[2]

    @property
    def label(self) -> str:
        """The type for display, clean; types inside a container are shown only by their kind."""
        if self.kind == "union":
            return " | ".join(branch.plain_label for branch in self.branches[:20])
        if self.kind in ("array", "map"):
            return f"{self.kind}<{', '.join(inner.plain_label for inner in self.branches)}>"
        return self.plain_label

    @property
    def plain_label(self) -> str:
        """The kind and name of the type for display, clean."""
        if self.kind in NAMED:
            size = f"({self.size})" if self.kind == "fixed" else ""
            return f"{self.kind}{size} {shown(self.name)}"
        return self.kind or shown(self.name) or "invalid type"


@dataclass(eq=False, slots=True)
class AvroField:
    """A field of a record; `default` is JSON, or None if there is none."""

    name: str
    type: AvroType
    aliases: tuple[str, ...]
    default: str | None
    doc: str


def shown(name: str) -> str:
    """Return a name for display: clean and not too long."""
    return clean(shorten(name, _LONGEST_NAME))
