"""The in-process demo: an httpx client that uses no network."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.service import OPERATION
from cdx_tui.demo.share_files import share_body
from cdx_tui.demo.transport import DEMO_BASE_URL, DEMO_KEY, DemoTransport


def client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=DemoTransport(), base_url=DEMO_BASE_URL, auth=(DEMO_KEY, "any secret")
    )


async def test_a_response_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_socket(*_: object, **__: object) -> None:
        raise AssertionError("the demo opened a socket")

    async with client() as http:
        monkeypatch.setattr("socket.socket.connect", no_socket)
        monkeypatch.setattr("socket.getaddrinfo", no_socket)
        answer = await http.post(OPERATION, json={"token": CATALOGUE[0].token})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.json()["consumer_shared_resources"]) == 2


async def test_the_raw_stream_can_be_read() -> None:
    platform = next(entry for entry in CATALOGUE if entry.share == "platform")
    async with client() as http:
        request = http.build_request("POST", OPERATION, json={"token": platform.token})
        answer = await http.send(request, stream=True)
        body = b"".join([chunk async for chunk in answer.aiter_raw()])
        await answer.aclose()
    assert body == share_body("platform")
    assert answer.headers["content-length"] == str(len(body))


async def test_a_streamed_request_body_is_joined() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for byte in json.dumps({"token": CATALOGUE[0].token}):
            yield byte.encode()

    async with client() as http:
        answer = await http.post(OPERATION, content=pieces())
    assert answer.status_code == 200


async def test_a_transport_remembers_rate_limited_tokens() -> None:
    limited = next(entry for entry in CATALOGUE if entry.status == 429)
    async with client() as http:
        answers = [await http.post(OPERATION, json={"token": limited.token}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [429, 200]
    assert answers[0].headers["retry-after"] == "5"


async def test_a_client_without_credentials_is_refused() -> None:
    async with httpx.AsyncClient(transport=DemoTransport(), base_url=DEMO_BASE_URL) as http:
        answer = await http.post(OPERATION, json={"token": CATALOGUE[0].token})
    assert answer.status_code == 401


async def test_a_slow_response_can_be_cancelled() -> None:
    slow = next(entry for entry in CATALOGUE if entry.delay)
    async with client() as http:
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await http.post(OPERATION, json={"token": slow.token})
        assert time.monotonic() - started < slow.delay / 2


async def test_a_slow_response_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    slow = next(entry for entry in CATALOGUE if entry.delay)
    monkeypatch.setattr("cdx_tui.demo.transport.asyncio.sleep", note)
    async with client() as http:
        answer = await http.post(OPERATION, json={"token": slow.token})
    assert waited == [slow.delay]
    assert answer.status_code == 200
