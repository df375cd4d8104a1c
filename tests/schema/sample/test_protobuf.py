"""Protobuf sample messages in proto3's JSON mapping."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from cdx_tui.schema.document import read_schema
from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.sample.place import NoSample
from cdx_tui.schema.sample.protobuf import sample_protobuf
from cdx_tui.schema.sample.record import Sample, sample, samples

EVERY_KIND = """syntax = "proto3"; package acme;
        import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto";
        import "google/protobuf/struct.proto"; import "google/protobuf/any.proto";
        import "google/protobuf/wrappers.proto"; import "google/protobuf/field_mask.proto";
        import "google/protobuf/empty.proto";
        message Order {
            string order_id = 1; int32 count = 2; uint64 size = 3; double price = 4; bool paid = 5;
            bytes raw = 6; Status status = 7; repeated Line lines = 8; map<string, Line> by = 9;
            map<int32, bool> flags = 10; map<bool, string> texts = 11;
            oneof payment { Card card = 12; string voucher = 13; }
            google.protobuf.Timestamp made_at = 14; google.protobuf.Duration took = 15;
            google.protobuf.Struct extra = 16; google.protobuf.Any any = 17;
            google.protobuf.Int64Value wrapped = 18; google.protobuf.FieldMask mask = 19;
            google.protobuf.NullValue nothing = 20; google.protobuf.Empty empty = 21;
            Order parent = 22; repeated Order children = 23; string custom = 24 [json_name = "@c"];
        }
        message Line { string sku = 1; } message Card {} enum Status { UNKNOWN = 0; OPEN = 1; }"""


def made(text: str, name: str | None = None) -> dict[str, Any]:
    return sample_protobuf(read_protobuf(text), name=name)[0]


def test_every_kind_of_field() -> None:
    assert made(EVERY_KIND) == {
        "orderId": "a1b2c3",
        "count": 3,
        "size": "180",
        "price": 19.95,
        "paid": True,
        "raw": "Ynl0ZXM=",
        "status": "OPEN",
        "lines": [{"sku": "SKU-1001"}],
        "by": {"key": {"sku": "SKU-1001"}},
        "flags": {"1": True},
        "texts": {"true": "text"},
        "card": {},
        "madeAt": "2026-01-15T09:30:00Z",
        "took": "1.5s",
        "extra": {"key": "text"},
        "any": {"@type": "type.googleapis.com/google.protobuf.StringValue", "value": "text"},
        "wrapped": "1",
        "mask": "name",
        "nothing": None,
        "empty": {},
        "@c": "text",
    }


def test_defaults_of_proto2_are_used() -> None:
    value = made(
        r"""syntax = "proto2"; message A {
            optional string a = 1 [default = "x" 'y']; optional int64 b = 2 [default = -0x10];
            optional double c = 3 [default = inf]; optional E d = 4 [default = SECOND];
            optional bytes e = 5 [default = "\xff\001"]; optional bool f = 6 [default = false];
            optional float g = 7 [default = 1e3]; optional int32 h = 8 [default = oops];
            required group Inner = 9 { optional fixed64 i = 1; }
        }
        enum E { FIRST = 1; SECOND = 2; }"""
    )
    assert value == {
        "a": "xy",
        "b": "-16",
        "c": "Infinity",
        "d": "SECOND",
        "e": "/wE=",
        "f": False,
        "g": 1000.0,
        "h": 1,
        "inner": {"i": "1"},
    }


def test_recursion_is_cut_and_the_next_member_of_a_oneof_is_taken() -> None:
    text = """syntax = "proto3";
        message Node { oneof kind { Node inner = 1; Pair pair = 2; int32 leaf = 3; } }
        message Pair { Node left = 1; string text = 2; map<string, Pair> more = 3; }"""
    assert made(text) == {"pair": {"text": "An example"}}
    assert made(text, "Pair") == {"left": {"leaf": 1}, "text": "An example"}


def test_unknown_types_are_left_out_and_named() -> None:
    text = 'syntax = "proto3"; import "x"; message A { a.B b = 1; int32 c = 2; }'
    found = sample(read_schema(text, "PROTOBUF"))
    assert json.loads(found.text) == {"c": 1}
    assert found.remark == "Protobuf's JSON mapping; left out, as unknown: a.B"


def test_types_of_known_schemas_are_found() -> None:
    text = """syntax = "proto3"; package acme.orders; import "acme/money.proto";
        message Order { acme.Money price = 1; Kind kind = 2; Other gone = 3; }"""
    money = """syntax = "proto3"; package acme;
        message Money { string currency = 1; Part part = 2; } enum Kind { NONE = 0; CASH = 1; }
        message Part { int64 amount = 1; }"""
    found = sample(read_schema(text, "PROTOBUF"), [read_schema(money, "PROTOBUF")])
    expected = {"price": {"currency": "EUR", "part": {"amount": "19"}}, "kind": "CASH"}
    assert json.loads(found.text) == expected
    assert found.remark.endswith("left out, as unknown: Other")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("enum E { A = 0; }", "this file defines no message"),
        ("message A { required A a = 1; }", "a: A always holds itself"),
        (
            'import "x"; message A { required B b = 1; } message B { required C c = 1; }',
            "b.c: the type C is in none of the known schemas",
        ),
    ],
)
def test_a_missing_sample_has_a_reason(text: str, reason: str) -> None:
    assert sample(read_schema(f'syntax = "proto2"; {text}', "PROTOBUF")) == Sample("", reason)


def test_a_message_by_name() -> None:
    text = "message A {} message B { optional int32 a_b_c = 1; }"
    assert made(text) == {}
    assert made(text, "B") == {"aBC": 1}
    with pytest.raises(NoSample, match="C is not defined"):
        made(text, "C")


@pytest.mark.parametrize("label", ["optional", "required"])
def test_endlessly_branching_types_end(label: str) -> None:
    numbers = range(1, 9)
    levels = "".join(
        f"message L{level} {{ "
        + "".join(f"{label} L{level + 1} f{n} = {n};" for n in numbers)
        + " }"
        for level in range(40)
    )
    text = f'syntax = "proto2"; {levels} message L40 {{ optional int32 end = 1; }}'
    started = time.process_time()
    found = sample(read_schema(text, "PROTOBUF"))
    assert len(found.text) < 400_000
    assert time.process_time() - started < 5
    if label == "required":
        assert (
            found.remark
            == "f1.f1.f1.f1.f1.f1.f1.f1.f1.f1.f1.f1: messages are nested deeper "
            + ("than 12 levels")
        )


def test_samples_are_clean_and_their_own() -> None:
    text = (
        'syntax = "proto2"; import "google/protobuf/struct.proto"; message A {'
        ' optional string a = 1 [default = "\\x1b]", json_name = "\\x9b"];'
        " optional google.protobuf.Struct b = 2; }"
    )
    first, second = made(text), made(text)
    assert first == {"\ufffd": "␛]", "b": {"key": "text"}}
    assert first["b"] is not second["b"]


def test_several_samples_differ() -> None:
    text = """syntax = "proto3"; enum E { E_UNSPECIFIED = 0; E_A = 1; E_B = 2; }
        message A { oneof one { string email = 1; bool flag = 2; } E e = 3; }"""
    found = samples(read_schema(text, "PROTOBUF"), count=3, compact=True)
    assert [each.text for each in found] == [
        '{"email": "ada@example.com", "e": "E_A"}',
        '{"flag": false, "e": "E_B"}',
        '{"email": "alan@example.com", "e": "E_A"}',
    ]


def test_tags_and_parameters_of_confluents_options_are_used() -> None:
    text = """syntax = "proto3";
        import "confluent/meta.proto"; import "confluent/type/decimal.proto";
        message A {
            string a = 1 [(confluent.field_meta).tags = "EMAIL"];
            int64 b = 2 [(confluent.field_meta) = { params: [{
                key: "connect.name", value: "io.debezium.time.MicroTimestamp" }]}];
            confluent.type.Decimal price = 3 [(confluent.field_meta) = {
                params: [{ key: "precision", value: "9" }, { key: "scale", value: "3" }] }];
        }"""
    found = sample(read_schema(text, "PROTOBUF"))
    assert json.loads(found.text) == {
        "a": "ada@example.com",
        "b": "1768469400000000",
        "price": {"value": "Te4=", "precision": 5, "scale": 3},
    }
    assert found.remark == (
        "Protobuf's JSON mapping, decimals are bytes of the unscaled value (Te4= is 19.950)"
    )
