"""Describe fields and ranges for an outline. All returned text is cleaned."""

from __future__ import annotations

import json
import re

from cdx_tui.schema.protobuf.features import has_implicit_presence
from cdx_tui.schema.protobuf.model import (
    Field,
    Message,
    OptionKind,
    ProtoFile,
    Range,
    TypeKind,
)
from cdx_tui.schema.protobuf.parser.tokens import decode_string
from cdx_tui.text import clean, shorten

__all__ = [
    "default_text",
    "field_constraints",
    "field_type",
    "message_constraints",
    "number_text",
    "range_texts",
]

_LONGEST_VALUE = 120
"""Maximum length of a displayed list of ranges, in characters."""


def field_type(field: Field) -> str:
    """Return a field's type as written in source: `repeated Order`, `map<string, int32>`."""
    type_ = f"map<{field.key}, {field.type}>" if field.key else field.type
    if field.group:
        type_ = f"group {type_}"
    return f"{field.label} {type_}" if field.label else type_


def field_constraints(file: ProtoFile, field: Field) -> tuple[str, ...]:
    """Return a field's presence as constraints."""
    if file.syntax == "proto3" and field.label == "optional":
        return ("explicit presence",)
    if (
        file.syntax == "editions"
        and field.kind in (TypeKind.SCALAR, TypeKind.ENUM)
        and has_implicit_presence(file, field)
    ):
        return ("implicit presence",)
    return ()


def message_constraints(message: Message) -> tuple[str, ...]:
    """Return a message's reserved numbers and extension ranges as constraints."""
    return (
        *range_texts("reserved", message.reserved, message.reserved_names),
        *range_texts("extensions", message.extension_ranges, []),
    )


def range_texts(what: str, ranges: list[Range], names: list[tuple[str, int]]) -> list[str]:
    """Return a list with one text such as `reserved 2, 9 to 11, "foo"`; empty without any."""
    texts = [*map(str, ranges), *(f'"{name}"' for name, _ in names)]
    if not texts:
        return []
    return [clean(shorten(f"{what} {', '.join(texts[:_LONGEST_VALUE])}", _LONGEST_VALUE))]


def default_text(field: Field) -> str | None:
    """Return a field's default as JSON text, or None if the field has none.

    This follows proto3's JSON mapping with two exceptions: 64-bit integers are numbers rather
    than strings, and bytes keep the escapes of the source.
    """
    option = field.option("default") if field.options else None
    if option is None:
        return None
    value = option.value
    if option.kind is OptionKind.STRING and field.type == "bytes":
        return clean(json.dumps(re.sub(r"""["'] ["']|^["']|["']$""", "", value)))
    if option.kind is OptionKind.STRING:
        return clean(json.dumps(decode_string(value), ensure_ascii=False))
    if field.type == "bool":
        return clean(value)
    if option.kind is OptionKind.WORD:
        special_values = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN", "-nan": "NaN"}
        is_number = field.type in ("float", "double")
        return clean(json.dumps(special_values.get(value, value) if is_number else value))
    return clean(number_text(value))


def number_text(value: str) -> str:
    """Convert a number to JSON notation: decimal, with digits on both sides of the point."""
    sign, digits = ("-", value[1:]) if value[0] == "-" else ("", value)
    if re.fullmatch(r"0[xX][0-9a-fA-F]{1,30}", digits):
        return f"{sign}{int(digits, 16)}"
    if re.fullmatch(r"0[0-7]{1,30}", digits):
        return f"{sign}{int(digits, 8)}"
    if digits.startswith("."):
        digits = f"0{digits}"
    return sign + re.sub(r"\.(?![0-9])", ".0", digits)
