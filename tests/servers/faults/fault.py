"""What a fault is: how a server plays it, and what the user has to be told."""

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
    """One request that a fault answers."""

    server: RawServer
    connection: socket.socket
    head: bytes = b""
    body: bytes = b""

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.server.send(self.connection, data)

    def send_for_ever(self, data: bytes, pause: float = 0) -> None:
        """Send the same again and again, until the client or the test has had enough."""
        while not self.server.stopped.wait(pause):
            self.send(data)

    def wait(self) -> None:
        """Say nothing more until the client hangs up or the test ends."""
        while self.connection.recv(65536):
            pass


@dataclass(frozen=True)
class Fault:
    """One way to misbehave.

    Attributes:
        play: Answers one request.
        kind: The name of the error's class, or `Preview` where the answer can be read.
        words: What the user has to be told: found in the error's texts, or in the preview's
            problems; the empty string where there is nothing to tell.
        asked: Whether the request is read before the fault is played.
        hangs: Whether only the deadline ends it.
        most_sent: How many bytes the client may let the server send.
    """

    play: Callable[[Exchange], None]
    kind: str
    words: str
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
    """Return the bytes of an HTTP answer; a `length` of None sends no `Content-Length`."""
    lines = [f"HTTP/1.1 {status} Whatever"]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length == -1 else length}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def sending(data: bytes | Callable[[], bytes], kind: str, words: str, **more: Any) -> Fault:
    """Return a fault that sends bytes as they are, then hangs up."""

    def play(exchange: Exchange) -> None:
        exchange.send(data if isinstance(data, bytes) else data())

    return Fault(play, kind, words, **more)


def answering(kind: str, words: str, body: bytes = b"", **more: Any) -> Fault:
    """Return a fault that is a whole HTTP answer."""
    return sending(http(body, **more), kind, words)


def json_fault(kind: str, words: str, answer: object, status: int = 200) -> Fault:
    """Return a fault that is a JSON answer."""
    return answering(kind, words, json.dumps(answer).encode(), status=status)
