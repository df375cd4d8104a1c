"""`cdx-tui sample`: output, notes and exit statuses."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import fastavro
import pytest

from cdx_tui.cli import main
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.demo.share_files import share_body

PRICE = {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}
ORDER: dict[str, Any] = {
    "type": "record",
    "name": "Order",
    "fields": [{"name": "price", "type": ["null", PRICE]}, {"name": "currency", "type": "string"}],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "order.avsc").write_text(json.dumps(ORDER))
    (tmp_path / "share.json").write_bytes(share_body("fleet_telemetry"))
    return tmp_path


def test_a_record_is_printed_with_readable_decimals(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "order.avsc"]) == 0
    printed = capsys.readouterr()
    assert printed.out == '{\n  "price": 19.95,\n  "currency": "EUR"\n}\n'
    assert printed.err == (
        "order.avsc: note: Plain JSON: unions are untagged, decimals are numbers"
        " (on the wire 19.95 is the bytes 07 cb)\n"
    )


def test_each_of_several_records_is_a_line_that_fastavro_reads(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "order.avsc", "--avro-json", "--count", "5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(set(lines)) == 5
    read = [fastavro.json_reader(BytesIO(line.encode()), ORDER) for line in lines]
    records = [cast("dict[str, Any]", next(each)) for each in read]
    assert [str(each["price"]) for each in records] == [
        "19.95",
        "25.00",
        "30.05",
        "35.10",
        "40.15",
    ]


def test_the_document_has_the_samples_as_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "order.avsc", "share.json", "--count", "2", "-o", "json"]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert '"samples": [{"price": 19.95, "currency": "EUR"}, {"price": 25.00, ' in first
    documents = [json.loads(line) for line in others]
    assert {each["subject"]: each["version"] for each in documents} == {
        "fleet-telemetry-key": 1,
        "fleet-telemetry-value": 2,
        "kestrel/common/geo.proto": 1,
        "driver-shifts-value": 1,
    }
    assert all(len(each["samples"]) == 2 and each["problem"] is None for each in documents)
    assert documents[1]["samples"][0]["position"]["latitude"] == 47.3769  # of another subject


def test_a_share_has_headings_unless_one_subject_is_wanted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "share.json"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith('fleet-telemetry-key v1:\n{\n  "vin": "text"\n}\n\nfleet-telemetry-v')
    assert main(["sample", "share.json", "--subject", "fleet-telemetry-key"]) == 0
    assert json.loads(capsys.readouterr().out) == {"vin": "text"}
    assert main(["sample", "share.json", "--subject", "n\x1bone"]) == ExitStatus.USAGE
    assert "has no subject n␛one" in capsys.readouterr().err
    assert main(["sample", "share.json", "--subject", "fleet-telemtry-key"]) == ExitStatus.USAGE
    assert 'Did you mean "fleet-telemetry-key"?' in capsys.readouterr().err


def test_references_are_found_among_the_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.json").write_text('{"properties": {"b": {"$ref": "b.json"}}}')
    (folder / "b.json").write_text('{"type": "integer", "minimum": 70}')
    assert main(["sample", "a.json", "--reference", "b.json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"b": 70}
    assert main(["sample", "a.json"]) == 0
    assert "Unresolved references, with a placeholder: b.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (json.dumps({**ORDER, "fields": [{"name": "a", "type": "X"}]}), "no sample: a: the type X"),
        ('{"type": "record"', "line 1, column 18: expected ',' or '}'"),
        ('{"type": "record", "name": "R"}', "line 1, column 1: "),
    ],
)
def test_what_has_no_sample_says_why(
    text: str, error: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.avsc").write_text(text)
    assert main(["sample", "x.avsc", "order.avsc"]) == ExitStatus.INVALID_SCHEMA
    printed = capsys.readouterr()
    assert "19.95" in printed.out
    assert f"x.avsc: error: {error}" in printed.err
    assert main(["sample", "x.avsc", "-o", "json"]) == ExitStatus.INVALID_SCHEMA
    document = json.loads(capsys.readouterr().out)
    assert document["samples"] == []
    assert error.rpartition(": ")[2] in document["problem"]


@pytest.mark.parametrize("arguments", [["none.avsc"], ["-", "-"], ["order.avsc", "--count", "0"]])
def test_unusable_arguments(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(["sample", *arguments])
    except SystemExit as ended:  # by argparse
        status = int(ended.code or 0)
    assert status == ExitStatus.USAGE
    assert capsys.readouterr().out == ""


def test_standard_input_may_be_a_share(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = BytesIO(share_body("stock_trades"))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=body))
    assert main(["sample", "-", "--subject", "stock-trades-value"]) == 0
    assert '"price": 19.95000000,' in capsys.readouterr().out
