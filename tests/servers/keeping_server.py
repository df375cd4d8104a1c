"""A server that keeps connections open, and can fail the second request on one in a given way."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable

from tests.servers.faults.fault import PREVIEW, http
from tests.servers.raw_server import RawServer, read_request

__all__ = ["ANSWER", "Behaviour", "KeepingServer"]

ANSWER = http(PREVIEW)

Behaviour = Callable[["KeepingServer", socket.socket], object]


class KeepingServer(RawServer):
    """Answers one request after another on each connection.

    Attributes:
        requests: The heads and bodies received.
        closed: Set once the client has closed a connection.

    Args:
        first: The response to the first request on the first connection.
        second: Plays instead of the response to the second request on the first connection.
        others: Whether further connections are answered.
        tls: The server's TLS context.
    """

    def __init__(
        self,
        first: bytes = ANSWER,
        second: Behaviour | None = None,
        *,
        others: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(tls=tls)
        self.requests: list[tuple[bytes, bytes]] = []
        self.closed = threading.Event()
        self._first = first
        self._second = second
        self._others = others

    def handle(self, connection: socket.socket) -> None:
        """Serve one connection."""
        number = self.accepted
        for count in range(1, 10):
            try:
                self.requests.append(read_request(connection))
            except OSError:
                self.closed.set()
                raise
            if number == 1 and count == 2 and self._second is not None:
                self._second(self, connection)
                return
            if number > 1 and not self._others:
                self.stopped.wait(20)
            self.send(connection, self._first if number == count == 1 else ANSWER)
