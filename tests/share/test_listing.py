"""Filtering and sorting of the listed resources."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.api.models import ConsumerSharedResource, Schema
from cdx_tui.share.listing import COLUMNS, Order, arrange, field_names
from cdx_tui.share.locate import LocatedField, locate_field

ORDERS = ConsumerSharedResource(
    display_name="Orders",
    organization_name="Linden",
    cloud="AWS",
    tags=("retail",),
    schemas=(Schema(subject="orders-value"),),
    network_connection_types=(),
)
TRADES = ConsumerSharedResource(
    display_name="trades", organization_name="Acme", cloud="GCP", tags=("Markets", "eu")
)
NAMELESS = ConsumerSharedResource()
ALL = (ORDERS, TRADES, NAMELESS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("order", [(ORDERS, "name Orders")]),
        ("Order", [(ORDERS, "name Orders")]),
        ("ORDER", []),
        ("acme", [(TRADES, "provider Acme")]),
        ("market", [(TRADES, "tag Markets")]),
        ("-value", [(ORDERS, "subject orders-value")]),
        ("email", [(TRADES, "field customer_email")]),
        ("no name", [(NAMELESS, "name (no name)")]),
        ("%", []),
    ],
)
def test_it_is_found_in(text: str, found: list[tuple[ConsumerSharedResource, str]]) -> None:
    listed = arrange(ALL, text, Order(), {1: ("customer_email",)})
    assert [(each.resource, each.found_in) for each in listed] == found


@pytest.mark.parametrize(
    ("order", "listed"),
    [
        (Order(), [ORDERS, TRADES, NAMELESS]),
        (Order(None, True), [NAMELESS, TRADES, ORDERS]),
        (Order("Name"), [NAMELESS, ORDERS, TRADES]),
        (Order("Name", True), [TRADES, ORDERS, NAMELESS]),
        (Order("Provider"), [NAMELESS, TRADES, ORDERS]),
        (Order("Schemas", True), [ORDERS, TRADES, NAMELESS]),
    ],
)
def test_it_is_sorted(order: Order, listed: list[ConsumerSharedResource]) -> None:
    assert [each.resource for each in arrange(ALL, "", order, {})] == listed


@given(
    st.lists(st.builds(ConsumerSharedResource, display_name=st.text(max_size=3)), max_size=8),
    st.text(max_size=2),
    st.sampled_from([None, *COLUMNS]),
    st.booleans(),
)
def test_listed_resources_are_of_the_share_and_unique(
    resources: list[ConsumerSharedResource], text: str, column: str | None, descending: bool
) -> None:
    listed = [id(each.resource) for each in arrange(resources, text, Order(column, descending), {})]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(map(id, resources))
    assert text or len(listed) == len(resources)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "AVRO",
            '{"type":"record","name":"R","fields":[{"name":"a","type":{"type":"record","name":"S",'
            '"fields":[{"name":"b","type":"int"}]}}]}',
        ),
        ("JSON", '{"properties":{"a":{"type":"object","properties":{"b":{}}}}}'),
        ("PROTOBUF", 'syntax = "proto3"; message R { int32 a = 1; message S { string b = 1; } }'),
    ],
)
def test_field_names_of_every_depth(kind: str, text: str) -> None:
    assert set(field_names([Schema(schema=text, schema_type=kind)] * 2)) == {"a", "b"}


def test_garbage_has_no_fields() -> None:
    assert field_names([Schema(schema="{{{"), Schema(schema=None)]) == ()


def test_a_field_is_found_by_its_tags_and_located() -> None:
    fields = [{"name": "mail", "type": "string", "confluent:tags": ["PII"]}]
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    resource = ConsumerSharedResource(display_name="a", schemas=(Schema(schema=text),))
    (listed,) = arrange([resource], "pii", Order(), {0: field_names(resource.schemas)})
    assert listed.found_in == "field mail [PII]"
    name = listed.found_in.removeprefix("field ")
    assert locate_field(resource, [0], name) == LocatedField(0, "mail", "mail")
