"""Test a connection to the API without sending a request."""

from __future__ import annotations

import asyncio
import os
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from cdx_tui.api.connection import Connection, check_address
from cdx_tui.api.connection_errors import connection_error, timeout_error
from cdx_tui.api.network import Progress
from cdx_tui.api.proxies import proxy_for
from cdx_tui.api.tls import tls_context
from cdx_tui.api.transport import HttpTransport
from cdx_tui.text import clean, shorten

__all__ = ["Handshake", "perform_handshake"]


@dataclass(frozen=True, slots=True)
class Handshake:
    """Result of a handshake.

    Attributes:
        protocol: The TLS version, such as `TLSv1.3`; None for plain HTTP.
        issuer: The issuer of the server's certificate, cleaned; None if unknown.
        elapsed: Duration in seconds.
    """

    protocol: str | None
    issuer: str | None
    elapsed: float


async def perform_handshake(connection: Connection) -> Handshake:
    """Connect to the API, perform the TLS handshake, and close the connection.

    It needs neither a token nor credentials, and sends no HTTP except `CONNECT` to a proxy.

    Raises:
        RefusedInput: The base URL, the proxy or a CA file cannot be used.
        Unreachable: The connection failed; the subclass says how.
    """
    proxy = proxy_for(connection, os.environ)
    check_address(connection, proxy)
    transport = HttpTransport(tls_context(connection.ca_bundle, os.environ), proxy)
    progress = _HandshakeProgress()
    request = httpx.Request("GET", connection.base_url, extensions={"progress": progress})
    started = time.monotonic()
    try:
        async with asyncio.timeout(connection.timeout):
            response = await transport.handle_async_request(request)
        await response.aclose()  # not reached: _Connected comes before any response
    except _Connected:
        return Handshake(progress.protocol, progress.issuer, time.monotonic() - started)
    except TimeoutError:
        raise timeout_error(connection, proxy, progress) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise connection_error(error, connection, proxy, progress) from None
    raise AssertionError("a request was sent")


class _Connected(Exception):
    """Signal that the connection is ready for a request: the handshake succeeded."""


@dataclass(slots=True)
class _HandshakeProgress(Progress):
    """Progress that aborts a request before it is sent, and records the TLS parameters."""

    protocol: str | None = None
    issuer: str | None = None

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        await Progress.trace(self, event, info)
        step = event.partition(".")[2]
        if step == "start_tls.complete":
            tls = info["return_value"].get_extra_info("ssl_object")
            self.protocol = tls.version()
            self.issuer = _issuer(tls)
        elif step == "send_request_headers.started" and info["request"].method != b"CONNECT":
            raise _Connected


def _issuer(tls: ssl.SSLObject) -> str | None:
    """Return the organization name of the certificate's issuer, else its common name."""
    certificate: dict[str, Any] = tls.getpeercert() or {}
    parts = certificate.get("issuer", ())
    names = {name: value for part in parts for name, value in part}
    found = names.get("organizationName") or names.get("commonName")
    return None if found is None else shorten(clean(str(found)), 80)
