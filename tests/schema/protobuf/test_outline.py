"""The outline of a Protobuf source."""

from __future__ import annotations

from collections.abc import Sequence

from cdx_tui.schema.document import NodeKind, Outline, OutlineNode
from cdx_tui.schema.protobuf import read_protobuf
from tests.schema.outlines import FixedTypes

SHOP = """syntax = "proto3";

package acme.shop;

import "google/protobuf/timestamp.proto";
import public "acme/money.proto";

// An order.
message Order {
  option deprecated = true;
  reserved 8, 10 to 12, 15 to max;
  reserved "old";
  string id = 1 [json_name = "ID", (validate.rules).string = { min_len: 1 /* one */ }];
  repeated Line lines = 2; // In order.
  map<string, acme.Money> prices = 3;
  optional string note = 4;
  google.protobuf.Timestamp made = 5;
  oneof payment {
    Card card = 6;
    string voucher = 7;
  }
  Order parent = 9;

  message Line {
    Status status = 1;
  }
}

enum Status {
  // Not known.
  STATUS_UNKNOWN = 0;
  STATUS_OPEN = 1 [deprecated = true];
}

service Shop {
  // Finds one.
  rpc Find(stream Order) returns (acme.Money);
}

extend Elsewhere {
  string extra = 5000;
}
"""


def node(outline: Outline, *path: str) -> OutlineNode:
    """Return a node by its path of names."""
    nodes: Sequence[OutlineNode] = outline.roots
    found: OutlineNode | None = None
    for name in path:
        found = next(one for one in nodes if one.name == name)
        nodes = found.children
    assert found is not None
    return found


def test_roots_keep_source_order() -> None:
    outline = read_protobuf(SHOP).outline()
    assert [(root.kind, root.name, root.type, root.line) for root in outline.roots] == [
        (NodeKind.IMPORT, "google/protobuf/timestamp.proto", "import", 4),
        (NodeKind.IMPORT, "acme/money.proto", "import public", 5),
        (NodeKind.MESSAGE, "acme.shop.Order", "message", 8),
        (NodeKind.ENUM, "acme.shop.Status", "enum", 28),
        (NodeKind.SERVICE, "acme.shop.Shop", "service", 34),
        (NodeKind.EXTENSION, "Elsewhere", "extend", 39),
    ]
    assert outline.name == "acme.shop.Order"
    assert (outline.records, outline.fields) == (2, 9)


def test_a_message_and_its_fields() -> None:
    outline = read_protobuf(SHOP).outline()
    order = node(outline, "acme.shop.Order")
    assert order.doc == "An order."
    assert order.constraints == ('reserved 8, 10 to 12, 15 to 536870911, "old"',)
    assert order.annotations == (("deprecated", "true"),)
    shown = [(one.kind, one.name, one.type, one.number, one.line) for one in order.children]
    assert shown == [
        (NodeKind.FIELD, "id", "string", 1, 12),
        (NodeKind.FIELD, "lines", "repeated Line", 2, 13),
        (NodeKind.FIELD, "prices", "map<string, acme.Money>", 3, 14),
        (NodeKind.FIELD, "note", "optional string", 4, 15),
        (NodeKind.FIELD, "made", "google.protobuf.Timestamp", 5, 16),
        (NodeKind.ONEOF, "payment", "oneof", None, 17),
        (NodeKind.FIELD, "parent", "Order", 9, 21),
        (NodeKind.MESSAGE, "acme.shop.Order.Line", "message", None, 23),
    ]
    assert node(outline, "acme.shop.Order", "id").annotations == (
        ("json_name", "ID"),
        ("(validate.rules).string", "{ min_len: 1 }"),
    )
    assert node(outline, "acme.shop.Order", "note").constraints == ("explicit presence",)
    assert node(outline, "acme.shop.Order", "lines").doc == "In order."
    assert all(one.required is None and not one.nullable for one in order.children)


def test_references_name_their_targets_and_have_no_children() -> None:
    outline = read_protobuf(SHOP).outline()
    order = node(outline, "acme.shop.Order")
    targets = {one.name: (one.target, one.unresolved) for one in order.children if one.target}
    assert targets == {
        "lines": ("acme.shop.Order.Line", False),
        "prices": ("acme.Money", True),
        "made": ("google.protobuf.Timestamp", False),
        "parent": ("acme.shop.Order", False),
    }
    assert not any(one.children for one in order.children if one.target)
    assert node(outline, "acme.shop.Order", "made").constraints == ("well-known",)
    assert node(outline, "acme.shop.Order", "payment", "card").unresolved
    assert set(outline.definitions) == {
        "acme.shop.Order",
        "acme.shop.Order.Line",
        "acme.shop.Status",
        "acme.shop.Shop",
    }
    assert outline.definitions["acme.shop.Order"] is order


def test_external_types() -> None:
    outline = read_protobuf(SHOP).outline()
    assert outline.unresolved == ("acme.Money", "Card", "Elsewhere")
    assert [(one.line, one.column, one.fatal) for one in outline.problems] == [
        (15, 3, False),
        (19, 5, False),
        (40, 8, False),
    ]
    assert node(outline, "acme/money.proto").unresolved
    assert not node(outline, "google/protobuf/timestamp.proto").unresolved


