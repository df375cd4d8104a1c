"""A connection up to the point where a request could be sent, and no further."""

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
from cdx_tui.api.connection_errors import error_without_answer, timed_out
from cdx_tui.api.network import Progress
from cdx_tui.api.proxies import proxy_for
from cdx_tui.api.tls import tls_context
from cdx_tui.api.transport import Wire
from cdx_tui.text import clean, shorten

__all__ = ["Handshake", "shake_hands"]


@dataclass(frozen=True, slots=True)
class Handshake:
    """Result of a handshake.

    Attributes:
        protocol: The version of TLS, such as `TLSv1.3`; None over plain HTTP.
        issuer: Who signed the server's certificate, cleaned; None if unknown.
        elapsed: How long it took, in seconds.
    """

    protocol: str | None
    issuer: str | None
    elapsed: float


async def shake_hands(connection: Connection) -> Handshake:
    """Connect to the API, agree on encryption, and hang up before any request.

    Neither a token nor credentials are needed, and nothing of HTTP is sent but the `CONNECT` that
    a proxy is asked with.

    Raises:
        RefusedInput: The address, the proxy or a CA file cannot be used.
        Unreachable: There is no connection; the subclass says why.
    """
    proxy = proxy_for(connection, os.environ)
    check_address(connection, proxy)
    wire = Wire(tls_context(connection.ca_bundle, os.environ), proxy)
    progress = _UpToTheRequest()
    request = httpx.Request("GET", connection.base_url, extensions={"progress": progress})
    started = time.monotonic()
    try:
        async with asyncio.timeout(connection.timeout):
            response = await wire.handle_async_request(request)
        await response.aclose()  # it hangs up before there can be one
    except _Connected:
        return Handshake(progress.protocol, progress.issuer, time.monotonic() - started)
    except TimeoutError:
        raise timed_out(connection, proxy, progress) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise error_without_answer(error, connection, proxy, progress) from None
    raise AssertionError("a request was sent")


class _Connected(Exception):
    """A request could be sent now: the good end."""


@dataclass(slots=True)
class _UpToTheRequest(Progress):
    """Transport that stops a request before it is sent, and notes the encryption it would use."""

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
    """Return the name of the authority: of its organization, else its own."""
    certificate: dict[str, Any] = tls.getpeercert() or {}
    parts = certificate.get("issuer", ())
    names = {name: value for part in parts for name, value in part}
    found = names.get("organizationName") or names.get("commonName")
    return None if found is None else shorten(clean(str(found)), 80)
