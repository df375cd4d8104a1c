"""How the API is reached: TLS, private CAs, proxies; and what went wrong when it is not."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import ssl
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import truststore

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
from cdx_tui.text import clean, shorten

__all__ = ["Connection", "error_without_answer", "proxy_for", "tls_context"]

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach the API.

    Attributes:
        base_url: Scheme and host, without a slash at the end.
        ca_bundle: PEM file of further certificate authorities to trust.
        proxy: URL of the proxy; None takes it from the environment, "" uses none.
        timeout: Seconds for the whole of a request, from connecting to the last byte.
        max_answer_bytes: A longer answer is refused while it is read.
    """

    base_url: str = "https://api.confluent.cloud"
    ca_bundle: Path | None = None
    proxy: str | None = None
    timeout: float = 30.0
    max_answer_bytes: int = 64 * MEBIBYTE

    @property
    def host(self) -> str:
        """The host (and port) that is asked, safe to show."""
        return clean(urlsplit(self.base_url).netloc)


def tls_context(ca_bundle: Path | None, environ: Mapping[str, str]) -> ssl.SSLContext:
    """Return a context that trusts the system's store, `SSL_CERT_FILE` and `ca_bundle`.

    Raises:
        RefusedInput: One of the files cannot be read or holds no certificate.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    given = [("--ca-bundle", str(ca_bundle) if ca_bundle else "")]
    given += [("SSL_CERT_FILE", environ.get("SSL_CERT_FILE", ""))]
    for origin, path in given:
        if path:
            _trust(context, origin, path)
    return context


def _trust(context: ssl.SSLContext, origin: str, path: str) -> None:
    try:
        context.load_verify_locations(cafile=path)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError; NUL in a path a ValueError
        why = "holds no certificate in PEM form"
        if isinstance(error, OSError) and not isinstance(error, ssl.SSLError):
            why = f"cannot be read ({error.strerror})"
        raise RefusedInput(
            "The CA file cannot be used",
            f"{origin} names {shorten(clean(path), 200)}, which {why}.",
            "Name a PEM file with the certificates of the authorities to trust.",
        ) from None


def proxy_for(connection: Connection, environ: Mapping[str, str]) -> str | None:
    """Return the URL of the proxy to use, or None.

    The setting comes before the environment's `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, which
    `NO_PROXY` excepts hosts from. httpx's own reading of the environment is not used, since it
    raises on a `NO_PROXY` with IPv6 addresses in it.
    """
    url = urlsplit(connection.base_url)
    found = connection.proxy
    if found is None:
        if _excepted(url.hostname or "", environ):
            return None
        proxies = urllib.request.getproxies()
        found = proxies.get(url.scheme) or proxies.get("all")
    if not found:
        return None
    return found if "://" in found else f"http://{found}"


def _excepted(host: str, environ: Mapping[str, str]) -> bool:
    if urllib.request.proxy_bypass(host):
        return True
    address = _address(host)
    for entry in (environ.get("no_proxy") or environ.get("NO_PROXY") or "").split(","):
        name = entry.strip().strip("[]")
        if address is None or not name:
            continue
        try:
            if address in ipaddress.ip_network(name, strict=False):
                return True
        except ValueError:
            continue
    return False


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def open_client(connection: Connection, auth: httpx.Auth, user_agent: str) -> httpx.AsyncClient:
    """Return a client for one host: no redirects, no compression, nothing from the environment.

    Raises:
        RefusedInput: The CA file, the proxy's URL or the base URL cannot be used.
    """
    context = tls_context(connection.ca_bundle, os.environ)
    proxy = proxy_for(connection, os.environ)
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    try:
        return httpx.AsyncClient(
            auth=auth,
            base_url=connection.base_url,
            headers={**headers, "User-Agent": user_agent},
            verify=context,
            proxy=httpx.Proxy(proxy, ssl_context=context) if proxy else None,
            timeout=connection.timeout,
            follow_redirects=False,
            trust_env=False,
        )
    except (httpx.InvalidURL, ValueError, ImportError):
        raise RefusedInput(
            "The proxy or the address cannot be used",
            f"The address is {shorten(clean(connection.base_url), 200)},"
            f" the proxy {proxy_name(proxy) if proxy else 'not set'}.",
            "A proxy is written http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT.",
        ) from None


def proxy_name(proxy: str) -> str:
    """Return a proxy's URL without its user and password, safe to show."""
    scheme, _, rest = proxy.partition("://")
    return shorten(clean(f"{scheme}://{rest.rpartition('@')[2]}"), 200)


