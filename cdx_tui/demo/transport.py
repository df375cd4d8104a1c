"""The demo's API in process: an httpx transport that opens no port and needs no network."""

from __future__ import annotations

import asyncio
from typing import Final

import httpx

from cdx_tui.demo.service import DemoRequest, DemoService

__all__ = ["DEMO_BASE_URL", "DEMO_KEY", "DemoTransport"]

DEMO_BASE_URL: Final = "https://demo.invalid"
"""For a client over `DemoTransport`: a name that can never resolve (RFC 6761)."""

DEMO_KEY: Final = "DEMOCLOUDAPIKEY0"
"""The shape of a Cloud API key. The demo accepts any key and any secret that are not empty."""


class DemoTransport(httpx.AsyncBaseTransport):
    """httpx transport that hands requests to a `DemoService`; a slow response can be cancelled.

    Args:
        service: The service; a new one by default.
    """

    def __init__(self, service: DemoService | None = None) -> None:
        self._service = service or DemoService()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        answer = self._service.answer(
            DemoRequest(
                method=request.method,
                path=request.url.path,
                headers=request.headers.multi_items(),
                body=await request.aread(),
            )
        )
        if answer.delay:
            await asyncio.sleep(answer.delay)
        headers = [*answer.headers, ("Content-Length", str(len(answer.body)))]
        # A stream, as from a network: httpx would read `content` at once, and a client that
        # reads the raw stream would find it consumed.
        return httpx.Response(answer.status, headers=headers, stream=httpx.ByteStream(answer.body))
