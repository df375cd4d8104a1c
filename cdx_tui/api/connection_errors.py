"""Map failures of a request without a response to errors: the cause, and what to check."""

from __future__ import annotations

import errno
import os
import socket
import ssl
from collections.abc import Iterator
from typing import Final

import httpx

from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import (
    CdxError,
    ConnectionRefused,
    CutOff,
    NameNotResolved,
    ProxyFailure,
    RefusedInput,
    TimedOut,
    TlsFailure,
    Unreachable,
)
from cdx_tui.api.network import Phase, Progress
from cdx_tui.api.proxies import proxy_name
from cdx_tui.text import clean, shorten

__all__ = ["connection_error", "timeout_error"]

_TIMED_OUT: Final = {
    Phase.RESOLVING: (
        "look up the name of",
        "Check this machine's DNS, and whether it needs a proxy.",
    ),
    Phase.CONNECTING: (
        "connect to",
        "Check --base-url and the port; a firewall may be in the way, or a proxy be needed.",
    ),
    Phase.SECURING: (
        "agree on encryption with",
        "Check --base-url and the port, and whether a proxy stands in between.",
    ),
    Phase.READING: (
        "get the whole answer of",
        "The line is slow or the answer is large; --timeout allows more seconds.",
    ),
}
_WAITING: Final = (
    "get an answer from",
    "Try again; if it stays, check the network and the proxy. --timeout allows more seconds.",
)

_PRIVATE_CA: Final = (
    "Its authority is not trusted here. A private CA, as of a proxy that looks into TLS, is given"
    " with --ca-bundle PEM."
)
_CERTIFICATE_STEPS: Final = {
    9: "The server's certificate is not valid yet: check this machine's clock.",
    10: "The server's certificate is out of date; check this machine's clock too.",
    62: "The certificate belongs to another host: check --base-url.",
    64: "The certificate belongs to another address: check --base-url.",
}
"""Next steps by OpenSSL's X509_V_ERR code; any other code means an untrusted authority."""

_HANDSHAKE_STEPS: Final = (
    (("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE"), "client certificate"),
    (("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION"), "old"),
    (("WRONG_VERSION_NUMBER", "HTTP_REQUEST"), "no TLS"),
)
_HANDSHAKE_MESSAGES: Final = {
    "client certificate": "The server wants a client certificate, or nothing that is safe suits it;"
    " the API wants none, so check --base-url.",
    "old": "The server speaks only versions of TLS that are no longer safe: check --base-url, and"
    " whether a proxy stands in between.",
    "no TLS": "What answers does not speak TLS: check --base-url, the port and the proxy.",
}
_HANDSHAKE_UNKNOWN: Final = "Check --base-url and the port, and whether a proxy stands in between."


_PROXY_AUTH_PREFIXES: Final = ("407", "Requested NO AUTHENTICATION", "Invalid username")
"""Prefixes of httpcore's messages when an HTTP or SOCKS proxy requires authentication."""


def connection_error(
    error: httpx.HTTPError | httpx.InvalidURL,
    connection: Connection,
    proxy: str | None,
    progress: Progress,
) -> CdxError:
    """Return the error that explains why there was no response.

    It is chosen by the types of the exception and its causes: httpx's messages are often empty.
    """
    if isinstance(error, httpx.TimeoutException):
        return timeout_error(connection, proxy, progress)
    if isinstance(error, httpx.ProxyError):
        return _proxy_failure(error, proxy)
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | httpx.LocalProtocolError):
        return _invalid_request(connection)
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLError) and _is_handshake_error(cause, progress):
            return _tls_failure(cause, connection, proxy)
    if isinstance(error, httpx.ConnectError) and progress.phase is Phase.SECURING:
        return _hung_up_in_handshake(connection, proxy)
    if isinstance(error, httpx.ConnectError):
        return _not_connected(causes, connection, proxy)
    return _cut_off(error, connection, proxy, progress)


def timeout_error(connection: Connection, proxy: str | None, progress: Progress) -> TimedOut:
    """Return the error for a timeout, which names the step that `progress` had reached."""
    action, next_step = _TIMED_OUT.get(progress.phase, _WAITING)
    peer = f"{connection.host}{_through(proxy)}"
    if proxy and _before_the_tunnel(connection, progress):
        peer = f"the proxy {proxy_name(proxy)}"
        next_step = "Check --proxy, HTTPS_PROXY and ALL_PROXY, and whether the proxy is up."
    return TimedOut(
        "No answer in time",
        f"It took more than {connection.timeout:g} seconds to {action} {peer}.",
        next_step,
    )


def _invalid_request(connection: Connection) -> RefusedInput:
    return RefusedInput(
        "The request cannot be made",
        f"The address {connection.host} holds something that HTTP cannot carry.",
        "Check --base-url for odd characters.",
    )


