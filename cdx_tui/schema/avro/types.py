"""Avro types as people write them: `array<string>`, `null | Order`, `decimal(12,4)`.

Source: Avro 1.12, "Schema Declaration" and "Logical Types".
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.text import clean

__all__ = [
    "AVRO_PRIMITIVES",
    "UNKNOWN",
    "AvroType",
    "container_of",
    "member_line",
    "short_name",
    "union_of",
    "whole_number",
    "with_logical_type",
]

AVRO_PRIMITIVES = frozenset(
    {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
)
"""The names of the primitive types."""

_WIDTH = 400
_LEVELS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AvroType:
    """One type of a schema.

    Attributes:
        kind: A primitive's name, `record`, `enum`, `fixed`, `array`, `map`, `union`, `name` (a
            reference), or empty if it could not be read.
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
        """Return the constraints, and the nesting depth if the type's text does not show it."""
        if self.levels <= _LEVELS_SHOWN:
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
    """Return the line of a member of `node`, or the line where `node` begins."""
    member = node.member(name)
    return member.line if member else node.line


_BASES = {
    "decimal": ("bytes", "fixed"),
    "big-decimal": ("bytes",),
    "uuid": ("string", "fixed"),
    "date": ("int",),
    "time-millis": ("int",),
    "time-micros": ("long",),
    "timestamp-millis": ("long",),
    "timestamp-micros": ("long",),
    "timestamp-nanos": ("long",),
    "local-timestamp-millis": ("long",),
    "local-timestamp-micros": ("long",),
    "local-timestamp-nanos": ("long",),
    "duration": ("fixed",),
}
_SIZES = {"uuid": 16, "duration": 12}
_WHOLE = re.compile(r"-?[0-9]{1,18}\Z")


def whole_number(node: JsonNode | None) -> int | None:
    """Return the value of a whole number of up to 18 digits; None for anything else."""
    if node is None or node.kind is not JsonKind.NUMBER or not _WHOLE.match(node.raw):
        return None
    return int(node.raw)


def with_logical_type(
    base: AvroType, node: JsonNode, size: int | None = None
) -> tuple[AvroType, str | None]:
    """Return a type with the logical type of its definition, and the problem with it, if any.

    A logical type that is unknown, or not right for the type below it, is ignored by Avro's
    readers: the type stays what it was, and is annotated.

    Args:
        base: The underlying type.
        node: The definition, with `logicalType` and its parameters.
        size: The size of a fixed, if it is known.
    """
    written = node.get("logicalType")
    if written is None:
        return base, None
    name = clean(written.text() or "")
    if not name:
        return base, "expected 'logicalType' to be a string"
    bases = _BASES.get(name)
    if bases is None:
        return replace(base, logical=name), None
    mistake = None
    if base.kind not in bases:
        mistake = f"{name} needs {' or '.join(bases)}, found {base.kind or base.text}"
    elif base.kind == "fixed" and name in _SIZES and size not in (None, _SIZES[name]):
        mistake = f"{name} needs a fixed of size {_SIZES[name]}, found {size:,}"
    text = name
    if name == "decimal" and not mistake:
        text, mistake = _decimal(node, size)
    if mistake:
        return replace(base, logical=name), f"{mistake}; the logical type is ignored"
    # A fixed type has its own node.
    stored = () if base.kind == "fixed" else (f"stored as {base.text}",)
    return replace(base, text=text, logical=name, constraints=(*base.constraints, *stored)), None


def _decimal(node: JsonNode, size: int | None) -> tuple[str, str | None]:
    precision = whole_number(node.get("precision"))
    scale = whole_number(node.get("scale")) if node.get("scale") else 0
    text = f"decimal({precision},{scale})"
    if precision is None or precision <= 0:
        return text, "decimal needs 'precision', a whole number above 0"
    if scale is None or not 0 <= scale <= precision:
        return text, f"decimal needs 'scale' from 0 to its precision, {precision}"
    if size is not None and size <= 1_000_000:
        most = math.floor(math.log10(2) * (8 * size - 1)) if size else 0
        if precision > most:
            return text, f"a fixed of size {size} holds {most} digits, not {precision}"
    return text, None
