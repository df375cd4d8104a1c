"""Validates JSON output against the shipped schemas."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from cdx_tui.output_schemas import output_schema

__all__ = ["schema_errors"]


def schema_errors(name: str, document: object) -> list[str]:
    """Return what is wrong with the output of a command; a property that is not listed is, too."""
    return [
        f"{each.json_path}: {each.message[:200]}" for each in _validator(name).iter_errors(document)
    ]


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(_strict(json.loads(output_schema(name))))


def _strict(schema: Any) -> Any:
    """Return a schema that allows only the properties that it lists."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _strict(value) for key, value in schema.items()}
    if "properties" in schema and isinstance(schema.get("required"), list):
        strict["additionalProperties"] = False
    return strict