def test_other_schemas_resolve_names() -> None:
    external_types = {
        "acme.Money": "acme/money.proto",
        "acme.shop.Card": "cards-\x1bvalue",
        "Elsewhere": "there",
    }
    outline = read_protobuf(SHOP).outline(FixedTypes(external_types))
    card = node(outline, "acme.shop.Order", "payment", "card")
    assert (card.target, card.unresolved) == ("acme.shop.Card", False)
    assert card.origin is not None
    assert card.origin.note == "in cards-␛value"
    assert outline.unresolved == ()
    assert outline.problems == ()
    assert not node(outline, "acme/money.proto").unresolved


def test_an_enum_and_its_values() -> None:
    status = node(read_protobuf(SHOP).outline(), "acme.shop.Status")
    assert status.symbols == ("STATUS_UNKNOWN", "STATUS_OPEN")
    shown = [(one.name, one.number, one.doc, one.annotations, one.line) for one in status.children]
    assert shown == [
        ("STATUS_UNKNOWN", 0, "Not known.", (), 30),
        ("STATUS_OPEN", 1, "", (("deprecated", "true"),), 31),
    ]


def test_a_method_and_its_types() -> None:
    find = node(read_protobuf(SHOP).outline(), "acme.shop.Shop", "Find")
    assert (find.kind, find.type, find.doc) == (
        NodeKind.METHOD,
        "(stream Order) returns (acme.Money)",
        "Finds one.",
    )
    assert [(one.name, one.type, one.target, one.unresolved) for one in find.children] == [
        ("request", "stream Order", "acme.shop.Order", False),
        ("response", "acme.Money", "acme.Money", True),
    ]


def test_proto2_labels_defaults_and_groups() -> None:
    outline = read_protobuf(
        r"""syntax = "proto2";
        message A {
            required string a = 1 [default = "caf\303\251 \"x\"\n\x1b"];
            optional E b = 2 [default = E_B];
            optional double c = 3 [default = -inf];
            optional int32 d = 4 [default = 0x1F];
            optional float e = 5 [default = .5];
            optional bytes f = 6 [default = "\001\xff"];
            optional bool g = 7 [default = true, deprecated = true];
            repeated group H = 8 { optional int32 i = 1; }
            oneof o { int32 j = 9; }
            extensions 100 to 199;
        }
        enum E { E_B = 1; }"""
    ).outline()
    a = node(outline, "A")
    assert {one.name: (one.required, one.default) for one in a.children if one.number} == {
        "a": (True, '"café \\"x\\"\\n\\u001b"'),
        "b": (False, '"E_B"'),
        "c": (False, '"-Infinity"'),
        "d": (False, "31"),
        "e": (False, "0.5"),
        "f": (False, r'"\\001\\xff"'),
        "g": (False, "true"),
        "h": (False, None),
    }
    assert a.constraints == ("extensions 100 to 199",)
    assert node(outline, "A", "h").type == "repeated group H"
    assert node(outline, "A", "A.H").type == "group"
    assert node(outline, "A", "A.H", "i").number == 1
    assert node(outline, "A", "o", "j").required is None
    assert (outline.records, outline.fields) == (2, 10)


def test_presence_in_editions() -> None:
    outline = read_protobuf(
        """edition = "2023";
        message A {
            string a = 1 [features.field_presence = IMPLICIT];
            string b = 2 [features.field_presence = LEGACY_REQUIRED];
            string c = 3;
        }"""
    ).outline()
    assert "implicit presence" in node(outline, "A", "a").constraints
    assert [one.required for one in node(outline, "A").children] == [None, True, None]


def test_a_name_reported_as_a_problem_is_not_reported_again() -> None:
    reading = read_protobuf('syntax = "proto3"; message A { B b = 1; }')
    outline = reading.outline()
    assert [one.fatal for one in reading.problems] == [True]
    assert (outline.unresolved, outline.problems) == (("B",), ())


def test_levels_that_are_too_deep_are_counted() -> None:
    outline = read_protobuf("message A {" * 1_000 + "}" * 1_000).outline()
    (found,) = outline.roots
    depth = 1
    while found.children[0].kind is NodeKind.MESSAGE:
        (found,) = found.children
        depth += 1
    assert found.children[0].kind is NodeKind.NOTE
    assert found.children[0].name == f"… {1_000 - depth + 1:,} more levels"


def test_a_file_without_messages_has_a_name() -> None:
    assert read_protobuf("package a; enum E { A = 1; }").outline().name == "a.E"
    assert read_protobuf("package a;").outline().name == "a"
    assert read_protobuf("").outline().name == ""


def test_everything_shown_is_clean() -> None:
    outline = read_protobuf(
        'syntax = "proto2"; import "a\u202eb"; // \x1b]2;x\x07\n'
        "message A { // \u202e\n optional string na\u200bme = 1"
        ' [default = "\u202e", json_name = "\\x1b", (a) = { b: "\x9b" }]; reserved "\u202e"; }'
    ).outline()
    stack = list(outline.roots)
    while stack:
        one = stack.pop()
        stack += one.children
        for text in (one.name, one.type, one.default or "", *one.constraints, *one.tags):
            assert text.isprintable()
        assert one.doc.replace("\n", "").isprintable()
