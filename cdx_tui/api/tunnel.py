"""Tunnels through HTTP proxies, with the reason of a refusal."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ssl
from collections.abc import Iterable
from typing import Final

import httpcore
import httpx

from cdx_tui.api.network import Network, Progress
from cdx_tui.api.proxy_refusal import MAX_PAGE_BYTES, ProxyRefusal

__all__ = ["Tunnel"]

_PAGE_TIMEOUT: Final = 1.0
"""Seconds to wait for the page of a refusal, whose status is known already."""


class Tunnel(httpcore.AsyncNetworkBackend):
    """Network backend that connects through an HTTP proxy with `CONNECT` (RFC 9110, 9.3.6).

    httpcore's own `AsyncHTTPProxy` drops the headers and the page of a refusal, and writes IPv6
    addresses without brackets.

    Args:
        network: The backend for the connection to the proxy.
        progress: Records the steps, and a refusal.
        proxy: The proxy, http or https.
        context: The TLS context for an https proxy.
    """

    def __init__(
        self, network: Network, progress: Progress, proxy: httpx.Proxy, context: ssl.SSLContext
    ) -> None:
        self._network = network
        self._progress = progress
        self._proxy = proxy
        self._context = context

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base class's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host through the proxy.

        Raises:
            httpcore.ProxyError: The proxy refuses; `Progress.refusal` says why.
        """
        request = self._request(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
        connection = httpcore.AsyncHTTPConnection(
            origin=request.url.origin, ssl_context=self._context, network_backend=self._network
        )
        response = await connection.handle_async_request(request)
        if 200 <= response.status <= 299:
            stream: httpcore.AsyncNetworkStream = response.extensions["network_stream"]
            return stream
        refusal = ProxyRefusal.of(
            response.status,
            response.extensions.get("reason_phrase", b""),
            response.headers,
            await _read_page(response),
            self._proxy.raw_auth,
        )
        self._progress.refusal = refusal
        raise httpcore.ProxyError(refusal.status_line)

    def _request(self, target: str) -> httpcore.Request:
        url = self._proxy.url
        headers = [("Host", target), ("Accept", "*/*")]
        if self._proxy.raw_auth is not None:
            encoded = base64.b64encode(b":".join(self._proxy.raw_auth)).decode()
            headers.append(("Proxy-Authorization", f"Basic {encoded}"))
        return httpcore.Request(
            method="CONNECT",
            url=httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=target.encode()
            ),
            headers=headers,
            extensions={"trace": self._progress.trace_proxy},
        )


async def _read_page(response: httpcore.Response) -> bytes:
    """Return the beginning of a response body, as far as it comes in time."""
    body = b""
    with contextlib.suppress(
        TimeoutError, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError
    ):
        async with asyncio.timeout(_PAGE_TIMEOUT):
            async for part in response.aiter_stream():
                body += part
                if len(body) >= MAX_PAGE_BYTES:
                    break
    return body[:MAX_PAGE_BYTES]
