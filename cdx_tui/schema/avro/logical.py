"""Avro's logical types (Avro 1.12, "Logical Types")."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from cdx_tui.schema.avro_types import AvroType
from cdx_tui.schema.json_tree import JsonKind, JsonNode
from cdx_tui.text import clean

__all__ = ["whole_number", "with_logical_type"]

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
    """Return a type with the logical type that its definition has, and what is wrong with that.

    A logical type that is unknown, or not right for the type below it, is ignored by Avro's
    readers: the type stays what it was, and is annotated.

    Args:
        base: The type that the logical type stands on.
        node: The definition, with `logicalType` and its parameters.
        size: The size of a fixed, where it is known.
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
    # A fixed is told by its own node.
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
