"""The connection of the last request: when it is used again, when not, and what it holds."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import subprocess
import sys
import threading

import pytest

from cdx_tui.api import transport
from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError, TimedOut, Unauthenticated, UnexpectedAnswer
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.token.finder import find_token
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.session import Session
from tests.api.responses import API_SECRET, KEY, TOKEN
from tests.servers.certificates import Authority
from tests.servers.faults.fault import PREVIEW, http
from tests.servers.keeping_server import ANSWER, Behaviour, KeepingServer
from tests.servers.proxy_server import HttpProxy
from tests.servers.raw_server import RawServer, read_request

_EMPTY = http(b'{"consumer_shared_resources": []}')


def _reset(server: KeepingServer, connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _silence(server: KeepingServer, connection: socket.socket) -> None:
    server.closed.clear()
    if not connection.recv(1):
        server.closed.set()


def _say(data: bytes) -> Behaviour:
    return lambda server, connection: server.send(connection, data)


_STALE: dict[str, Behaviour] = {
    "closed": lambda server, connection: None,
    "reset": _reset,
    "silent": _silence,
    "garbage": _say(b"\x00\x01garbage\r\n\r\n"),
    "half a head": _say(b"HTTP/1.1 200 OK\r\nContent-"),
}
"""What a server may do on a kept connection in place of a response."""


def keeping(
    server: RawServer,
    ca: Authority | None = None,
    *,
    idle_limit: float = 30.0,
    timeout: float = 20.0,
    max_answer_bytes: int = 100_000,
) -> CdxClient:
    """Return a client that keeps its connection."""
    connection = Connection(
        server.url,
        ca_bundle=ca.pem if ca else None,
        timeout=timeout,
        max_answer_bytes=max_answer_bytes,
    )
    return CdxClient(connection, KEY, Secret(API_SECRET), idle_limit=idle_limit)


async def ask(client: CdxClient) -> CdxError | int:
    """Validate the token; return the number of resources, or the error."""
    try:
        return len((await client.shared_resources(Secret(TOKEN))).resources)
    except CdxError as error:
        return error


async def is_closed(server: KeepingServer) -> bool:
    """Return whether the client closes a connection soon."""
    return await asyncio.to_thread(server.closed.wait, 5)


@pytest.mark.parametrize("secured", [False, True], ids=["http", "https"])
async def test_two_requests_use_one_connection(secured: bool, ca: Authority) -> None:
    with KeepingServer(tls=ca.server_context() if secured else None) as server:
        async with keeping(server, ca if secured else None) as client:
            assert [await ask(client) for _ in range(3)] == [1, 1, 1]
        assert await is_closed(server)
    assert (server.accepted, len(server.requests)) == (1, 3)
    assert all(b"authorization: basic " in head.lower() for head, _ in server.requests)
    assert not any(b"connection: close" in head.lower() for head, _ in server.requests)


async def test_a_single_request_closes_its_connection() -> None:
    with KeepingServer() as server:
        async with keeping(server, idle_limit=0.0) as client:
            assert await ask(client) == 1
            assert await is_closed(server)
    assert b"connection: close" in server.requests[0][0].lower()


@pytest.mark.parametrize("secured", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("name", _STALE)
async def test_a_stale_connection_is_replaced_without_an_error(
    name: str, secured: bool, ca: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "_STALE_AFTER", 0.1 if name == "silent" else 10.0)
    tls = ca.server_context() if secured else None
    with KeepingServer(second=_STALE[name], tls=tls) as server:
        async with keeping(server, ca if secured else None) as client:
            assert [await ask(client) for _ in range(3)] == [1, 1, 1]
            assert name != "silent" or await is_closed(server)
    assert (server.accepted, len(server.requests)) == (2, 4)


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used() -> None:
    gone = threading.Event()

    class Closing(KeepingServer):
        def handle(self, connection: socket.socket) -> None:
            self.requests.append(read_request(connection))
            self.send(connection, ANSWER)
            connection.shutdown(socket.SHUT_RDWR)
            gone.set()

    with Closing() as server:
        async with keeping(server) as client:
            assert await ask(client) == 1
            assert await asyncio.to_thread(gone.wait, 5)
            assert await ask(client) == 1
    assert (server.accepted, len(server.requests)) == (2, 2)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (http(PREVIEW, headers={"Connection": "close"}), 1),
        (http(b'{"errors": []}', 401), Unauthenticated),
        (http(b"", 302, headers={"Location": "https://elsewhere.invalid/"}), UnexpectedAnswer),
        (ANSWER + _EMPTY, 1),
        (ANSWER.replace(b"HTTP/1.1", b"HTTP/1.0"), 1),
    ],
    ids=["said", "401", "redirect", "more behind it", "HTTP 1.0"],
)
async def test_the_connection_is_kept_after_a_clean_success_alone(
    first: bytes, expected: object
) -> None:
    with KeepingServer(first) as server:
        async with keeping(server) as client:
            outcome = await ask(client)
            assert outcome == expected or type(outcome) is expected
            assert await is_closed(server)
            assert await ask(client) == 1
    assert server.accepted == 2


async def test_a_response_above_the_size_limit_closes_the_connection() -> None:
    with KeepingServer(http(b" " * 100_000)) as server:
        async with keeping(server, max_answer_bytes=len(PREVIEW)) as client:
            assert type(await ask(client)) is UnexpectedAnswer
            assert await ask(client) == 1
    assert server.accepted == 2


async def test_a_cancelled_request_leaves_no_connection() -> None:
    begun = threading.Event()

    def begin(server: KeepingServer, connection: socket.socket) -> None:
        server.send(connection, ANSWER[:-5])
        begun.set()
        _silence(server, connection)

    with KeepingServer(second=begin) as server:
        async with keeping(server) as client:
            assert await ask(client) == 1
            task = asyncio.create_task(ask(client))
            assert await asyncio.to_thread(begun.wait, 5)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert task.cancelled()
            assert await is_closed(server)
            assert await ask(client) == 1
    assert server.accepted == 2


async def test_the_deadline_holds_for_both_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_STALE_AFTER", 0.1)
    with KeepingServer(second=_silence, others=False) as server:
        async with keeping(server, timeout=0.5) as client:
            assert await ask(client) == 1
            async with asyncio.timeout(5):
                assert type(await ask(client)) is TimedOut
        server.stopped.set()
    assert server.accepted == 2


async def test_an_idle_connection_is_closed_after_its_time() -> None:
    with KeepingServer() as server:
        async with keeping(server, idle_limit=0.05) as client:
            assert await ask(client) == 1
            assert await is_closed(server)
            assert await ask(client) == 1
    assert server.accepted == 2


async def test_a_connection_can_be_dropped_at_any_time() -> None:
    with KeepingServer() as server:
        async with keeping(server) as client:
            client.drop_idle()
            assert await ask(client) == 1
            client.drop_idle()
            assert server.closed.wait(5)  # before the event loop runs: the process may stop now
            assert await ask(client) == 1
    assert server.accepted == 2


async def test_another_api_key_is_another_connection() -> None:
    with KeepingServer() as server:
        session = Session(
            open_client=lambda given: CdxClient(
                Connection(server.url), given.key, given.secret, idle_limit=30.0
            ),
            find_credentials=lambda: None,
            find_token=lambda text: find_token(text.reveal()),
        )
        for number, key in enumerate((KEY, KEY, "OTHER"), 1):
            client = await session.client(Credentials(key, Secret(API_SECRET), "test"))
            assert await ask(client) == 1
            assert server.closed.is_set() == (number == 3) or await is_closed(server)
        session.drop_idle()
        await session.aclose()
    assert server.accepted == 2


async def test_no_connection_through_a_proxy_is_kept(ca: Authority) -> None:
    with (
        KeepingServer(tls=ca.server_context()) as server,
        HttpProxy(password="user:proxy-password") as proxy,
    ):
        url = f"http://user:proxy-password@{proxy.netloc}"
        connection = Connection(server.url, ca_bundle=ca.pem, proxy=url)
        async with CdxClient(connection, KEY, Secret(API_SECRET), idle_limit=30.0) as client:
            assert [await ask(client) for _ in range(2)] == [1, 1]
    assert (proxy.accepted, server.accepted) == (2, 2)
    assert b"connection: close" in server.requests[0][0].lower()


@pytest.mark.parametrize("secured", [False, True], ids=["http", "https"])
def test_a_kept_connection_holds_no_secret(secured: bool, ca: Authority) -> None:
    counted = threading.Event()

    class Waiting(KeepingServer):
        def handle(self, connection: socket.socket) -> None:
            for _ in range(2):
                self.requests.append(read_request(connection))
                assert counted.wait(20)
                self.send(connection, ANSWER)

    argv = [sys.executable, "-m", "tests.api.secret_scan"]
    with (
        Waiting(tls=ca.server_context() if secured else None) as server,
        subprocess.Popen(argv, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as scan,
    ):
        assert scan.stdin is not None
        assert scan.stdout is not None
        scan.stdin.write("\n".join((server.url, str(ca.pem) if secured else "", TOKEN, API_SECRET)))
        scan.stdin.close()
        before, during = (json.loads(scan.stdout.readline()) for _ in range(2))
        counted.set()
        after = json.loads(scan.stdout.readline())
        assert scan.wait(20) == 0
    assert during[0] > before[0]
    assert during[2] > before[2]
    assert after == before
    assert (server.accepted, len(server.requests)) == (1, 2)
