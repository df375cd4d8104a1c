"""Map failures of a request without a response to errors: the cause, and what to check."""

from __future__ import annotations

import errno
import os
import socket
import ssl
from collections.abc import Iterator
from typing import Final, NamedTuple, Self

import httpx

from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import (
    CdxError,
    ConnectionRefused,
    CutOff,
    NameNotResolved,
    RefusedInput,
    TimedOut,
    TlsFailure,
    Unreachable,
)
from cdx_tui.api.network import Phase, Progress
from cdx_tui.api.proxies import proxy_name
from cdx_tui.api.proxy_errors import invalid_response, not_connected, proxy_refused
from cdx_tui.text import clean, shorten

__all__ = ["connection_error", "timeout_error"]

_TIMED_OUT: Final = {
    Phase.RESOLVING: (
        "looking up the name of",
        "Check this machine's DNS, and whether it needs a proxy.",
    ),
    Phase.CONNECTING: (
        "connecting to",
        "Check --base-url and the port. A firewall may block it, or a proxy may be needed.",
    ),
    Phase.SECURING: (
        "negotiating TLS with",
        "Check --base-url, the port and the proxy.",
    ),
    Phase.READING: (
        "receiving the response of",
        "The connection is slow or the response is large. Allow more seconds with --timeout.",
    ),
}
_WAITING: Final = (
    "waiting for a response from",
    "Try again. If it persists, check the network and the proxy, or allow more seconds with"
    " --timeout.",
)

_PRIVATE_CA: Final = (
    "The certificate authority is not trusted. For a private CA (such as a TLS-inspecting proxy)"
    " use --ca-bundle PEM."
)
_CERTIFICATE_STEPS: Final = {
    9: "The certificate is not valid yet. Check this machine's clock.",
    10: "The certificate has expired. Check this machine's clock too.",
    62: "The certificate is for another host. Check {setting}.",
    64: "The certificate is for another address. Check {setting}.",
}
"""Next steps by OpenSSL's X509_V_ERR code; any other code means an untrusted authority."""

_HANDSHAKE_STEPS: Final = (
    (("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE"), "client certificate"),
    (("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION"), "old"),
    (("WRONG_VERSION_NUMBER", "HTTP_REQUEST"), "no TLS"),
)
_HANDSHAKE_MESSAGES: Final = {
    "client certificate": "The server requires a client certificate, or shares no secure cipher"
    " with this machine. The API requires none, so check {setting}.",
    "old": "The server supports only insecure versions of TLS. Check {setting} and the port.",
    "no TLS": "The server does not speak TLS. Check {setting} and the port.",
}
_HANDSHAKE_UNKNOWN: Final = "Check {setting} and the port."
_PLAIN_PROXY: Final = "The proxy does not speak TLS. Write http:// in its URL, or check the port."


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
        return proxy_refused(error, proxy, progress.refusal)
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | httpx.LocalProtocolError):
        return _invalid_request(connection)
    peer = _Peer.of(connection, proxy, progress)
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLError) and _is_handshake_error(cause, progress):
            return _tls_failure(cause, peer)
    if isinstance(error, httpx.ConnectError) and progress.phase is Phase.SECURING:
        return _closed_in_handshake(peer)
    if isinstance(error, httpx.ConnectError):
        return _not_connected(causes, connection, proxy)
    return _cut_off(error, peer, proxy, progress.phase)


def timeout_error(connection: Connection, proxy: str | None, progress: Progress) -> TimedOut:
    """Return the error for a timeout, which names the step that `progress` had reached."""
    action, next_step = _TIMED_OUT.get(progress.phase, _WAITING)
    peer = _Peer.of(connection, proxy, progress)
    if peer.is_proxy:
        next_step = "Check --proxy, HTTPS_PROXY and ALL_PROXY, and whether the proxy is up."
    return TimedOut(
        "Request timed out",
        f"Timed out after {connection.timeout:g} seconds {action} {peer.name}.",
        next_step,
    )


