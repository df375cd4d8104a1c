"""Client of the CDX API, limited to the one operation that the app calls."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self, TypeAlias

import httpx

from cdx_tui import __version__
from cdx_tui.api.connection import OPERATION, Connection, check_address
from cdx_tui.api.connection_errors import connection_error, timeout_error
from cdx_tui.api.content_coding import ACCEPT_ENCODING, BodyDecoder, BodyTooLarge, CodingError
from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.errors import CdxError
from cdx_tui.api.json_body import NotAPreview
from cdx_tui.api.kept_body import KeptBody
from cdx_tui.api.models import ConsumerSharedResource, Preview, Problem
from cdx_tui.api.network import Progress
from cdx_tui.api.proxies import proxy_for
from cdx_tui.api.request_log import log_outcome, log_request, log_response
from cdx_tui.api.response import RedactedResponse, Redaction, basic_credentials
from cdx_tui.api.response_errors import error_for, unexpected_body
from cdx_tui.api.response_headers import header_problems, rate_limit_of, request_id_of
from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.api.tls import tls_context
from cdx_tui.api.transport import HttpTransport
from cdx_tui.secret import Secret

__all__ = ["CdxClient"]


_THREAD_DECODE_THRESHOLD: Final = 256 * 1024
"""Bytes; a larger response body is decoded in a thread, to keep the event loop responsive."""

_MAX_ERROR_BYTES: Final = 256 * 1024
"""Bytes read of the body of an error response."""

_Decoded: TypeAlias = tuple[tuple[ConsumerSharedResource, ...], tuple[Problem, ...]]


@dataclass(slots=True)
class _Exchange:
    """State of one request: its progress, and the part of the response received so far."""

    redaction: Redaction
    progress: Progress = field(default_factory=Progress)
    response: httpx.Response | None = None
    decoder: BodyDecoder | None = None
    body: bytearray = field(default_factory=bytearray, repr=False)
    complete: bool = False  # whether the body was read to its end
    received: int = 0  # bytes of the body, once it has been read
    rejection: str | None = None  # why reading the body was given up

    def redacted(self, response: httpx.Response, body: bytes) -> RedactedResponse:
        """Return the response with the start of its body, as errors quote it."""
        return RedactedResponse.of(
            response,
            body[:_MAX_ERROR_BYTES],
            self.redaction,
            truncated=not self.complete or len(body) > _MAX_ERROR_BYTES,
            notes=tuple(self.decoder.notes) if self.decoder else (),
        )


class CdxClient:
    """Client of `POST /cdx/v1/shared-tokens:resources`, the only operation it calls.

    Use it as an asynchronous context manager, or call `aclose`.

    Args:
        connection: How to reach the API.
        key: A Confluent Cloud API key (not a Kafka or Schema Registry key).
        secret: The key's secret.
        transport: Transport to use instead of the network, for the demo.
        idle_limit: Seconds for which the connection is kept for a next request.

    Raises:
        RefusedInput: The base URL, the proxy or a CA file cannot be used.
    """

    def __init__(
        self,
        connection: Connection,
        key: str,
        secret: Secret,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        idle_limit: float = 0.0,
    ) -> None:
        for name in ("httpx", "httpcore"):  # they log URLs at INFO and headers at DEBUG
            logging.getLogger(name).setLevel(logging.WARNING)
        self._connection = connection
        self._key = key
        self._secret = secret
        self._proxy: str | None = None
        if transport is None:
            self._proxy = proxy_for(connection, os.environ)
            check_address(connection, self._proxy)
            context = tls_context(connection.ca_bundle, os.environ)
            transport = HttpTransport(context, self._proxy, idle_limit=idle_limit)
        self._transport = transport

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the transport; to close a request in progress, cancel it."""
        await self._transport.aclose()

    def drop_idle(self) -> None:
        """Close the connection that is kept for a next request."""
        if isinstance(self._transport, HttpTransport):
            self._transport.drop_idle()

    async def shared_resources(self, token: Secret) -> Preview:
        """Validate a shared token: `POST /cdx/v1/shared-tokens:resources`.

        Cancelling the call closes the connection.

        Args:
            token: The shared token, sent unchanged.

        Raises:
            CdxError: Any failure, as one of the classes of `cdx_tui.api.errors`. It has no cause
                or context, since the frames and attributes of those would hold the secrets.
        """
        started = time.monotonic()
        exchange = _Exchange(Redaction(self._key, self._secret, token))
        outcome = await self._fetch_preview(token, exchange)
        log_outcome(outcome, exchange.received, started)
        if isinstance(outcome, CdxError):
            raise outcome
        return outcome

    async def _fetch_preview(self, token: Secret, exchange: _Exchange) -> Preview | CdxError:
        started = time.monotonic()
        response = await self._send_with_timeout(token, exchange)
        if isinstance(response, CdxError):
            return response
        body = bytes(exchange.body)
        exchange.received = len(body)
        exchange.body.clear()
        redacted = exchange.redacted(response, body)
        if redacted.status != 200:
            return error_for(redacted, exchange.rejection, proxied=self._proxy is not None)
        decoded = exchange.rejection or await _decoded(body)
        if isinstance(decoded, str):
            return unexpected_body(redacted, decoded)
        resources, problems = decoded
        return Preview(
            resources=resources,
            problems=(*header_problems(redacted), *problems),
            request_id=request_id_of(redacted.headers),
            rate_limit=rate_limit_of(redacted.headers),
            elapsed=time.monotonic() - started,
            kept_body=KeptBody(body),
            wire_bytes=exchange.decoder.wire_bytes if exchange.decoder else len(body),
            body_bytes=len(body),
        )

    async def _send_with_timeout(
        self, token: Secret, exchange: _Exchange
    ) -> httpx.Response | CdxError:
        """Send the request; return an error response even if its body is incomplete."""
        try:
            async with asyncio.timeout(self._connection.timeout):
                return await self._send(token, exchange)
        except TimeoutError:
            failure: CdxError = timeout_error(self._connection, self._proxy, exchange.progress)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = connection_error(error, self._connection, self._proxy, exchange.progress)
        response = exchange.response
        return failure if response is None or response.status_code == 200 else response

    async def _send(self, token: Secret, exchange: _Exchange) -> httpx.Response:
        request = self._request(token, exchange)
        log_request(request, self._connection, proxied=self._proxy is not None)
        response = await self._transport.handle_async_request(request)
        log_response(response, exchange.redaction)
        exchange.response = response
        try:
            await self._read(response, exchange)
        finally:
            await response.aclose()
        return response

    def _request(self, token: Secret, exchange: _Exchange) -> httpx.Request:
        return httpx.Request(
            "POST",
            f"{self._connection.base_url.rstrip('/')}{OPERATION}",
            content=json.dumps({"token": token.reveal()}).encode(),
            headers={
                "Accept": "application/json",
                "Accept-Encoding": ACCEPT_ENCODING,
                "Authorization": f"Basic {basic_credentials(self._key, self._secret)}",
                "Content-Type": "application/json",
                "User-Agent": f"cdx-tui/{__version__}",
            },
            extensions={"progress": exchange.progress},
        )

    async def _read(self, response: httpx.Response, exchange: _Exchange) -> None:
        """Read and decompress the body as a stream, up to the size limit."""
        is_error = response.status_code != 200
        limit = _MAX_ERROR_BYTES if is_error else self._connection.max_answer_bytes
        try:
            if not is_error and _content_length(response) > limit:
                raise BodyTooLarge
            await _read_up_to(limit, response, exchange)
        except CodingError as error:
            exchange.rejection = str(error)
        except BodyTooLarge:
            del exchange.body[_MAX_ERROR_BYTES:]  # the rest will not be shown
            if not is_error:
                exchange.rejection = (
                    f"the response is larger than {limit:,} bytes, the setting max_answer_bytes"
                )


async def _read_up_to(limit: int, response: httpx.Response, exchange: _Exchange) -> None:
    coding = exchange.redaction.text(response.headers.get("content-encoding", ""))
    exchange.decoder = decoder = BodyDecoder(coding, limit)
    async for chunk in response.aiter_raw():
        for piece in decoder.feed(chunk):
            exchange.body += piece
            await asyncio.sleep(0)  # a small chunk may inflate to many pieces
    for piece in decoder.finish():
        exchange.body += piece
    exchange.complete = True


def _content_length(response: httpx.Response) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if re.fullmatch(r"[0-9]{1,20}", length) else 0


async def _decoded(body: bytes) -> _Decoded | str:
    """Return the decoded body, or why it cannot be decoded."""

    def decode() -> _Decoded:
        return decode_preview(body)

    try:
        return (
            await run_in_daemon_thread(decode) if len(body) > _THREAD_DECODE_THRESHOLD else decode()
        )
    except NotAPreview as error:
        return str(error)
