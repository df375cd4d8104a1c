"""Print JSON documents that programs can rely on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cdx_tui.output_schemas import FORMAT_VERSION

__all__ = ["json_text"]


def json_text(document: Mapping[str, Any], *, indent: int | None = None) -> str:
    """Return a document as JSON, beginning with the version of its format."""
    return json.dumps({"format_version": FORMAT_VERSION, **document}, indent=indent)
