"""Select the proxy of a connection, from the settings or the environment."""

from __future__ import annotations

import ipaddress
import urllib.request
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx

from cdx_tui.api.connection import Connection, is_loopback
from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["parse_proxy", "proxy_for", "proxy_name"]

_VARIABLES: Final = {"https": ("https_proxy", "HTTPS_PROXY"), "http": ("http_proxy", "HTTP_PROXY")}
_LARGEST_PORT: Final = 65_535  # httpx accepts any number, but the socket raises OverflowError
_ALL_PROXY_VARIABLES: Final = ("all_proxy", "ALL_PROXY")


def proxy_for(connection: Connection, environ: Mapping[str, str]) -> str | None:
    """Return the URL of the proxy to use, or None.

    The setting takes precedence over `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` in `environ`, and
    these over the system settings of macOS and Windows. Hosts in `NO_PROXY` and loopback addresses
    bypass every proxy except that of the setting. httpx's own parsing of the environment is not
    used, since it raises on a `NO_PROXY` with IPv6 addresses.
    """
    found = connection.proxy
    if found is None:
        try:
            url = urlsplit(connection.base_url)
            host, port = url.hostname or "", url.port
        except ValueError:  # reported by `check_address`
            return None
        if is_loopback(host) or _bypasses_proxy(host, port, environ):
            return None
        names = (*_VARIABLES.get(url.scheme, ()), *_ALL_PROXY_VARIABLES)
        found = next((environ[name] for name in names if environ.get(name)), None)
        if found is None and not urllib.request.proxy_bypass(host):
            found = urllib.request.getproxies().get(url.scheme)
    found = (found or "").strip()
    return f"http://{found}" if found and "://" not in found else found or None


def _bypasses_proxy(host: str, port: int | None, environ: Mapping[str, str]) -> bool:
    """Return whether `NO_PROXY` excludes the host.

    Its entries are `*`, hosts (including subdomains), addresses and networks, each optionally
    with a port.
    """
    entries = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    return any(_matches(entry.strip().lower(), host, port) for entry in entries.split(","))


def _matches(entry: str, host: str, port: int | None) -> bool:
    if entry == "*":
        return True
    name, wanted = entry, ""
    if entry.startswith("["):
        name, _, rest = entry[1:].partition("]")
        name, wanted = name + (rest if rest.startswith("/") else ""), rest.removeprefix(":")
    elif entry.count(":") == 1:
        name, _, wanted = entry.partition(":")
    if wanted.isdecimal() and int(wanted) != port:
        return False
    try:
        address = ipaddress.ip_address(host)
        return address in ipaddress.ip_network(name, strict=False)
    except ValueError:
        name = name.removeprefix("*").strip(".")
        return bool(name) and (host == name or host.endswith(f".{name}"))


def parse_proxy(url: str) -> httpx.Proxy:
    """Parse the URL of a proxy.

    Raises:
        RefusedInput: The URL is not valid for a proxy.
    """
    try:
        proxy = httpx.Proxy(url)
        if proxy.url.host and (proxy.url.port or 0) <= _LARGEST_PORT:
            return proxy
    except (httpx.InvalidURL, ValueError):
        pass
    raise RefusedInput(
        "The proxy cannot be used",
        f"{proxy_name(url)} is not a proxy's address.",
        "A proxy is written http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT; see --proxy"
        " and the variables HTTPS_PROXY and ALL_PROXY.",
    )


def proxy_name(proxy: str) -> str:
    """Return a proxy's URL without user name and password; safe to show."""
    scheme, _, rest = proxy.partition("://")
    return shorten(clean(f"{scheme}://{rest.rpartition('@')[2]}"), 200)
