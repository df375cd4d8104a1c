"""The names that fields have in JSON.

Source: "ProtoJSON Format" of the Protocol Buffers documentation.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Field
from cdx_tui.schema.protobuf.parser.tokens import decode_string

__all__ = ["default_json_name", "json_name"]


def json_name(field: Field) -> str:
    """Return a field's name in JSON; NOT cleaned."""
    custom = field.option("json_name") if field.options else None
    return default_json_name(field.name) if custom is None else decode_string(custom.value)


def default_json_name(name: str) -> str:
    """Return the lowerCamelCase name that a field has in JSON unless it says otherwise."""
    first, _, rest = name.partition("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest.split("_"))
