"""Generate the share of a data platform: sixty streams, from a table of their fields.

The table gives each field's name and type once; the schema is rendered in the schema type of the
stream's domain. The result is a list long enough to filter and scroll, of valid schemas only.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

__all__ = ["platform_resources"]

_FIRST_SCHEMA_ID: Final = 101001

_AVRO: Final[dict[str, Any]] = {
    "decimal": {"type": "bytes", "logicalType": "decimal", "precision": 14, "scale": 2},
    "date": {"type": "int", "logicalType": "date"},
    "timestamp": {"type": "long", "logicalType": "timestamp-millis"},
}
_JSON: Final[dict[str, dict[str, str]]] = {
    "string": {"type": "string"},
    "int": {"type": "integer"},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "decimal": {"type": "string", "pattern": "^-?[0-9]+\\.[0-9]{2}$"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
}
_PROTOBUF: Final = {
    "int": "int32",
    "boolean": "bool",
    "timestamp": "google.protobuf.Timestamp",
}


class _Field(NamedTuple):
    name: str
    type: str
    optional: bool


def platform_resources(table: dict[str, Any]) -> dict[str, Any]:
    """Return the share described by `table`, in the structure of a parsed `share.toml`.

    Every stream gets a key and a value subject, except in domains without a schema type.

    Args:
        table: The parsed file `platform.toml`.
    """
    ids = itertools.count(_FIRST_SCHEMA_ID)
    return {
        "provider": table["provider"],
        "resource": [
            _resource(domain, stream, ids)
            for domain in table["domain"]
            for stream in domain["streams"]
        ],
    }


def _resource(domain: dict[str, Any], stream: list[str], ids: Iterator[int]) -> dict[str, Any]:
    title, description, *field_texts = stream
    fields = [_field(text) for text in field_texts]
    return {
        "display_name": f"{domain['name']}: {title}",
        "description": description,
        "cloud": domain["cloud"],
        "network_connection_types": ["PRIVATELINK"] if domain.get("private") else [],
        "tags": [domain["name"].lower(), "data-product"],
        "schema": list(_schemas(domain, title, fields, ids)),
    }


def _schemas(
    domain: dict[str, Any], title: str, fields: list[_Field], ids: Iterator[int]
) -> Iterator[dict[str, Any]]:
    schema_type = domain["schema_type"]
    if not schema_type:
        return
    words = re.findall(r"\w+", title)
    topic = "-".join([domain["name"], *words]).lower()
    render = _RENDERERS[schema_type]
    for part, selected in (("key", fields[:1]), ("value", fields)):
        name = "".join(word.capitalize() for word in [*words, part])
        yield {
            "subject": f"{topic}-{part}",
            "version": 1,
            "id": next(ids),
            "schema_type": schema_type,
            "text": render(domain["name"].lower(), name, selected),
        }


def _field(text: str) -> _Field:
    name, type_ = text.split(": ")
    return _Field(name, type_.removesuffix("?"), type_.endswith("?"))


def _avro(namespace: str, name: str, fields: list[_Field]) -> str:
    rendered: list[dict[str, Any]] = []
    for field in fields:
        type_ = _AVRO.get(field.type, field.type)
        if field.optional:
            rendered.append({"name": field.name, "type": ["null", type_], "default": None})
        else:
            rendered.append({"name": field.name, "type": type_})
    record = {
        "type": "record",
        "name": name,
        "namespace": f"com.example.cormorant.{namespace}",
        "fields": rendered,
    }
    return json.dumps(record, separators=(",", ":"))


def _json_schema(namespace: str, name: str, fields: list[_Field]) -> str:
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://schemas.cormorant.example.com/{namespace}/{name}",
        "title": name,
        "type": "object",
        "properties": {field.name: _JSON[field.type] for field in fields},
        "required": [field.name for field in fields if not field.optional],
    }
    return json.dumps(document, separators=(",", ":"))


def _protobuf(namespace: str, name: str, fields: list[_Field]) -> str:
    lines = ['syntax = "proto3";', f"package cormorant.{namespace};", ""]
    if any(field.type == "timestamp" for field in fields):
        lines += ['import "google/protobuf/timestamp.proto";', ""]
    lines.append(f"message {name} {{")
    for number, field in enumerate(fields, 1):
        label = "optional " if field.optional else ""
        lines.append(f"  {label}{_PROTOBUF.get(field.type, field.type)} {field.name} = {number};")
    return "\n".join([*lines, "}", ""])


_RENDERERS: Final[dict[str, Callable[[str, str, list[_Field]], str]]] = {
    "AVRO": _avro,
    "JSON": _json_schema,
    "PROTOBUF": _protobuf,
}
