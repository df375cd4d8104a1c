"""Connection settings of the API, and checks of its address."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["OPERATION", "Connection", "check_address", "is_loopback"]

OPERATION: Final = "/cdx/v1/shared-tokens:resources"
"""Path of the one operation that is called."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Connection settings of the API.

    Attributes:
        base_url: Scheme and host, without a trailing slash.
        ca_bundle: PEM file of additional certificate authorities to trust.
        proxy: URL of the proxy; None takes it from the environment, "" disables it.
        timeout: Total time limit of a request in seconds, from name resolution to the last byte.
        max_answer_bytes: Size limit of a response body in bytes; a larger one is rejected, by its
            declared length or while it is read.
    """

    base_url: str = "https://api.confluent.cloud"
    ca_bundle: Path | None = None
    proxy: str | None = None
    timeout: float = 30.0
    max_answer_bytes: int = 64 * 2**20

    @property
    def host(self) -> str:
        """The API's host and port, without user name and password; safe to show."""
        _, _, rest = self.base_url.partition("://")
        netloc = rest.partition("/")[0].rpartition("@")[2]
        return shorten(clean(netloc), 200)


def check_address(connection: Connection, proxy: str | None) -> None:
    """Check that the address is valid and keeps secrets off the network in plain text.

    Raises:
        RefusedInput: The base URL is invalid, or uses plain HTTP beyond this machine.
    """
    try:
        parts = urlsplit(connection.base_url)
        host, _ = parts.hostname or "", parts.port
        labels = host.removesuffix(".").encode("idna")  # as the resolver and TLS encode it
    except ValueError:
        labels, parts = b"", urlsplit("")
    if not labels or parts.scheme not in ("http", "https"):
        raise _refused(connection, "It must begin with https:// and name a host.")
    if parts.scheme == "http" and not (is_loopback(host) and _on_this_machine(proxy)):
        raise _refused(connection, "Plain HTTP would expose the token and the API key.")


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is `localhost` or a loopback address."""
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
        "Invalid base URL",
        f"--base-url names {connection.host or 'no host'}. {why}",
        "Use https://HOST. Plain http:// is allowed for this machine only (127.0.0.1, ::1,"
        " localhost).",
    )
