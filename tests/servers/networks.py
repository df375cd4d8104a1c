"""Registry of every way in which the API can be unreachable, by name."""

from __future__ import annotations

import socket
import ssl
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cdx_tui.api.connection import Connection
from tests.servers.certificates import authority
from tests.servers.contract_server import ContractServer
from tests.servers.fault_server import FaultServer
from tests.servers.proxy_server import HttpProxy, SocksProxy
from tests.servers.raw_server import RawServer, read_request

__all__ = ["NETWORKS", "PROXY_PASSWORD", "Network", "Route"]

PROXY_PASSWORD: Final = "proxy-password-mark"

_HTML: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Log in</html>"
_REFUSAL: Final = b"HTTP/1.1 403 \x1b]2;x\x07Forbidden\r\nContent-Length: 0\r\n\r\n"

_NTLM: Final = (
    b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Type: text/html\r\n"
    b"Proxy-Authenticate: NTLM\r\nConnection: close\r\n\r\n<title>\x1b]2;x\x07Log in</title>"
)


@dataclass(frozen=True)
class Route:
    """Connection options of a client: `--base-url`, `--proxy` and `--ca-bundle`."""

    base_url: str
    proxy: str | None = None
    ca_bundle: Path | None = None

    def connection(self, timeout: float) -> Connection:
        """Return the connection settings of a client that uses this route."""
        return Connection(self.base_url, self.ca_bundle, self.proxy or "", timeout)


@dataclass(frozen=True)
class Network:
    """One way to be unreachable.

    Attributes:
        open_route: Starts the servers needed and yields the route to them.
        kind: The name of the error class.
        message: Text that must be reported to the user.
        hangs: Whether only the deadline ends it.
    """

    open_route: Callable[[], AbstractContextManager[Route]]
    kind: str
    message: str
    hangs: bool = False


