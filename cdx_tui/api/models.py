"""What the API returns for a shared token, under the API's own names.

Source: `POST /cdx/v1/shared-tokens:resources` of the Confluent Cloud CDX API. Every property is
optional there, so every property may be `None` here: missing, null, or of a type that could not be
read (which a `Problem` then reports). All strings are cleaned, except one that is named below.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

__all__ = ["ConsumerSharedResource", "ObjectMeta", "Preview", "Problem", "RateLimit", "Schema"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Part of a response that was ignored or corrected.

    `path` says where, as a JSON Pointer (RFC 6901) into the answer; `message` what was expected.
    """

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class ObjectMeta:
    """The API's `ObjectMeta`. Times are RFC 3339 strings in UTC, as they were sent."""

    self: str | None = None
    resource_name: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """One registered schema of a shared topic.

    `schema` is the text exactly as it was sent, NOT cleaned: `cdx_tui.schema` reads and cleans it,
    and an export writes it as it is. `schema_type` is upper case; None means AVRO, as Schema
    Registry has it.
    """

    subject: str | None = None
    version: int | None = None
    id: int | None = None
    schema_type: str | None = None
    schema: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ConsumerSharedResource:
    """One shared resource: a topic with its schemas, as its consumer sees it.

    `cloud` is AWS, AZURE or GCP. `network_connection_types` is empty if the provider's cluster
    is on the public internet, holds PRIVATELINK if it is not, and is None if the answer does
    not say; values that the contract does not list are kept.
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
        """Whether redeeming needs an account id at the cloud, for a private link."""
        return any(kind.upper() == "PRIVATELINK" for kind in self.network_connection_types or ())


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What the `X-RateLimit-*` and `Retry-After` headers said; times in RELATIVE seconds."""

    limit: int | None = None
    remaining: int | None = None
    reset: int | None = None
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a token shares.

    `elapsed` is in seconds. `packed_body` is the answer exactly as it came, compressed: it is kept
    for saving it, which few do, and `body` unpacks it.
    """

    resources: tuple[ConsumerSharedResource, ...]
    problems: tuple[Problem, ...] = ()
    request_id: str | None = None
    rate_limit: RateLimit = RateLimit()
    elapsed: float = 0.0
    packed_body: bytes = field(default=b"", repr=False)

    @property
    def body(self) -> bytes:
        """The answer exactly as it came."""
        return zlib.decompress(self.packed_body) if self.packed_body else b""
