"""Name lookup, address selection and threads below the client; nothing waits for cancelled work."""

from __future__ import annotations

import asyncio
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import pytest

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import NameNotResolved, ProxyFailure, TimedOut
from cdx_tui.api.network import Network, Phase, Progress
from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.secret import Secret
from tests.api.responses import API_SECRET, KEY, TOKEN, ask, failure
from tests.servers.contract_server import ContractServer

_NAME = "api.example"


@contextmanager
def _resolver(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> Iterator[threading.Event]:
    """Resolve every name to these addresses; without any, block lookups until the event is set."""
    release = threading.Event()

    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        if not addresses:
            release.wait()
        families = [socket.AF_INET6 if ":" in a else socket.AF_INET for a in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (address, port))
            for family, address in zip(families, addresses, strict=True)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    try:
        yield release
    finally:
        release.set()


async def test_a_lookup_that_hangs_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    with _resolver(monkeypatch):
        error = await failure(Connection(f"https://{_NAME}", timeout=0.2))
        assert isinstance(error, TimedOut)
        assert "looking up the name of api.example" in error.cause
        assert "DNS" in error.next_step
        error = await failure(Connection(proxy=f"http://{_NAME}:3128", timeout=0.2))
        assert isinstance(error, TimedOut)
        assert f"looking up the name of the proxy http://{_NAME}:3128" in error.cause


async def test_cancelling_does_not_wait_for_a_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    looking = threading.Event()
    with _resolver(monkeypatch) as release:
        hanging = socket.getaddrinfo

        def getaddrinfo(*arguments: Any, **options: Any) -> Any:
            looking.set()
            return hanging(*arguments, **options)

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        task = asyncio.create_task(ask(Connection(f"https://{_NAME}")))
        assert await asyncio.to_thread(looking.wait, 10)
        started = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - started < 0.3
        assert not release.is_set()


_QUITS_DURING_A_LOOKUP = """
import asyncio, socket, threading
from cdx_tui.api.client import CdxClient
from cdx_tui.api.errors import TimedOut
from cdx_tui.api.connection import Connection
from cdx_tui.secret import Secret

socket.getaddrinfo = lambda *_, **__: threading.Event().wait()

async def main():
    connection = Connection("https://api.example", proxy="", timeout=0.1)
    async with CdxClient(connection, "key", Secret("secret")) as client:
        try:
            await client.shared_resources(Secret("token"))
        except TimedOut:
            print("told")

asyncio.run(main())
"""


def test_the_program_ends_while_a_lookup_hangs() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _QUITS_DURING_A_LOOKUP],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "told\n", "")


async def test_the_next_address_is_tried_after_a_refusal(
    monkeypatch: pytest.MonkeyPatch, server: ContractServer
) -> None:
    with _resolver(monkeypatch, "::1", "127.0.0.1"):
        assert await ask(Connection(f"http://localhost:{server.port}"))


class _Sockets(httpcore.AsyncNetworkBackend):
    """Network backend that connects only to the given addresses."""

    def __init__(self, answers: set[str], refuses: set[str]) -> None:
        self.answers = answers
        self.refuses = refuses
        self.tried: list[str] = []
        self.closed: list[str] = []
        self.trying = asyncio.Event()

    async def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        self.tried.append(host)
        self.trying.set()
        if host in self.refuses:
            raise httpcore.ConnectError(host)
        if host not in self.answers:
            await asyncio.Event().wait()
        return _Stream(self, host)


class _Stream(httpcore.AsyncNetworkStream):
    def __init__(self, sockets: _Sockets, host: str) -> None:
        self.sockets = sockets
        self.host = host

    async def aclose(self) -> None:
        self.sockets.closed.append(self.host)


def _network(monkeypatch: pytest.MonkeyPatch, sockets: _Sockets) -> Network:
    monkeypatch.setattr(httpcore, "AnyIOBackend", lambda: sockets)
    return Network(Progress())


async def test_an_unresponsive_address_does_not_delay_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sockets = _Sockets(answers={"127.0.0.2"}, refuses=set())
    network = _network(monkeypatch, sockets)
    with _resolver(monkeypatch, "::1", "::2", "127.0.0.2"):
        stream = await network.connect_tcp(_NAME, 443)
    assert isinstance(stream, _Stream)
    assert stream.host == "127.0.0.2"
    assert sockets.tried == ["::1", "127.0.0.2"]
    await network.aclose()
    assert sockets.closed == ["127.0.0.2"]


async def test_the_last_refusal_is_reported_if_all_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets = _Sockets(answers=set(), refuses={"::1", "127.0.0.1", "127.0.0.2"})
    network = _network(monkeypatch, sockets)
    with (
        _resolver(monkeypatch, "::1", "127.0.0.1", "127.0.0.1", "127.0.0.2"),
        pytest.raises(httpcore.ConnectError, match=r"127\.0\.0\.2"),
    ):
        await network.connect_tcp(_NAME, 443)
    assert sockets.tried == ["::1", "127.0.0.1", "127.0.0.2"]


async def test_connection_attempts_are_cancelled_with_the_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sockets = _Sockets(answers=set(), refuses=set())
    network = _network(monkeypatch, sockets)
    with _resolver(monkeypatch, "127.0.0.1"):
        task = asyncio.create_task(network.connect_tcp(_NAME, 443))
        await sockets.trying.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("name", [f"{'a' * 64}.invalid", "a..invalid", "-.invalid"])
async def test_invalid_host_names_have_no_address(name: str) -> None:
    error = await failure(Connection(proxy=f"http://{name}:3128", timeout=20))
    assert isinstance(error, ProxyFailure)
    assert "DNS lookup for the proxy" in error.cause


async def test_a_failed_lookup_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: object, **__: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "nobody knows \x1b]2;x")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    error = await failure(Connection(f"https://{_NAME}", proxy=""))
    assert isinstance(error, NameNotResolved)
    assert error.cause == "DNS lookup for api.example failed."


async def test_daemon_thread_work_returns_or_raises() -> None:
    def fails() -> None:
        raise ValueError("as it was")

    assert await run_in_daemon_thread(lambda: threading.current_thread().daemon) is True
    with pytest.raises(ValueError, match="as it was"):
        await run_in_daemon_thread(fails)


async def test_daemon_thread_work_is_abandoned_when_cancelled() -> None:
    begun, release = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        release.wait(10)

    task = asyncio.create_task(run_in_daemon_thread(work))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    release.set()


async def test_progress_follows_the_request() -> None:
    progress = Progress()
    events = ("http11.send_request_headers.started", "http11.send_request_headers.complete")
    phases = [progress.phase]
    for event in (*events, "proxy.start_tls.started", "http11.receive_response_body.started"):
        await progress.trace(event, {})
        phases.append(progress.phase)
    waiting = [Phase.WAITING, Phase.WAITING]
    assert phases == [Phase.STARTING, *waiting, Phase.SECURING, Phase.READING]
    assert progress.tls_started


async def test_debug_logging_shows_no_secret(
    server: ContractServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with CdxClient(Connection(server.url), KEY, Secret(API_SECRET)) as client:
        await client.shared_resources(Secret(TOKEN))
    assert TOKEN not in caplog.text
    assert API_SECRET not in caplog.text
    assert "Authorization" not in caplog.text
    assert server.url not in caplog.text
