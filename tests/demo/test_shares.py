"""Contents of the shares: the demonstrated features, and valid schemas."""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import fastavro
import pytest
from fastavro.read import SchemaResolutionError
from jsonschema.validators import validator_for
from proto_schema_parser.ast import Import, Message
from proto_schema_parser.parser import Parser

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.share_files import share_body, share_resources

SHARES = sorted({entry.share for entry in CATALOGUE if entry.share})
VALID_SHARES = [share for share in SHARES if share != "odd_schemas"]
WELL_KNOWN = ("google/protobuf/", "google/type/", "confluent/")


def schemas(share: str, schema_type: str | None = None) -> list[dict[str, Any]]:
    return [
        schema
        for resource in share_resources(share)
        for schema in resource["schemas"]
        if schema_type in (None, schema.get("schema_type"))
    ]


@pytest.mark.parametrize("share", SHARES)
def test_resources_are_complete_and_distinct(share: str) -> None:
    resources = share_resources(share)
    assert len({resource["id"] for resource in resources}) == len(resources)
    for resource in resources:
        metadata = resource["metadata"]
        assert metadata["self"].endswith("/" + resource["id"])
        assert metadata["resource_name"].endswith("=" + resource["id"])
        assert datetime.fromisoformat(metadata["created_at"]) <= datetime.fromisoformat(
            metadata["updated_at"]
        )
        assert re.fullmatch(r"[\w.]+@[\w.-]+\.example\.com", resource["organization_contact"])


def test_a_schema_id_has_one_schema_across_the_demo() -> None:
    seen: dict[int, str] = {}
    for share in SHARES:
        for schema in schemas(share):
            if "id" in schema:
                assert seen.setdefault(schema["id"], schema["schema"]) == schema["schema"]
    assert len(seen) > 100
    assert all(100_000 < number < 102_000 for number in seen)


@pytest.mark.parametrize("share", VALID_SHARES)
def test_avro_is_valid_and_its_references_are_within_the_share(share: str) -> None:
    # Parse each version separately, after the schemas of other subjects that it refers to.
    pending = [json.loads(schema["schema"]) for schema in schemas(share, "AVRO")]
    named: dict[str, Any] = {}
    for document in sorted(pending, key=lambda one: "com.example.linden.Address" in str(one)):
        known = {} if redefines(document, named) else named
        fastavro.parse_schema(document, named_schemas=known)


def redefines(document: object, named: dict[str, Any]) -> bool:
    if not isinstance(document, dict):
        return False
    return f"{document.get('namespace')}.{document['name']}" in named


@pytest.mark.parametrize("share", VALID_SHARES)
def test_json_schemas_conform_to_their_drafts(share: str) -> None:
    for schema in schemas(share, "JSON"):
        document = json.loads(schema["schema"])
        validator = validator_for(document)
        meta: Any = validator.META_SCHEMA
        assert meta["$schema"].rstrip("#") == document["$schema"].rstrip("#")
        validator.check_schema(document)


@pytest.mark.parametrize("share", VALID_SHARES)
def test_protobuf_is_valid_and_its_imports_are_subjects_or_well_known(share: str) -> None:
    subjects = {schema["subject"] for schema in schemas(share)}
    for schema in schemas(share, "PROTOBUF"):
        parsed = Parser().parse(schema["schema"])
        assert any(isinstance(element, Message) for element in parsed.file_elements)
        for element in parsed.file_elements:
            if isinstance(element, Import):
                assert element.name.startswith(WELL_KNOWN) or element.name in subjects


def test_stock_trades_has_a_compatible_and_an_incompatible_version() -> None:
    versions = {
        schema["version"]: json.loads(schema["schema"])
        for schema in schemas("stock_trades")
        if schema["subject"] == "stock-trades-value"
    }
    assert sorted(versions) == [1, 2, 3]
    assert read_back(versions[1], versions[2])["venue"] == "XNGT"
    with pytest.raises(SchemaResolutionError):
        read_back(versions[2], versions[3])


def read_back(writer: Any, reader: Any) -> Any:
    """Write a trade with one version and read it with another."""
    trade = {"trade_id": "t-1", "isin": "GB00B03MLX29", "side": "BUY", "price": Decimal("1.5")}
    trade |= {"quantity": 2, "executed_at": 0}
    stream = BytesIO()
    fastavro.schemaless_writer(stream, writer, trade)
    stream.seek(0)
    return fastavro.schemaless_reader(stream, writer, reader)


def test_a_share_is_read_as_the_same_bytes() -> None:
    body = share_body("platform")
    assert json.loads(body) == {"consumer_shared_resources": share_resources("platform")}
    assert share_body("platform") is body


def test_an_unknown_share_raises() -> None:
    with pytest.raises(FileNotFoundError):
        share_resources("no_such_share")
