"""Response models of the API, under the API's own names.

Source: `POST /cdx/v1/shared-tokens:resources` of the Confluent Cloud CDX API. Every property is
optional there, so every attribute may be None here: missing, null, or of an unexpected type, which
a `Problem` then reports. All strings are cleaned, except `Schema.schema`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # most programs that hold a preview never read its body
    from cdx_tui.api.kept_body import KeptBody

__all__ = ["ConsumerSharedResource", "ObjectMeta", "Preview", "Problem", "RateLimit", "Schema"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Part of a response that was ignored or corrected.

    `path` is its JSON Pointer (RFC 6901) in the response body; `message` says what was expected.
    """

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class ObjectMeta:
    """The API's `ObjectMeta`. Times are RFC 3339 strings in UTC, as received."""

    self: str | None = None
    resource_name: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """One registered schema of a shared topic.

    `schema` is the text exactly as received, NOT cleaned: `cdx_tui.schema` parses and cleans it,
    and an export writes it unchanged. `schema_type` is upper case; None means AVRO, the default
    of Schema Registry.
    """

    subject: str | None = None
    version: int | None = None
    id: int | None = None
    schema_type: str | None = None
    schema: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ConsumerSharedResource:
    """One shared resource: a topic with its schemas, as its consumer sees it.

    `cloud` is AWS, AZURE or GCP. `network_connection_types` is empty if the provider's cluster is
    on the public internet, contains PRIVATELINK if it is not, and is None if the response does
    not include it. Values outside the API's enumerations are kept.
    """

    api_version: str | None = None
    kind: str | None = None
    id: str | None = None
    metadata: ObjectMeta | None = None
    cloud: str | None = None
    network_connection_types: tuple[str, ...] | None = None
    display_name: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    schemas: tuple[Schema, ...] = ()
    organization_name: str | None = None
    organization_description: str | None = None
    organization_contact: str | None = None
    logo_url: str | None = None

    @property
    def private_link_only(self) -> bool:
        """Whether redeeming requires a cloud account id, for a private link."""
        return any(kind.upper() == "PRIVATELINK" for kind in self.network_connection_types or ())


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Values of the `X-RateLimit-*` and `Retry-After` headers; times in RELATIVE seconds."""

    limit: int | None = None
    remaining: int | None = None
    reset: int | None = None
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The resources that a token shares, with the metadata of the response.

    `elapsed` is in seconds. `kept_body` is the response body as the server sent it before any
    compression; it is only needed for saving, and `body` returns its bytes.
    `wire_bytes` is the size of the body as it was transferred, `body_bytes` its size after
    decompression; both are 0 for a share that was not requested.
    """

    resources: tuple[ConsumerSharedResource, ...]
    problems: tuple[Problem, ...] = ()
    request_id: str | None = None
    rate_limit: RateLimit = RateLimit()
    elapsed: float = 0.0
    kept_body: KeptBody | None = field(default=None, repr=False, compare=False)
    wire_bytes: int = 0
    body_bytes: int = 0

    @property
    def body(self) -> bytes:
        """The response body, without the compression of its transfer."""
        return self.kept_body.read() if self.kept_body else b""
