"""References between the subjects of a share, and between files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdx_tui.schema import Outline, SchemaDocument, read_schema
from cdx_tui.schema.references import KnownSchemas, NamedSchema
from cdx_tui.schema.references.definitions import KnownDocument
from tests.schema.outlines import find

GEO = """syntax = "proto3"; package acme.geo;

message Point { double lat = 1; }
enum Kind { A = 0; }"""
TRIP = """syntax = "proto3"; package acme;
import "{path}";
message Trip {{ geo.Point begin = 1; acme.geo.Kind kind = 2; }}"""


def record(name: str, **fields: Any) -> str:
    """Return an Avro record as text."""
    written = [{"name": field, "type": type_} for field, type_ in fields.items()]
    return json.dumps({"type": "record", "name": name, "fields": written})


def share(*schemas: tuple[str, str, str, int]) -> list[NamedSchema]:
    """Return schemas of one resource: subject, type, text and version of each."""
    return [
        NamedSchema(name, text, type_, version, (0, index))
        for index, (name, type_, text, version) in enumerate(schemas)
    ]


def files(type_: str, **texts: str) -> list[NamedSchema]:
    """Return files by path; `__` stands for a slash and `_` for the dot of the ending."""
    paths = (path.replace("__", "/").replace("_", ".") for path in texts)
    return [
        NamedSchema(path, text, type_) for path, text in zip(paths, texts.values(), strict=True)
    ]


def outline_of(schemas: list[NamedSchema], number: int = 0, *, are_files: bool = False) -> Outline:
    """Return the outline of one of the schemas, with references to the others resolved."""
    known, schema = KnownSchemas(schemas, files=are_files), schemas[number]
    document = read_schema(schema.text, schema.declared_type, schema.name)
    return document.outline(known.external(schema))


def messages(outline: Outline) -> list[str]:
    return [problem.message for problem in outline.problems]


# Avro


def test_an_avro_name_is_found_in_another_subject() -> None:
    order = record("acme.Order", to="acme.Address", by="Person", also="acme.Address")
    schemas = share(
        ("order-value", "AVRO", order, 1),
        ("person", "AVRO", record("Person", title="string"), 1),
        ("address-value", "AVRO", record("acme.Address", acme="string", Address="string"), 1),
    )
    found = outline_of(schemas)
    assert (found.unresolved, messages(found)) == ((), [])
    to = find(found, "to")
    assert to.origin is not None
    assert (to.target, to.type_kind, to.origin.note) == (
        "acme.Address",
        "record",
        "in address-value",
    )
    assert (to.origin.place, to.origin.line, to.origin.remark) == ((0, 2), 2, "")
    assert find(found, "by").target == "Person"


def test_an_avro_name_that_nobody_defines() -> None:
    order = record("acme.Order", to="Adress", too="Adress")
    schemas = share(
        ("order-value", "AVRO", order, 1),
        ("address-value", "AVRO", record("acme.Address", Adress="string"), 1),
        ("text", "JSON", '{"title": "\\"name\\": \\"Adress\\""}', 1),
    )
    found = outline_of(schemas)
    assert found.unresolved == ("acme.Adress",)
    assert messages(found) == [
        "unknown type acme.Adress: not defined in this schema, and not found in the 2 other"
        " subjects of this share"
    ]
    assert find(found, "too").reason == messages(found)[0].partition(": ")[2]


FIELDS = '"fields": [{"name": "a", "type": "int"}]'


@pytest.mark.parametrize(
    "text",
    [
        '{"name":"acme.Address","type":"record",' + FIELDS + "}",
        '{"doc": "x", "name": "Address", "namespace": "acme", "type": "record", ' + FIELDS + "}",
        '["null", {"type": "enum", "symbols": ["A"], "name" : "acme.Address"}]',
        '{"name": "acme.Address", "type": "fixed", "size": 2}',
        json.dumps({"schema": record("acme.Address", a="int")}),
        json.dumps({"schema": json.dumps({"schema": record("acme.Address", a="int")})}),
    ],
)
def test_a_type_is_found_however_it_is_written(text: str) -> None:
    schemas = share(
        ("order-value", "AVRO", record("acme.Order", to="Address"), 1),
        ("address-value", "AVRO", text, 1),
    )
    assert outline_of(schemas).unresolved == ()


def test_the_newest_version_is_taken_and_told() -> None:
    schemas = share(
        ("order-value", "AVRO", record("Order", to="Address", was="Old"), 1),
        ("address-value", "AVRO", record("Address", a="int"), 9),
        ("address-value", "AVRO", record("Address", b="int"), 10),
        ("address-value", "AVRO", record("Old", b="int"), 2),
    )
    found = outline_of(schemas)
    origin, old = find(found, "to").origin, find(found, "was").origin
    assert origin is not None
    assert old is not None
    assert (origin.version, origin.note) == (10, "in address-value v10")
    assert origin.remark == "the newest; the share names no version"
    assert (old.version, old.remark) == (
        2,
        "the newest that defines it; the share names no version",
    )


def test_the_subject_of_the_same_resource_is_preferred() -> None:
    order, address = record("Order", to="Address"), record("Address", a="int")
    schemas = [
        NamedSchema("address", address, None, 7, (0, 0)),
        NamedSchema("order-value", order, None, 1, (1, 0)),
        NamedSchema("address", address, None, 1, (1, 1)),
    ]
    origin = find(outline_of(schemas, 1), "to").origin
    assert origin is not None
    assert (origin.place, origin.remark) == ((1, 1), "")


# Protobuf


@pytest.mark.parametrize(
    ("subject", "path"),
    [
        ("acme/geo.proto", "acme/geo.proto"),
        ("proto/acme/geo.proto", "acme/geo.proto"),
        ("geo.proto", "acme/geo.proto"),
        ("geo-value", "acme/geo.proto"),  # known by its types alone
    ],
)
def test_a_protobuf_import_is_found(subject: str, path: str) -> None:
    schemas = share(
        ("trip-value", "PROTOBUF", TRIP.format(path=path), 1),
        ("other-value", "PROTOBUF", 'syntax = "proto3"; message Other { int32 Point = 1; }', 1),
        (subject, "PROTOBUF", GEO, 1),
    )
    found = outline_of(schemas)
    assert (found.unresolved, messages(found)) == ((), [])
    imported, begin, kind = find(found, path), find(found, "begin"), find(found, "kind")
    assert imported.origin is not None
    assert imported.origin.note == f"in {subject}"
    assert (begin.target, begin.type_kind, kind.type_kind) == ("acme.geo.Point", "message", "enum")
    assert begin.origin is not None
    assert begin.origin.note == f"in {subject}"
    assert (begin.origin.place, begin.origin.line) == ((0, 2), 2)


def test_a_type_must_be_in_an_imported_file() -> None:
    more = 'syntax = "proto3"; package acme; message More { geo.Missing m = 1; other.Thing t = 2; }'
    text = more.replace("package", 'import "acme/geo.proto"; package')
    thing = 'syntax = "proto3"; package acme.other; message Thing {}'
    found = outline_of(files("PROTOBUF", more_proto=text, acme__geo_proto=GEO, t_proto=thing))
    assert found.unresolved == ("geo.Missing", "other.Thing")


def test_public_imports_are_imported_too() -> None:
    public = 'syntax = "proto3"; import public "../geo.proto"; import "t.proto"; '
    texts = {
        "a__trip_proto": TRIP.format(path="b/all.proto"),
        "a__b__all_proto": public,
        "a__geo_proto": GEO,
        "a__b__t_proto": 'syntax = "proto3"; package acme.t; message T {}',
    }
    schemas = files("PROTOBUF", **texts)
    assert outline_of(schemas, are_files=True).unresolved == ()
    known = KnownSchemas(schemas, files=True)
    below = [document.name for document in known.documents(schemas[0])]
    assert below == ["a/b/all.proto", "a/geo.proto", "a/b/t.proto"]


def test_a_missing_import_is_one_sentence() -> None:
    found = outline_of(files("PROTOBUF", a_proto=TRIP.format(path="x.proto"), b_proto=""), 0)
    assert find(found, "x.proto").unresolved
    assert messages(found)[-1] == 'import "x.proto": not found in the other subject of this share'
    assert found.unresolved == ("geo.Point", "acme.geo.Kind", "x.proto")
    alone = outline_of(files("PROTOBUF", a_proto=TRIP.format(path="x.proto")), are_files=True)
    assert messages(alone)[-1] == 'import "x.proto": no other file was given'


def test_two_files_that_end_alike_are_not_guessed_between() -> None:
    texts = {
        "a_proto": TRIP.format(path="geo.proto"),
        "x__geo_proto": GEO,
        "y__geo_proto": GEO + " ",
    }
    found = outline_of(files("PROTOBUF", **texts), are_files=True)
    assert find(found, "geo.proto").unresolved


# JSON Schema

ADDRESS = {
    "$id": "https://acme.org/schemas/address.json",
    "definitions": {"Zip": {"$anchor": "zip", "type": "string"}},
    "properties": {"zip": {"type": "string"}},
}


@pytest.mark.parametrize(
    ("subject", "reference", "line"),
    [
        ("address.json", "address.json", 0),
        ("address-value", "address-value", 0),
        ("address-value", "https://acme.org/schemas/address.json", 0),
        ("address-value", "https://acme.org/schemas/address.json#/definitions/Zip", 3),
        ("address-value", "https://acme.org/schemas/address.json#zip", 3),
        ("address-value", "address-value#/definitions/Zip", 3),
        ("schemas/address.json", "address.json#zip", 3),
        ("address.json", "http://other.org/b/address.json#zip", 3),
    ],
)
def test_a_json_reference_is_found(subject: str, reference: str, line: int) -> None:
    schemas = share(
        ("order-value", "JSON", json.dumps({"properties": {"to": {"$ref": reference}}}), 1),
        (subject, "JSON", json.dumps(ADDRESS), 1),
    )
    found = outline_of(schemas)
    to = find(found, "to")
    assert (found.unresolved, messages(found)) == ((), [])
    assert to.origin is not None
    assert to.origin.note == f"in {subject}"
    assert (to.origin.place, to.origin.line) == ((0, 1), line)


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("address.json#/definitions/Zap", "nothing found at #/definitions/Zap in address.json"),
        ("https://acme.org/schemas/address.json#zap", "nothing found at #zap in address.json"),
        ("street.json", "not found in the other subject of this share"),
        ("https://acme.org/schemas", "not found in the other subject of this share"),
    ],
)
def test_a_json_reference_that_leads_nowhere(reference: str, why: str) -> None:
    schemas = share(
        ("order-value", "JSON", json.dumps({"properties": {"to": {"$ref": reference}}}), 1),
        ("address.json", "JSON", json.dumps(ADDRESS), 1),
    )
    assert messages(outline_of(schemas)) == [f"unresolved reference to {reference}: {why}"]


def test_files_refer_to_each_other_by_relative_paths() -> None:
    order = {"properties": {"to": {"$ref": "../common/address.json"}}}
    address = {"properties": {"in": {"$ref": "country.json#/$defs/Code"}}}
    texts = [json.dumps(order), json.dumps(address), '{"$defs": {"Code": {}}}', "{}"]
    paths = ("x/order/order.json", "x/common/address.json", "x/common/country.json", "country.json")
    schemas = [NamedSchema(path, text, "JSON") for path, text in zip(paths, texts, strict=True)]
    known = KnownSchemas(schemas, files=True)
    assert [each.name for each in known.documents(schemas[0])] == [paths[1], paths[2]]


# Cycles


def cyclic(*names: str) -> list[NamedSchema]:
    """Return Protobuf files, each of which imports the next, and the last the first."""
    following = (*names[1:], names[0])
    text = 'syntax = "proto3"; import "{}";'
    return [
        NamedSchema(name, text.format(imported), "PROTOBUF")
        for name, imported in zip(names, following, strict=True)
    ]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("a.proto",), "the schema refers to itself by its own name, a.proto"),
        (("a.proto", "b.proto"), "the references form a cycle: a.proto → b.proto → a.proto"),
        (tuple("abcde"), "the references form a cycle: a → b → c → … → a"),
    ],
)
def test_a_cycle_is_one_sentence(names: tuple[str, ...], message: str) -> None:
    schemas = cyclic(*names)
    assert [problem.message for problem in outline_of(schemas).problems] == [message]
    below = KnownSchemas(schemas).documents(schemas[0])
    assert [document.name for document in below] == list(names[1:])


def test_a_cycle_elsewhere_is_not_reported_here() -> None:
    schemas = [NamedSchema("main", 'syntax = "proto3"; import "a";', "PROTOBUF"), *cyclic("a", "b")]
    assert messages(outline_of(schemas)) == []
    assert len(KnownSchemas(schemas).documents(schemas[0])) == 2


def test_avro_and_json_form_cycles_too() -> None:
    avro = share(
        ("a", "AVRO", record("A", b="B"), 1),
        ("b", "AVRO", record("B", a="A"), 1),
    )
    json_schema = share(
        ("a", "JSON", '{"properties": {"b": {"$ref": "b"}}}', 1),
        ("b", "JSON", '{"items": {"$ref": "a#"}}', 1),
    )
    for schemas in (avro, json_schema):
        assert messages(outline_of(schemas)) == ["the references form a cycle: a → b → a"]


# Limits


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the names of the documents that are parsed for what they define."""
    names: list[str] = []
    learn = KnownDocument.learn

    def spy(self: KnownDocument, outline: Outline) -> None:
        names.append(self.schema.name)
        learn(self, outline)

    monkeypatch.setattr(KnownDocument, "learn", spy)
    return names


