"""Invalid responses: valid ones with random changes that are the same in every run."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any, Final

from tests.api.responses import RESOURCE

__all__ = ["HOSTILE", "Mutator", "hostile"]

HOSTILE: Final = (
    "\x1b]2;{}\x07",
    "\x1b[2J{}",
    "\x1b]52;c;{}\x1b\\",
    "\x1b]8;;http://x.invalid\x07{}",
    "\x1bP{}\x1b\\",
    "\x9b31m{}",
    "\x9d2;{}\x9c",
    "\u202e{}\u202c",
    "\u2066{}\u2069",
    "\u200b{}\u200d",
    "\ufeff{}\u2060",
    "\u00ad{}\u034f",
    "".join(chr(0xE0000 + ord(letter)) for letter in "tag") + "{}",
    "{}\ufe0f\ufe00",
    "\u115f{}\u3164\uffa0",
    "\ud800{}\udfff",
    "\x00{}\x7f",
    "\r{}\b\b\b",
    "\u2028{}\u2029\x85",
    "[/]{}[@click=app.quit]x[/][bold red]",
    "{}" + "\u0301" * 40,
    "\ufff9{}\ufffb\ufffe",
    "\U0001d173{}\U0010fffd\ue000",
    "{}\n\t\v\f",
)
"""Text that terminals or readers would interpret, around a word that marks its origin."""

_AVRO: Final = {
    "type": "record",
    "name": "Order",
    "namespace": "com.example",
    "doc": "An order",
    "aliases": ["Purchase"],
    "fields": [
        {"name": "id", "type": "long", "doc": "Its number", "default": 0},
        {"name": "note", "type": ["null", "string"], "default": None},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9}},
        {"name": "parts", "type": {"type": "array", "items": "com.example.Order"}},
    ],
}
_JSON_SCHEMA: Final = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Order",
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer", "description": "Its number", "minimum": 1},
        "mail": {"type": "string", "format": "email", "default": "x@y.z", "pattern": "^.+$"},
        "kind": {"enum": ["A", 1, None]},
        "part": {"anyOf": [{"$ref": "#/definitions/Part"}, {"type": "null"}]},
    },
    "definitions": {"Part": {"type": "object", "properties": {"size": {"const": 5}}}},
}
_PROTOBUF: Final = """syntax = "proto3";
package example.shop;
import "google/protobuf/timestamp.proto";
// An order
message Order {
  option deprecated = true;
  int64 id = 1 [json_name = "theId"];
  repeated Part parts = 2; // what it is made of
  map<string, Part> by_name = 3;
  oneof how { string card = 4; google.protobuf.Timestamp at = 5; }
  reserved 9 to 12, 15;
  enum Kind { KIND_UNKNOWN = 0; KIND_A = 1; }
  message Part { bytes data = 1; Kind kind = 2; }
}
service Orders { rpc Get (Order) returns (stream Order); }
"""
_TEXTS: Final = (
    ("AVRO", json.dumps(_AVRO)),
    ("JSON", json.dumps(_JSON_SCHEMA)),
    ("PROTOBUF", _PROTOBUF),
    ("AVRO", json.dumps({"schema": json.dumps(_AVRO)})),
)
_SYNTAX: Final = '{}[]",:;=<>/\\*\n0-.e"'
_UNUSUAL_VALUES: Final[tuple[object, ...]] = (
    None,
    True,
    -1,
    2**70,
    1e999,
    "",
    [],
    {},
    [[[]]],
    {"": None},
    "null",
    "\\",
)


def hostile(word: str) -> dict[str, str]:
    """Return each hostile pattern around `word`, keyed by its escaped form."""
    return {ascii(pattern): pattern.replace("{}", word) for pattern in HOSTILE}


class Mutator:
    """Generator of mutated responses; the same seed gives the same responses."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def response(self) -> bytes:
        """Return the body of a response with one resource and one or two schemas."""
        rng = self._random
        resource = copy.deepcopy(RESOURCE)
        resource["schemas"] = [self._schema() for _ in range(rng.randint(1, 2))]
        response: Any = {"consumer_shared_resources": [resource]}
        if rng.random() < 0.7:
            for _ in range(rng.randint(1, 4)):
                self._change_value(response)
        body = json.dumps(response, ensure_ascii=rng.random() < 0.5)
        body = body if rng.random() < 0.8 else self.text(body)
        return body.encode("utf-8", "surrogatepass")

    def text(self, text: str) -> str:
        """Return `text` with random parts removed, doubled or replaced."""
        rng = self._random
        for _ in range(rng.randint(1, 4)):
            start = rng.randint(0, len(text))
            end = min(len(text), start + rng.choice((0, 0, 1, 1, 5, 40)))
            part = text[start:end]
            change: Callable[[], str] = rng.choice(
                (
                    lambda: "",
                    lambda part=part: part * 2,
                    lambda: rng.choice(_SYNTAX),
                    lambda: "".join(rng.choices(_SYNTAX, k=4)),
                    lambda: self._hostile("x"),
                    lambda: chr(rng.choice((rng.randrange(0x300), rng.randrange(0x110000)))),
                )
            )
            text = text[:start] + change() + text[end:]
        return text[: rng.randint(0, len(text))] if rng.random() < 0.05 else text

    def _schema(self) -> dict[str, object]:
        rng = self._random
        kind, text = rng.choice(_TEXTS)
        if kind != "PROTOBUF" and rng.random() < 0.5:
            value = json.loads(text)
            for _ in range(rng.randint(1, 5)):
                self._change_value(value)
            text = json.dumps(value, ensure_ascii=rng.random() < 0.5)
        if rng.random() < 0.5:
            text = self.text(text)
        kind = kind if rng.random() < 0.9 else rng.choice(("AVRO", "JSON", "XML"))
        return {"subject": "orders", "version": 1, "id": 7, "schema_type": kind, "schema": text}

    def _change_value(self, value: Any) -> None:
        """Replace a random value or key in a tree of lists and objects."""
        rng = self._random
        containers = _containers(value)
        container = rng.choice(containers)
        if isinstance(container, dict):
            key = rng.choice(list(container))
            if rng.random() < 0.3:
                container[self._hostile(key)] = container.pop(key)
                return
        else:
            key = rng.randrange(len(container))
        before = container[key]
        container[key] = rng.choice(
            (
                self._hostile(before if isinstance(before, str) else "x"),
                copy.deepcopy(rng.choice(_UNUSUAL_VALUES)),
                copy.deepcopy(rng.choice(containers)),
                [before],
                {"type": before},
            )
        )

    def _hostile(self, word: str) -> str:
        return self._random.choice(HOSTILE).replace("{}", word)


def _containers(value: Any) -> list[Any]:
    """Return all non-empty lists and objects in a tree."""
    found, pending = [], [value]
    while pending:
        container = pending.pop()
        inner = container.values() if isinstance(container, dict) else container
        pending += [each for each in inner if isinstance(each, (dict, list))]
        if container:
            found.append(container)
    return found
