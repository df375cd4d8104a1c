"""HTTP transport: through TLS and proxies, on a new connection or on that of the last request."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import httpcore
import httpx
import socksio

from cdx_tui.api.line import KeptLine, Line
from cdx_tui.api.network import Network, Progress
from cdx_tui.api.proxies import parse_proxy
from cdx_tui.api.tunnel import Tunnel

__all__ = ["HttpTransport"]

_log: Final = logging.getLogger(__name__)

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


_STALE_AFTER: Final = 5.0
"""Seconds within which the response to a request on a kept connection has to begin.

Where a firewall or a sleep of the machine has cut a connection silently, nothing else tells it.
An API that takes longer gets the request twice, which counts twice against its rate limit.
"""


class HttpTransport(httpx.AsyncBaseTransport):
    """Transport that sends requests to one host, directly or through a proxy.

    A `Progress` in the request's extension `progress` records each step.

    With `idle_limit`, the connection of a complete response with status 200 is kept for the next
    request. It holds no secret: key and token are in the request alone, of which neither httpcore
    nor this transport keeps anything. Host, TLS context and proxy are those of the transport, so
    other settings are another transport, and another connection.

    A connection through a proxy is never kept. The proxy decides about each tunnel, by credentials
    that may have been withdrawn, and cuts idle ones without telling.

    Args:
        context: The TLS context, for the host and for an https proxy.
        proxy: The proxy's URL, or None.
        idle_limit: Seconds for which an idle connection is kept; 0 closes it after each request.

    Raises:
        RefusedInput: The proxy's URL cannot be used.
    """

    def __init__(
        self, context: ssl.SSLContext, proxy: str | None, *, idle_limit: float = 0.0
    ) -> None:
        self._context = context
        self._proxy = parse_proxy(proxy) if proxy else None
        self._kept = KeptLine(0.0 if self._proxy else idle_limit)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return the response with its body still to be read."""
        progress = request.extensions.get("progress") or Progress()
        url = request.url
        headers = request.headers.raw
        if not self._kept.limit:
            headers = [*headers, (b"Connection", b"close")]
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=headers,
            content=request.stream,
            extensions={"trace": progress.trace},
        )
        with _map_exceptions():
            line, response = await self._send(sent, progress)
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response, line, self._kept),
            extensions={"reason_phrase": response.extensions.get("reason_phrase", b"")},
        )

    async def _send(
        self, request: httpcore.Request, progress: Progress
    ) -> tuple[Line, httpcore.Response]:
        """Send a request on the kept connection, or else, or if that is stale, on a new one.

        It may thus reach the server twice, which is safe: the one operation is a pure read, which
        validates a token and redeems nothing.
        """
        kept = self._kept.take()
        if kept is not None:
            _log.debug("the connection of the last request is used")
            with suppress(
                TimeoutError, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError
            ):
                async with asyncio.timeout(_STALE_AFTER):
                    return kept, await kept.send(request, progress)
            _log.debug("it was stale")
        line = self._open(request.url, progress)
        return line, await line.send(request, progress)

    def drop_idle(self) -> None:
        """Close the connection that is kept, if there is one."""
        self._kept.drop()

    async def aclose(self) -> None:
        """Close the connection that is kept; to close a request in progress, cancel it."""
        await self._kept.aclose()

    def _open(self, url: httpcore.URL, progress: Progress) -> Line:
        network = Network(progress)
        if self._proxy is not None:
            return Line(self._proxied(self._proxy, network, progress, url), network)
        connection = httpcore.AsyncHTTPConnection(
            url.origin, ssl_context=self._context, network_backend=network
        )
        return Line(connection, network)

    def _proxied(
        self, proxy: httpx.Proxy, network: Network, progress: Progress, target: httpcore.URL
    ) -> httpcore.AsyncConnectionPool:
        url = proxy.url
        if target.scheme == b"https" and url.scheme in ("http", "https"):
            tunnel = Tunnel(network, progress, proxy, self._context)
            return httpcore.AsyncConnectionPool(ssl_context=self._context, network_backend=tunnel)
        address = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        if url.scheme.startswith("socks5"):
            return httpcore.AsyncSOCKSProxy(
                proxy_url=address,
                proxy_auth=proxy.raw_auth,
                ssl_context=self._context,
                network_backend=network,
            )
        return httpcore.AsyncHTTPProxy(
            proxy_url=address,
            proxy_auth=proxy.raw_auth,
            ssl_context=self._context,
            proxy_ssl_context=self._context if url.scheme == "https" else None,
            network_backend=network,
        )


class _Body(httpx.AsyncByteStream):
    """Stream of a response body; closing it closes the connection, or keeps it."""

    def __init__(self, response: httpcore.Response, line: Line, kept: KeptLine) -> None:
        self._response = response
        self._line = line
        self._kept = kept

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _map_exceptions():
            async for part in self._response.aiter_stream():
                yield part

    async def aclose(self) -> None:
        await self._response.aclose()
        if self._response.status != httpx.codes.OK or not self._kept.put(self._line):
            await self._line.aclose()


@contextmanager
def _map_exceptions() -> Iterator[None]:
    try:
        yield
    except tuple(_HTTPX_EXCEPTIONS) as error:
        raised = next(kind for known, kind in _HTTPX_EXCEPTIONS.items() if isinstance(error, known))
        raise raised(str(error)) from error
