"""Catalogue of the demo's tokens.

Importing this module is cheap: the shares are read from their files on first use.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = ["CATALOGUE", "DemoToken", "Wait", "demo_token", "find"]

_TOKEN_BYTES: Final = 230
"""Size of a token before encoding; 308 characters with padding, like the only published one."""

_SLOW_SECONDS: Final = 8.0


class Wait(StrEnum):
    """Header of a rate-limited response with the time to wait; both give relative seconds."""

    RETRY_AFTER = "Retry-After"
    RESET_ONLY = "X-RateLimit-Reset"


@dataclass(frozen=True, slots=True)
class DemoToken:
    """One token of the demo.

    Attributes:
        name: A short label, unique in the catalogue.
        summary: One-line description of what it demonstrates.
        share: Name of the share that a 200 response lists; empty if there is no such response.
        status: HTTP status of the response. A 429 is followed by a 200 on the next request.
        delay: Delay of the response, in seconds.
        wait: Header of a 429 response with the time to wait; None for other statuses.
        token: The token: padded base64url, 308 characters, the same in every run.
    """

    name: str
    summary: str
    share: str = ""
    status: int = 200
    delay: float = 0.0
    wait: Wait | None = None
    token: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "token", demo_token(self.name))


def demo_token(name: str) -> str:
    """Return the token called `name`, in the shape of a real one.

    The encoded bytes begin with `cdx-tui demo: ` and the name, which marks it as a sample.
    """
    marker = f"cdx-tui demo: {name}\0".encode()
    noise = hashlib.shake_256(marker).digest(_TOKEN_BYTES - len(marker))
    return base64.urlsafe_b64encode(marker + noise).decode()


CATALOGUE: Final[tuple[DemoToken, ...]] = (
    DemoToken(
        "stock trades", "Avro, key and value; three versions, the last incompatible", "stock_trades"
    ),
    DemoToken("orders", "Avro with recursion, unions, logical types and a reference", "orders"),
    DemoToken(
        "clickstream", "JSON Schema in four drafts, with references and alternatives", "clickstream"
    ),
    DemoToken(
        "fleet telemetry",
        "Protobuf with oneof, maps, nested enums, imports; two versions",
        "fleet_telemetry",
    ),
    DemoToken("hospital", "Personal data on Azure, behind a private link", "hospital"),
    DemoToken("payments", "Protobuf, Avro and JSON Schema together, AWS private link", "payments"),
    DemoToken("no schemas", "Topics for which no schema is registered", "no_schemas"),
    DemoToken("whole platform", "60 resources on three clouds, all schema types", "platform"),
    DemoToken("Japanese", "Names, subjects and documentation in Japanese", "tokyo_transit"),
    DemoToken("Arabic", "Right-to-left names and documentation", "cairo_market"),
    DemoToken(
        "odd schemas",
        "Wrapped, broken, empty and misnamed schemas, and hostile names",
        "odd_schemas",
    ),
    DemoToken("nothing shared", "A valid token without resources", "nothing"),
    DemoToken(
        "slow response", "Responds after eight seconds; Esc cancels", "small", delay=_SLOW_SECONDS
    ),
    DemoToken("truncated token", "400: invalid token", status=400),
    DemoToken("rejected key", "401: invalid API key", status=401),
    DemoToken("not invited", "403: not a recipient of the share", status=403),
    DemoToken("revoked", "404: share deleted or revoked", status=404),
    DemoToken("redeemed", "409: already redeemed", status=409),
    DemoToken(
        "rate limited",
        "429 with Retry-After, then a small share",
        "small",
        status=429,
        wait=Wait.RETRY_AFTER,
    ),
    DemoToken(
        "rate limited, reset only",
        "429 with X-RateLimit-Reset alone, then a small share",
        "small",
        status=429,
        wait=Wait.RESET_ONLY,
    ),
    DemoToken("server error", "500: internal server error", status=500),
)
"""All tokens of the demo: the shares first, then a slow response, then the errors."""

_BY_TOKEN: Final = {entry.token: entry for entry in CATALOGUE}


def find(token: str) -> DemoToken | None:
    """Return the entry of `token`, or None if it is no token of the demo."""
    return _BY_TOKEN.get(token)
