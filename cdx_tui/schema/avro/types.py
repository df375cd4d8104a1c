"""Avro types and their text for display: `array<string>`, `null | Order`, `decimal(12,4)`.

Source: Avro 1.12, "Schema Declaration" and "Logical Types".
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cdx_tui.schema.annotations import NOTHING, Annotations
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.text import clean, shorten

__all__ = [
    "AVRO_PRIMITIVES",
    "UNKNOWN",
    "AvroType",
    "container_of",
    "integer_value",
    "member_line",
    "short_name",
    "union_of",
    "with_logical_type",
]

AVRO_PRIMITIVES = frozenset(
    {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
)
"""The names of the primitive types."""

_MAX_TEXT_WIDTH = 400
"""Characters of a type's text; longer inner types are replaced by `…`."""

_LEVELS_SHOWN = 20
"""Nesting levels above which the depth is stated in a note."""

_NAMED = ("record", "enum", "fixed")


@dataclass(frozen=True, slots=True)
class AvroType:
    """One type of a schema.

    Attributes:
        kind: A primitive's name, `record`, `enum`, `fixed`, `array`, `map`, `union`, `name` (a
            reference), or empty if the type is invalid.
        text: The type for display, truncated.
        name: Full name of a named type, or of the type that a reference refers to.
        logical: The logical type; may be empty.
        constraints: Notes for display, such as `stored as bytes`.
        symbols: An enum's symbols.
        branches: A union's branches.
        levels: Nesting depth of arrays, maps and unions.
        annotations: What the provider attached to the type, apart from a named type's tags and
            properties, which its own outline node has.
    """

    kind: str
    text: str
    name: str = ""
    logical: str = ""
    constraints: tuple[str, ...] = ()
    symbols: frozenset[str] = frozenset()
    branches: tuple[AvroType, ...] = ()
    levels: int = 0
    annotations: Annotations = NOTHING

    @property
    def nullable(self) -> bool:
        """Whether null is a value of the type."""
        return self.kind == "null" or any(branch.kind == "null" for branch in self.branches)

    @property
    def named_kind(self) -> str:
        """The kind of a record, enum or fixed that is displayed by its name; null is no branch."""
        branches = [branch for branch in self.branches if branch.kind != "null"]
        type_ = branches[0] if len(branches) == 1 else self
        by_name = type_.kind in _NAMED and type_.text == short_name(type_.name)
        return type_.kind if by_name else ""

    def annotated(self, own: Annotations) -> AvroType:
        """Return the type with further annotations of its own; twice as fast as `replace`."""
        return AvroType(
            self.kind,
            self.text,
            self.name,
            self.logical,
            self.constraints,
            self.symbols,
            self.branches,
            self.levels,
            own.joined(self.annotations),
        )

    def notes(self) -> tuple[str, ...]:
        """Return the constraints, and the nesting depth if the type's text does not show it."""
        if self.levels <= _LEVELS_SHOWN:
            return self.constraints
        return (*self.constraints, f"{self.levels:,} levels deep")


UNKNOWN = AvroType("", "?")
"""An invalid or missing type."""


def short_name(full_name: str) -> str:
    """Return a full name without its namespace."""
    return full_name.rpartition(".")[2]


def container_of(kind: str, inner: AvroType) -> AvroType:
    """Return the array or map type with the item or value type `inner`."""
    text = inner.text if len(inner.text) <= _MAX_TEXT_WIDTH else "…"
    annotations = inner.annotations
    if annotations.semantic:
        meaning = annotations.semantic if len(annotations.semantic) <= _MAX_TEXT_WIDTH else "…"
        annotations = replace(annotations, semantic=f"{kind}<{meaning}>")
    return AvroType(kind, f"{kind}<{text}>", levels=inner.levels + 1, annotations=annotations)


