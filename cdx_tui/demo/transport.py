"""In-process httpx transport for the demo's API, without a port or network access."""

from __future__ import annotations

import asyncio
from typing import Final

import httpx

from cdx_tui.demo.service import DemoRequest, DemoService

__all__ = ["DEMO_BASE_URL", "DEMO_KEY", "DemoTransport"]

DEMO_BASE_URL: Final = "https://demo.invalid"
"""Base URL for a client with `DemoTransport`; the host name never resolves (RFC 6761)."""

DEMO_KEY: Final = "DEMOCLOUDAPIKEY0"
"""API key in the shape of a Cloud API key; the demo accepts any non-empty key and secret."""


class DemoTransport(httpx.AsyncBaseTransport):
    """httpx transport that hands requests to a `DemoService`; a slow response can be cancelled.

    Args:
        service: The service; a new one by default.
    """

    def __init__(self, service: DemoService | None = None) -> None:
        self._service = service or DemoService()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response to `request`, after its delay."""
        response = self._service.answer(
            DemoRequest(
                method=request.method,
                path=request.url.path,
                headers=request.headers.multi_items(),
                body=await request.aread(),
            )
        )
        if response.delay:
            await asyncio.sleep(response.delay)
        headers = [*response.headers, ("Content-Length", str(len(response.body)))]
        # A stream, as from a network: httpx would read `content` immediately, so that the raw
        # stream would be consumed for clients that read it.
        return httpx.Response(
            response.status, headers=headers, stream=httpx.ByteStream(response.body)
        )
