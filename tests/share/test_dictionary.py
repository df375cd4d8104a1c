"""The fields of a share in one list, which is filtered while it grows."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.share.dictionary import FieldIndex
from cdx_tui.share.field_filter import FieldFilter


def schema(subject: str, version: int, *names: str) -> Schema:
    fields = [{"name": name, "type": ["null", "string"], "doc": f"About {name}"} for name in names]
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    return Schema(subject, version, version, "AVRO", text)


ORDERS = ConsumerSharedResource(
    display_name="Orders",
    schemas=(
        schema("orders-key", 1, "id"),
        schema("orders-value", 1, "old"),
        schema("orders-value", 2, "Email", "city"),
    ),
)
TRIPS = ConsumerSharedResource(display_name="Trips", schemas=(schema("trips-value", 1, "city"),))
SHARE = Preview((ORDERS, ConsumerSharedResource(display_name="Nothing"), TRIPS))


def found(index: FieldIndex, text: str) -> list[str]:
    return [f"{row.origin.subject} {row.path}" for row in FieldFilter(index, text).rows()]


def test_the_newest_version_of_each_subject_is_listed_in_order() -> None:
    rows = list(FieldIndex(SHARE).rows())
    assert [(*row.cells()[:5], row.origin.version) for row in rows] == [
        ("Orders", "key", "id", "string", "yes", 1),
        ("Orders", "value", "Email", "string", "yes", 2),
        ("Orders", "value", "city", "string", "yes", 2),
        ("Trips", "value", "city", "string", "yes", 1),
    ]
    chosen = rows[1].origin
    assert ORDERS.schemas[chosen.schema_index].version == 2
    assert SHARE.resources[rows[3].origin.resource_index] is TRIPS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("email", ["orders-value Email"]),
        ("CITY trips", ["trips-value city"]),
        ("orders-value string", ["orders-value Email", "orders-value city"]),
        ("about city", ["orders-value city", "trips-value city"]),
        ("old", []),
        ("city\nemail", []),
    ],
)
def test_every_word_of_a_filter_occurs_in_a_row(text: str, expected: list[str]) -> None:
    assert found(FieldIndex(SHARE), text) == expected


def test_rows_are_found_by_number_as_the_index_grows() -> None:
    index = FieldIndex(SHARE)
    rows = FieldFilter(index, "city")
    while index.advance():
        rows.advance(0.0)
        assert rows.total == len([rows.row(number) for number in range(rows.total)])
    while rows.advance(0.0):
        pass
    assert rows.complete
    assert [rows.row(n).origin.subject for n in range(rows.total)] == [
        "orders-value",
        "trips-value",
    ]


def test_names_are_measured_once_there_are_several() -> None:
    index = FieldIndex(SHARE)
    measured = []
    while True:
        more = index.advance()
        measured.append(index.longest[:3])
        if not more:
            break
    assert measured == [
        ["", "", "id"],
        ["", "value", "Email"],
        ["Orders", "value", "Email"],
        ["Orders", "value", "Email"],
    ]


def test_blocks_are_of_bounded_size_and_lose_no_row() -> None:
    names = [f"f{number}" for number in range(2_500)]
    index = FieldIndex(Preview((ConsumerSharedResource(schemas=(schema("a-value", 1, *names),)),)))
    assert [row.path for row in index.rows()] == names
    assert [len(block) for block in index.blocks] == [1_000, 1_000, 500]
    assert found(index, "f2499") == ["a-value f2499"]


def test_several_threads_may_index_one_share() -> None:
    schemas = tuple(schema(f"s{number}-value", 1, f"field{number}") for number in range(200))
    index = FieldIndex(Preview((ConsumerSharedResource(schemas=schemas),)))
    with ThreadPoolExecutor(3) as threads:
        lists = [threads.submit(lambda: [row.path for row in index.rows()]) for _ in range(3)]
    assert {tuple(each.result()) for each in lists} == {
        tuple(f"field{number}" for number in range(200))
    }
    assert index.percent == 100


def test_a_schema_that_is_none_has_no_fields() -> None:
    texts = (None, "", "{", '{"type": 3}')
    schemas = tuple(Schema(f"s{n}", 1, n, "AVRO", text) for n, text in enumerate(texts))
    index = FieldIndex(Preview((ConsumerSharedResource(schemas=schemas),)))
    assert [row.path for row in index.rows() if row.field.path] == []
    assert index.complete
