"""The client of the one operation that is ever called."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from collections.abc import Generator
from types import TracebackType
from typing import Final, Self

import httpx

from cdx_tui import __version__
from cdx_tui.api.decoding import NotAPreview, decode_preview
from cdx_tui.api.errors import UnexpectedAnswer
from cdx_tui.api.failures import error_for, rate_limit_of, unexpected_body
from cdx_tui.api.models import Preview
from cdx_tui.api.transport import (
    Connection,
    error_without_answer,
    open_client,
    proxy_for,
    timed_out,
)
from cdx_tui.secret import Secret
from cdx_tui.text import clean

__all__ = ["CdxClient"]

OPERATION: Final = "/cdx/v1/shared-tokens:resources"

_DECODED_ASIDE: Final = 256 * 1024
"""Bytes; a longer answer is decoded in a thread, so that no key waits for it."""

_LARGEST_ERROR: Final = 256 * 1024
"""Bytes that are read of an answer that is an error."""


class CloudKeyAuth(httpx.Auth):
    """HTTP Basic with a Cloud API key; the secret is revealed here, once a request."""

    def __init__(self, key: str, secret: Secret) -> None:
        self._key = key
        self._secret = secret

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the `Authorization` header (RFC 7617, UTF-8)."""
        yield from httpx.BasicAuth(self._key, self._secret.reveal()).auth_flow(request)


class CdxClient:
    """Asks the API what is behind a shared token. It can do nothing else.

    Use it as an asynchronous context manager, or call `aclose`.

    Args:
        connection: How to reach the API.
        key: A Confluent Cloud API key (not one of Kafka or Schema Registry).
        secret: The key's secret.
        transport: What answers in place of the network, for the demo.
    """

    def __init__(
        self,
        connection: Connection,
        key: str,
        secret: Secret,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        for name in ("httpx", "httpcore"):  # they log URLs at INFO and headers at DEBUG
            logging.getLogger(name).setLevel(logging.WARNING)
        self._connection = connection
        auth = CloudKeyAuth(key, secret)
        agent = f"cdx-tui/{__version__}"
        if transport is None:
            self._proxy = proxy_for(connection, os.environ)
            self._http = open_client(connection, auth, agent)
        else:
            self._proxy = None
            self._http = httpx.AsyncClient(
                auth=auth,
                base_url=connection.base_url,
                headers={"User-Agent": agent},
                transport=transport,
            )

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
        """Close the connections that are kept open."""
        await self._http.aclose()

    async def shared_resources(self, token: Secret) -> Preview:
        """Validate a shared token: `POST /cdx/v1/shared-tokens:resources`.

        Cancelling it closes the connection.

        Raises:
            CdxError: Always one of the family in `cdx_tui.api.errors`, whatever came.
        """
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._connection.timeout):
                response, body = await self._ask(token)
        except TimeoutError:
            raise timed_out(self._connection) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise error_without_answer(error, self._connection, self._proxy) from None
        return await self._preview(response, body, started)

    async def _ask(self, token: Secret) -> tuple[httpx.Response, bytes]:
        request = self._http.build_request(
            "POST",
            OPERATION,
            content=json.dumps({"token": token.reveal()}).encode(),
            headers={"Content-Type": "application/json"},
        )
        response = await self._http.send(request, stream=True)
        try:
            return response, await self._read(response)
        finally:
            await response.aclose()

    async def _read(self, response: httpx.Response) -> bytes:
        """Read the body as it comes, undecoded, and stop where it is more than is allowed."""
        failed = response.status_code != 200
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        limit = _LARGEST_ERROR if failed else self._connection.max_answer_bytes
        body = bytearray()
        if coding not in ("", "identity"):
            if failed:
                return b""
            raise self._refused(response, f"it is compressed ({coding}), which was not asked for")
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > limit:
                if failed:
                    break
                raise self._refused(
                    response, f"it is longer than {limit:,} bytes, the setting max_answer_bytes"
                )
        return bytes(body)

    def _refused(self, response: httpx.Response, why: str) -> UnexpectedAnswer:
        return unexpected_body(
            response.status_code,
            response.reason_phrase,
            response.headers,
            b"",
            f"The answer was not read: {why}.",
        )

    async def _preview(self, response: httpx.Response, body: bytes, started: float) -> Preview:
        headers = response.headers
        status, reason = response.status_code, response.reason_phrase
        if status != 200:
            raise error_for(status, reason, headers, body, proxied=self._proxy is not None)
        try:
            if len(body) > _DECODED_ASIDE:
                resources, problems = await asyncio.to_thread(decode_preview, body)
            else:
                resources, problems = decode_preview(body)
        except NotAPreview as error:
            raise unexpected_body(status, reason, headers, body, str(error)) from None
        request_id = headers.get("x-request-id")
        return Preview(
            resources=resources,
            problems=problems,
            request_id=clean(request_id) if request_id else None,
            rate_limit=rate_limit_of(headers),
            elapsed=time.monotonic() - started,
            body=body,
        )
