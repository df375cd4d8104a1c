"""HTTP transport that opens a new connection for each request, through TLS and proxies."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Final

import httpcore
import httpx
import socksio

from cdx_tui.api.network import Network, Progress
from cdx_tui.api.proxies import parse_proxy
from cdx_tui.api.tunnel import Tunnel

__all__ = ["HttpTransport"]

_HTTPX_EXCEPTIONS: Final[dict[type[Exception], type[httpx.TransportError]]] = {
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.TimeoutException: httpx.TimeoutException,
    httpcore.ConnectError: httpx.ConnectError,
    httpcore.ReadError: httpx.ReadError,
    httpcore.WriteError: httpx.WriteError,
    httpcore.NetworkError: httpx.NetworkError,
    httpcore.ProxyError: httpx.ProxyError,
    httpcore.UnsupportedProtocol: httpx.UnsupportedProtocol,
    httpcore.LocalProtocolError: httpx.LocalProtocolError,
    httpcore.ProtocolError: httpx.RemoteProtocolError,
    ssl.SSLError: httpx.ReadError,  # an alert or invalid data during the response
    socksio.SOCKSError: httpx.ProxyError,
    AssertionError: httpx.ProxyError,  # raised by httpcore on an unexpected SOCKS reply
}
"""httpx's exceptions by httpcore's; the first match wins, so subclasses come first."""


class HttpTransport(httpx.AsyncBaseTransport):
    """Transport that sends each request over a new connection, directly or through a proxy.

    Connections are not reused: on a bad line an idle connection is usually dead, and requests are
    minutes apart. A `Progress` in the request's extension `progress` records each step.

    Args:
        context: The TLS context, for the host and for an https proxy.
        proxy: The proxy's URL, or None.

    Raises:
        RefusedInput: The proxy's URL cannot be used.
    """

    def __init__(self, context: ssl.SSLContext, proxy: str | None) -> None:
        self._context = context
        self._proxy = parse_proxy(proxy) if proxy else None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return the response with its body still to be read."""
        progress = request.extensions.get("progress") or Progress()
        network = Network(progress)
        url = request.url
        pool = self._pool(network, progress, tunnelled=url.scheme == "https")
        try:
            with _map_exceptions():
                response = await pool.handle_async_request(
                    httpcore.Request(
                        method=request.method,
                        url=httpcore.URL(
                            scheme=url.raw_scheme,
                            host=url.raw_host,
                            port=url.port,
                            target=url.raw_path,
                        ),
                        headers=request.headers.raw,
                        content=request.stream,
                        extensions={"trace": progress.trace},
                    )
                )
        except BaseException:
            await pool.aclose()
            await network.aclose()
            raise
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response, pool, network),
            extensions={"reason_phrase": response.extensions.get("reason_phrase", b"")},
        )

    def _pool(
        self, network: Network, progress: Progress, *, tunnelled: bool
    ) -> httpcore.AsyncConnectionPool:
        if self._proxy is None:
            return httpcore.AsyncConnectionPool(ssl_context=self._context, network_backend=network)
        url = self._proxy.url
        if tunnelled and url.scheme in ("http", "https"):
            tunnel = Tunnel(network, progress, self._proxy, self._context)
            return httpcore.AsyncConnectionPool(ssl_context=self._context, network_backend=tunnel)
        address = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        if url.scheme.startswith("socks5"):
            return httpcore.AsyncSOCKSProxy(
                proxy_url=address,
                proxy_auth=self._proxy.raw_auth,
                ssl_context=self._context,
                network_backend=network,
            )
        return httpcore.AsyncHTTPProxy(
            proxy_url=address,
            proxy_auth=self._proxy.raw_auth,
            ssl_context=self._context,
            proxy_ssl_context=self._context if url.scheme == "https" else None,
            network_backend=network,
        )


class _Body(httpx.AsyncByteStream):
    """Stream of a response body; closing it closes the connection."""

    def __init__(
        self, response: httpcore.Response, pool: httpcore.AsyncConnectionPool, network: Network
    ) -> None:
        self._response = response
        self._pool = pool
        self._network = network

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _map_exceptions():
            async for part in self._response.aiter_stream():
                yield part

    async def aclose(self) -> None:
        await self._response.aclose()
        await self._pool.aclose()
        await self._network.aclose()


@contextmanager
def _map_exceptions() -> Iterator[None]:
    try:
        yield
    except tuple(_HTTPX_EXCEPTIONS) as error:
        raised = next(kind for known, kind in _HTTPX_EXCEPTIONS.items() if isinstance(error, known))
        raise raised(str(error)) from error