def _proxy_failure(error: httpx.ProxyError, proxy: str | None) -> ProxyFailure:
    where = proxy_name(proxy) if proxy else "The proxy"
    message = shorten(clean(str(error)), 200).rstrip(".")
    if message.startswith(_PROXY_AUTH_PREFIXES):
        return ProxyFailure(
            "The proxy wants a password",
            f"{where} answered: {message}.",
            "Put the right user and password into the proxy's URL:"
            " http://USER:PASSWORD@HOST:PORT, or socks5:// likewise.",
        )
    return ProxyFailure(
        "The proxy refuses the connection",
        f"{where} answered: {message or 'nothing that a proxy answers'}.",
        "Check --proxy, HTTPS_PROXY and ALL_PROXY, or except the host with NO_PROXY; ask whoever"
        " runs the proxy whether it lets this host through.",
    )


def _is_handshake_error(error: ssl.SSLError, progress: Progress) -> bool:
    """Return whether a TLS error belongs to the handshake.

    In TLS 1.3 a server reports a missing client certificate by an alert after the handshake.
    """
    if isinstance(error, ssl.SSLEOFError):
        return False
    return progress.phase is Phase.SECURING or "ALERT" in (error.reason or "")


def _tls_failure(error: ssl.SSLError, connection: Connection, proxy: str | None) -> TlsFailure:
    message = shorten(
        clean(getattr(error, "verify_message", "") or error.reason or str(error)), 200
    ).rstrip(".")
    peer = f"{connection.host}{_through(proxy)}"
    cause = f"The connection to {peer} cannot be trusted or set up: {message}."
    if isinstance(error, ssl.SSLCertVerificationError):
        code = getattr(error, "verify_code", 0)  # not set on macOS and Windows
        step = _CERTIFICATE_STEPS.get(code, _PRIVATE_CA)
        return TlsFailure("No secure connection", cause, step)
    reason = message.upper().replace(" ", "_")
    kind = next((k for words, k in _HANDSHAKE_STEPS if any(w in reason for w in words)), "")
    step = _HANDSHAKE_MESSAGES.get(kind, _HANDSHAKE_UNKNOWN)
    return TlsFailure("No secure connection", cause, step)


def _hung_up_in_handshake(connection: Connection, proxy: str | None) -> TlsFailure:
    return TlsFailure(
        "No secure connection",
        f"{connection.host}{_through(proxy)} hung up before encryption was agreed on.",
        "What answers may not speak TLS, or a firewall cuts it off: check --base-url, the port and"
        " the proxy.",
    )


def _not_connected(
    causes: list[BaseException], connection: Connection, proxy: str | None
) -> Unreachable:
    unknown = any(isinstance(cause, socket.gaierror | UnicodeError) for cause in causes)
    if proxy:
        return ProxyFailure(
            "The proxy cannot be reached",
            f"Nothing answers at {proxy_name(proxy)}:"
            f" {'DNS has no address for it' if unknown else _reason(causes)}.",
            "Check --proxy, HTTPS_PROXY and ALL_PROXY, or except the host with NO_PROXY.",
        )
    if unknown:
        return NameNotResolved(
            "The host is not known",
            f"DNS has no address for {connection.host}.",
            "Check --base-url for typing errors, this machine's DNS, and whether it needs a proxy.",
        )
    if any(isinstance(cause, ConnectionResetError) for cause in causes):
        return CutOff(
            "The connection broke",
            f"{connection.host} hung up while the connection was made: {_reason(causes)}.",
            "Try again. If it stays, check --base-url, the port and the proxy.",
        )
    return ConnectionRefused(
        "The host cannot be reached",
        f"No connection to {connection.host}: {_reason(causes)}.",
        "Check --base-url and the port, the network, and whether this machine needs a proxy.",
    )


def _cut_off(
    error: httpx.HTTPError, connection: Connection, proxy: str | None, progress: Progress
) -> Unreachable:
    message = shorten(clean(str(error)), 200).rstrip(".")
    if proxy and _before_the_tunnel(connection, progress):
        return ProxyFailure(
            "The proxy does not answer as proxies do",
            f"{proxy_name(proxy)} hung up, or is no proxy{f': {message}' if message else ''}.",
            "Check --proxy, HTTPS_PROXY and ALL_PROXY: host, port, and http:// or socks5://.",
        )
    if progress.phase is Phase.READING:
        what = "hung up before the answer was complete, or sent it damaged"
    else:
        what = "hung up without an answer, or what it sent is not HTTP"
    return CutOff(
        "The connection broke",
        f"{connection.host}{_through(proxy)} {what}{f': {message}' if message else ''}.",
        "Try again. If it stays, check --base-url, the port and the proxy.",
    )


def _through(proxy: str | None) -> str:
    return f" through {proxy_name(proxy)}" if proxy else ""


def _before_the_tunnel(connection: Connection, progress: Progress) -> bool:
    """Return whether only the proxy can have responded so far."""
    tunnelled = connection.base_url.startswith("https:")
    early = progress.phase in (Phase.STARTING, Phase.RESOLVING, Phase.CONNECTING)
    return early or (tunnelled and not progress.tls_started)


def _reason(causes: list[BaseException]) -> str:
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno and cause.errno in errno.errorcode:
            return os.strerror(cause.errno)
    return "no connection"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, its causes and contexts, and the members of exception groups."""
    pending: list[BaseException] = [error]
    seen: set[int] = set()
    while pending:
        current = pending.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        pending += [e for e in (current.__cause__, current.__context__) if e is not None]
        if isinstance(current, BaseExceptionGroup):
            pending += current.exceptions
