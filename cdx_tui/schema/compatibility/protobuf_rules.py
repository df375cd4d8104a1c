"""Kinds of differences between Protobuf sources, with Schema Registry's verdict on each."""

from __future__ import annotations

from typing import Final

from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.text import clean, shorten

__all__ = ["difference"]

_LONGEST: Final = 300

_COMPATIBLE: Final = {
    "MESSAGE_ADDED": "a new message changes no existing one",
    "MESSAGE_MOVED": "messages are found by name, not by position",
    "ENUM_ADDED": "a new enum changes no existing type",
    "ENUM_REMOVED": "values of an enum are encoded as numbers",
    "ENUM_CONST_ADDED": "values of an enum are encoded as numbers",
    "ENUM_CONST_CHANGED": "values of an enum are encoded as numbers",
    "ENUM_CONST_REMOVED": "unknown values are kept as numbers",
    "FIELD_ADDED": "a field that is missing in the data has its default",
    "FIELD_REMOVED": "readers ignore fields they don't know",
    "FIELD_NAME_CHANGED": "fields are matched by number",
    "FIELD_STRING_OR_BYTES_LABEL_CHANGED": (
        "string and bytes fields are encoded alike, repeated or not"
    ),
    "ONEOF_ADDED": "a oneof does not change how its fields are encoded",
    "ONEOF_REMOVED": "a oneof does not change how its fields are encoded",
    "ONEOF_FIELD_ADDED": "no data has the new field of the oneof",
    "ONEOF_FIELD_MOVED_TO_TOP_LEVEL": "the field keeps its number and type",
}
_INCOMPATIBLE: Final = {
    "PACKAGE_CHANGED": "the package must not change",
    "MESSAGE_REMOVED": "a message must not be removed",
    "FIELD_KIND_CHANGED": "scalars, messages and maps are encoded differently",
    "FIELD_SCALAR_KIND_CHANGED": "the two types are encoded differently",
    "FIELD_NAMED_TYPE_CHANGED": "the type of the field is another message, or an incompatible one",
    "FIELD_NUMERIC_LABEL_CHANGED": "a numeric field must not become repeated, or be so no longer",
    "REQUIRED_FIELD_ADDED": "the data lacks a field that the reader's schema requires",
    "REQUIRED_FIELD_REMOVED": "a required field must not be removed",
    "ONEOF_FIELD_REMOVED": "the reader's schema can't know which field of the oneof was set",
    "MULTIPLE_FIELDS_MOVED_TO_ONEOF": "the data may have several of the fields, a oneof only one",
    "FIELD_MOVED_TO_EXISTING_ONEOF": "the data may have the field and another one of the oneof",
}


def difference(kind: str, path: str, old: str = "", new: str = "") -> Difference:
    """Return a difference with the verdict and the rule of its kind."""
    breaks = kind in _INCOMPATIBLE
    rule = _INCOMPATIBLE[kind] if breaks else _COMPATIBLE[kind]
    return Difference(kind, _display(path), _display(old), _display(new), breaks, rule)


def _display(text: str) -> str:
    return clean(text if len(text) <= _LONGEST else shorten(text, _LONGEST))