def union_of(branches: Sequence[AvroType]) -> AvroType:
    """Return the union of `branches`, in the given order."""
    texts: list[str] = []
    width = 0
    for branch in branches:
        width += len(branch.text) + 3
        if texts and width > _MAX_TEXT_WIDTH:
            texts.append(f"… {len(branches) - len(texts):,} more")
            break
        texts.append(branch.text if len(branch.text) <= _MAX_TEXT_WIDTH else "…")
    return AvroType(
        "union",
        " | ".join(texts) or "union of nothing",
        logical=next((branch.logical for branch in branches if branch.logical), ""),
        constraints=tuple(note for branch in branches for note in branch.constraints),
        branches=tuple(branches),
        levels=max((branch.levels for branch in branches), default=0) + 1,
        annotations=_annotations_of(branches),
    )


def _annotations_of(branches: Sequence[AvroType]) -> Annotations:
    """Return the annotations of a union's branches; null is none."""
    for branch in branches:
        if branch.annotations is not NOTHING:
            break
    else:
        return NOTHING
    others = [branch for branch in branches if branch.kind != "null"]
    if len(others) == 1:
        return others[0].annotations
    annotations = NOTHING
    for branch in others:
        if branch.annotations is not NOTHING:
            annotations = annotations.joined(branch.annotations)
    if annotations.semantic:
        meanings = [branch.annotations.semantic or branch.text for branch in others]
        text = shorten(" | ".join(meanings[:_MAX_TEXT_WIDTH]), _MAX_TEXT_WIDTH)
        annotations = replace(annotations, semantic=text)
    return annotations


def member_line(node: JsonNode, name: str) -> int:
    """Return the line of the member `name` of `node`, or the first line of `node`."""
    member = node.member(name)
    return member.line if member else node.line


_BASE_TYPES = {
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
_FIXED_SIZES = {"uuid": 16, "duration": 12}
_INTEGER = re.compile(r"-?[0-9]{1,18}\Z")


def integer_value(node: JsonNode | None) -> int | None:
    """Return the value of an integer of up to 18 digits; None for any other node."""
    if node is None or node.kind is not JsonKind.NUMBER or not _INTEGER.match(node.raw):
        return None
    return int(node.raw)


def with_logical_type(
    base: AvroType, node: JsonNode, size: int | None = None
) -> tuple[AvroType, str | None]:
    """Apply the logical type of a definition to its underlying type.

    Avro's readers ignore a logical type that is unknown or does not fit its underlying type: the
    result is then the underlying type, annotated with the logical type.

    Args:
        base: The underlying type.
        node: The definition, with `logicalType` and its parameters.
        size: The size of a fixed type in bytes, if known.

    Returns:
        The type, and an error message or None.
    """
    written = node.get("logicalType")
    if written is None:
        return base, None
    name = clean(written.text() or "")
    if not name:
        return base, "expected 'logicalType' to be a string"
    bases = _BASE_TYPES.get(name)
    if bases is None:
        return replace(base, logical=name), None
    error = None
    if base.kind not in bases:
        error = f"{name} needs {' or '.join(bases)}, found {base.kind or base.text}"
    elif base.kind == "fixed" and name in _FIXED_SIZES and size not in (None, _FIXED_SIZES[name]):
        error = f"{name} needs a fixed of size {_FIXED_SIZES[name]}, found {size:,}"
    text = name
    if name == "decimal" and not error:
        text, error = _read_decimal(node, size)
    if error:
        return replace(base, logical=name), f"{error}; the logical type is ignored"
    # A fixed type has an outline node, which shows its size.
    stored = () if base.kind == "fixed" else (f"stored as {base.text}",)
    return replace(base, text=text, logical=name, constraints=(*base.constraints, *stored)), None


def _read_decimal(node: JsonNode, size: int | None) -> tuple[str, str | None]:
    precision = integer_value(node.get("precision"))
    scale = integer_value(node.get("scale")) if node.get("scale") else 0
    text = f"decimal({precision},{scale})"
    if precision is None or precision <= 0:
        return text, "decimal needs 'precision', a whole number above 0"
    if scale is None or not 0 <= scale <= precision:
        return text, f"decimal needs 'scale' from 0 to its precision, {precision}"
    if size is not None and size <= 1_000_000:
        max_digits = math.floor(math.log10(2) * (8 * size - 1)) if size else 0
        if precision > max_digits:
            return text, f"a fixed of size {size} holds {max_digits} digits, not {precision}"
    return text, None
