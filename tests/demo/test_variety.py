"""Coverage of the demo: each shape, type and irregularity appears in some share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from proto_schema_parser.ast import Enum, Import, MapField, Message, OneOf
from proto_schema_parser.parser import Parser

from cdx_tui.demo.share_files import share_resources


def texts(share: str, schema_type: str) -> list[str]:
    return [
        schema["schema"]
        for resource in share_resources(share)
        for schema in resource["schemas"]
        if schema.get("schema_type") == schema_type
    ]


def subjects(share: str) -> list[str]:
    return [
        schema["subject"] for resource in share_resources(share) for schema in resource["schemas"]
    ]


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield every JSON object within a value, including the value itself."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from objects(child)


def avro_objects(share: str) -> list[dict[str, Any]]:
    return [found for text in texts(share, "AVRO") for found in objects(json.loads(text))]


def test_key_and_value_subjects() -> None:
    for share in ("stock_trades", "orders", "clickstream", "fleet_telemetry", "hospital"):
        names = subjects(share)
        assert any(name.endswith("-key") for name in names), share
        assert any(name.endswith("-value") for name in names), share


def test_orders_have_all_of_avro() -> None:
    found = avro_objects("orders")
    assert {"record", "enum", "fixed", "array", "map"} <= {
        node["type"] for node in found if isinstance(node.get("type"), str)
    }
    assert {"decimal", "date", "timestamp-micros", "timestamp-millis", "time-millis", "uuid"} <= {
        node["logicalType"] for node in found if "logicalType" in node
    }
    assert any(isinstance(node.get("type"), list) and len(node["type"]) == 3 for node in found)
    assert any("doc" in node for node in found if node.get("type") == "enum")
    assert any("aliases" in node for node in found)
    recursive = next(node for node in found if node.get("name") == "OrderLine")
    assert any(node.get("items") == "OrderLine" for node in objects(recursive["fields"]))


def test_orders_refer_to_a_type_of_another_subject() -> None:
    orders = share_resources("orders")[0]["schemas"]
    defining = [schema for schema in orders if '"name":"Address"' in schema["schema"]]
    using = [schema for schema in orders if '"com.example.linden.Address"' in schema["schema"]]
    assert defining
    assert using
    assert defining[0]["subject"] != using[0]["subject"]


def test_clickstream_has_several_drafts_with_references() -> None:
    documents = [json.loads(text) for text in texts("clickstream", "JSON")]
    drafts = {document["$schema"] for document in documents}
    assert "http://json-schema.org/draft-07/schema#" in drafts
    assert "https://json-schema.org/draft/2020-12/schema" in drafts
    assert len(drafts) >= 4
    keys = {key for document in documents for node in objects(document) for key in node}
    assert {"$ref", "$defs", "definitions", "oneOf", "anyOf", "allOf", "format", "pattern"} <= keys
    references = [
        node["$ref"] for document in documents for node in objects(document) if "$ref" in node
    ]
    assert "#/definitions/device" in references
    assert "#/$defs/article" in references


def test_telemetry_has_all_of_protobuf() -> None:
    files = [Parser().parse(text) for text in texts("fleet_telemetry", "PROTOBUF")]
    top = [element for file in files for element in file.file_elements]
    messages = [element for element in top if isinstance(element, Message)]
    inner = [element for message in messages for element in message.elements]
    nested = [element for element in inner if isinstance(element, Message)]
    assert any(isinstance(element, OneOf) for element in inner)
    assert any(isinstance(element, MapField) for element in inner)
    assert any(isinstance(part, Enum) for message in nested for part in message.elements)
    imports = {element.name for element in top if isinstance(element, Import)}
    assert "google/protobuf/timestamp.proto" in imports
    assert "kestrel/common/geo.proto" in imports
    assert subjects("fleet_telemetry").count("fleet-telemetry-value") == 2


def test_the_hospital_is_private_and_holds_personal_data() -> None:
    resources = share_resources("hospital")
    assert {resource["cloud"] for resource in resources} == {"AZURE"}
    assert all(resource["network_connection_types"] == ["PRIVATELINK"] for resource in resources)
    words = " ".join(texts("hospital", "AVRO") + texts("hospital", "JSON"))
    for name in ("family_name", "birth_date", "email", "insurance_number", "card_number", "iban"):
        assert f'"{name}"' in words
    assert '"doc":"Who it is about. Personal data' in words


def test_the_platform_has_sixty_resources_of_every_cloud_and_type() -> None:
    resources = share_resources("platform")
    assert len(resources) == 60
    assert {resource["cloud"] for resource in resources} == {"AWS", "AZURE", "GCP"}
    types = {schema["schema_type"] for resource in resources for schema in resource["schemas"]}
    assert types == {"AVRO", "JSON", "PROTOBUF"}
    assert any(resource["network_connection_types"] for resource in resources)
    assert any(not resource["schemas"] for resource in resources)


def test_no_schemas_and_nothing_at_all() -> None:
    assert [resource["schemas"] for resource in share_resources("no_schemas")] == [[], []]
    assert "description" not in share_resources("no_schemas")[1]
    assert share_resources("nothing") == []


def test_japanese_and_arabic() -> None:
    for share, letters in (
        ("tokyo_transit", "[\u3040-\u9fff]"),
        ("cairo_market", "[\u0600-\u06ff]"),
    ):
        for resource in share_resources(share):
            for key in ("display_name", "description", "organization_name"):
                assert re.search(letters, resource[key])
            assert re.search(letters, " ".join(resource["tags"]))
            assert any(re.search(letters, schema["schema"]) for schema in resource["schemas"])


def test_the_odd_share_has_each_irregularity() -> None:
    found = {
        schema["subject"]: schema["schema"]
        for resource in share_resources("odd_schemas")
        for schema in resource["schemas"]
    }
    assert found["published-example"] == '{"schema": "{"type": "string"}"}'
    assert found["bare-primitive"] == '"string"'
    assert json.loads(json.loads(found["wrapped-once"])["schema"])["name"] == "Wrapped"
    assert found["empty"] == ""
    assert not is_json(found["cut-short"])
    assert "properties" in json.loads(found["json-schema-called-avro"])
    assert '"id"' in found["same-name-twice"].partition('"id"')[2]


def test_the_odd_share_has_a_hostile_name() -> None:
    name = share_resources("odd_schemas")[-1]["display_name"]
    assert "\x1b[31m" in name
    assert "\u202e" in name
    assert "[b]" in name


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
