"""Protobuf sources from public repositories, compared with the reference parsers."""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from cdx_tui.schema.detection import is_protobuf
from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.sample.place import NoSample
from cdx_tui.schema.sample.protobuf import sample_protobuf

REFERENCES = ("protoc_tree", "protobufjs", "proto_schema_parser")

MOST_SECONDS = 2.0

MISLEADING = re.compile(r""""[^"\n]*/\*|//[^\n]*/\*""")
"""What the manifest's counts, made by pattern, take for the beginning of a block comment."""


def rows(corpus: Path) -> list[dict[str, Any]]:
    lines = (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    found = [row for row in map(json.loads, lines) if row["file"].startswith("proto/")]
    assert found, "the manifest names no Protobuf file"
    return found


def text_of(corpus: Path, row: dict[str, Any]) -> str:
    file: str = row["file"]
    return (corpus / file).read_bytes().decode("utf-8", "replace")


def test_verdicts_agree_with_the_references(corpus: Path) -> None:
    wrong = []
    for row in rows(corpus):
        verdicts = {row["parses"].get(name) == "ok" for name in REFERENCES}
        faults = [one for one in read_protobuf(text_of(corpus, row)).problems if one.fatal]
        if len(verdicts) == 1 and verdicts == {bool(faults)}:
            wrong.append((row["file"], faults[:3]))
    assert wrong == []


def test_messages_and_enums_are_all_there(corpus: Path) -> None:
    wrong = []
    for row in rows(corpus):
        text = text_of(corpus, row)
        if row["parses"].get("protoc_tree") != "ok" or MISLEADING.search(text):
            continue
        reading = read_protobuf(text)
        found = (len(reading.messages), len(reading.enums))
        if found != (row["messages"], row["enums"]):
            wrong.append((row["file"], found, row["messages"], row["enums"]))
    assert wrong == []


def test_every_file_is_read_quickly_and_completely(corpus: Path) -> None:
    slow = []
    for row in rows(corpus):
        text = text_of(corpus, row)
        begin = time.process_time()
        reading = read_protobuf(text)
        messages = reading.messages
        for message in messages:
            with suppress(NoSample):
                sample_protobuf(reading, name=message.full_name)
        outline = reading.outline()
        if time.process_time() - begin > MOST_SECONDS:
            slow.append(row["file"])
        assert outline.records == len(messages), row["file"]
        if row["parses"].get("protoc_tree") == "ok":
            assert is_protobuf(text), row["file"]
            assert all(one.full_name in outline.definitions for one in messages)
    assert slow == []
