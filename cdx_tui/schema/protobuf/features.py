"""Resolve presence, enum and JSON features from the syntax or edition and `features` options."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cdx_tui.schema.protobuf.model import Enum, Field, Message, Option, OptionKind, ProtoFile

__all__ = ["has_implicit_presence", "is_open", "is_required", "requires_unique_json_names"]


def is_open(file: ProtoFile, enum: Enum) -> bool:
    """Return whether an enum accepts undeclared numbers; its first value must then be 0."""
    return _feature("enum_type", file, enum.options) == "OPEN"


def is_required(file: ProtoFile, field: Field) -> bool:
    """Return whether a field must be set."""
    if file.syntax == "editions" and not field.label:
        return _feature("field_presence", file, field.options) == "LEGACY_REQUIRED"
    return field.label == "required"


def has_implicit_presence(file: ProtoFile, field: Field) -> bool:
    """Return whether an unset field is indistinguishable from one that is set to its default."""
    if field.label or field.oneof or field.key:
        return False
    return _feature("field_presence", file, field.options) == "IMPLICIT"


def requires_unique_json_names(file: ProtoFile, message: Message) -> bool:
    """Return whether the fields of a message must have distinct default JSON names."""
    return _feature("json_format", file, message.options) == "ALLOW"


_DEFAULTS = {
    "proto2": {
        "enum_type": "CLOSED",
        "field_presence": "EXPLICIT",
        "json_format": "LEGACY_BEST_EFFORT",
    },
    "proto3": {"enum_type": "OPEN", "field_presence": "IMPLICIT", "json_format": "ALLOW"},
    "editions": {"enum_type": "OPEN", "field_presence": "EXPLICIT", "json_format": "ALLOW"},
}


def _feature(name: str, file: ProtoFile, options: Sequence[Option]) -> str:
    """Return the value of a feature.

    The declaration's options take precedence over the file's options, and those over the default
    of the syntax or edition.
    """
    if file.syntax == "editions":
        for option in (*reversed(options), *reversed(file.options)):
            if option.name == f"features.{name}":
                return option.value
            if option.name == "features" and option.kind is OptionKind.AGGREGATE:
                match = re.search(rf"\b{name}\s*:\s*(\w+)", option.value)
                if match is not None:
                    return match[1]
    return _DEFAULTS[file.syntax][name]
