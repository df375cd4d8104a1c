"""An HTTP or HTTPS server on loopback that records requests and sends a configured response."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

__all__ = ["ContractServer", "Received", "Reply"]

OPERATION = "/cdx/v1/shared-tokens:resources"


@dataclass(frozen=True)
class Received:
    """One recorded request; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The parsed body."""
        return json.loads(self.body)

    @property
    def basic_auth(self) -> tuple[str, str]:
        """User and password of `Authorization: Basic` (RFC 7617)."""
        scheme, _, encoded = self.headers["authorization"].partition(" ")
        assert scheme == "Basic"
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        return user, password


@dataclass
class Reply:
    """A configured response; `held` withholds it until the client has disconnected."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b'{"consumer_shared_resources": []}'
    held: bool = False

    @classmethod
    def of(cls, answer: object, status: int = 200, **headers: str) -> Self:
        """Build a JSON response; the keyword `X_Request_Id` becomes the header `X-Request-Id`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = b"" if answer is None else json.dumps(answer).encode()
        return cls(status, {"Content-Type": "application/json", **named}, body)


class ContractServer:
    """Context manager that serves while its block runs.

    Args:
        host: The address to listen on; `::1` makes it an IPv6 server.
        tls: The server's TLS context; None for plain HTTP.
    """

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Received] = []
        self.reply = Reply()
        self.client_gone = threading.Event()
        self.asked = threading.Event()
        self._tls = tls
        self._host = host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        server_type = type("Server", (_Server,), {"address_family": family})
        self._server: _Server = server_type((host, 0), _Handler)
        self._server.owner = self
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def port(self) -> int:
        """The listening port."""
        return int(self._server.server_address[1])

    @property
    def netloc(self) -> str:
        """Host and port as written in a URL."""
        return f"[{self._host}]:{self.port}" if ":" in self._host else f"{self._host}:{self.port}"

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"{'https' if self._tls else 'http'}://{self.netloc}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: ContractServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: many tests disconnect on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        owner = self.server.owner
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        owner.requests.append(Received(self.command, self.path, headers, body))
        owner.asked.set()
        if owner.reply.held:
            self.connection.recv(1)
            owner.client_gone.set()
            self.close_connection = True
            return
        self._answer(owner.reply)

    def _answer(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the base class
        """Suppress logging to standard error."""
