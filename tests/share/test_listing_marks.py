"""Marks of resources: incompatible newest versions, and personal data."""

from __future__ import annotations

import json

import pytest

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.listing_marks import INCOMPATIBLE, PERSONAL, marks_of


def avro(subject: str, version: int, *names: str, kind: str = "long") -> Schema:
    fields = [{"name": name, "type": kind} for name in names]
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    return Schema(subject, version, version, "AVRO", text)


A1, A2 = avro("a-value", 1, "x"), avro("a-value", 2, "x", kind="string")
PLAIN = avro("a-value", 3, "x", kind="string")
EMAIL = avro("b-value", 1, "x", "email", kind="string")


@pytest.mark.parametrize(
    ("schemas", "marks"),
    [
        ((), ""),
        ((A1,), ""),
        ((A2, A1), INCOMPATIBLE),  # the order of the response does not matter
        ((A1, A2, PLAIN), ""),  # only the newest two versions count
        ((A1, EMAIL), PERSONAL),
        ((EMAIL, avro("b-value", 2, "x", kind="string")), INCOMPATIBLE),  # email is gone
        ((A1, A2, EMAIL), INCOMPATIBLE + PERSONAL),
        ((EMAIL, A1, A2), INCOMPATIBLE + PERSONAL),
        ((Schema("a", 1, 1, "AVRO", "{"), Schema("a", 2, 2, "AVRO", None), Schema()), ""),
        (
            (Schema("a", 1, 1, "JSON", '{"type": "string"}'), Schema("a", 2, 2, "JSON", "true")),
            INCOMPATIBLE,
        ),
    ],
)
def test_the_marks_of_a_resource(schemas: tuple[Schema, ...], marks: str) -> None:
    resource = ConsumerSharedResource(schemas=schemas)
    assert marks_of(resource, 0, known_schemas(Preview((resource,)))) == marks
