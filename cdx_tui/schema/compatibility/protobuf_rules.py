"""Kinds of differences between Protobuf sources, with Schema Registry's verdict on each."""

from __future__ import annotations

from typing import Final

from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.text import clean, shorten

__all__ = ["difference"]

_LONGEST: Final = 300

_COMPATIBLE: Final = {
    "MESSAGE_ADDED": "A new message changes no existing one.",
    "MESSAGE_MOVED": "Messages are found by name, not by position.",
    "ENUM_ADDED": "A new enum changes no existing type.",
    "ENUM_REMOVED": "Values of an enum are encoded as numbers.",
    "ENUM_CONST_ADDED": "Values of an enum are encoded as numbers.",
    "ENUM_CONST_CHANGED": "Values of an enum are encoded as numbers.",
    "ENUM_CONST_REMOVED": "Unknown values are kept as numbers.",
    "FIELD_ADDED": "A field that is missing in the data has its default.",
    "FIELD_REMOVED": "Readers ignore fields they don't know.",
    "FIELD_NAME_CHANGED": "Fields are matched by number.",
    "FIELD_STRING_OR_BYTES_LABEL_CHANGED": (
        "String and bytes fields are encoded alike, repeated or not."
    ),
    "ONEOF_ADDED": "A oneof does not change how its fields are encoded.",
    "ONEOF_REMOVED": "A oneof does not change how its fields are encoded.",
    "ONEOF_FIELD_ADDED": "No data has the new field of the oneof.",
    "ONEOF_FIELD_MOVED_TO_TOP_LEVEL": "The field keeps its number and type.",
}
_INCOMPATIBLE: Final = {
    "PACKAGE_CHANGED": "The package must not change.",
    "MESSAGE_REMOVED": "The reader's schema lacks a message of the writer's schema.",
    "FIELD_KIND_CHANGED": "Scalars, messages and maps are encoded differently.",
    "FIELD_SCALAR_KIND_CHANGED": "The two types are encoded differently.",
    "FIELD_NAMED_TYPE_CHANGED": "The type of the field is another message, or an incompatible one.",
    "FIELD_NUMERIC_LABEL_CHANGED": "The label of a numeric field must not change.",
    "REQUIRED_FIELD_ADDED": "The reader's schema requires a field that the data lacks.",
    "REQUIRED_FIELD_REMOVED": "The reader's schema lacks a field that the data must have.",
    "ONEOF_FIELD_REMOVED": "The reader's schema lacks a field of the oneof that may be set.",
    "MULTIPLE_FIELDS_MOVED_TO_ONEOF": "The data may have several of the fields, a oneof only one.",
    "FIELD_MOVED_TO_EXISTING_ONEOF": "The data may have the field and another one of the oneof.",
}


def difference(kind: str, path: str, old: str = "", new: str = "") -> Difference:
    """Return a difference with the verdict and the rule of its kind."""
    breaks = kind in _INCOMPATIBLE
    rule = _INCOMPATIBLE[kind] if breaks else _COMPATIBLE[kind]
    return Difference(kind, _display(path), _display(old), _display(new), breaks, rule)


def _display(text: str) -> str:
    return clean(text if len(text) <= _LONGEST else shorten(text, _LONGEST))
