"""A TCP server on loopback whose subclasses handle each connection."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Self

__all__ = ["RawServer", "read_request"]


class RawServer:
    """Context manager; each connection is handled in its own thread until the block ends.

    Args:
        host: The address to listen on.
        tls: The server's TLS context, used before `handle` is called; None for plain TCP.
    """

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family)
        self._host = host
        self._tls = tls
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.stopped = threading.Event()
        self.accepted = 0
        self.sent = 0

    @property
    def port(self) -> int:
        """The listening port."""
        return int(self._listener.getsockname()[1])

    @property
    def netloc(self) -> str:
        """Host and port as written in a URL."""
        return f"[{self._host}]:{self.port}" if ":" in self._host else f"{self._host}:{self.port}"

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"{'https' if self._tls else 'http'}://{self.netloc}"

    def handle(self, connection: socket.socket) -> None:
        """Serve one client; an `OSError` ends the connection silently."""
        raise NotImplementedError

    def send(self, connection: socket.socket, data: bytes) -> None:
        """Send `data` and add the bytes sent to `sent`."""
        view = memoryview(data)
        while view:
            count = connection.send(view[:65536])
            self.sent += count
            view = view[count:]

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopped.set()
        for open_socket in (self._listener, *self._connections):
            _shut(open_socket)
        for thread in self._threads:
            thread.join()
        for open_socket in (self._listener, *self._connections):
            open_socket.close()

    def _start(self, target: object, *arguments: object) -> None:
        assert callable(target)
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            self._connections.append(connection)
            self._start(self._serve, connection)

    def _secured(self, connection: socket.socket, tls: ssl.SSLContext) -> ssl.SSLSocket:
        secured = tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        self._connections.append(secured)
        try:
            secured.do_handshake()
        except ssl.SSLError:
            _drain(secured)
            raise
        return secured

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._secured(connection, self._tls)
            self.handle(connection)
        except OSError:
            pass
        finally:
            _shut(connection)
            connection.close()


def _drain(connection: socket.socket) -> None:
    """Read what the client still sends; closing earlier would discard the last bytes sent."""
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65536):
        pass


def _shut(open_socket: socket.socket) -> None:
    """Wake threads that are blocked on a socket."""
    with contextlib.suppress(OSError):
        open_socket.shutdown(socket.SHUT_RDWR)


def read_request(connection: socket.socket) -> tuple[bytes, bytes]:
    """Read one HTTP request with a `Content-Length`.

    Returns:
        The head and the body.

    Raises:
        OSError: The client disconnected before the request was complete.
    """
    data = b""
    while b"\r\n\r\n" not in data:
        data += _receive(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += _receive(connection)
    return head, body


def _receive(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("the client hung up")
    return data
