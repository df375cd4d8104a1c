"""DNS and sockets below the HTTP client, so that every step can be cancelled and reported."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest
from typing import Any, Final

import httpcore

from cdx_tui.api.threads import run_in_daemon_thread

__all__ = ["Network", "Phase", "Progress"]

_HEAD_START: Final = 0.25
"""Seconds before the next address is tried in parallel (RFC 8305, section 5)."""


class Phase(StrEnum):
    """How far a request has come."""

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
    """Progress of one request, to report during which step its time ran out.

    `secured` says that encryption was begun, hence that a proxy has let the request through.
    """

    phase: Phase = Phase.STARTING
    secured: bool = False

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note an event of httpcore's (its `trace` extension): `http11.start_tls.started`."""
        self.phase = _PHASE_AFTER.get(event.partition(".")[2], self.phase)
        self.secured = self.secured or self.phase is Phase.SECURING


class Network(httpcore.AsyncNetworkBackend):
    """Opens the sockets of one request, and closes those that are left.

    Unlike httpcore's own it resolves names in a daemon thread, and it closes the
    socket of a handshake with a SOCKS proxy that failed.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._sockets = httpcore.AnyIOBackend()
        self._streams: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that answers.

        Raises:
            httpcore.ConnectError: The name is unknown (caused by a `socket.gaierror`), or no
                address responds (caused by the `OSError`).
        """
        self._progress.phase = Phase.RESOLVING
        addresses = await _addresses(host, port)
        self._progress.phase = Phase.CONNECTING
        stream = await self._first_to_answer(addresses, port)
        self._streams.append(stream)
        return stream

    async def _first_to_answer(
        self, addresses: list[str], port: int
    ) -> httpcore.AsyncNetworkStream:
        running: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
        waiting = list(addresses)
        failure: BaseException = httpcore.ConnectError("no address")
        try:
            while waiting or running:
                if waiting:
                    attempt = self._sockets.connect_tcp(waiting.pop(0), port)
                    running.add(asyncio.create_task(attempt))
                done, running = await asyncio.wait(
                    running,
                    timeout=_HEAD_START if waiting else None,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                for task in done:
                    error = task.exception()
                    if error is None:
                        running |= done - {task}
                        return task.result()
                    failure = error
        finally:
            await _abandon(running)
        raise failure

    async def aclose(self) -> None:
        """Close every socket that was opened; closing twice does no harm."""
        for stream in self._streams:
            await stream.aclose()


async def _abandon(attempts: set[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    """Cancel connection attempts that came second, and close what they may have opened."""
    for task in attempts:
        task.cancel()
    for outcome in await asyncio.gather(*attempts, return_exceptions=True):
        if isinstance(outcome, httpcore.AsyncNetworkStream):
            await outcome.aclose()


async def _addresses(host: str, port: int) -> list[str]:
    """Resolve a name; address families alternate, the resolver's favourite first (RFC 8305)."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    try:
        found = await run_in_daemon_thread(
            lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
    except (OSError, UnicodeError) as error:  # UnicodeError: a label that no name can have
        raise httpcore.ConnectError(str(error)) from error
    families: dict[int, list[str]] = {}
    for family, _, _, _, address in found:
        families.setdefault(family, []).append(str(address[0]))
    turns = chain.from_iterable(zip_longest(*families.values()))
    return list(dict.fromkeys(address for address in turns if address))
