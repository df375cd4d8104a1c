"""Avro sample records: accepted by fastavro and readable."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import fastavro
import pytest
from fastavro.validation import validate
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.sample.record import Encoding, Sample, sample
from tests.schema.avro.test_fastavro import schemas
from tests.schema.avro_values import as_python


def made(schema: Any, *others: Any) -> Any:
    known = [read_schema(json.dumps(other)) for other in others]
    found = sample(read_schema(json.dumps(schema)), known)
    assert found.text, found.remark
    return json.loads(found.text)


def record(**fields: Any) -> dict[str, Any]:
    listed = [
        {"name": name, **(type_ if "default" in type_ else {"type": type_})}
        for name, type_ in fields.items()
    ]
    return {"type": "record", "name": "R", "fields": listed}


def written_and_read(schema: Any, value: Any) -> Any:
    """Return the value that fastavro reads after writing it; raises if the value does not fit."""
    named: dict[str, Any] = {}
    parsed = fastavro.parse_schema(json.loads(json.dumps(schema)), named)
    python = as_python(value, parsed, named)
    validate(python, json.loads(json.dumps(schema)), strict=True)
    buffer = BytesIO()
    fastavro.schemaless_writer(buffer, parsed, python)
    buffer.seek(0)
    return fastavro.schemaless_reader(buffer, parsed, None)


def test_values_follow_field_names() -> None:
    schema = record(
        billing_email="string",
        customerName="string",
        unit_price="double",
        quantity="int",
        clientIp="string",
        created_at="long",
        currency="string",
        anything="string",
    )
    assert made(schema) == {
        "billing_email": "ada@example.com",
        "customerName": "Ada Lovelace",
        "unit_price": 19.95,
        "quantity": 3,
        "clientIp": "192.0.2.1",
        "created_at": 1_768_469_400_000,
        "currency": "EUR",
        "anything": "text",
    }


def test_defaults_are_used_unless_uninformative() -> None:
    union = ["null", "string"]
    schema = record(
        number={"type": "int", "default": 7},
        text={"type": ["string", "null"], "default": "x"},
        later={"type": ["null", "int"], "default": 5},
        empty={"type": union, "default": None},
        none={"type": {"type": "array", "items": "int"}, "default": []},
        wrong={"type": "int", "default": "seven"},
        large={"type": "int", "default": 2**31},
        data={"type": "bytes", "default": "\u00ff"},
    )
    expected = {"number": 7, "text": "x", "later": 5, "empty": "text", "none": [1], "wrong": 1}
    assert made(schema) == {**expected, "large": 1, "data": "\u00ff"}


def test_a_default_of_a_record_has_all_its_fields() -> None:
    inner = {
        "type": "record",
        "name": "I",
        "fields": [
            {"name": "a", "type": "int"},
            {"name": "b", "type": "string", "default": "from the field"},
        ],
    }
    schema = record(i={"type": inner, "default": {"a": 3}})
    assert made(schema) == {"i": {"a": 3, "b": "from the field"}}


def test_logical_types_are_plausible() -> None:
    logical = {
        "date": "int",
        "time-millis": "int",
        "time-micros": "long",
        "timestamp-millis": "long",
        "timestamp-micros": "long",
        "local-timestamp-millis": "long",
        "uuid": "string",
    }
    schema = record(
        **{
            name.replace("-", "_"): {"type": base, "logicalType": name}
            for name, base in logical.items()
        },
        price={"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 4},
    )
    read = written_and_read(schema, made(schema))
    assert str(read["date"]) == "2026-01-15"
    assert str(read["timestamp_millis"]) == str(read["timestamp_micros"])
    assert str(read["timestamp_millis"]) == "2026-01-15 09:30:00+00:00"
    assert str(read["time_micros"]) == str(read["time_millis"]) == "09:30:00"
    assert read["price"] == Decimal("19.9500")
    assert str(read["uuid"]).count("-") == 4


@pytest.mark.parametrize(("size", "precision", "scale"), [(1, 2, 0), (4, 9, 9), (16, 38, 2)])
def test_a_fixed_decimal_fills_its_size(size: int, precision: int, scale: int) -> None:
    fixed = {"type": "fixed", "name": "D", "size": size, "logicalType": "decimal"}
    schema = record(d={**fixed, "precision": precision, "scale": scale})
    assert isinstance(written_and_read(schema, made(schema))["d"], Decimal)
    assert len(in_avro_json(schema)["d"]) == size


def in_avro_json(schema: Any) -> Any:
    """Return a sample in Avro's JSON encoding; raises unless fastavro reads it."""
    found = sample(read_schema(json.dumps(schema), "AVRO"), encoding=Encoding.AVRO_JSON)
    assert found.text, found.remark
    read_avro_json(schema, found.text)
    return json.loads(found.text)


