"""Map failures of a proxy, or of the way to it, to errors."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import httpx

from cdx_tui.api.errors import ProxyFailure
from cdx_tui.api.proxy_refusal import ProxyRefusal
from cdx_tui.api.proxy_url import proxy_name
from cdx_tui.text import clean, shorten

__all__ = ["invalid_response", "not_connected", "proxy_refused"]

_SETTINGS: Final = "Check --proxy, or HTTPS_PROXY, ALL_PROXY and NO_PROXY."

_NO_CREDENTIALS: Final = ("407", "Requested NO AUTHENTICATION")
_REJECTED_CREDENTIALS: Final = ("407", "401", "Invalid username")
"""Beginnings of the message when an HTTP or SOCKS proxy requires authentication.

tinyproxy answers a wrong password with 401, which is a server's status.
"""

_BASIC: Final = "basic"
"""The one scheme of HTTP authentication for which a user name and a password are enough here."""


def proxy_refused(
    error: httpx.ProxyError, proxy: str | None, refusal: ProxyRefusal | None
) -> ProxyFailure:
    """Return the error for a proxy that opened no connection.

    Args:
        error: The exception, with the proxy's status or SOCKS reply as its message.
        proxy: The proxy's URL.
        refusal: The response to `CONNECT`; None for a SOCKS proxy.
    """
    name = proxy_name(proxy) if proxy else "The proxy"
    message = shorten(clean(str(error)), 200).rstrip(".")
    cause = f"{name} responded: {message or 'not as a proxy does'}."
    details = refusal.messages if refusal else ()
    if refusal and refusal.status == 407 and _excludes_passwords(refusal):
        return _unsupported_login(cause, refusal)
    has_credentials = proxy is not None and urlsplit(proxy).username is not None
    if has_credentials and message.startswith(_REJECTED_CREDENTIALS):
        return ProxyFailure(
            "The proxy rejected the user name or password",
            cause,
            "Check both in the proxy's URL. Special characters must be percent-encoded there, such"
            " as %25 for % and %23 for #.",
            details=details,
        )
    if message.startswith(_NO_CREDENTIALS):
        return ProxyFailure(
            "The proxy requires a password",
            cause,
            "Put user name and password into the proxy's URL: http://USER:PASSWORD@HOST:PORT, or"
            " socks5:// likewise. Write special characters percent-encoded, such as %23 for #.",
            details=details,
        )
    if refusal and refusal.status >= 500:
        return ProxyFailure(
            "The proxy could not connect to the host",
            cause,
            "Check --base-url for typing errors, then try again. If it persists, ask the proxy's"
            " administrator.",
            details=details,
        )
    return ProxyFailure(
        "The proxy refused the connection",
        cause,
        f"{_SETTINGS} Ask the proxy's administrator whether it allows this host.",
        details=details,
    )


def _excludes_passwords(refusal: ProxyRefusal) -> bool:
    schemes = [scheme.lower() for scheme in refusal.schemes]
    return bool(schemes) and _BASIC not in schemes


def _unsupported_login(cause: str, refusal: ProxyRefusal) -> ProxyFailure:
    schemes = " and ".join(refusal.schemes[:4])
    return ProxyFailure(
        f"The proxy requires {shorten(schemes, 60)} authentication",
        f"{cause} It offers only {schemes}, so a password in the proxy's URL cannot help.",
        "Run a local proxy that logs in for you, such as px-proxy or cntlm, and use that as --proxy"
        " or HTTPS_PROXY, for example http://127.0.0.1:3128.",
        details=refusal.messages,
    )


def not_connected(proxy: str, reason: str | None) -> ProxyFailure:
    """Return the error for a proxy that cannot be reached; without a reason, DNS failed."""
    name = f"the proxy {proxy_name(proxy)}"
    cause = f"No connection to {name}: {reason}." if reason else f"DNS lookup for {name} failed."
    return ProxyFailure(
        "Proxy not reachable",
        cause,
        _SETTINGS,
    )


def invalid_response(proxy: str, message: str) -> ProxyFailure:
    """Return the error for a proxy that closed the connection, or sent no valid response."""
    return ProxyFailure(
        "Invalid response from the proxy",
        f"{proxy_name(proxy)} closed the connection or is not a proxy"
        f"{f': {message}' if message else ''}.",
        f"{_SETTINGS}: host, port, and http:// or socks5://.",
    )