def error_without_answer(
    error: httpx.HTTPError | httpx.InvalidURL, connection: Connection, proxy: str | None
) -> CdxError:
    """Return the error that tells why there was no answer.

    httpx's own texts are often empty, so the kind is told by the exceptions and their causes.
    """
    if isinstance(error, httpx.TimeoutException):
        return timed_out(connection, connecting=isinstance(error, httpx.ConnectTimeout))
    if isinstance(error, httpx.ProxyError):
        return _proxy_failure(error, proxy)
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | httpx.LocalProtocolError):
        return RefusedInput(
            "The request cannot be made",
            f"The address {shorten(clean(connection.base_url), 200)} or the API key holds"
            " something that HTTP cannot carry.",
            "Check --base-url, and that key and secret have no line breaks or odd characters.",
        )
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return _tls_failure(cause, connection)
    if isinstance(error, httpx.ConnectError):
        return _not_connected(causes, connection, proxy)
    return _cut_off(error, connection)


def timed_out(connection: Connection, *, connecting: bool = False) -> TimedOut:
    """Return the error for a deadline that passed."""
    doing = "connect to" if connecting else "get an answer from"
    return TimedOut(
        "No answer in time",
        f"It took more than {connection.timeout:g} seconds to {doing} {connection.host}.",
        "Check the network, a firewall or proxy in between; --timeout allows more seconds.",
    )


def _proxy_failure(error: httpx.ProxyError, proxy: str | None) -> ProxyFailure:
    where = proxy_name(proxy) if proxy else "The proxy"
    said = shorten(clean(str(error)), 200)
    if said.startswith("407"):
        return ProxyFailure(
            "The proxy wants a password",
            f"{where} answered {said}.",
            "Put user and password into the proxy's URL: http://USER:PASSWORD@HOST:PORT.",
        )
    return ProxyFailure(
        "The proxy refuses the connection",
        f"{where} answered: {said or 'nothing'}.",
        "Check --proxy and HTTPS_PROXY, or except the host with NO_PROXY.",
    )


def _tls_failure(error: ssl.SSLError, connection: Connection) -> TlsFailure:
    said = shorten(clean(getattr(error, "verify_message", "") or error.reason or str(error)), 200)
    code = getattr(error, "verify_code", None)
    cause = f"The connection to {connection.host} cannot be trusted or set up: {said}."
    steps = {
        10: "The server's certificate is out of date; check this machine's clock too.",
        62: "The certificate belongs to another host: check --base-url.",
    }
    unknown_ca = "A private CA, as of a proxy that looks into TLS, is given with --ca-bundle PEM."
    if isinstance(error, ssl.SSLCertVerificationError):
        step = steps.get(code or 0, unknown_ca)
    elif "CERTIFICATE_REQUIRED" in said or "certificate required" in said:
        step = "The server wants a client certificate; the API does not, so check --base-url."
    else:
        step = "Check --base-url and the port, and whether a proxy stands in between."
    return TlsFailure("No secure connection", cause, step)


def _not_connected(
    causes: list[BaseException], connection: Connection, proxy: str | None
) -> Unreachable:
    if proxy:
        return ProxyFailure(
            "The proxy cannot be reached",
            f"Nothing answers at {proxy_name(proxy)}: {_reason(causes)}.",
            "Check --proxy, HTTPS_PROXY and ALL_PROXY, or except the host with NO_PROXY.",
        )
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NameNotResolved(
            "The host is not known",
            f"DNS has no address for {connection.host}.",
            "Check --base-url for typing errors, and whether this machine needs a proxy.",
        )
    return ConnectionRefused(
        "The host cannot be reached",
        f"No connection to {connection.host}: {_reason(causes)}.",
        "Check --base-url and the port, the network, and whether this machine needs a proxy.",
    )


def _cut_off(error: httpx.HTTPError, connection: Connection) -> CutOff:
    said = shorten(clean(str(error)), 200)
    return CutOff(
        "The connection broke",
        f"{connection.host} cut the answer off, or what it sent is not HTTP"
        + (f": {said}." if said else "."),
        "Try again. If it stays, check --base-url, the port and the proxy.",
    )


def _reason(causes: list[BaseException]) -> str:
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno and not isinstance(cause, socket.gaierror):
            return os.strerror(cause.errno) if cause.errno in errno.errorcode else str(cause.errno)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "its name is not known"
    return "no connection"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and all behind it: causes, contexts and members of groups."""
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
