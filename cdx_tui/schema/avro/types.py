"""Avro types as people write them: `array<string>`, `null | Order`, `decimal(12,4)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdx_tui.schema.json_tree import JsonNode

__all__ = ["UNKNOWN", "AvroType", "container_of", "member_line", "short_name", "union_of"]

_WIDTH = 400
_LEVELS_TOLD = 20


@dataclass(frozen=True, slots=True)
class AvroType:
    """One type of a schema.

    Attributes:
        kind: A primitive's name, `record`, `enum`, `fixed`, `array`, `map`, `union`, `name` (a
            reference), or empty where it could not be read.
        text: The type as people write it, shortened where it would be longer than a line.
        name: The full name of a named type or of what is referred to.
        logical: The logical type.
        constraints: What else there is to say.
        symbols: An enum's symbols.
        branches: A union's branches.
        levels: How many arrays, maps and unions are inside of each other.
    """

    kind: str
    text: str
    name: str = ""
    logical: str = ""
    constraints: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    branches: tuple[AvroType, ...] = ()
    levels: int = 0

    @property
    def nullable(self) -> bool:
        """Whether null is among its values."""
        return self.kind == "null" or any(branch.kind == "null" for branch in self.branches)

    def notes(self) -> tuple[str, ...]:
        """Return the constraints, and how deep it goes where its text doesn't tell."""
        if self.levels <= _LEVELS_TOLD:
            return self.constraints
        return (*self.constraints, f"{self.levels:,} levels deep")


UNKNOWN = AvroType("", "?")
"""A type that could not be read."""


def short_name(full_name: str) -> str:
    """Return a full name without its namespace."""
    return full_name.rpartition(".")[2]


def container_of(kind: str, inner: AvroType) -> AvroType:
    """Return the array or map of a type."""
    text = inner.text if len(inner.text) <= _WIDTH else "…"
    return AvroType(kind, f"{kind}<{text}>", levels=inner.levels + 1)


def union_of(branches: Sequence[AvroType]) -> AvroType:
    """Return the union of types, in their order."""
    texts: list[str] = []
    width = 0
    for branch in branches:
        width += len(branch.text) + 3
        if texts and width > _WIDTH:
            texts.append(f"… {len(branches) - len(texts):,} more")
            break
        texts.append(branch.text if len(branch.text) <= _WIDTH else "…")
    return AvroType(
        "union",
        " | ".join(texts) or "union of nothing",
        logical=next((branch.logical for branch in branches if branch.logical), ""),
        constraints=tuple(note for branch in branches for note in branch.constraints),
        branches=tuple(branches),
        levels=max((branch.levels for branch in branches), default=0) + 1,
    )


def member_line(node: JsonNode, name: str) -> int:
    """Return the line where a member of `node` is shown, or else the line where `node` begins."""
    member = node.member(name)
    return member.line if member else node.line
