"""Verbatim examples from the API contract, and helpers that request them."""

from __future__ import annotations

from typing import Any, Final

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError
from cdx_tui.api.models import Preview
from cdx_tui.secret import Secret

__all__ = ["API_SECRET", "ERRORS", "KEY", "RESOURCE", "TOKEN", "ask", "failure"]

KEY: Final = "CLOUDKEY23456789"
API_SECRET: Final = "cflt-api-secret-mark-0123456789"
TOKEN: Final = "c2hhcmVkLXRva2VuLW1hcms-with_base64url.and-padding=="

RESOURCE: Final[dict[str, Any]] = {
    "api_version": "cdx/v1",
    "kind": "ConsumerSharedResource",
    "id": "dlz-f3a90de",
    "metadata": {
        "self": "https://api.confluent.cloud/cdx/v1/consumer-shared-resources/csr-12345",
        "resource_name": "crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a"
        "/consumer-shared-resource=csr-12345",
        "created_at": "2006-01-02T15:04:05-07:00",
        "updated_at": "2006-01-02T15:04:05-07:00",
        "deleted_at": "2006-01-02T15:04:05-07:00",
    },
    "cloud": "AWS",
    "network_connection_types": ["PRIVATELINK"],
    "display_name": "Stock Trades",
    "description": "This topic provides realtime data for the orders placed through the website",
    "tags": ["recent", "pending"],
    "schemas": [
        {
            "subject": "User",
            "version": 1,
            "id": 100001,
            "schema_type": "AVRO",
            "schema": '{"schema": "{"type": "string"}"}',
        }
    ],
    "organization_name": "ABC Corp",
    "organization_description": "ABC Corp is the biggest online retailer",
    "organization_contact": "jane.doe@example.com",
    "logo_url": "https://confluent.cloud/api/cdx/v1/consumer-shared-resources/sr-123/images/logo",
}

_ERROR_ID: Final = "ed42afdc-f0d5-4c0d-b428-9fc6ed6e279d"

ERRORS: Final[dict[int, dict[str, Any]]] = {
    400: {
        "code": "invalid_filter",
        "title": "Invalid Filter",
        "detail": "The 'delorean' resource can't be filtered by 'num_doors'",
        "source": {"parameter": "num_doors"},
    },
    401: {
        "code": "user_unauthenticated",
        "title": "Authentication Required",
        "detail": "Valid authentication credentials must be provided",
    },
    403: {
        "code": "user_unauthorized",
        "title": "User Access Unauthorized",
        "detail": "The user 'mcfly' is not allowed to access the 'delorean' resource without the"
        " 'plutonium' role.",
    },
    404: {"title": "Not Found"},
    409: {
        "code": "resource_already_exists",
        "title": "Resource Already exists",
        "detail": "The entitlement '91e3e86f-fca6-4f14-98f5-a48e64113ce2' already exists.",
    },
    500: {
        "code": "out_of_gas",
        "title": "DeLorean Out Of Gas",
        "detail": "The DeLorean has run out of gas, but Doc Brown will fill 'er up for you asap",
    },
}
for _status, _error in ERRORS.items():
    _error |= {"id": _ERROR_ID, "status": str(_status)}


async def ask(connection: Connection) -> Preview:
    """Validate the token once with a new client."""
    async with CdxClient(connection, KEY, Secret(API_SECRET)) as client:
        return await client.shared_resources(Secret(TOKEN))


async def failure(connection: Connection) -> CdxError:
    """Validate the token once and return the error that the client raises."""
    try:
        preview = await ask(connection)
    except CdxError as error:
        return error
    raise AssertionError(f"expected an error, not {preview}")
