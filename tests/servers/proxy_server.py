"""An HTTP proxy and a SOCKS5 proxy on loopback, which work or fail as configured."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.servers.raw_server import RawServer, read_request

__all__ = ["HttpProxy", "SocksProxy"]


class HttpProxy(RawServer):
    """Tunnels `CONNECT` and forwards plain requests, or sends `answer` to every client.

    Args:
        answer: Bytes to send instead of proxying; empty bytes close the connection.
        password: Required `Proxy-Authorization`, as `user:password`.
        tls: The proxy's own TLS context.
    """

    def __init__(
        self,
        answer: bytes | None = None,
        password: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(tls=tls)
        self.asked: list[bytes] = []
        self._answer = answer
        self._password = password

    def handle(self, connection: socket.socket) -> None:
        """Serve one client."""
        head, body = read_request(connection)
        self.asked.append(head)
        if self._answer is not None:
            self.send(connection, self._answer)
        elif self._password is not None and not self._is_authorized(head):
            self.send(
                connection,
                b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                b'Proxy-Authenticate: Basic realm="a, b"\r\nContent-Length: 0\r\n\r\n',
            )
        elif head.startswith(b"CONNECT "):
            host, _, port = head.split(b" ")[1].decode().rpartition(":")
            with socket.create_connection((host.strip("[]"), int(port))) as upstream:
                self.send(connection, b"HTTP/1.1 200 Connection established\r\n\r\n")
                _pump(connection, upstream)
        else:
            _, target, _ = head.split(b" ", 2)
            url = urlsplit(target.decode())
            with socket.create_connection((url.hostname or "", url.port or 80)) as upstream:
                upstream.sendall(head.replace(target, url.path.encode(), 1) + b"\r\n\r\n" + body)
                _pump(connection, upstream)

    def _is_authorized(self, head: bytes) -> bool:
        assert self._password is not None
        wanted = base64.b64encode(self._password.encode())
        return b"\r\nProxy-Authorization: Basic " + wanted in head


class SocksProxy(RawServer):
    """A SOCKS5 proxy (RFC 1928, RFC 1929).

    Args:
        reply: The reply code for every request; 0 connects as requested.
        password: Required user and password, as `user:password`.
        garbage: Bytes to send instead of the first reply.
    """

    def __init__(
        self, reply: int = 0, password: str | None = None, garbage: bytes | None = None
    ) -> None:
        super().__init__()
        self.asked: list[tuple[str, int]] = []
        self._reply = reply
        self._password = password
        self._garbage = garbage

    @property
    def url(self) -> str:
        """The proxy's URL."""
        return f"socks5://{self.netloc}"

    def handle(self, connection: socket.socket) -> None:
        """Serve one client."""
        reader = connection.makefile("rb")
        with reader:
            if self._greet(connection, reader.read):
                host, port = _read_target(reader.read)
                self.asked.append((host, port))
                self.send(connection, bytes([5, self._reply, 0, 1]) + bytes(6))
                if not self._reply:
                    with socket.create_connection((host, port)) as upstream:
                        _pump(connection, upstream)

    def _greet(self, connection: socket.socket, read: Callable[[int], bytes]) -> bool:
        _, count = read(2)
        methods = read(count)
        if self._garbage is not None:
            self.send(connection, self._garbage)
            return False
        if self._password is None:
            self.send(connection, b"\x05\x00")
            return True
        if 2 not in methods:
            self.send(connection, b"\x05\xff")
            return False
        self.send(connection, b"\x05\x02")
        _, length = read(2)
        user = read(length)
        password = read(read(1)[0])
        known = user + b":" + password == self._password.encode()
        self.send(connection, b"\x01\x00" if known else b"\x01\x01")
        return known


def _read_target(read: Callable[[int], bytes]) -> tuple[str, int]:
    kind = read(4)[3]
    if kind == 1:
        host = socket.inet_ntop(socket.AF_INET, read(4))
    elif kind == 4:
        host = socket.inet_ntop(socket.AF_INET6, read(16))
    else:
        host = read(read(1)[0]).decode()
    return host, int(struct.unpack(">H", read(2))[0])


def _pump(one: socket.socket, other: socket.socket) -> None:
    """Copy bytes in both directions until either side closes."""
    back = threading.Thread(target=_copy, args=(other, one), daemon=True)
    back.start()
    _copy(one, other)
    back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
