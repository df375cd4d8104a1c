"""Generated large documents that stress the viewer in different ways."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["documents"]


def documents() -> dict[str, str]:
    """Return schema texts keyed by a description; the first field of each is its mark."""
    return {
        "1 MB in 48,000 lines": _pretty(_fields("mark_a", 11_900)),
        "10 MB": _pretty(_fields("mark_b", 160_000)),
        "one 1 MB line": _doc("mark_c", 1_000_000),
        "50,000 fields": json.dumps(_fields("mark_d", 50_000)),
        "280-way union": json.dumps(_union("mark_e", 280)),
    }


def _record(mark: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "record", "name": mark, "fields": fields}


def _fields(mark: str, count: int) -> dict[str, Any]:
    return _record(mark, [{"name": f"field_{n:06}", "type": "string"} for n in range(count)])


def _doc(mark: str, length: int) -> str:
    fields = [{"name": "id", "type": "long", "doc": "x" * length}]
    return json.dumps(_record(mark, fields))


def _union(mark: str, ways: int) -> dict[str, Any]:
    branches = [
        {"type": "record", "name": f"Way{n}", "fields": [{"name": "value", "type": "string"}]}
        for n in range(ways)
    ]
    return _record(mark, [{"name": "way", "type": branches}])


def _pretty(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2)