def test_a_chain_of_thousands_ends(parsed: list[str]) -> None:
    schemas = cyclic(*(f"f{number}.proto" for number in range(3_000)))
    assert messages(outline_of(schemas)) == []  # the cycle is longer than what is followed
    assert len(KnownSchemas(schemas).documents(schemas[0])) == 200
    assert len(parsed) < 300


def large(name: str) -> str:
    """Return a record with many fields."""
    return LARGE.replace("NAME", name)


LARGE = record("NAME", **{f"field_{number}": "string" for number in range(300)})


def test_many_large_schemas_are_searched_without_parsing_all(parsed: list[str]) -> None:
    others = [(f"s{n}-value", "AVRO", large(f"acme.R{n}"), 1) for n in range(1_500)]
    order = record("Order", one="acme.R77", two="acme.Missing", three="acme.R1200")
    schemas = share(("order-value", "AVRO", order, 1), *others)
    assert outline_of(schemas).unresolved == ("acme.Missing",)
    assert set(parsed) == {"s77-value", "s1200-value"}


def test_documents_that_lack_the_namespace_of_a_name_are_not_parsed(parsed: list[str]) -> None:
    others = [(f"k{n}-key", "AVRO", large(f"acme.n{n}.Key"), 1) for n in range(300)]
    order = record("Order", lost="acme.other.Key", found="acme.n299.Key")
    schemas = share(("order-value", "AVRO", order, 1), *others)
    assert outline_of(schemas).unresolved == ("acme.other.Key",)
    assert set(parsed) == {"k299-key"}


