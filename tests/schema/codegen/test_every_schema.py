"""Code that is generated from the demo's shares and from real schemas parses in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.share_files import share_resources
from cdx_tui.schema.codegen.generate import CodeLanguage
from tests.schema.codegen.checks import check_all, code

SHARES = sorted({entry.share for entry in CATALOGUE if entry.share})


@pytest.mark.parametrize("share", SHARES)
def test_every_demo_schema(share: str) -> None:
    for resource in share_resources(share):
        for schema in resource["schemas"]:
            text, kind = schema.get("schema") or "", schema.get("schema_type")
            found = code(CodeLanguage.PYTHON, text, kind)
            assert bool(found.text) != bool(found.remark)
            if found.text:
                check_all(text, kind)


def test_every_real_schema(corpus: Path) -> None:
    files = (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    parsed = 0
    for name in (json.loads(line)["file"] for line in files):
        text = (corpus / name).read_bytes().decode("utf-8", "replace")
        if code(CodeLanguage.FLINK, text).text:
            check_all(text)
            parsed += 1
    assert parsed > 0.9 * len(files)