@contextmanager
def _closed_port() -> Iterator[int]:
    """Yield a port on which nothing listens."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])


@contextmanager
def _refused() -> Iterator[Route]:
    with _closed_port() as port:
        yield Route(f"http://127.0.0.1:{port}")


@contextmanager
def _full_backlog() -> Iterator[Route]:
    """Yield a listener that accepts no connections, like a firewall that drops packets."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    fillers = [socket.socket() for _ in range(4)]
    for filler in fillers:
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
    try:
        yield Route(f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        for opened in (*fillers, listener):
            opened.close()


@contextmanager
def _named(base_url: str) -> Iterator[Route]:
    yield Route(base_url)


@contextmanager
def _https(context: Callable[[], ssl.SSLContext], trusted: bool = True) -> Iterator[Route]:
    with ContractServer(tls=context()) as server:
        yield Route(server.url, ca_bundle=authority().pem if trusted else None)


def _old_protocol() -> ssl.SSLContext:
    context = authority().server_context()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the old protocol is intended
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


@contextmanager
def _no_tls() -> Iterator[Route]:
    with ContractServer() as server:
        yield Route(server.url.replace("http:", "https:"))


class _Silent(RawServer):
    def handle(self, connection: socket.socket) -> None:
        while connection.recv(65536):
            pass


class _Closing(RawServer):
    def handle(self, connection: socket.socket) -> None:
        connection.recv(1)


class _GarbageInTls(RawServer):
    """Completes the TLS handshake, reads the request, and continues unencrypted."""

    def handle(self, connection: socket.socket) -> None:
        read_request(connection)
        socket.socket.send(connection, bytes(range(256)))


@contextmanager
def _https_at(server: RawServer) -> Iterator[Route]:
    with server:
        yield Route(f"https://{server.netloc}", ca_bundle=authority().pem)


@contextmanager
def _through(proxy: RawServer, user: str = "", secured: bool = True) -> Iterator[Route]:
    """Route to a working server through a proxy."""
    tls = authority().server_context() if secured else None
    with ContractServer(tls=tls) as server, proxy:
        url = proxy.url.replace("://", f"://{user}@" if user else "://")
        yield Route(server.url, url, authority().pem)


@contextmanager
def _through_closed_port(scheme: str) -> Iterator[Route]:
    with _closed_port() as port:
        proxy = f"{scheme}://me:{PROXY_PASSWORD}@127.0.0.1:{port}"
        yield Route("https://api.example.invalid", proxy)


@contextmanager
def _proxied(proxy: str) -> Iterator[Route]:
    yield Route("https://api.example.invalid", proxy)


@contextmanager
def _through_untrusted_proxy() -> Iterator[Route]:
    with HttpProxy(tls=authority().server_context()) as proxy:
        yield Route("https://api.example.invalid", proxy.url)


@contextmanager
def _socks_silent() -> Iterator[Route]:
    with _Silent() as proxy:
        yield Route("https://api.example.invalid", f"socks5://me:{PROXY_PASSWORD}@{proxy.netloc}")


_WRONG: Final = f"me:{PROXY_PASSWORD}"

NETWORKS: Final[Mapping[str, Network]] = {
    "dns": Network(
        lambda: _named("https://api.example.invalid"), "NameNotResolved", "DNS lookup for"
    ),
    "refused": Network(_refused, "ConnectionRefused", "Connection refused"),
    "dropped": Network(_full_backlog, "TimedOut", "connecting to", hangs=True),
    "tls-unknown-ca": Network(
        lambda: _https(authority().server_context, trusted=False), "TlsFailure", "--ca-bundle"
    ),
    "tls-expired": Network(lambda: _https(authority().expired), "TlsFailure", "has expired"),
    "tls-wrong-host": Network(
        lambda: _https(lambda: authority().server_context("elsewhere.example")),
        "TlsFailure",
        "is for another",
    ),
    "tls-old-protocol": Network(
        lambda: _https(_old_protocol), "TlsFailure", "insecure versions of TLS"
    ),
    "tls-wants-client-certificate": Network(
        lambda: _https_at(FaultServer(tls=authority().wants_client_certificate())),
        "TlsFailure",
        "client certificate",
    ),
    "tls-to-plain-http": Network(_no_tls, "TlsFailure", "does not speak TLS"),
    "tls-silence": Network(lambda: _https_at(_Silent()), "TimedOut", "negotiating TLS", hangs=True),
    "tls-hangs-up": Network(
        lambda: _https_at(_Closing()), "TlsFailure", "closed during the TLS handshake"
    ),
    "tls-garbage-for-an-answer": Network(
        lambda: _https_at(_GarbageInTls(tls=authority().server_context())),
        "CutOff",
        "without a valid HTTP response",
    ),
    "proxy-refused": Network(
        lambda: _through_closed_port("http"), "ProxyFailure", "Connection refused"
    ),
    "proxy-unknown": Network(
        lambda: _proxied("http://proxy.example.invalid:3128"),
        "ProxyFailure",
        "DNS lookup for the proxy",
    ),
    "proxy-refuses": Network(lambda: _through(HttpProxy(_REFUSAL)), "ProxyFailure", "403"),
    "proxy-wants-password": Network(
        lambda: _through(HttpProxy(password="me:right")), "ProxyFailure", "requires a password"
    ),
    "proxy-wants-another-password": Network(
        lambda: _through(HttpProxy(password="me:right"), _WRONG),
        "ProxyFailure",
        "rejected the user name or password",
    ),
    "proxy-wants-ntlm": Network(
        lambda: _through(HttpProxy(_NTLM), _WRONG), "ProxyFailure", "px-proxy or cntlm"
    ),
    "proxy-wants-password-for-http": Network(
        lambda: _through(HttpProxy(password="me:right"), secured=False),
        "ProxyFailure",
        "Proxy authentication required",
    ),
    "proxy-redirects": Network(
        lambda: _through(HttpProxy(b"HTTP/1.1 302 Found\r\nLocation: http://x.invalid\r\n\r\n")),
        "ProxyFailure",
        "302 Found",
    ),
    "proxy-sends-html": Network(lambda: _through(HttpProxy(_HTML)), "TlsFailure", "proxy"),
    "proxy-sends-html-for-http": Network(
        lambda: _through(HttpProxy(_HTML), secured=False), "UnexpectedAnswer", "web page"
    ),
    "proxy-sends-garbage": Network(
        lambda: _through(HttpProxy(bytes(range(256)))), "ProxyFailure", "is not a proxy"
    ),
    "proxy-hangs-up": Network(
        lambda: _through(HttpProxy(b"")), "ProxyFailure", "closed the connection"
    ),
    "proxy-is-silent": Network(
        lambda: _through(_Silent(), _WRONG), "TimedOut", "the proxy http://127", hangs=True
    ),
    "proxy-of-unknown-ca": Network(_through_untrusted_proxy, "TlsFailure", "--ca-bundle"),
    "socks-refused": Network(
        lambda: _through_closed_port("socks5"), "ProxyFailure", "Connection refused"
    ),
    "socks-cannot-connect": Network(
        lambda: _through(SocksProxy(reply=4)), "ProxyFailure", "Host unreachable"
    ),
    "socks-forbids": Network(
        lambda: _through(SocksProxy(reply=2)), "ProxyFailure", "not allowed by ruleset"
    ),
    "socks-unknown-reply": Network(
        lambda: _through(SocksProxy(reply=99)), "ProxyFailure", "refused the connection"
    ),
    "socks-wants-password": Network(
        lambda: _through(SocksProxy(password="me:right")), "ProxyFailure", "requires a password"
    ),
    "socks-wants-another-password": Network(
        lambda: _through(SocksProxy(password="me:right"), _WRONG),
        "ProxyFailure",
        "rejected the user name or password",
    ),
    "socks-sends-garbage": Network(
        lambda: _through(SocksProxy(garbage=b"HTTP/1.1 400 Bad Request\r\n\r\n")),
        "ProxyFailure",
        "refused the connection",
    ),
    "socks-hangs-up": Network(
        lambda: _through(SocksProxy(garbage=b"")), "ProxyFailure", "refused the connection"
    ),
    "socks-sends-one-byte": Network(
        lambda: _through(SocksProxy(garbage=b"\x05")), "ProxyFailure", "refused the connection"
    ),
    "socks-is-silent": Network(_socks_silent, "TimedOut", "the proxy socks5://127", hangs=True),
}