def read_avro_json(schema: Any, text: str) -> None:
    """Raise unless the text is Avro's JSON encoding, by the branches' names and by fastavro.

    fastavro's reader of that encoding fails on recursive schemas, on empty maps of records, and,
    with a KeyError, on maps of records that end with a record.
    """
    named: dict[str, Any] = {}
    parsed = fastavro.parse_schema(json.loads(json.dumps(schema)), named)
    value = as_python(json.loads(text), parsed, named, tagged=True)
    fastavro.schemaless_writer(BytesIO(), parsed, value)
    if "{}" in text:
        return
    with suppress(RecursionError, KeyError):
        (read,) = fastavro.json_reader(StringIO(json.dumps(json.loads(text))), parsed)
        fastavro.schemaless_writer(BytesIO(), parsed, read)


DECIMAL = {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 4}


def test_a_decimal_is_a_number_in_plain_json_and_its_bytes_in_avros() -> None:
    schema = record(price=["null", DECIMAL], total={"type": DECIMAL, "default": "\u0004\u00d2"})
    found = sample(read_schema(json.dumps(schema)))
    assert '"price": 19.9500' in found.text
    assert '"total": 0.1234' in found.text
    assert "on the wire 19.9500 is the bytes 03 0b 4c" in found.remark
    assert in_avro_json(schema) == {
        "price": {"bytes": "\x03\x0bL"},
        "total": "\x04\xd2",
    }


@pytest.mark.parametrize(("precision", "scale"), [(1, 0), (2, 2), (38, 20), (10**17, 10**17)])
def test_a_decimal_keeps_to_its_precision(precision: int, scale: int) -> None:
    schema = record(price={**DECIMAL, "precision": precision, "scale": scale})
    text = sample(read_schema(json.dumps(schema))).text
    assert len(text) < 200
    number = json.loads(text, parse_float=Decimal, parse_int=Decimal)["price"]
    assert len(number.as_tuple().digits) <= precision
    assert number.as_tuple().exponent == -scale


def test_avros_json_encoding_names_the_branch_of_each_union() -> None:
    inner = {"type": "enum", "name": "a.b.Side", "symbols": ["BUY"]}
    items = {"type": "array", "items": ["null", "string"]}
    schema = record(
        side=["null", inner],
        names=["null", items],
        texts={"type": ["string", "null"], "default": "x"},
        missing=["null", "R"],
    )
    assert in_avro_json(schema) == {
        "side": {"a.b.Side": "BUY"},
        "names": {"array": [{"string": "text"}]},
        "texts": {"string": "x"},
        "missing": None,
    }


def test_avros_json_encoding_is_for_avro_only() -> None:
    found = sample(read_schema('{"type": "object"}', "JSON"), encoding=Encoding.AVRO_JSON)
    assert found == Sample("", "Avro's JSON encoding is for Avro schemas only")


def test_recursion_ends_as_early_as_possible() -> None:
    schema = record(
        next=["null", "R"],
        children={"type": "array", "items": "R"},
        by_name={"type": "map", "values": "R"},
        count="int",
    )
    assert made(schema) == {"next": None, "children": [], "by_name": {}, "count": 3}


def test_a_union_takes_the_first_terminating_branch() -> None:
    assert made(record(a=["R", "null", "int"])) == {"a": 1}