def test_documents_whose_uri_ends_alike_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    holds = KnownDocument.holds

    def spy(self: KnownDocument, uri: str) -> bool:
        parsed.append(self.schema.name)
        return holds(self, uri)

    monkeypatch.setattr(KnownDocument, "holds", spy)
    ids = [f"https://acme.org/{number}/schema.json" for number in range(20)]
    others = [(f"s{n}", "JSON", json.dumps({"$id": each}), 1) for n, each in enumerate(ids)]
    order = json.dumps({"properties": {"a": {"$ref": ids[11]}, "b": {"$ref": f"{ids[5]}#"}}})
    outline = outline_of(share(("order", "JSON", order, 1), *others))
    assert outline.unresolved == ()
    assert parsed == ["s11", "s5"]


def test_what_is_too_large_to_search_is_told() -> None:
    huge = record("acme.Address", **{f"field_{number}": "string" for number in range(40_000)})
    schemas = share(
        ("order-value", "AVRO", record("Order", to="acme.Address"), 1),
        ("address-value", "AVRO", huge, 1),
    )
    assert messages(outline_of(schemas)) == [
        "unknown type acme.Address: not defined in this schema, and not found in the other subject"
        " of this share (1 not searched: too large)"
    ]


@pytest.mark.parametrize("text", ["", "%%%", "{", '{"$ref": 1}', "import", "null", "[" * 100_000])
@pytest.mark.parametrize("type_", ["AVRO", "JSON", "PROTOBUF"])
def test_an_unreadable_schema_among_the_others_is_passed_over(text: str, type_: str) -> None:
    schemas = share(
        ("order-value", "AVRO", record("Order", to="acme.Address"), 1),
        ("bad", type_, f'{text} "name": "Address" message Address "$id": "Address"', 1),
        ("address-value", "AVRO", record("acme.Address", a="string"), 1),
    )
    assert outline_of(schemas).unresolved == ()


