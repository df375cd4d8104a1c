"""The description of a fault: how a server plays it, and what must be reported to the user."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.servers.raw_server import RawServer

__all__ = [
    "JSON",
    "PREVIEW",
    "Exchange",
    "Fault",
    "answering",
    "http",
    "json_fault",
    "sending",
]

JSON: Final = "application/json"


@dataclass(frozen=True)
class Exchange:
    """One connection and request that a fault responds to."""

    server: RawServer
    connection: socket.socket
    head: bytes = b""
    body: bytes = b""

    def send(self, data: bytes) -> None:
        """Send bytes unchanged."""
        self.server.send(self.connection, data)

    def send_forever(self, data: bytes, pause: float = 0) -> None:
        """Send the same bytes repeatedly until the client disconnects or the test ends."""
        while not self.server.stopped.wait(pause):
            self.send(data)

    def wait(self) -> None:
        """Send nothing until the client disconnects or the test ends."""
        while self.connection.recv(65536):
            pass


@dataclass(frozen=True)
class Fault:
    """One way to misbehave.

    Attributes:
        play: Responds to one request.
        kind: The name of the error class, or `Preview` if the response can be decoded.
        message: Text that must be reported, in the error's texts or the preview's problems;
            empty if there is nothing to report.
        asked: Whether the request is read before the fault is played.
        hangs: Whether only the deadline ends it.
        most_sent: Limit of the bytes that the client lets the server send.
    """

    play: Callable[[Exchange], None]
    kind: str
    message: str
    asked: bool = True
    hangs: bool = False
    most_sent: int = 2**20


PREVIEW: Final = json.dumps(
    {
        "consumer_shared_resources": [
            {
                "api_version": "cdx/v1",
                "kind": "ConsumerSharedResource",
                "id": "csr-1",
                "cloud": "AWS",
                "network_connection_types": [],
                "display_name": "Stock Trades",
                "schemas": [],
            }
        ]
    }
).encode()


def http(
    body: bytes = b"",
    status: object = 200,
    headers: Mapping[str, str] | None = None,
    content_type: str | None = JSON,
    length: int | None = -1,
) -> bytes:
    """Build the bytes of an HTTP response; a `length` of None omits `Content-Length`."""
    lines = [f"HTTP/1.1 {status} Whatever"]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length == -1 else length}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def sending(data: bytes | Callable[[], bytes], kind: str, message: str, **more: Any) -> Fault:
    """Build a fault that sends bytes unchanged, then closes the connection."""

    def play(exchange: Exchange) -> None:
        exchange.send(data if isinstance(data, bytes) else data())

    return Fault(play, kind, message, **more)


def answering(kind: str, message: str, body: bytes = b"", **more: Any) -> Fault:
    """Build a fault that is a complete HTTP response."""
    return sending(http(body, **more), kind, message)


def json_fault(kind: str, message: str, answer: object, status: int = 200) -> Fault:
    """Build a fault that is a JSON response."""
    return answering(kind, message, json.dumps(answer).encode(), status=status)
