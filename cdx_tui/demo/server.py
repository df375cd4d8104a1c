"""HTTP server for the demo's API, on loopback only."""

from __future__ import annotations

import gzip
import re
import socket
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from cdx_tui.demo.service import DemoRequest, DemoResponse, DemoService

__all__ = ["MAX_REQUEST_BYTES", "MIN_COMPRESSED_BYTES", "DemoServer", "accepts_gzip"]

MAX_REQUEST_BYTES: Final = 256 * 1024
"""Maximum size of a request's body in bytes; a larger one is refused with 413, unread."""

MIN_COMPRESSED_BYTES: Final = 8 * 1024
"""Size in bytes from which a response is compressed by gzip for a client that accepts it."""

_IDLE_SECONDS: Final = 30.0


class DemoServer(ThreadingHTTPServer):
    """Serves a `DemoService` at 127.0.0.1.

    Args:
        port: The TCP port; 0 picks a free one.
        service: The service; a new one by default.

    Raises:
        OSError: The port cannot be bound.
    """

    daemon_threads = True
    block_on_close = False  # a slow response must not delay shutdown

    def __init__(self, port: int, service: DemoService | None = None) -> None:
        self.service = service or DemoService()
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        """Bind the socket, without the base class's reverse DNS lookup of the host name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Ignore clients that disconnect; report anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def base_url(self) -> str:
        """URL of the server, without a trailing slash."""
        return f"http://127.0.0.1:{self.server_port}"

    def server_close(self) -> None:
        """Stop listening, and abort delayed responses immediately."""
        self.stopping.set()
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    server: DemoServer
    protocol_version = "HTTP/1.1"
    server_version = "cdx-tui-demo"
    sys_version = ""
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        body = self._body()
        if body is None:
            return
        request = DemoRequest(self.command, self.path, self.headers.items(), body)
        response = self.server.service.answer(request)
        if response.delay and self.server.stopping.wait(response.delay):
            self.close_connection = True
            return
        self._send(response)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = _serve

    def _body(self) -> bytes | None:
        """Return the request's body; if it is unacceptable, send an error and return None."""
        if "Transfer-Encoding" in self.headers:
            self._refuse(411)
            return None
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            self._refuse(400)
            return None
        if len(length) > 9 or int(length) > MAX_REQUEST_BYTES:
            self._refuse(413)
            return None
        return self.rfile.read(int(length))

    def _refuse(self, status: int) -> None:
        # The connection is closed since the unread body would be parsed as the next request.
        self._send(DemoResponse(status, (("Connection", "close"),)))
        self.close_connection = True

    def _send(self, response: DemoResponse) -> None:
        body = response.body
        try:
            self.send_response(response.status)
            for name, value in response.headers:
                self.send_header(name, value)
            if len(body) >= MIN_COMPRESSED_BYTES:
                self.send_header("Vary", "Accept-Encoding")
                if accepts_gzip(self.headers.get("Accept-Encoding", "")):
                    self.send_header("Content-Encoding", "gzip")
                    body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
        except ConnectionError:  # the client disconnected, e.g. to cancel a wait
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Log nothing: request lines are of no interest, and tokens must not be logged."""


def accepts_gzip(accept_encoding: str) -> bool:
    """Return whether an `Accept-Encoding` header names gzip, not with a quality of 0."""
    for part in accept_encoding.lower().split(","):
        coding, _, parameters = part.partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return not re.fullmatch(r"\s*q=0(\.0{0,3})?\s*", parameters)
    return False
