"""Generated schemas of a given size: the same at every run, and unlike any real one."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

__all__ = ["GENERATORS", "generate"]

_WORDS = (
    *("account", "amount", "balance", "code", "country", "currency", "customer", "date", "email"),
    *("event", "label", "limit", "note", "order", "partner", "price", "state", "total", "unit"),
)


def generate(kind: str, size: int) -> str:
    """Return a schema of at least `size` characters.

    Args:
        kind: One of `GENERATORS`.
        size: The least number of characters.
    """
    write = GENERATORS[kind]
    count = size * 1_000 // len(write(random.Random(1), 1_000))
    while len(text := write(random.Random(1), count)) < size:
        count += count // 100 + 1
    return text


def _name(source: random.Random, number: int) -> str:
    return f"{source.choice(_WORDS)}_{source.choice(_WORDS)}_{number}"


def _sentence(source: random.Random) -> str:
    return " ".join(source.choices(_WORDS, k=source.randint(2, 8))).capitalize()


def _avro(source: random.Random, count: int) -> str:
    types: tuple[Any, ...] = (
        "string",
        "double",
        ["null", "string"],
        ["null", {"type": "long", "logicalType": "timestamp-millis"}],
        {"type": "array", "items": "string"},
    )
    fields = []
    for number in range(count):
        written = source.choice(types)
        field = {"name": _name(source, number), "type": written, "doc": _sentence(source)}
        if isinstance(written, list):
            field["default"] = None
        fields.append(field)
    record = {"type": "record", "name": "com.example.Generated", "fields": fields}
    return json.dumps(record, indent=2)


def _json_schema(source: random.Random, count: int) -> str:
    properties = {_name(source, number): _property(source) for number in range(count)}
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "title": "Generated",
        "properties": properties,
        "required": list(properties)[:10],
    }
    return json.dumps(schema, indent=2)


def _property(source: random.Random) -> dict[str, Any]:
    described = {"description": _sentence(source)}
    properties = {
        "amount": {"type": "integer", "minimum": 0},
        "unit": {"enum": ["kg", "m", "s"]},
    }
    kinds: tuple[dict[str, Any], ...] = (
        {"type": ["string", "null"], "minLength": 1, "maxLength": 30, "format": "email"},
        {"type": "array", "items": {"type": "string"}, "maxItems": 9},
        {"type": "object", "properties": properties, "required": ["amount"]},
    )
    return described | source.choice(kinds)


def _protobuf(source: random.Random, count: int) -> str:
    messages = (_message(source, number) for number in range(count))
    return f'syntax = "proto3";\npackage generated.v1;\n\n{"".join(messages)}'


def _message(source: random.Random, number: int) -> str:
    return f"""// {_sentence(source)}
message Message{number} {{
  // {_sentence(source)}
  string {_name(source, number)} = 1;
  optional int64 at = 2 [deprecated = true];
  repeated Message{source.randint(0, number)} parts = 3;
  State state = 4;
  map<string, double> rates = 5;

  enum State {{
    STATE_UNSPECIFIED = 0;
    STATE_OPEN = 1;
  }}
}}

"""


GENERATORS: dict[str, Callable[[random.Random, int], str]] = {
    "AVRO": _avro,
    "JSON": _json_schema,
    "PROTOBUF": _protobuf,
}
"""Functions that write a schema with a number of fields or messages, by schema type."""
