"""The demo's tokens, and what each demonstrates.

Importing this costs next to nothing: the shares are read from their files on first use.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = ["CATALOGUE", "DemoToken", "Wait", "demo_token", "find"]

_TOKEN_BYTES: Final = 230
"""Encodes to 308 characters with padding, as the one token that was ever published has."""

_SLOW_SECONDS: Final = 8.0


class Wait(StrEnum):
    """How a rate-limited answer says when to come back; both in relative seconds."""

    RETRY_AFTER = "Retry-After"
    RESET_ONLY = "X-RateLimit-Reset"


@dataclass(frozen=True, slots=True)
class DemoToken:
    """One token of the demo.

    Attributes:
        name: A short label, unique in the catalogue.
        summary: What it demonstrates, in one line.
        share: The share that a 200 answer lists; empty if there is never one.
        status: The HTTP status of the answer. A 429 is followed by a 200 on the next request.
        delay: Seconds until the answer.
        wait: For a 429: how it says when to come back.
        token: The token itself: padded base64url, 308 characters, the same in every run.
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

    What it encodes begins with `cdx-tui demo: ` and the name, to mark it as a sample.
    """
    marker = f"cdx-tui demo: {name}\0".encode()
    noise = hashlib.shake_256(marker).digest(_TOKEN_BYTES - len(marker))
    return base64.urlsafe_b64encode(marker + noise).decode()


CATALOGUE: Final[tuple[DemoToken, ...]] = (
    DemoToken(
        "stock trades", "Avro, key and value; three versions, the last incompatible", "stock_trades"
    ),
    DemoToken(
        "orders", "Avro with recursion, unions, logical types; a type of another subject", "orders"
    ),
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
    DemoToken("whole platform", "Sixty resources over three clouds and all types", "platform"),
    DemoToken("Japanese", "Names, subjects and documentation in Japanese", "tokyo_transit"),
    DemoToken("Arabic", "Right-to-left names and documentation", "cairo_market"),
    DemoToken(
        "odd schemas",
        "Wrapped, broken, empty and misnamed schemas, and hostile names",
        "odd_schemas",
    ),
    DemoToken("nothing shared", "A valid token with no resources behind it", "nothing"),
    DemoToken(
        "slow answer", "Answers after eight seconds; Esc cancels", "small", delay=_SLOW_SECONDS
    ),
    DemoToken("cut token", "400: the token is not a valid one", status=400),
    DemoToken("refused key", "401: the API key is wrong", status=401),
    DemoToken("not invited", "403: the key belongs to somebody who was not invited", status=403),
    DemoToken("revoked", "404: the share is gone", status=404),
    DemoToken("redeemed", "409: somebody has redeemed it", status=409),
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
    DemoToken("server error", "500: the API is out of order", status=500),
)
"""Every token of the demo: the shares first, then a slow answer, then the errors."""

_BY_TOKEN: Final = {entry.token: entry for entry in CATALOGUE}


def find(token: str) -> DemoToken | None:
    """Return the entry that `token` belongs to, or None for a token that is not the demo's."""
    return _BY_TOKEN.get(token)