def test_names_of_the_shares_other_schemas_are_found() -> None:
    other = {"type": "record", "name": "a.Line", "fields": [{"name": "sku", "type": "string"}]}
    schema = {**record(line="a.Line"), "name": "b.Order"}
    assert made(schema, other) == {"line": {"sku": "SKU-1001"}}


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (record(a="R"), "R always holds itself"),
        (record(a="Nowhere"), "a: the type Nowhere is in none of the known schemas"),
        (record(a=[]), "a: the union is empty"),
        (record(a={"type": "enum", "name": "E", "symbols": []}), "the enum E has no symbols"),
        (
            record(a={"type": "fixed", "name": "F", "size": 10**9}),
            "a: the fixed F has a size of 1,0",
        ),
    ],
)
def test_a_missing_sample_has_a_reason(schema: Any, reason: str) -> None:
    found = sample(read_schema(json.dumps(schema)))
    assert found.text == ""
    assert reason in found.remark


def test_an_invalid_schema_has_no_sample() -> None:
    assert sample(read_schema("")) == Sample("", "no schema to generate a sample from")


def test_the_name_of_a_primitive_is_enough() -> None:
    assert sample(read_schema("string")).text == '"text"'


def test_an_exponential_schema_is_truncated() -> None:
    inner: Any = "int"
    for number in range(20):
        fields = [{"name": name, "type": inner} for name in "ab"]
        inner = [{"type": "record", "name": f"R{number}", "fields": fields}]
        fields[1]["type"] = f"R{number - 1}" if number else "int"
    found = sample(read_schema(json.dumps(inner)))
    assert found.text == ""
    assert found.remark.endswith(": the sample would have more than 300,000 values")


def test_deep_nesting_is_cut() -> None:
    text = '{"type":"array","items":' * 50_000 + '"int"' + "}" * 50_000
    value = json.loads(sample(read_schema(text)).text)
    depth = 0
    while value:
        value, depth = value[0], depth + 1
    assert 10 < depth < 100


def test_the_text_is_safe_and_exact() -> None:
    evil = "\x1b]2;x\x07\u202e\ud800e\u0301\u0301\u0301\u0301\u0301\u0301"
    schema = record(a={"type": "string", "default": evil})
    text = sample(read_schema(json.dumps(schema))).text
    assert all(line.isprintable() for line in text.split("\n"))
    assert json.loads(text) == {"a": evil}


@settings(max_examples=200, deadline=None)
@given(schemas())
def test_fastavro_accepts_the_sample_of_any_schema(schema: Any) -> None:
    found = sample(read_schema(json.dumps(schema), "AVRO"))
    if found.text:
        written_and_read(schema, json.loads(found.text))
        in_avro_json(schema)
        assert sample(read_schema(json.dumps(schema), "AVRO")) == found
    else:
        assert "holds itself" in found.remark or "no symbols" in found.remark


SCALARS = {
    "int": st.integers(-(2**31), 2**31 - 1),
    "string": st.text(max_size=3),
    "boolean": st.booleans(),
    "null": st.none(),
    "double": st.floats(allow_nan=False, allow_infinity=False),
    "bytes": st.text(st.characters(max_codepoint=255), max_size=3),
}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_fitting_defaults_are_taken(data: st.DataObject) -> None:
    kinds = data.draw(
        st.lists(st.sampled_from(sorted(SCALARS)), min_size=1, max_size=3, unique=True)
    )
    default = data.draw(SCALARS[kinds[0]])
    schema = record(a={"type": kinds, "default": default})
    value = made(schema)
    written_and_read(schema, value)
    assert default is None or value == {"a": default}


def test_every_real_schema_has_a_sample_accepted_by_fastavro(corpus: Path) -> None:
    with (corpus / "manifest.jsonl").open(encoding="utf-8") as manifest:
        rows = [row for row in map(json.loads, manifest) if row["parses"].get("fastavro") == "ok"]
    none = []
    for row in rows:
        text = (corpus / row["file"]).read_text(encoding="utf-8")
        found = sample(read_schema(text, "AVRO"))
        if found.text:
            written_and_read(json.loads(text), json.loads(found.text, parse_float=Decimal))
            in_avro_json(json.loads(text))
        else:
            none.append(f"{row['file']}: {found.remark}")
    # The rest: a record that always contains itself, and an empty union.
    assert all("always holds itself" in why or "the union is empty" in why for why in none), none
    assert len(none) <= len(rows) // 20
