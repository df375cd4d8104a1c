"""Compare JSON Schemas that are written as Python values."""

from __future__ import annotations

import json
from typing import Any

from cdx_tui.schema import read_schema
from cdx_tui.schema.compatibility.json_schema import differences
from cdx_tui.schema.compatibility.model import Difference

__all__ = ["LATEST", "compare", "found"]

LATEST = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def compare(old: Any, new: Any) -> tuple[Difference, ...]:
    """Return the differences between two schemas."""
    documents = [read_schema(json.dumps(schema), "JSON") for schema in (old, new)]
    return differences(documents[0], documents[1])


def found(old: Any, new: Any) -> list[str]:
    """Return the differences as `KIND path`, with ` !` after those that break."""
    return [f"{each.kind} {each.path}{' !' * each.breaks}" for each in compare(old, new)]
