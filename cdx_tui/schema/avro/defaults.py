"""Check defaults against their types (Avro 1.12, "Complex Types", field default values)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cdx_tui.schema.avro.types import AvroType
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.text import clean

__all__ = ["default_error"]

_KINDS = {
    "null": (JsonKind.NULL,),
    "boolean": (JsonKind.TRUE, JsonKind.FALSE),
    "int": (JsonKind.NUMBER,),
    "long": (JsonKind.NUMBER,),
    "float": (JsonKind.NUMBER,),
    "double": (JsonKind.NUMBER,),
    "bytes": (JsonKind.STRING,),
    "string": (JsonKind.STRING,),
    "fixed": (JsonKind.STRING,),
    "enum": (JsonKind.STRING,),
    "array": (JsonKind.ARRAY,),
    "map": (JsonKind.OBJECT,),
    "record": (JsonKind.OBJECT,),
}
_FRACTION = re.compile(r"[.eE]")


def default_error(default: JsonNode, type_: AvroType, known: Mapping[str, AvroType]) -> str | None:
    """Return the error message for a field's default; None if it is valid or its type is unknown.

    A default may fit any branch of a union, but readers before Avro 1.12 require the first: a
    default of another branch gives a message too.

    Args:
        default: The default.
        type_: The field's type.
        known: The named types defined so far, by full name.
    """
    if type_.kind != "union":
        fits = _fits(default, type_, known)
        return (
            None if fits else f"the default is {default.kind.value}, but the type is {type_.text}"
        )
    fitting = [n for n, branch in enumerate(type_.branches) if _fits(default, branch, known)]
    if not fitting:
        return f"the default is {default.kind.value}, which matches no branch of {type_.text}"
    if fitting[0] > 0:
        return (
            "the default is not of the union's first type, "
            f"{type_.branches[0].text}: readers before Avro 1.12 reject it"
        )
    return None


def _fits(default: JsonNode, type_: AvroType, known: Mapping[str, AvroType]) -> bool:
    if type_.kind == "name":
        named = known.get(type_.name)
        if named is None:
            return True
        type_ = named
    kinds = _KINDS.get(type_.kind)
    if kinds is None:
        return True
    if default.kind not in kinds:
        return False
    if type_.kind in ("int", "long"):
        return not _FRACTION.search(default.raw)
    if type_.kind == "enum":
        return clean(default.text() or "") in type_.symbols
    return True
