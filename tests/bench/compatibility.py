"""Compatibility of large schemas and long histories: `python -m tests.bench.compatibility`.

Each time is the best of three, from the texts to the verdicts in both directions. Every schema
differs from the one it is compared with, except the unions, which are the same schema in two texts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from cdx_tui.schema import read_schema
from cdx_tui.schema.compatibility.levels import compatibility, history

ROUNDS = 3
LARGE, SUBJECT = 1_000_000, 50_000
VERSIONS, WAYS = 100, 280

_Write = Callable[[int, int], str]
"""Writes a schema with a number of fields, and of those that its versions differ by."""


def main() -> None:
    """Measure and print the table."""
    print("| | ms | limit, ms | of the CPU, ms | level |\n| --- | --- | --- | --- | --- |")
    for name, limit, texts in _cases():
        kind = name.split(":")[0].upper()
        took, of_cpu, level = min(_measure(texts, kind) for _ in range(ROUNDS))
        print(f"| {name} | {took:,.0f} | {limit:,} | {of_cpu:,.0f} | {level} |", flush=True)


def _cases() -> Iterator[tuple[str, int, list[str]]]:
    """Yield names that begin with the type, the limit in milliseconds, and the texts."""
    kinds: tuple[tuple[str, _Write, Callable[[], str]], ...] = (
        ("Avro", _avro, _avro_union),
        ("JSON", _json_schema, _json_union),
        ("Protobuf", _protobuf, _oneof),
    )
    for kind, write, union in kinds:
        yield f"{kind}: two schemas of 1 MB", 1_000, _sized(write, LARGE, 2)
        title = f"{kind}: {VERSIONS} versions of 50 kB, transitive"
        yield title, 3_000, _sized(write, SUBJECT, VERSIONS)
        yield f"{kind}: {WAYS}-way union against itself", 1_000, [union(), f"{union()} "]


def _measure(texts: list[str], kind: str) -> tuple[float, float, str]:
    begin, cpu = time.perf_counter(), time.process_time()
    documents = [read_schema(text, kind) for text in texts]
    old, new = documents[:2]
    found = compatibility(old, new) if len(documents) == 2 else history(documents)
    of_cpu = (time.process_time() - cpu) * 1000
    return (time.perf_counter() - begin) * 1000, of_cpu, found.level


def _sized(write: _Write, size: int, versions: int) -> list[str]:
    """Return texts of about `size` characters; each version has one field more."""
    count = size * 100 // len(write(100, 0))
    return [write(count, version) for version in range(versions)]


def _avro(count: int, version: int) -> str:
    fields: list[dict[str, Any]] = [
        {"name": f"field_{n:06}", "type": ["null", "string"], "default": None} for n in range(count)
    ]
    more = [{"name": f"more_{n}", "type": "long", "default": 0} for n in range(version)]
    return json.dumps({"type": "record", "name": "R", "fields": fields + more})


def _json_schema(count: int, version: int) -> str:
    inner = {"type": "object", "properties": {"a": {"type": "string", "maxLength": 10}}}
    properties: dict[str, Any] = {f"field_{n:06}": inner for n in range(count)}
    properties |= {f"more_{n}": {"type": "integer"} for n in range(version)}
    return json.dumps({"type": "object", "properties": properties, "additionalProperties": False})


def _protobuf(count: int, version: int) -> str:
    messages = (
        f"message M{n} {{\n"
        + "".join(f"  optional string field_{m} = {m + 1};\n" for m in range(10))
        + "}\n"
        for n in range(count // 10 or 1)
    )
    more = "".join(f"  optional int64 more_{n} = {n + 1};\n" for n in range(version))
    return f'syntax = "proto3";\nmessage First {{\n{more}}}\n{"".join(messages)}'


def _avro_union() -> str:
    return json.dumps([_way(n) for n in range(WAYS)])


def _way(number: int) -> dict[str, Any]:
    fields = [{"name": "value", "type": "string"}, {"name": f"f{number}", "type": "long"}]
    return {"type": "record", "name": f"Way{number}", "fields": fields}


def _json_union() -> str:
    ways = [
        {
            "type": "object",
            "properties": {"value": {"type": "string"}, f"f{n}": {"type": "integer"}},
            "required": [f"f{n}"],
        }
        for n in range(WAYS)
    ]
    return json.dumps({"oneOf": ways})


def _oneof() -> str:
    ways = "".join(f"    string way_{n} = {n + 1};\n" for n in range(WAYS))
    return f'syntax = "proto3";\nmessage M {{\n  oneof way {{\n{ways}  }}\n}}'


if __name__ == "__main__":
    main()
