"""Which API is called, and how."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["Connection", "check_address", "is_loopback"]

MEBIBYTE: Final = 2**20


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach the API.

    Attributes:
        base_url: Scheme and host, without a slash at the end.
        ca_bundle: PEM file of further certificate authorities to trust.
        proxy: URL of the proxy; None takes it from the environment, "" uses none.
        timeout: Seconds for the whole of a request, from looking up the name to the last byte.
        max_answer_bytes: A longer answer is refused, before or while it is read.
    """

    base_url: str = "https://api.confluent.cloud"
    ca_bundle: Path | None = None
    proxy: str | None = None
    timeout: float = 30.0
    max_answer_bytes: int = 64 * MEBIBYTE

    @property
    def host(self) -> str:
        """The API's host and port, without user and password, safe to show."""
        _, _, rest = self.base_url.partition("://")
        netloc = rest.partition("/")[0].rpartition("@")[2]
        return shorten(clean(netloc), 200)


def check_address(connection: Connection, proxy: str | None) -> None:
    """See that the secrets can be sent to the address, and not in the clear to another machine.

    Raises:
        RefusedInput: It is no address, or plain HTTP would leave this machine.
    """
    try:
        parts = urlsplit(connection.base_url)
        host, _ = parts.hostname or "", parts.port
        labels = host.removesuffix(".").encode("idna")  # what resolver and TLS will do to it
    except ValueError:
        labels, parts = b"", urlsplit("")
    if not labels or parts.scheme not in ("http", "https"):
        raise _refused(connection, "That is not an address that begins with https://.")
    if parts.scheme == "http" and not (is_loopback(host) and _on_this_machine(proxy)):
        raise _refused(connection, "It would carry the token and the API key in the clear.")


def is_loopback(host: str) -> bool:
    """Whether a host's name or address means this very machine."""
    if host.removesuffix(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _on_this_machine(proxy: str | None) -> bool:
    try:
        return proxy is None or is_loopback(urlsplit(proxy).hostname or "")
    except ValueError:
        return False


def _refused(connection: Connection, why: str) -> RefusedInput:
    return RefusedInput(
        "The address of the API cannot be used",
        f"{connection.host or 'Nothing'} is what --base-url names. {why}",
        "Use https://HOST; http:// is for this machine only (127.0.0.1, ::1, localhost).",
    )
