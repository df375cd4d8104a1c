"""DNS and sockets for the HTTP client, with every step cancellable and reported."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, zip_longest
from typing import Any, Final

import httpcore

from cdx_tui.api.proxy_refusal import ProxyRefusal
from cdx_tui.api.threads import run_in_daemon_thread

__all__ = ["Network", "Phase", "Progress"]

_log: Final = logging.getLogger(__name__)

_CONNECTION_ATTEMPT_DELAY: Final = 0.25
"""Seconds until the next address is tried in parallel (RFC 8305, section 5)."""


class Phase(StrEnum):
    """The current step of a request."""

    STARTING = "starting"
    RESOLVING = "resolving"
    CONNECTING = "connecting"
    SECURING = "securing"
    WAITING = "waiting"
    READING = "reading"


_PHASE_AFTER: Final = {
    "start_tls.started": Phase.SECURING,
    "send_request_headers.started": Phase.WAITING,
    "receive_response_body.started": Phase.READING,
}


@dataclass(slots=True)
class Progress:
    """Progress of one request, to report during which step it timed out.

    `tls_started` is set when the TLS handshake with the API begins, hence once a proxy has opened
    its tunnel; `refusal` if it opened none.
    """

    phase: Phase = Phase.STARTING
    tls_started: bool = False
    refusal: ProxyRefusal | None = None
    started: float = field(default_factory=time.monotonic)

    def enter(self, phase: Phase) -> None:
        """Record that the next step has begun."""
        if phase is not self.phase:
            _log.debug("%s after %.3f s", phase.value, time.monotonic() - self.started)
        self.phase = phase

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Record an event of httpcore's `trace` extension, such as `http11.start_tls.started`."""
        await self.trace_proxy(event, info)
        self.tls_started = self.tls_started or event.endswith(".start_tls.started")

    async def trace_proxy(self, event: str, info: Mapping[str, Any]) -> None:
        """Record an event of the exchange with a proxy that precedes the tunnel."""
        self.enter(_PHASE_AFTER.get(event.partition(".")[2], self.phase))


class Network(httpcore.AsyncNetworkBackend):
    """Network backend that opens the sockets of a connection, and closes those still open.

    Unlike httpcore's own backend it resolves names in a daemon thread, and closes the socket of a
    failed SOCKS handshake.

    Attributes:
        progress: Records the steps of the current request.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._sockets = httpcore.AnyIOBackend()
        self._streams: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base class's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that accepts the connection.

        Raises:
            httpcore.ConnectError: The name cannot be resolved (caused by `socket.gaierror`), or
                no address accepts the connection (caused by `OSError`).
        """
        self.progress.enter(Phase.RESOLVING)
        addresses = await _addresses(host, port)
        _log.debug("%d addresses to connect to", len(addresses))
        self.progress.enter(Phase.CONNECTING)
        stream = await self._race_connections(addresses, port)
        self._streams.append(stream)
        return stream

    async def _race_connections(
        self, addresses: list[str], port: int
    ) -> httpcore.AsyncNetworkStream:
        running: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
        pending = list(addresses)
        failure: BaseException = httpcore.ConnectError("no address")
        try:
            while pending or running:
                if pending:
                    attempt = self._sockets.connect_tcp(pending.pop(0), port)
                    running.add(asyncio.create_task(attempt))
                done, running = await asyncio.wait(
                    running,
                    timeout=_CONNECTION_ATTEMPT_DELAY if pending else None,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                for task in done:
                    error = task.exception()
                    if error is None:
                        running |= done - {task}
                        return task.result()
                    failure = error
        finally:
            await _cancel_attempts(running)
        raise failure

    @property
    def sockets(self) -> Iterator[socket.socket]:
        """The sockets that were opened."""
        return (stream.get_extra_info("socket") for stream in self._streams)

    async def aclose(self) -> None:
        """Close every socket that was opened; idempotent."""
        for stream in self._streams:
            await stream.aclose()


async def _cancel_attempts(attempts: set[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    """Cancel the remaining connection attempts, and close any socket they have opened."""
    for task in attempts:
        task.cancel()
    for outcome in await asyncio.gather(*attempts, return_exceptions=True):
        if isinstance(outcome, httpcore.AsyncNetworkStream):
            await outcome.aclose()


async def _addresses(host: str, port: int) -> list[str]:
    """Resolve a host name.

    Address families alternate, beginning with the one that the resolver prefers (RFC 8305).
    """
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    try:
        found = await run_in_daemon_thread(
            lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
    except (OSError, UnicodeError) as error:  # UnicodeError: an invalid IDNA label
        raise httpcore.ConnectError(str(error)) from error
    families: dict[int, list[str]] = {}
    for family, _, _, _, address in found:
        families.setdefault(family, []).append(str(address[0]))
    interleaved = chain.from_iterable(zip_longest(*families.values()))
    return list(dict.fromkeys(address for address in interleaved if address))