def test_a_subject_with_versions_of_several_types() -> None:
    schemas = share(
        ("order-value", "AVRO", record("Order", to="acme.Address"), 1),
        ("address", "AVRO", record("acme.Address", a="string"), 1),
        ("address", "JSON", "{}", 2),
        ("address", "PROTOBUF", 'syntax = "proto3"; package acme; message Address {}', 3),
    )
    origin = find(outline_of(schemas), "to").origin
    assert origin is not None
    assert origin.version == 1


def test_names_are_cleaned() -> None:
    evil = "add\x1b[31m\u202eress"
    schemas = share(("order-value", "JSON", json.dumps({"$ref": evil}), 1), (evil, "JSON", "{}", 1))
    origin = outline_of(schemas).roots[0].origin
    assert origin is not None
    note = origin.note
    assert note.isprintable()
    assert note.startswith("in add")


def test_documents_are_the_same_for_the_same_schemas() -> None:
    schemas = share(
        ("order-value", "AVRO", record("Order", to="Address"), 1),
        ("order-value", "AVRO", record("Order", to="Address", more="Address"), 2),
        ("address", "AVRO", record("Address", a="int"), 1),
    )
    known = KnownSchemas(schemas)
    (first,), (second,) = known.documents(schemas[0]), known.documents(schemas[1])
    assert isinstance(first, SchemaDocument)
    assert first is second
