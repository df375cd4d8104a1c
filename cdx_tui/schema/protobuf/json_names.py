"""Compute the JSON names of fields.

Source: "ProtoJSON Format" of the Protocol Buffers documentation.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Field
from cdx_tui.schema.protobuf.parser.tokens import decode_string

__all__ = ["default_json_name", "json_name"]


def json_name(field: Field) -> str:
    """Return a field's JSON name: its `json_name` option, else the default; NOT cleaned."""
    custom = field.option("json_name") if field.options else None
    return default_json_name(field.name) if custom is None else decode_string(custom.value)


def default_json_name(name: str) -> str:
    """Return the lowerCamelCase JSON name of a field without a `json_name` option."""
    first, _, rest = name.partition("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest.split("_"))
