"""`cdx-tui schema` on what Connect, Debezium and Schema Registry write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.cli import main

DEBEZIUM: dict[str, Any] = {
    "type": "record",
    "name": "Envelope",
    "namespace": "pg.public.customers",
    "connect.name": "pg.public.customers.Envelope",
    "fields": [
        {
            "name": "after",
            "type": [
                "null",
                {
                    "type": "record",
                    "name": "Value",
                    "fields": [
                        {"name": "email", "type": "string", "confluent:tags": ["PII"]},
                        {
                            "name": "balance",
                            "type": {
                                "type": "bytes",
                                "connect.name": "org.apache.kafka.connect.data.Decimal",
                                "connect.parameters": {
                                    "scale": "2",
                                    "connect.decimal.precision": "12",
                                },
                            },
                        },
                        {
                            "name": "created",
                            "type": {
                                "type": "long",
                                "connect.version": 1,
                                "connect.name": "io.debezium.time.MicroTimestamp",
                            },
                        },
                    ],
                },
            ],
            "default": None,
        }
    ],
}
CONNECT: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "title": "pg.public.customers.Value",
    "properties": {
        "email": {
            "oneOf": [{"type": "null"}, {"type": "string"}],
            "connect.index": 0,
            "confluent:tags": ["PII"],
        },
        "balance": {
            "type": "number",
            "title": "org.apache.kafka.connect.data.Decimal",
            "connect.type": "bytes",
            "connect.parameters": {"scale": "2", "connect.decimal.precision": "12"},
        },
        "created": {
            "type": "integer",
            "title": "io.debezium.time.MicroTimestamp",
            "connect.type": "int64",
        },
    },
}
PROTOBUF = """syntax = "proto3";
package pg.customers;
import "confluent/meta.proto";
import "confluent/type/decimal.proto";
import "google/type/date.proto";
message Value {
  string email = 1 [(confluent.field_meta) = {tags: ["PII"]}, json_name = "mail"];
  confluent.type.Decimal balance = 2 [(confluent.field_meta) = {
    params: [{key: "precision", value: "12"}, {key: "scale", value: "2"}]}];
  int64 created = 3 [(confluent.field_meta).params = {
    key: "connect.name" value: "io.debezium.time.MicroTimestamp"}];
  google.type.Date born = 4 [deprecated = true];
}
"""
FILES = {
    "value.avsc": (json.dumps(DEBEZIUM), "after.", ("bytes", "long"), "connect.version: 1"),
    "value.json": (json.dumps(CONNECT), "", ("number", "integer"), "connect.index: 0"),
    "value.proto": (PROTOBUF, "", ("confluent.type.Decimal", "int64"), "json_name: mail"),
}


@pytest.mark.parametrize("name", FILES)
def test_tags_meanings_and_options_are_shown(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, within, (decimal, long), option = FILES[name]
    file = tmp_path / name
    file.write_text(text)
    assert main(["schema", str(file)]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "unresolved" not in shown.out
    for expected in ("[PII]", f"decimal(12,2) {decimal}", f"timestamp-micros {long}", option):
        assert expected in shown.out

    assert main(["schema", "-o", "json", "--view", "fields", str(file)]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    fields = {field["path"]: field for field in line["field_list"]}
    assert (line["problem"], line["unresolved"]) == (None, [])
    assert fields[f"{within}email"]["tags"] == ["PII"]
    assert fields[f"{within}balance"]["type"] == f"decimal(12,2) {decimal}"
    assert fields[f"{within}created"]["type"] == f"timestamp-micros {long}"
    key, _, value = option.partition(": ")
    assert any(field["annotations"].get(key) == value for field in fields.values())


def test_a_deprecated_field_of_a_known_type_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "value.proto"
    file.write_text(PROTOBUF)
    main(["schema", str(file)])
    (line,) = (each for each in capsys.readouterr().out.splitlines() if "born" in each)
    assert line.split() == ["born", "google.type.Date", "#4", "deprecated"]
