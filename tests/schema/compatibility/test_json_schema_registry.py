"""Schema Registry's own test cases for JSON Schema, release line 8."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.schema import read_schema
from cdx_tui.schema.compatibility.json_schema import differences

_LINES = Path(__file__).with_name("registry_json.jsonl").read_text(encoding="utf-8").splitlines()
_CASES = [json.loads(line) for line in _LINES]


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_case_of_schema_registry(case: dict[str, Any]) -> None:
    old, new = (read_schema(case[key], "JSON") for key in ("original", "update"))
    found = differences(old, new)
    assert sorted(f"{each.kind} {each.path}" for each in found) == sorted(case["changes"])
    assert (not any(each.breaks for each in found)) is case["compatible"]


def test_all_cases_are_there() -> None:
    assert len(_CASES) == 132
