"""The client of the one operation that is ever called."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import time
import zlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self, TypeAlias

import httpx

from cdx_tui import __version__
from cdx_tui.api.connection import Connection, check_address
from cdx_tui.api.connection_errors import error_without_answer, timed_out
from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.errors import CdxError
from cdx_tui.api.json_body import NotAPreview
from cdx_tui.api.models import ConsumerSharedResource, Preview, Problem
from cdx_tui.api.network import Progress
from cdx_tui.api.proxies import proxy_for
from cdx_tui.api.response import ErrorResponse, Redaction, basic_credentials
from cdx_tui.api.response_errors import (
    error_for,
    header_problems,
    rate_limit_of,
    request_id_of,
    unexpected_body,
)
from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.api.tls import tls_context
from cdx_tui.api.transport import Wire
from cdx_tui.secret import Secret

__all__ = ["CdxClient"]

OPERATION: Final = "/cdx/v1/shared-tokens:resources"

_DECODED_ASIDE: Final = 256 * 1024
"""Bytes; a longer answer is decoded in a thread, so that no key waits for it."""

_LARGEST_ERROR: Final = 256 * 1024
"""Bytes that are read of an answer that is an error."""


_Decoded: TypeAlias = tuple[tuple[ConsumerSharedResource, ...], tuple[Problem, ...], bytes]


@dataclass(slots=True)
class _Exchange:
    """One request on its way, and as much of the answer as has come."""

    progress: Progress = field(default_factory=Progress)
    response: httpx.Response | None = None
    body: bytearray = field(default_factory=bytearray, repr=False)
    refused: str | None = None  # why the body was not read to its end


class CdxClient:
    """Client of `POST /cdx/v1/shared-tokens:resources`, and of nothing else.

    Use it as an asynchronous context manager, or call `aclose`.

    Args:
        connection: How to reach the API.
        key: A Confluent Cloud API key (not one of Kafka or Schema Registry).
        secret: The key's secret.
        transport: What answers in place of the network, for the demo.

    Raises:
        RefusedInput: The address, the proxy or a CA file cannot be used.
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
        self._key = key
        self._secret = secret
        self._proxy: str | None = None
        if transport is None:
            self._proxy = proxy_for(connection, os.environ)
            check_address(connection, self._proxy)
            transport = Wire(tls_context(connection.ca_bundle, os.environ), self._proxy)
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
        """Close the transport; requests under way are closed by cancelling them."""
        await self._transport.aclose()

    async def shared_resources(self, token: Secret) -> Preview:
        """Validate a shared token: `POST /cdx/v1/shared-tokens:resources`.

        Cancelling it closes the connection.

        Raises:
            CdxError: Always one of the family in `cdx_tui.api.errors`, whatever came. No other
                exception hangs on it, whose frames and attributes would hold the secrets.
        """
        outcome = await self._outcome(token)
        if isinstance(outcome, CdxError):
            raise outcome
        return outcome

    async def _outcome(self, token: Secret) -> Preview | CdxError:
        started = time.monotonic()
        exchange = _Exchange()
        response = await self._answer(token, exchange)
        if isinstance(response, CdxError):
            return response
        body = bytes(exchange.body)
        exchange.body.clear()
        redaction = Redaction(self._key, self._secret, token)
        answer = ErrorResponse.of(response, body[:_LARGEST_ERROR], redaction)
        if answer.status != 200:
            return error_for(answer, proxied=self._proxy is not None)
        decoded = exchange.refused or await _decoded(body)
        if isinstance(decoded, str):
            return unexpected_body(answer, decoded)
        resources, problems, packed = decoded
        return Preview(
            resources=resources,
            problems=(*header_problems(answer), *problems),
            request_id=request_id_of(answer.headers),
            rate_limit=rate_limit_of(answer.headers),
            elapsed=time.monotonic() - started,
            packed_body=packed,
        )

    async def _answer(self, token: Secret, exchange: _Exchange) -> httpx.Response | CdxError:
        """Make the request; an error's answer counts even where its body broke off."""
        try:
            async with asyncio.timeout(self._connection.timeout):
                return await self._ask(token, exchange)
        except TimeoutError:
            failure: CdxError = timed_out(self._connection, self._proxy, exchange.progress)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = error_without_answer(error, self._connection, self._proxy, exchange.progress)
        response = exchange.response
        return failure if response is None or response.status_code == 200 else response

    async def _ask(self, token: Secret, exchange: _Exchange) -> httpx.Response:
        response = await self._transport.handle_async_request(self._request(token, exchange))
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
                "Accept-Encoding": "identity",
                "Authorization": f"Basic {basic_credentials(self._key, self._secret)}",
                "Connection": "close",
                "Content-Type": "application/json",
                "User-Agent": f"cdx-tui/{__version__}",
            },
            extensions={"progress": exchange.progress},
        )

    async def _read(self, response: httpx.Response, exchange: _Exchange) -> None:
        """Read the body as a stream, undecoded, up to the size limit."""
        failed = response.status_code != 200
        limit = _LARGEST_ERROR if failed else self._connection.max_answer_bytes
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in ("", "identity"):
            exchange.refused = f"the answer is compressed ({coding}), which was not asked for"
            return
        too_long = f"the answer is longer than {limit:,} bytes, the setting max_answer_bytes"
        if not failed and _promised_length(response) > limit:
            exchange.refused = too_long
            return
        async for chunk in response.aiter_raw():
            exchange.body += chunk
            if len(exchange.body) > limit:
                exchange.refused = too_long
                return


def _promised_length(response: httpx.Response) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if re.fullmatch(r"[0-9]{1,20}", length) else 0


async def _decoded(body: bytes) -> _Decoded | str:
    """Return the decoded and compressed body, or the reason why it cannot be decoded."""

    def decode() -> _Decoded:
        return *decode_preview(body), zlib.compress(body, 1)

    try:
        return await run_in_daemon_thread(decode) if len(body) > _DECODED_ASIDE else decode()
    except NotAPreview as error:
        return str(error)
