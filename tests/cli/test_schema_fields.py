"""`cdx-tui schema --view fields|markdown|csv`: every field of a file with its path."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Final

import pytest
from markdown_it import MarkdownIt

from cdx_tui.cli import main
from cdx_tui.cli.exit_status import ExitStatus

ORDER: Final = {
    "type": "record",
    "name": "shop.Order",
    "doc": "1. <b>An order</b>",
    "fields": [
        {"name": "id", "type": "long", "doc": "=1+1 | <script>"},
        {
            "name": "email",
            "type": ["null", "string"],
            "default": None,
            "confluent:tags": ["PII", "GDPR"],
            "connect.name": "email",
        },
        {
            "name": "to",
            "type": {
                "type": "record",
                "name": "To",
                "fields": [{"name": "city", "type": "string"}],
            },
        },
    ],
}
PROTO: Final = (
    'syntax = "proto3";\nmessage M {\n  repeated N n = 1;\n}\nmessage N { string a = 1; }\n'
)


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("order.avsc").write_text(json.dumps(ORDER))
    Path("m.proto").write_text(PROTO)
    Path("=a|`b`.avsc").write_text('"string"')
    Path("bad.avsc").write_text("{")


def test_json_has_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    files = ["order.avsc", "m.proto", "bad.avsc", "missing.avsc"]
    status = main(["schema", "--view", "fields", "-o", "json", *files])
    assert status == ExitStatus.USAGE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    order, proto, bad, missing = (line["field_list"] for line in lines)
    assert [field["path"] for field in order] == ["id", "email", "to", "to.city"]
    assert order[1] == {
        "path": "email",
        "type": "string",
        "nullable": True,
        "required": None,
        "default": "null",
        "doc": "",
        "tags": ["PII", "GDPR"],
        "line": 12,
        "annotations": {"connect.name": "email"},
    }
    assert [(field["path"], field["line"]) for field in proto] == [("n", 3), ("n[].a", 5)]
    assert [bad, missing] == [[], []]
    assert lines[0]["fields"] == 4


def test_csv_is_one_table_of_all_files(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    files = ["order.avsc", "m.proto", "=a|`b`.avsc"]
    assert main(["schema", "--view", "csv", *files]) == 0
    text = capsysbinary.readouterr().out.decode()
    titles, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert titles[:4] == ["file", "schema_type", "field", "type"]
    table = [dict(zip(titles, row, strict=True)) for row in rows]
    paths = [(row["file"], row["schema_type"], row["field"]) for row in table]
    assert paths[3:] == [
        ("order.avsc", "AVRO", "to.city"),
        ("m.proto", "PROTOBUF", "n"),
        ("m.proto", "PROTOBUF", "n[].a"),
        ("'=a|`b`.avsc", "AVRO", ""),
    ]
    assert (table[0]["doc"], table[1]["tags"]) == ("'=1+1 | <script>", "PII, GDPR")


def test_markdown_is_read_by_a_parser(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema", "--view", "markdown", "order.avsc", "=a|`b`.avsc", "bad.avsc"]) == 12
    html = MarkdownIt("gfm-like").render(capsysbinary.readouterr().out.decode())
    assert html.count("<h1>") == 3
    assert "<h1><code>shop.Order</code></h1>" in html
    assert "<li>Documentation: 1. &lt;b&gt;An order&lt;/b&gt;</li>" in html
    assert "<li>File: <code>=a|`b`.avsc</code></li>" in html
    assert "<td>=1+1 | &lt;script&gt;</td>" in html
    assert "<td>PII, GDPR</td>" in html
    assert "<p>No fields.</p>" in html
    assert html.count("<table>") == 2


def test_text_has_a_row_for_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--view", "fields", "order.avsc"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "FIELD    TYPE       NULL  DEFAULT  TAGS       DOC",
        "id       long                                 =1+1 | <script>",
        "email    string     yes   null     PII, GDPR",
        "to       To record",
        "to.city  string",
    ]