class _Peer(NamedTuple):
    """The server that a connection had reached, or was to reach, and the setting that names it."""

    name: str
    setting: str
    is_proxy: bool

    @classmethod
    def of(cls, connection: Connection, proxy: str | None, progress: Progress) -> Self:
        """Return the proxy until its tunnel is open, else the API's host."""
        if not proxy:
            return cls(connection.host, "--base-url", is_proxy=False)
        early = progress.phase in (Phase.STARTING, Phase.RESOLVING, Phase.CONNECTING)
        tunnelled = connection.base_url.startswith("https:")
        if early or (tunnelled and not progress.tls_started):
            return cls(f"the proxy {proxy_name(proxy)}", "--proxy", is_proxy=True)
        name = f"{connection.host} through {proxy_name(proxy)}"
        return cls(name, "--base-url, the proxy", is_proxy=False)


def _invalid_request(connection: Connection) -> RefusedInput:
    return RefusedInput(
        "Invalid base URL",
        f"The address {connection.host} contains characters that HTTP does not allow.",
        "Check --base-url.",
    )


def _is_handshake_error(error: ssl.SSLError, progress: Progress) -> bool:
    """Return whether a TLS error belongs to the handshake.

    In TLS 1.3 a server reports a missing client certificate by an alert after the handshake.
    """
    if isinstance(error, ssl.SSLEOFError):
        return False
    return progress.phase is Phase.SECURING or "ALERT" in (error.reason or "")


def _tls_failure(error: ssl.SSLError, peer: _Peer) -> TlsFailure:
    message = shorten(
        clean(getattr(error, "verify_message", "") or error.reason or str(error)), 200
    ).rstrip(".")
    if isinstance(error, ssl.SSLCertVerificationError):
        code = getattr(error, "verify_code", 0)  # not set on macOS and Windows
        step = _CERTIFICATE_STEPS.get(code, _PRIVATE_CA)
    else:
        reason = message.upper().replace(" ", "_")
        kind = next((k for words, k in _HANDSHAKE_STEPS if any(w in reason for w in words)), "")
        step = _HANDSHAKE_MESSAGES.get(kind, _HANDSHAKE_UNKNOWN)
        if kind == "no TLS" and peer.is_proxy:
            step = _PLAIN_PROXY
    return TlsFailure(
        "TLS connection failed",
        f"No secure connection to {peer.name}: {message}.",
        step.format(setting=peer.setting),
    )


def _closed_in_handshake(peer: _Peer) -> TlsFailure:
    return TlsFailure(
        "TLS connection failed",
        f"The connection to {peer.name} was closed during the TLS handshake.",
        _PLAIN_PROXY
        if peer.is_proxy
        else f"The server may not speak TLS, or a firewall blocks it. Check {peer.setting} and the"
        " port.",
    )


def _not_connected(
    causes: list[BaseException], connection: Connection, proxy: str | None
) -> Unreachable:
    unknown = any(isinstance(cause, socket.gaierror | UnicodeError) for cause in causes)
    if proxy:
        return not_connected(proxy, None if unknown else _reason(causes))
    if unknown:
        return NameNotResolved(
            "Host not found",
            f"DNS lookup for {connection.host} failed.",
            "Check --base-url for typing errors, this machine's DNS, and whether it needs a proxy.",
        )
    if any(isinstance(cause, ConnectionResetError) for cause in causes):
        return CutOff(
            "Connection closed",
            f"{connection.host} closed the connection at once: {_reason(causes)}.",
            "Try again. If it persists, check --base-url, the port and the proxy.",
        )
    return ConnectionRefused(
        "Host not reachable",
        f"No connection to {connection.host}: {_reason(causes)}.",
        "Check --base-url and the port, the network, and whether this machine needs a proxy.",
    )


def _cut_off(error: httpx.HTTPError, peer: _Peer, proxy: str | None, phase: Phase) -> Unreachable:
    message = shorten(clean(str(error)), 200).rstrip(".")
    if proxy and peer.is_proxy:
        return invalid_response(proxy, message)
    if phase is Phase.READING:
        what = "before the response was complete, or sent a damaged one"
    else:
        what = "without a valid HTTP response"
    return CutOff(
        "Connection closed",
        f"{peer.name} closed the connection {what}{f': {message}' if message else ''}.",
        "Try again. If it persists, check --base-url, the port and the proxy.",
    )


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
