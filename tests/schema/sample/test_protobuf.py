"""Protobuf sample messages in proto3's JSON mapping."""

from __future__ import annotations

import json

from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.sample.protobuf import sample_protobuf

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


def test_every_kind_of_field() -> None:
    assert sample_protobuf(read_protobuf(EVERY_KIND)) == {
        "orderId": "text",
        "count": 1,
        "size": "1",
        "price": 1.5,
        "paid": True,
        "raw": "Ynl0ZXM=",
        "status": "UNKNOWN",
        "lines": [{"sku": "text"}],
        "by": {"key": {"sku": "text"}},
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
    reading = read_protobuf(
        r"""syntax = "proto2"; message A {
            optional string a = 1 [default = "x" 'y']; optional int64 b = 2 [default = -0x10];
            optional double c = 3 [default = inf]; optional E d = 4 [default = SECOND];
            optional bytes e = 5 [default = "\xff\001"]; optional bool f = 6 [default = false];
            optional float g = 7 [default = 1e3]; optional int32 h = 8 [default = oops];
            required group Inner = 9 { optional fixed64 i = 1; }
        }
        enum E { FIRST = 1; SECOND = 2; }"""
    )
    assert sample_protobuf(reading) == {
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
    reading = read_protobuf(
        """syntax = "proto3";
        message Node { oneof kind { Node inner = 1; Pair pair = 2; int32 leaf = 3; } }
        message Pair { Node left = 1; string name = 2; map<string, Pair> more = 3; }"""
    )
    assert sample_protobuf(reading) == {"pair": {"name": "text"}}
    assert sample_protobuf(reading, "Pair") == {"left": {"leaf": 1}, "name": "text"}


def test_unknown_types_are_left_out() -> None:
    reading = read_protobuf('syntax = "proto3"; import "x"; message A { B b = 1; int32 c = 2; }')
    assert sample_protobuf(reading) == {"c": 1}


def test_a_message_by_name() -> None:
    reading = read_protobuf("message A {} message B { optional int32 a_b_c = 1; }")
    assert sample_protobuf(reading) == {}
    assert sample_protobuf(reading, "B") == {"aBC": 1}
    assert sample_protobuf(reading, "C") is None
    assert sample_protobuf(read_protobuf("")) is None


def test_endlessly_branching_types_give_a_small_sample() -> None:
    levels = "".join(
        f"message L{level} {{ {''.join(f'L{level + 1} f{n} = {n};' for n in range(1, 9))} }}"
        for level in range(40)
    )
    reading = read_protobuf(f'syntax = "proto3"; {levels} message L40 {{ int32 end = 1; }}')
    assert len(json.dumps(sample_protobuf(reading))) < 100_000


def test_samples_are_clean_and_their_own() -> None:
    reading = read_protobuf(
        'syntax = "proto2"; import "google/protobuf/struct.proto"; message A {'
        ' optional string a = 1 [default = "\\x1b]", json_name = "\\x9b"];'
        " optional google.protobuf.Struct b = 2; }"
    )
    first, second = sample_protobuf(reading), sample_protobuf(reading)
    assert first == {"\ufffd": "␛]", "b": {"key": "text"}}
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["b"] is not second["b"]
