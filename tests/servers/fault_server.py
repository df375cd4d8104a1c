"""A server that plays a named fault over HTTP or HTTPS, and responds normally otherwise."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading

from tests.servers.faults import FAULTS, Exchange, Fault, status_fault
from tests.servers.faults.fault import PREVIEW, http
from tests.servers.raw_server import RawServer, read_request

__all__ = ["FaultServer"]


class FaultServer(RawServer):
    """Plays `fault` if set, else the fault that the request names; otherwise responds normally.

    A request names a fault by the first part of its path (`http://…/silence/cdx/v1/…`) or by its
    token (`fault:silence:whatever`). Faults that do not read the request must be set on the server.
    `status=N` is a status without a body. If `frame` is set, its bytes are the whole response.
    """

    def __init__(self, fault: str | None = None, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(tls=tls)
        self.fault = fault
        self.frame: bytes | None = None
        self.playing = threading.Event()
        self.requests: list[tuple[bytes, bytes]] = []

    def handle(self, connection: socket.socket) -> None:
        """Play the selected fault on one connection."""
        fault = _fault_named(self.fault) if self.fault else None
        if fault is not None and not fault.asked:
            self.playing.set()
            fault.play(Exchange(self, connection))
            return
        head, body = read_request(connection)
        self.requests.append((head, body))
        fault = fault or _fault_requested(head, body)
        exchange = Exchange(self, connection, head, body)
        self.playing.set()
        if self.frame is not None:
            exchange.send(self.frame)
        elif fault is None:
            exchange.send(http(PREVIEW, headers={"X-Request-Id": "req-good"}))
        else:
            fault.play(exchange)


def _fault_named(name: str) -> Fault | None:
    status = re.fullmatch(r"status=([1-9][0-9]{2})", name)
    return status_fault(int(status[1]), body=False) if status else FAULTS.get(name)


def _fault_requested(head: bytes, body: bytes) -> Fault | None:
    path = head.split(b" ", 2)[1].decode("latin-1")
    fault = _fault_named(path.split("/")[1])
    if fault is None and body:
        token = str(json.loads(body).get("token", ""))
        parts = token.split(":", 2)
        fault = _fault_named(parts[1]) if parts[0] == "fault" and len(parts) > 1 else None
    return fault
