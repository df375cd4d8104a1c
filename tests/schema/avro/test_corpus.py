"""Real Avro schemas, compared with the verdicts of the reference parsers."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from cdx_tui.schema.document import SchemaKind, read_schema

READERS = ("fastavro", "avro_py", "avsc")
SECONDS = 2.0


def rows(corpus: Path) -> list[dict[str, Any]]:
    with (corpus / "manifest.jsonl").open(encoding="utf-8") as manifest:
        found = [json.loads(line) for line in manifest]
    return [row for row in found if row["file"].startswith("avro/")]


def test_every_file_is_read_like_the_references(corpus: Path) -> None:
    wrong: list[str] = []
    files = rows(corpus)
    for row in files:
        text = (corpus / row["file"]).read_bytes().decode("utf-8")
        started = time.perf_counter()
        document = read_schema(text, "AVRO")
        parsed, outline = document.parsed, document.outline()
        problems = (*document.problems, *outline.problems)
        if time.perf_counter() - started > SECONDS:
            wrong.append(f"{row['file']}: took too long")
        verdicts = [row["parses"].get(reader) == "ok" for reader in READERS]
        if document.kind is not SchemaKind.AVRO:
            wrong.append(f"{row['file']}: taken for {document.kind}")
        if all(verdicts) and not parsed:
            wrong.append(f"{row['file']}: refused: {problems}")
        if not any(verdicts) and not problems:
            wrong.append(f"{row['file']}: no problem named")
        counts = (outline.records, outline.fields)
        # The manifest has no counts for empty text or invalid JSON.
        expected = (row.get("records", 0), row.get("fields", 0))
        if row["parses"]["json"] == "ok" and counts != expected:
            wrong.append(f"{row['file']}: records and fields are {counts}, not {expected}")
    assert files
    assert wrong == []


def test_pretty_text_of_every_file_is_equivalent(corpus: Path) -> None:
    for row in rows(corpus):
        if row["parses"]["json"] != "ok":
            continue
        text = (corpus / row["file"]).read_bytes().decode("utf-8")
        pretty = read_schema(text, "AVRO").pretty()
        assert _pairs(pretty) == _pairs(text), row["file"]


def _pairs(text: str) -> Any:
    return json.loads(text, object_pairs_hook=list, parse_int=str, parse_float=str)
